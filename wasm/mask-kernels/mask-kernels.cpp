// mask-kernels 0 1 2 0 1 --memory-io: inputs 0 BinaryStream = levels (16 bits, little endian), 1 BinaryStream = seeds (8 bits),
// 2 JsonCompatible = {"operation":"grow-cut","columns":…,"rows":…,"slices":…,"steps":[…]}; outputs 0 BinaryStream = labels (8 bits),
// 1 JsonCompatible = {"ok":true} or error.
#include "../core/itk_wasm_io.h"
#include "../core/json_reader.h"
#include "grow_cut.h"
#include <cstring>

namespace overread {
namespace {

/** Voxels of one box at most: costs take four bytes of each. */
constexpr uint64_t mostVoxels = 64u << 20;

std::vector<uint8_t> runGrowCut(const InputBytes &levels, const InputBytes &seeds, const InputBytes &request) {
  JsonReader json(reinterpret_cast<const char *>(request.data), request.size);
  GrowCutShape shape;
  bool isKnown = false;
  json.object([&](const std::string &key) {
    if (key == "operation")
      isKnown = json.string() == "grow-cut";
    else if (key == "columns")
      shape.columns = json.whole();
    else if (key == "rows")
      shape.rows = json.whole();
    else if (key == "slices")
      shape.slices = json.whole();
    else if (key == "steps") {
      int axis = 0;
      json.array([&] {
        const uint64_t step = json.whole();
        if (axis >= 3 || step > growCutMostCost) json.fail();
        shape.steps[axis++] = static_cast<uint32_t>(step);
      });
    } else
      json.skip();
  });
  json.end();
  if (!isKnown) json.fail();
  // Each side first, so that the product cannot pass 64 bits.
  for (uint64_t side : {shape.columns, shape.rows, shape.slices})
    if (side == 0 || side > mostVoxels) json.fail();
  if (shape.columns * shape.rows > mostVoxels) json.fail();
  const uint64_t count = shape.columns * shape.rows * shape.slices;
  if (count > mostVoxels) json.fail();
  if (levels.size != 2 * count) throw Failure{"truncated", levels.size};
  if (seeds.size != count) throw Failure{"truncated", seeds.size};
  // The input may lie at any address.
  std::vector<uint16_t> aligned(count);
  std::memcpy(aligned.data(), levels.data, 2 * count);
  return growCut(aligned.data(), seeds.data, shape);
}

} // namespace
} // namespace overread

int main() {
  using namespace overread;
  return runPipelineMain(1, [] {
    setPipelineOutput(0, runGrowCut(pipelineInput(0), pipelineInput(1), pipelineInput(2)));
    setPipelineOutput(1, std::string("{\"ok\":true}"));
  });
}
