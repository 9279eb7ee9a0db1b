#include "grow_cut_rounds.h"
#include "../mask-kernels/grow_cut.h"
#include "check.h"
#include "mutate.h"

namespace overread {
namespace {

/** The same by relaxing every step until nothing changes: no buckets, no order. */
std::vector<uint8_t> relaxed(const std::vector<uint16_t> &levels, const std::vector<uint8_t> &seeds, const GrowCutShape &shape) {
  const int64_t sides[3] = {int64_t(shape.columns), int64_t(shape.rows), int64_t(shape.slices)};
  const int64_t strides[3] = {1, sides[0], sides[0] * sides[1]};
  std::vector<uint8_t> labels = seeds;
  std::vector<uint64_t> costs(levels.size(), ~uint64_t{0});
  for (size_t at = 0; at < levels.size(); at++) {
    if (levels[at] == growCutWall) labels[at] = 0;
    if (labels[at]) costs[at] = 0;
  }
  for (bool isMoving = true; isMoving;) {
    isMoving = false;
    for (int64_t at = 0; at < int64_t(levels.size()); at++)
      for (int axis = 0; axis < 3; axis++)
        for (int64_t way : {-1, 1}) {
          const int64_t place = at / strides[axis] % sides[axis] + way;
          if (!labels[at] || place < 0 || place >= sides[axis]) continue;
          const int64_t to = at + way * strides[axis];
          if (levels[to] == growCutWall) continue;
          const uint64_t cost = costs[at] + shape.steps[axis] + std::abs(int(levels[at]) - int(levels[to]));
          if (cost > costs[to] || (cost == costs[to] && labels[at] >= labels[to])) continue;
          costs[to] = cost;
          labels[to] = labels[at];
          isMoving = true;
        }
  }
  return labels;
}

} // namespace

void growCutRounds(uint64_t seed, uint64_t rounds) {
  Random random{seed};
  for (uint64_t round = 0; round < rounds; round++) {
    GrowCutShape shape{1 + random.below(9), 1 + random.below(8), 1 + random.below(5), {}};
    for (uint32_t &step : shape.steps) step = 1 + random.below(20);
    const uint32_t most = random.below(2) ? 3 : 0xfffe;
    std::vector<uint16_t> levels(shape.columns * shape.rows * shape.slices);
    for (uint16_t &level : levels) level = random.below(9) == 0 ? growCutWall : uint16_t(random.below(most + 1));
    std::vector<uint8_t> seeds(levels.size());
    for (uint32_t left = 1 + random.below(6); left > 0; left--) seeds[random.below(uint32_t(seeds.size()))] = uint8_t(1 + random.below(4));
    check(growCut(levels.data(), seeds.data(), shape) == relaxed(levels, seeds, shape), "seeds grow to where no step is cheaper");
  }
}

} // namespace overread
