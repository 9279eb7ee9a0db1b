// tiff-rewrite 0 1 2 0 1 --memory-io: inputs 0 BinaryStream = file, 1 JsonCompatible = TiffPlan, 2 BinaryStream = decoded
// pixels or nothing; outputs 0 BinaryStream = new file, 1 JsonCompatible = report or error.
#include "../core/itk_wasm_io.h"
#include "../core/tiff_rewrite.h"

int main() {
  using namespace overread;
  return runPipelineMain(1, [] {
    const InputBytes file = pipelineInput(0), text = pipelineInput(1), native = pipelineInput(2);
    const TiffPlan plan = readTiffPlan(reinterpret_cast<const char *>(text.data), text.size);
    TiffRewriteResult result = rewriteTiff(ByteReader(file.data, file.size), plan, ByteReader(native.data, native.size));
    const std::string report = tiffReportJson(result);
    setPipelineOutput(0, std::move(result.bytes));
    setPipelineOutput(1, report);
  });
}
