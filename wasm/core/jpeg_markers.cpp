#include "codestream_markers.h"
#include <cstring>

namespace overread {
namespace {

struct Segment {
  uint8_t marker;
  uint64_t at;
  uint64_t length;
};

constexpr uint8_t kSoi = 0xd8, kEoi = 0xd9, kSos = 0xda, kCom = 0xfe, kJpegLsFrame = 0xf7;

bool isFrameHeader(uint8_t marker) {
  return (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) || marker == kJpegLsFrame;
}
bool standsAlone(uint8_t marker) { return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7); }
bool isApplication(uint8_t marker) { return marker >= 0xe0 && marker <= 0xef; }

/** Where the entropy-coded data that starts at `at` ends: at a marker that is neither stuffing nor a restart. */
uint64_t entropyEnd(const uint8_t *data, uint64_t size, uint64_t at, bool jpegLs) {
  while (at + 1 < size) {
    const void *found = memchr(data + at, 0xff, static_cast<size_t>(size - 1 - at));
    if (!found) return size;
    at = static_cast<uint64_t>(static_cast<const uint8_t *>(found) - data);
    const uint8_t next = data[at + 1];
    const bool stuffed = jpegLs ? next < 0x80 : next == 0;
    if (!stuffed && next != 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
    at += stuffed || next != 0xff ? 2 : 1;
  }
  return size;
}

/** What decides the colours of a decoder that follows the stream (the order of libjpeg's rules). */
struct ColorSigns {
  bool jfif = false, adobe = false, adobeTransform = false, rgbIds = false;
  bool jfifDecides() const { return jfif && ((adobe && !adobeTransform) || (!adobe && rgbIds)); }
};

struct Scan {
  bool parsed = false;
  bool jpegLs = false;
  ColorSigns color;
  /** Segments, and entropy-coded runs (marker 0), in order. */
  std::vector<Segment> parts;
  uint64_t end = 0;
};

Scan scanJpeg(const uint8_t *data, uint64_t size) {
  Scan scan;
  if (size < 4 || data[0] != 0xff || data[1] != kSoi) return scan;
  scan.parts.push_back({kSoi, 0, 2});
  uint64_t at = 2;
  while (at + 1 < size) {
    if (data[at] != 0xff) return scan;
    const uint8_t marker = data[at + 1];
    if (marker == 0xff) {
      at++;
      continue;
    }
    if (marker == kEoi) {
      scan.parts.push_back({kEoi, at, 2});
      scan.end = at + 2;
      scan.parsed = true;
      return scan;
    }
    if (marker == 0 || marker == kSoi || (marker >= 0x02 && marker <= 0xbf)) return scan;
    if (standsAlone(marker)) {
      scan.parts.push_back({marker, at, 2});
      at += 2;
      continue;
    }
    if (at + 4 > size) return scan;
    const uint64_t length = 2 + ((uint64_t(data[at + 2]) << 8) | data[at + 3]);
    if (length < 4 || at + length > size) return scan;
    const uint8_t *body = data + at + 4;
    const uint64_t bodyLength = length - 4;
    if (isFrameHeader(marker)) {
      scan.jpegLs = marker == kJpegLsFrame;
      if (bodyLength >= 15 && body[5] == 3) scan.color.rgbIds = body[6] == 'R' && body[9] == 'G' && body[12] == 'B';
    } else if (marker == 0xe0 && bodyLength >= 14 && memcmp(body, "JFIF", 5) == 0) {
      scan.color.jfif = true;
    } else if (marker == 0xee && bodyLength >= 12 && memcmp(body, "Adobe", 5) == 0) {
      scan.color.adobe = true;
      scan.color.adobeTransform = body[11] != 0;
    }
    scan.parts.push_back({marker, at, length});
    at += length;
    if (marker == kSos) {
      const uint64_t end = entropyEnd(data, size, at, scan.jpegLs);
      scan.parts.push_back({0, at, end - at});
      at = end;
    }
  }
  // No EOI: a stream cut short is copied whole, as far as its last scan goes.
  scan.end = size;
  scan.parsed = scan.parts.size() > 1;
  return scan;
}

void append(std::vector<uint8_t> &out, const uint8_t *data, uint64_t size) { out.insert(out.end(), data, data + size); }

/** A segment cut to its first `keep` body bytes. */
void appendCut(std::vector<uint8_t> &out, uint8_t marker, const uint8_t *body, uint64_t keep) {
  out.insert(out.end(), {0xff, marker, static_cast<uint8_t>((keep + 2) >> 8), static_cast<uint8_t>(keep + 2)});
  append(out, body, keep);
}

} // namespace

Stripped stripJpeg(const uint8_t *data, uint64_t size, std::vector<uint8_t> &out) {
  const Scan scan = scanJpeg(data, size);
  if (!scan.parsed) return Stripped::notParsed;
  out.clear();
  out.reserve(static_cast<size_t>(size) + 1);
  for (const Segment &part : scan.parts) {
    const uint8_t *body = data + part.at + 4;
    const uint64_t bodyLength = part.length >= 4 ? part.length - 4 : 0;
    if (part.marker == kCom) continue;
    if (isApplication(part.marker)) {
      if (part.marker == 0xee && bodyLength >= 12 && memcmp(body, "Adobe", 5) == 0) {
        appendCut(out, part.marker, body, 12);
      } else if (part.marker == 0xe8 && scan.jpegLs && bodyLength >= 5 && memcmp(body, "mrfx", 4) == 0) {
        appendCut(out, part.marker, body, 5);
      } else if (part.marker == 0xe0 && scan.color.jfifDecides() && bodyLength >= 14 && memcmp(body, "JFIF", 5) == 0) {
        static const uint8_t bare[14] = {'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0};
        appendCut(out, part.marker, bare, sizeof bare);
      }
      continue;
    }
    append(out, data + part.at, part.length);
  }
  // One NUL of padding to an even length is the container's, not the stream's.
  uint64_t end = size;
  if (end == scan.end + 1 && data[end - 1] == 0) end--;
  const bool same = out.size() == end && memcmp(out.data(), data, out.size()) == 0;
  return same ? Stripped::unchanged : Stripped::changed;
}

Stripped silenceJpeg(uint8_t *data, uint64_t size) {
  const Scan scan = scanJpeg(data, size);
  if (!scan.parsed) return Stripped::notParsed;
  bool changed = false;
  const auto zero = [&](uint64_t from, uint64_t to) {
    for (uint64_t at = from; at < to; at++) {
      changed = changed || data[at] != 0;
      data[at] = 0;
    }
  };
  for (const Segment &part : scan.parts) {
    if (part.marker != kCom && !isApplication(part.marker)) continue;
    uint8_t *body = data + part.at + 4;
    const uint64_t end = part.at + part.length, bodyLength = part.length - 4;
    uint64_t keep = 0;
    if (part.marker == 0xee && bodyLength >= 12 && memcmp(body, "Adobe", 5) == 0) {
      keep = 12;
    } else if (part.marker == 0xe8 && scan.jpegLs && bodyLength >= 5 && memcmp(body, "mrfx", 4) == 0) {
      keep = 5;
    } else if (part.marker == 0xe0 && scan.color.jfifDecides() && bodyLength >= 14 && memcmp(body, "JFIF", 5) == 0) {
      static const uint8_t bare[14] = {'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0};
      keep = sizeof bare;
      changed = changed || memcmp(body, bare, sizeof bare) != 0;
      memcpy(body, bare, sizeof bare);
    }
    zero(part.at + 4 + keep, end);
  }
  zero(scan.end, size);
  return changed ? Stripped::changed : Stripped::unchanged;
}

Stripped silenceCodestream(uint8_t *data, uint64_t size) {
  if (size >= 2 && data[0] == 0xff && data[1] == kSoi) return silenceJpeg(data, size);
  return silenceJpeg2000(data, size);
}

bool startsCodestream(const uint8_t *data, uint64_t size) {
  if (size < 4 || data[0] != 0xff) return size >= 12 && memcmp(data + 4, "jP  ", 4) == 0;
  return (data[1] == kSoi && data[2] == 0xff) || (data[1] == 0x4f && data[2] == 0xff && data[3] == 0x51);
}

Stripped stripCodestream(const uint8_t *data, uint64_t size, std::vector<uint8_t> &out) {
  if (size >= 2 && data[0] == 0xff && data[1] == kSoi) return stripJpeg(data, size, out);
  return stripJpeg2000(data, size, out);
}

} // namespace overread
