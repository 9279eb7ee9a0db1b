// dicom-rewrite 0 1 2 0 1 --memory-io: inputs 0 BinaryStream = file, 1 JsonCompatible = DeidentificationPlan, 2 BinaryStream =
// native pixels or nothing; outputs 0 BinaryStream = new file, 1 JsonCompatible = report or error.
#include "../core/dicom_rewrite.h"
#include "../core/itk_wasm_io.h"

int main() {
  using namespace overread;
  return runPipelineMain(1, [] {
    const InputBytes file = pipelineInput(0), text = pipelineInput(1), native = pipelineInput(2);
    const DicomPlan plan = readDicomPlan(reinterpret_cast<const char *>(text.data), text.size);
    DicomRewriteResult result = rewriteDicom(ByteReader(file.data, file.size), plan, native.data, native.size);
    const std::string report = rewriteReportJson(result);
    setPipelineOutput(0, std::move(result.bytes));
    setPipelineOutput(1, report);
  });
}
