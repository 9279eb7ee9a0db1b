// dicom-inspect 0 1 0 --memory-io: inputs 0 BinaryStream = file or the extents of a sparse one, 1 BinaryStream = table of the extents
// or nothing; output 0 JsonCompatible = ElementIndex or error.
#include "../core/dicom_tree.h"
#include "../core/itk_wasm_io.h"
#include "../core/sparse_file.h"

int main() {
  using namespace overread;
  return runPipelineMain(0, [] {
    const InputBytes bytes = pipelineInput(0), table = pipelineInput(1);
    const SparseFile file(bytes.data, bytes.size, table.data, table.size);
    setPipelineOutput(0, inspectDicom(file.reader()));
  });
}
