// tiff-inspect 0 0 --memory-io: input 0 BinaryStream = file, output 0 JsonCompatible = TiffIndex or error.
#include "../core/itk_wasm_io.h"
#include "../core/tiff_tree.h"

int main() {
  using namespace overread;
  return runPipelineMain(0, [] {
    const InputBytes file = pipelineInput(0);
    setPipelineOutput(0, inspectTiff(file.data, file.size));
  });
}
