#include "pixel_codec.h"
#include "json_reader.h"
#include "plan_boxes.h"
#include "sha256.h"
#include "splice_pixels.h"
#include <algorithm>
#include <cstring>

namespace overread {
namespace {

/** PackBits of one segment into every `stride`th byte of `out`. Bytes that the segment lacks are an error. */
void decodeSegment(const uint8_t *data, uint64_t size, uint64_t fileAt, uint8_t *out, uint64_t count, uint64_t stride) {
  uint64_t at = 0, done = 0;
  while (done < count) {
    if (at >= size) throw Failure{"truncated", fileAt + size};
    const int8_t control = static_cast<int8_t>(data[at++]);
    if (control == -128) continue;
    if (control >= 0) {
      const uint64_t length = static_cast<uint64_t>(control) + 1;
      if (length > size - at) throw Failure{"truncated", fileAt + at};
      const uint64_t used = std::min(length, count - done);
      for (uint64_t i = 0; i < used; i++) out[static_cast<size_t>((done + i) * stride)] = data[at + i];
      at += length;
      done += used;
    } else {
      if (at >= size) throw Failure{"truncated", fileAt + at};
      const uint64_t used = std::min<uint64_t>(1 - static_cast<int64_t>(control), count - done);
      const uint8_t value = data[at++];
      if (stride == 1) memset(out + done, value, static_cast<size_t>(used));
      else
        for (uint64_t i = 0; i < used; i++) out[static_cast<size_t>((done + i) * stride)] = value;
      done += used;
    }
  }
}

} // namespace

std::vector<uint8_t> decodeRle(const ByteReader &frame, const FrameShape &shape) {
  const bool sane = shape.rows > 0 && shape.columns > 0 && shape.samples > 0 && shape.rows <= 0xffffffffu && shape.columns <= 0xffffffffu &&
                    shape.samples <= 15 && (shape.bytesPerSample == 1 || shape.bytesPerSample == 2 || shape.bytesPerSample == 4 || shape.bytesPerSample == 8);
  if (!sane) throw Failure{"plan-invalid", 0};
  const uint64_t segments = shape.samples * shape.bytesPerSample;
  const uint64_t pixels = shape.rows * shape.columns;
  // 128 bytes from 2 is the best that PackBits does: a frame that promises more is a lie, found before memory is taken.
  if (pixels / 64 > frame.size()) throw Failure{"truncated", frame.size()};
  frame.need(0, 64);
  if (segments > 15 || frame.u32(0, false) != segments) throw Failure{"malformed", 0};
  std::vector<uint8_t> out(static_cast<size_t>(pixels * segments));
  for (uint64_t segment = 0; segment < segments; segment++) {
    const uint64_t at = frame.u32(4 + segment * 4, false);
    const uint64_t end = segment + 1 < segments ? frame.u32(8 + segment * 4, false) : frame.size();
    if (at < 64 || end < at || end > frame.size()) throw Failure{"malformed", 4 + segment * 4};
    // Segments hold the most significant byte of each sample first (G.2).
    const uint64_t sample = segment / shape.bytesPerSample, byte = shape.bytesPerSample - 1 - segment % shape.bytesPerSample;
    decodeSegment(frame.bytes(at, end - at), end - at, at, out.data() + sample * shape.bytesPerSample + byte, pixels, segments);
  }
  return out;
}

std::vector<uint8_t> unpackBits(const ByteReader &bytes, uint64_t firstBit, uint64_t count) {
  const uint64_t bits = bytes.size() * 8;
  if (firstBit > bits || count > bits - firstBit) throw Failure{"truncated", bytes.size()};
  std::vector<uint8_t> out(static_cast<size_t>(count));
  if (count == 0) return out;
  const uint8_t *data = bytes.bytes(0, bytes.size());
  for (uint64_t i = 0; i < count; i++) out[static_cast<size_t>(i)] = (data[(firstBit + i) / 8] >> ((firstBit + i) % 8)) & 1;
  return out;
}

std::vector<uint8_t> runPixelCodec(const ByteReader &bytes, const char *request, uint64_t requestSize) {
  JsonReader json(request, requestSize);
  std::string operation;
  FrameShape shape;
  uint64_t firstBit = 0, count = 0;
  std::vector<uint64_t> places, state;
  PixelTransform transform;
  SampleLayout &layout = transform.layout;
  json.object([&](const std::string &key) {
    if (key == "operation") operation = json.string();
    else if (key == "rows") layout.rows = shape.rows = json.whole();
    else if (key == "columns") layout.columns = shape.columns = json.whole();
    else if (key == "samples") layout.samples = shape.samples = json.whole();
    else if (key == "bytesPerSample") shape.bytesPerSample = json.whole();
    else if (key == "firstBit") firstBit = json.whole();
    else if (key == "count") count = json.whole();
    else if (key == "places") json.array([&] { places.push_back(json.whole()); });
    else if (key == "state") json.array([&] { state.push_back(json.whole()); });
    else if (key == "frames") layout.frames = json.whole();
    else if (key == "bits") layout.bits = static_cast<uint32_t>(json.whole());
    else if (key == "planar") layout.planar = json.boolean();
    else if (key == "halfChroma") layout.halfChroma = json.boolean();
    else if (key == "floating") layout.floating = json.boolean();
    else if (key == "bigEndian") layout.bigEndian = json.boolean();
    else if (key == "swappedPairs") layout.swappedPairs = json.boolean();
    else if (key == "rowsOnBytes") layout.rowsOnBytes = json.boolean();
    else if (key == "maskBits") transform.maskBits = json.whole();
    else if (key == "signed") transform.isSigned = json.boolean();
    else if (key == "boxes") transform.boxes = readBoxes(json);
    else if (key == "blank") transform.blank = readNumbers(json);
    else json.skip();
  });
  json.end();
  if (operation == "rle-decode") return decodeRle(bytes, shape);
  if (operation == "unpack-bits") return unpackBits(bytes, firstBit, count);
  if (operation == "silence") return silenceStreams(bytes, places);
  if (operation == "transform") return transformPixels(bytes, transform);
  if (operation == "sha256") return sha256Blocks(state, bytes.bytes(0, bytes.size()), bytes.size());
  json.fail();
}

} // namespace overread
