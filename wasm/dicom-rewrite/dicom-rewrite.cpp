// dicom-rewrite 0 1 2 3 0 1 2 --memory-io: inputs 0 BinaryStream = file or the extents of a sparse one, 1 JsonCompatible =
// DeidentificationPlan, 2 BinaryStream = decoded pixels or nothing, 3 BinaryStream = table of the extents or nothing; outputs 0 BinaryStream =
// new file, or the literal bytes of a recipe where the file is sparse, 1 JsonCompatible = report or error, 2 BinaryStream =
// segments of the recipe.
#include "../core/itk_wasm_io.h"
#include "../core/sparse_file.h"
#include "../core/dicom_rewrite.h"

int main() {
  using namespace overread;
  return runPipelineMain(1, [] {
    const InputBytes bytes = pipelineInput(0), text = pipelineInput(1), native = pipelineInput(2), table = pipelineInput(3);
    const SparseFile file(bytes.data, bytes.size, table.data, table.size);
    const DicomPlan plan = readDicomPlan(reinterpret_cast<const char *>(text.data), text.size);
    const ByteReader pixels(native.data, native.size);
    DicomRewriteResult result = rewriteDicom(file.reader(), plan, pixels);
    const std::string report = rewriteReportJson(result);
    setPipelineOutput(2, result.recipe.encoded());
    setPipelineOutput(0, std::move(result.bytes));
    setPipelineOutput(1, report);
  });
}
