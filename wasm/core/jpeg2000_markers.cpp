#include "byte_reader.h"
#include "codestream_markers.h"
#include <cstring>

namespace overread {
namespace {

constexpr uint16_t kSoc = 0xff4f, kCom = 0xff64, kSot = 0xff90, kSod = 0xff93, kEoc = 0xffd9;

/** Zeroes the text of comments in a tile-part header; returns false where the header cannot be followed. */
bool zeroTileComments(uint8_t *bytes, uint64_t size, uint64_t at, uint64_t end) {
  const ByteReader reader(bytes, size);
  while (at + 2 <= end) {
    const uint16_t marker = reader.u16(at, true);
    if (marker == kSod) return true;
    if (!reader.has(at, 4)) return false;
    const uint64_t length = 2 + uint64_t(reader.u16(at + 2, true));
    if (length < 4 || at + length > end) return false;
    if (marker == kCom && length > 6) memset(bytes + at + 6, 0, static_cast<size_t>(length - 6));
    at += length;
  }
  return false;
}

/** Where the tile-part at `at` ends; false where its length cannot be. */
bool tilePartEnd(const uint8_t *data, uint64_t size, uint64_t at, uint64_t declared, uint64_t &end) {
  end = at + declared;
  if (declared == 0) {
    // The last tile-part runs to EOC, which is the last marker of the stream.
    end = size;
    while (end > at + 14 && !(data[end - 2] == 0xff && data[end - 1] == 0xd9)) end--;
    if (end <= at + 14) end = size;
    else end -= 2;
  }
  if (declared != 0 && declared < 14) return false;
  if (end > size) end = size;
  return true;
}

/** As `stripRaw`, in place: texts become zeros, nothing moves. */
bool silenceRaw(uint8_t *data, uint64_t size) {
  const ByteReader reader(data, size);
  if (!reader.has(0, 4) || reader.u16(0, true) != kSoc) return false;
  uint64_t at = 2;
  while (reader.has(at, 2) && reader.u16(at, true) != kSot) {
    if (!reader.has(at, 4)) return false;
    const uint16_t marker = reader.u16(at, true);
    const uint64_t length = 2 + uint64_t(reader.u16(at + 2, true));
    if (marker < 0xff30 || length < 4 || !reader.has(at, length)) return false;
    if (marker == kCom && length > 6) memset(data + at + 6, 0, static_cast<size_t>(length - 6));
    at += length;
  }
  while (reader.has(at, 12) && reader.u16(at, true) == kSot) {
    uint64_t end = 0;
    if (!tilePartEnd(data, size, at, reader.u32(at + 6, true), end)) return false;
    if (!zeroTileComments(data, size, at + 12, end)) return false;
    at = end;
  }
  if (reader.has(at, 2) && reader.u16(at, true) == kEoc) {
    memset(data + at + 2, 0, static_cast<size_t>(size - at - 2));
    return true;
  }
  return at == size;
}

bool silenceBoxes(uint8_t *data, uint64_t size) {
  const ByteReader reader(data, size);
  uint64_t at = 0;
  while (reader.has(at, 8)) {
    const uint32_t declared = reader.u32(at, true);
    if (declared == 1) return false;
    const uint64_t length = declared == 0 ? size - at : declared;
    if (length < 8 || !reader.has(at, length)) return at + 1 >= size;
    const uint8_t *type = data + at + 4;
    if (memcmp(type, "jp2c", 4) == 0) {
      if (!silenceRaw(data + at + 8, length - 8)) return false;
    } else if (memcmp(type, "jP  ", 4) != 0 && memcmp(type, "ftyp", 4) != 0 && memcmp(type, "jp2h", 4) != 0) {
      memset(data + at + 8, 0, static_cast<size_t>(length - 8));
    }
    at += length;
  }
  memset(data + at, 0, static_cast<size_t>(size - at));
  return true;
}

/** `first` is SOC. Appends the stripped codestream to `out`. */
bool stripRaw(const uint8_t *data, uint64_t size, std::vector<uint8_t> &out) {
  const ByteReader reader(data, size);
  if (!reader.has(0, 4) || reader.u16(0, true) != kSoc) return false;
  out.insert(out.end(), data, data + 2);
  uint64_t at = 2;
  while (reader.has(at, 2) && reader.u16(at, true) != kSot) {
    if (!reader.has(at, 4)) return false;
    const uint16_t marker = reader.u16(at, true);
    const uint64_t length = 2 + uint64_t(reader.u16(at + 2, true));
    if (marker < 0xff30 || length < 4 || !reader.has(at, length)) return false;
    if (marker != kCom) out.insert(out.end(), data + at, data + at + length);
    at += length;
  }
  while (reader.has(at, 12) && reader.u16(at, true) == kSot) {
    const uint64_t declared = reader.u32(at + 6, true);
    uint64_t end = 0;
    if (!tilePartEnd(data, size, at, declared, end)) return false;
    const uint64_t headAt = out.size() + 12;
    out.insert(out.end(), data + at, data + end);
    if (!zeroTileComments(out.data(), out.size(), headAt, out.size())) return false;
    at = end;
  }
  if (reader.has(at, 2) && reader.u16(at, true) == kEoc) {
    out.insert(out.end(), data + at, data + at + 2);
    return true;
  }
  // Cut short, or something that no tile-part names: only an empty rest is understood.
  return at == size;
}

/** JP2 boxes: the codestream box is stripped, boxes with free text are zeroed, lengths stay true. */
bool stripBoxes(const uint8_t *data, uint64_t size, std::vector<uint8_t> &out) {
  const ByteReader reader(data, size);
  uint64_t at = 0;
  while (reader.has(at, 8)) {
    const uint32_t declared = reader.u32(at, true);
    if (declared == 1) return false;
    const uint64_t length = declared == 0 ? size - at : declared;
    if (length < 8 || !reader.has(at, length)) return at + 1 >= size;
    const uint8_t *type = data + at + 4;
    const uint64_t boxAt = out.size();
    out.insert(out.end(), data + at, data + at + 8);
    if (memcmp(type, "jp2c", 4) == 0) {
      if (!stripRaw(data + at + 8, length - 8, out)) return false;
    } else if (memcmp(type, "jP  ", 4) == 0 || memcmp(type, "ftyp", 4) == 0 || memcmp(type, "jp2h", 4) == 0) {
      out.insert(out.end(), data + at + 8, data + at + length);
    } else {
      out.insert(out.end(), static_cast<size_t>(length - 8), uint8_t(0));
    }
    const uint64_t newLength = declared == 0 ? 0 : out.size() - boxAt;
    for (int i = 0; i < 4; i++) out[static_cast<size_t>(boxAt) + i] = static_cast<uint8_t>(newLength >> (8 * (3 - i)));
    at += length;
  }
  return true;
}

} // namespace

Stripped stripJpeg2000(const uint8_t *data, uint64_t size, std::vector<uint8_t> &out) {
  out.clear();
  out.reserve(static_cast<size_t>(size) + 1);
  const bool boxed = size >= 12 && memcmp(data + 4, "jP  ", 4) == 0;
  const bool parsed = boxed ? stripBoxes(data, size, out) : stripRaw(data, size, out);
  if (!parsed) return Stripped::notParsed;
  const bool padded = size == out.size() + 1 && data[size - 1] == 0;
  const bool same = (out.size() == size || padded) && memcmp(out.data(), data, out.size()) == 0;
  return same ? Stripped::unchanged : Stripped::changed;
}

Stripped silenceJpeg2000(uint8_t *data, uint64_t size) {
  const std::vector<uint8_t> before(data, data + size);
  const bool boxed = size >= 12 && memcmp(data + 4, "jP  ", 4) == 0;
  const bool parsed = boxed ? silenceBoxes(data, size) : silenceRaw(data, size);
  if (!parsed) return Stripped::notParsed;
  return memcmp(before.data(), data, static_cast<size_t>(size)) == 0 ? Stripped::unchanged : Stripped::changed;
}

} // namespace overread
