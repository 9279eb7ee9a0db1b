// pixel-codec 0 1 0 1 --memory-io: inputs 0 BinaryStream = frame, 1 JsonCompatible = {"operation":…}; outputs 0 BinaryStream =
// samples, 1 JsonCompatible = {"ok":true} or error.
#include "../core/itk_wasm_io.h"
#include "../core/pixel_codec.h"

int main() {
  using namespace overread;
  return runPipelineMain(1, [] {
    const InputBytes frame = pipelineInput(0), request = pipelineInput(1);
    setPipelineOutput(0, runPixelCodec(ByteReader(frame.data, frame.size), reinterpret_cast<const char *>(request.data), request.size));
    setPipelineOutput(1, std::string("{\"ok\":true}"));
  });
}
