#include "splice_pixels.h"
#include "codestream_markers.h"

namespace overread {

std::vector<uint8_t> silenceStreams(const ByteReader &bytes, const std::vector<uint64_t> &places) {
  const uint8_t *source = bytes.bytes(0, bytes.size());
  std::vector<uint8_t> out(source, source + bytes.size());
  if (places.size() % 3 != 0) throw Failure{"plan-invalid", 0};
  for (size_t i = 0; i < places.size(); i += 3) {
    const uint64_t at = places[i], length = places[i + 1];
    if (!bytes.has(at, length)) throw Failure{"plan-invalid", at};
    if (length == 0) continue;
    uint8_t *stream = out.data() + static_cast<size_t>(at);
    const bool understood = places[i + 2] == 1 ? isBareWebp(stream, length)
                                               : startsCodestream(stream, length) && silenceCodestream(stream, length) != Stripped::notParsed;
    if (!understood) throw Failure{"markers-not-parsed", at};
  }
  return out;
}

std::vector<uint8_t> transformPixels(const ByteReader &bytes, const PixelTransform &transform) {
  const uint8_t *source = bytes.bytes(0, bytes.size());
  std::vector<uint8_t> out(source, source + bytes.size());
  checkLayout(transform.layout, out.size());
  maskHighBits(out.data(), out.size(), transform.layout, transform.maskBits, transform.isSigned);
  blankBoxes(out.data(), out.size(), transform.layout, transform.boxes, transform.blank);
  return out;
}

} // namespace overread
