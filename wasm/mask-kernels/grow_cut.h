#pragma once
#include "../core/failure.h"
#include <cstdint>
#include <cstdlib>
#include <utility>
#include <vector>

namespace overread {

/** Box of voxels, columns first, and what a step costs beside the difference of values: across, down, through. */
struct GrowCutShape {
  uint64_t columns = 0, rows = 0, slices = 0;
  uint32_t steps[3] = {1, 1, 1};
};

/** A level of this value is no image: nothing grows there. */
constexpr uint16_t growCutWall = 0xffff;
/** Levels above this would make more rounds of buckets than the memory is worth. */
constexpr uint32_t growCutMostCost = 1u << 20;

/**
 * GrowCut (Vezhnevets and Konouchine 2005) at its end: every voxel takes the label of the seed that reaches it at least cost, a step costing
 * the difference of the levels and a little for its length; of two at one cost the lower label. Dijkstra over a ring of buckets, as steps
 * are whole numbers (Dial 1969). `seeds`: 0 none, else a label. What nothing reaches stays 0.
 */
inline std::vector<uint8_t> growCut(const uint16_t *levels, const uint8_t *seeds, const GrowCutShape &shape) {
  const uint64_t plane = shape.columns * shape.rows, count = plane * shape.slices;
  uint32_t most = 0, highest = 0;
  for (uint64_t at = 0; at < count; at++)
    if (levels[at] != growCutWall && levels[at] > highest) highest = levels[at];
  for (uint32_t step : shape.steps) {
    if (step == 0 || step > growCutMostCost) throw Failure{"plan-invalid", 0};
    if (step > most) most = step;
  }
  const uint32_t ring = highest + most + 1;
  std::vector<uint8_t> labels(seeds, seeds + count);
  std::vector<uint32_t> cost(count, 0xffffffffu);
  std::vector<std::vector<uint32_t>> buckets(ring);
  uint64_t waiting = 0;
  for (uint64_t at = 0; at < count; at++) {
    if (levels[at] == growCutWall) labels[at] = 0;
    if (labels[at] == 0) continue;
    cost[at] = 0;
    buckets[0].push_back(static_cast<uint32_t>(at));
    waiting++;
  }
  std::vector<uint32_t> now;
  for (uint64_t at = 0; waiting > 0; at++) {
    now.clear();
    std::swap(now, buckets[at % ring]);
    waiting -= now.size();
    for (uint32_t voxel : now) {
      // Reached more cheaply meanwhile, or taken out of this bucket before.
      if (cost[voxel] != static_cast<uint32_t>(at)) continue;
      const uint64_t x = voxel % shape.columns, y = voxel / shape.columns % shape.rows, z = voxel / plane;
      const uint8_t label = labels[voxel];
      const int32_t level = levels[voxel];
      const auto reach = [&](uint64_t other, uint32_t step) {
        if (levels[other] == growCutWall) return;
        const uint64_t total = at + step + static_cast<uint32_t>(std::abs(level - static_cast<int32_t>(levels[other])));
        if (total >= 0xffffffffu) return;
        const uint32_t next = static_cast<uint32_t>(total);
        if (next > cost[other] || (next == cost[other] && label >= labels[other])) return;
        // At the same cost it waits in its bucket already: only its label is another.
        const bool isNew = next < cost[other];
        cost[other] = next;
        labels[other] = label;
        if (!isNew) return;
        buckets[total % ring].push_back(static_cast<uint32_t>(other));
        waiting++;
      };
      if (x > 0) reach(voxel - 1, shape.steps[0]);
      if (x + 1 < shape.columns) reach(voxel + 1, shape.steps[0]);
      if (y > 0) reach(voxel - shape.columns, shape.steps[1]);
      if (y + 1 < shape.rows) reach(voxel + shape.columns, shape.steps[1]);
      if (z > 0) reach(voxel - plane, shape.steps[2]);
      if (z + 1 < shape.slices) reach(voxel + plane, shape.steps[2]);
    }
  }
  return labels;
}

} // namespace overread
