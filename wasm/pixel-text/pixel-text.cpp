// pixel-text 0 1 0 --memory-io: inputs 0 BinaryStream = plane of 8-bit grey, 1 JsonCompatible = {"columns","rows"}; output 0
// JsonCompatible = {"ok":true,"boxes":[[x, y, width, height, marks]]} or error.
#include "../core/itk_wasm_io.h"
#include "../core/text_finder.h"

int main() {
  using namespace overread;
  return runPipelineMain(0, [] {
    const InputBytes plane = pipelineInput(0), request = pipelineInput(1);
    setPipelineOutput(0, runTextFinder(plane.data, plane.size, reinterpret_cast<const char *>(request.data), request.size));
  });
}
