#include "splice.h"
#include "json_writer.h"
#include <cstring>

namespace overread {

void Recipe::add(const Segment &segment) {
  if (segment.length == 0) return;
  if (!segments.empty()) {
    Segment &before = segments.back();
    // Stretches that go on where the one before ended are one; streams and transforms keep their borders.
    const bool plain = segment.kind == SegmentKind::literal || segment.kind == SegmentKind::copy || segment.kind == SegmentKind::native;
    if (plain && before.kind == segment.kind && before.at + before.length == segment.at) {
      before.length += segment.length;
      return;
    }
  }
  segments.push_back(segment);
}

void Recipe::insert(const ByteWriter &literals, Segment segment) {
  finish(literals);
  add(segment);
  inserted_ += segment.length;
}

void Recipe::finish(const ByteWriter &literals) {
  add({SegmentKind::literal, flushed_, literals.size() - flushed_, 0});
  flushed_ = literals.size();
}

std::vector<uint8_t> Recipe::encoded() const {
  std::vector<uint8_t> bytes(segments.size() * 32);
  uint8_t *at = bytes.data();
  for (const Segment &segment : segments) {
    const double row[4] = {static_cast<double>(segment.kind), static_cast<double>(segment.at), static_cast<double>(segment.length),
                           static_cast<double>(segment.transform)};
    memcpy(at, row, 32);
    at += 32;
  }
  return bytes;
}

std::string Recipe::transformsJson() const {
  JsonWriter json;
  const auto number = [&json](const char *name, uint64_t value) {
    json.key(name);
    json.number(value);
  };
  const auto flag = [&json](const char *name, bool value) {
    json.key(name);
    json.boolean(value);
  };
  const auto whole = [&json](const char *name, int64_t value) {
    json.key(name);
    json.real(static_cast<double>(value));
  };
  json.beginArray();
  for (const PixelTransform &transform : transforms) {
    const SampleLayout &layout = transform.layout;
    json.beginObject();
    number("rows", layout.rows);
    number("columns", layout.columns);
    number("samples", layout.samples);
    number("frames", layout.frames);
    number("bits", layout.bits);
    number("frameBits", layout.frameBits());
    flag("planar", layout.planar);
    flag("halfChroma", layout.halfChroma);
    flag("floating", layout.floating);
    flag("bigEndian", layout.bigEndian);
    flag("swappedPairs", layout.swappedPairs);
    flag("rowsOnBytes", layout.rowsOnBytes);
    number("maskBits", transform.maskBits);
    flag("signed", transform.isSigned);
    json.key("blank");
    json.beginArray();
    for (const double value : transform.blank) json.real(value);
    json.endArray();
    json.key("boxes");
    json.beginArray();
    for (const PlanBox &box : transform.boxes) {
      json.beginObject();
      whole("x", box.x);
      whole("y", box.y);
      whole("width", box.width);
      whole("height", box.height);
      json.key("frames");
      if (box.allFrames) {
        json.string("all");
      } else {
        json.beginArray();
        for (const uint64_t frame : box.frames) json.number(frame);
        json.endArray();
      }
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }
  json.endArray();
  return json.text;
}

} // namespace overread
