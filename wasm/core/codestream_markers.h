#pragma once
#include <cstdint>
#include <vector>

namespace overread {

/** What became of one frame's stream. */
enum class Stripped {
  /** Nothing to take out: use the original bytes. */
  unchanged,
  /** `out` holds the new stream. */
  changed,
  /** Not understood: nothing was done. */
  notParsed,
};

/**
 * Takes application data and comments out of a JPEG, JPEG-LS or lossless JPEG stream, without touching what a decoder needs:
 * APP14 "Adobe" and JPEG-LS' APP8 "mrfx" (colour transforms) stay, cut to their defined bytes; a JFIF header stays, bare,
 * only where it decides the colours. Bytes after EOI go.
 */
Stripped stripJpeg(const uint8_t *data, uint64_t size, std::vector<uint8_t> &out);

/**
 * Takes comments (COM) out of a JPEG 2000 or HTJ2K codestream. In the main header they are removed; in tile-part headers,
 * whose lengths others point at, their text is zeroed. Bytes after EOC go.
 */
Stripped stripJpeg2000(const uint8_t *data, uint64_t size, std::vector<uint8_t> &out);

/**
 * What the strip functions take out is overwritten with zeros instead, in place: markers and lengths stay, so nothing moves. A
 * stream that was not understood may have been changed in part.
 */
Stripped silenceJpeg(uint8_t *data, uint64_t size);
Stripped silenceJpeg2000(uint8_t *data, uint64_t size);
/** Tells the kind by the first bytes. */
Stripped silenceCodestream(uint8_t *data, uint64_t size);

/** A WebP file that holds nothing but one image: no EXIF, XMP or profile chunk. */
bool isBareWebp(const uint8_t *data, uint64_t size);

/** Tells the kind by the first bytes; `notParsed` for all that is neither. */
Stripped stripCodestream(const uint8_t *data, uint64_t size, std::vector<uint8_t> &out);

/** Whether bytes begin a JPEG or JPEG 2000 stream. */
bool startsCodestream(const uint8_t *data, uint64_t size);

} // namespace overread
