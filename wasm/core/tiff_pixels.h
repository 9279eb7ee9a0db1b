#pragma once
#include "splice.h"
#include "tiff_plan.h"
#include "tiff_tree.h"
#include <deque>

namespace overread {

/** Bytes of one strip or tile of the output: they lie in the source, or in `owned`. Of a sparse source only their place is known. */
struct ChunkOut {
  const uint8_t *data = nullptr;
  uint64_t length = 0;
  Segment segment = {SegmentKind::copy, 0, 0, 0};
};

struct PixelsOut {
  std::vector<ChunkOut> chunks;
  /** Changed chunks; a deque never moves what it holds. */
  std::deque<std::vector<uint8_t>> owned;
  uint64_t boxesApplied = 0, stripped = 0;
  /** Boxes of the chunks that a segment of kind `pixels` points at. */
  std::vector<PixelTransform> transforms;
};

/** The strips or tiles of `page` as they go out: stripped of markers, boxes blanked. Throws as `rewriteTiff`. */
PixelsOut pagePixels(const ByteReader &reader, const TiffTree &tree, const TiffPage &page, const TiffPlanPage &planned);

} // namespace overread
