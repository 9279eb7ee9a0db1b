// dicom-inspect 0 0 --memory-io: input 0 BinaryStream = file (inflated), output 0 JsonCompatible = ElementIndex or error.
#include "../core/dicom_tree.h"
#include "../core/itk_wasm_io.h"

int main() {
  using namespace overread;
  return runPipelineMain(0, [] {
    const InputBytes file = pipelineInput(0);
    setPipelineOutput(0, inspectDicom(file.data, file.size));
  });
}
