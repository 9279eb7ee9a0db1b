#pragma once
#include "byte_reader.h"
#include <vector>

namespace overread {

/** Shape of one frame in samples. */
struct FrameShape {
  uint64_t rows = 0, columns = 0, samples = 0, bytesPerSample = 0;
};

/**
 * Decodes one RLE frame (PS3.5 Annex G) to interleaved little-endian samples. Throws Failure `malformed` for a wrong header,
 * `truncated` for segments that end early, `plan-invalid` for an absurd shape.
 */
std::vector<uint8_t> decodeRle(const ByteReader &frame, const FrameShape &shape);

/** `count` bits from `firstBit` on, least significant first (PS3.5 8.1.1), a byte each. Throws Failure `truncated`. */
std::vector<uint8_t> unpackBits(const ByteReader &bytes, uint64_t firstBit, uint64_t count);

/**
 * Runs the operation that the JSON names: `rle-decode` with a shape, `unpack-bits` with firstBit and count, `silence` with the places of
 * streams, `transform` with a layout, boxes and a mask, or `sha256` with the hash value so far.
 */
std::vector<uint8_t> runPixelCodec(const ByteReader &bytes, const char *request, uint64_t requestSize);

} // namespace overread
