#pragma once
#include "byte_reader.h"
#include "splice.h"

namespace overread {

/**
 * `bytes` with the comments of its streams silenced, nothing moved. `places`: for each stream its offset, length, and 1 where it is a
 * WebP file that must be bare. Throws Failure `markers-not-parsed` with the offset of the stream.
 */
std::vector<uint8_t> silenceStreams(const ByteReader &bytes, const std::vector<uint64_t> &places);

/** Whole frames of native pixels with high bits masked and boxes blanked. Throws as `blankBoxes`. */
std::vector<uint8_t> transformPixels(const ByteReader &bytes, const PixelTransform &transform);

} // namespace overread
