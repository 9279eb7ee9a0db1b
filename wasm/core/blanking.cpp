#include "blanking.h"
#include "failure.h"
#include <algorithm>
#include <cstring>

namespace overread {
namespace {

/** Writes and reads single samples by their number in the stream. */
class Samples {
public:
  Samples(uint8_t *data, const SampleLayout &layout) : data_(data), layout_(layout) {}

  uint64_t get(uint64_t bitAt) const {
    uint64_t value = 0;
    if (layout_.bits % 8 != 0) {
      for (uint32_t i = 0; i < layout_.bits; i++) value |= uint64_t((data_[byteAt(packed(bitAt, i) / 8)] >> bitOf(packed(bitAt, i))) & 1) << i;
      return value;
    }
    const uint32_t width = layout_.bits / 8;
    for (uint32_t i = 0; i < width; i++) value |= uint64_t(data_[byteAt(bitAt / 8 + place(i, width))]) << (8 * i);
    return value;
  }
  void set(uint64_t bitAt, uint64_t value) {
    if (layout_.bits % 8 != 0) {
      for (uint32_t i = 0; i < layout_.bits; i++) {
        uint8_t &byte = data_[byteAt(packed(bitAt, i) / 8)];
        const uint8_t bit = static_cast<uint8_t>(1u << bitOf(packed(bitAt, i)));
        byte = static_cast<uint8_t>((value >> i) & 1 ? byte | bit : byte & ~bit);
      }
      return;
    }
    const uint32_t width = layout_.bits / 8;
    for (uint32_t i = 0; i < width; i++) data_[byteAt(bitAt / 8 + place(i, width))] = static_cast<uint8_t>(value >> (8 * i));
  }

private:
  uint8_t *data_;
  const SampleLayout &layout_;
  uint32_t place(uint32_t i, uint32_t width) const { return layout_.bigEndian ? width - 1 - i : i; }
  /** Bit of a packed sample that has weight 2^i: DICOM packs from the least, TIFF from the most significant bit on. */
  uint64_t packed(uint64_t bitAt, uint32_t i) const { return layout_.rowsOnBytes ? bitAt + layout_.bits - 1 - i : bitAt + i; }
  uint32_t bitOf(uint64_t bitAt) const {
    const uint32_t bit = static_cast<uint32_t>(bitAt % 8);
    return layout_.rowsOnBytes ? 7 - bit : bit;
  }
  size_t byteAt(uint64_t byte) const { return static_cast<size_t>(layout_.swappedPairs ? byte ^ 1 : byte); }
};

uint64_t rowBits(const SampleLayout &layout, uint64_t samplesPerPixel) {
  const uint64_t bits = layout.columns * samplesPerPixel * layout.bits;
  return layout.rowsOnBytes ? (bits + 7) / 8 * 8 : bits;
}

/** Bit where a sample starts. */
uint64_t bitAt(const SampleLayout &layout, uint64_t frame, uint64_t y, uint64_t x, uint64_t sample) {
  const uint64_t inPixel = layout.planar ? 1 : layout.samples;
  const uint64_t plane = layout.planar ? sample * layout.rows * rowBits(layout, 1) : 0;
  const uint64_t within = layout.planar ? 0 : sample;
  return frame * layout.frameBits() + plane + y * rowBits(layout, inPixel) + (x * inPixel + within) * layout.bits;
}

uint64_t storedValue(double value, const SampleLayout &layout) {
  if (layout.floating) {
    if (layout.bits == 64) {
      uint64_t raw;
      memcpy(&raw, &value, 8);
      return raw;
    }
    const float single = static_cast<float>(value);
    uint32_t raw;
    memcpy(&raw, &single, 4);
    return raw;
  }
  if (!(value >= -9007199254740992.0 && value <= 9007199254740992.0)) throw Failure{"plan-invalid", 0};
  return static_cast<uint64_t>(static_cast<int64_t>(value));
}

void blankFrame(Samples &samples, const SampleLayout &layout, uint64_t frame, uint64_t x0, uint64_t x1, uint64_t y0, uint64_t y1,
                const std::vector<uint64_t> &values) {
  if (layout.halfChroma) {
    // Two pixels share their colour: widen to whole pairs so that no half of a pair keeps what was under the box.
    for (uint64_t y = y0; y < y1; y++)
      for (uint64_t pair = x0 / 2; pair < (x1 + 1) / 2; pair++) {
        const uint64_t at = frame * layout.frameBits() + (y * layout.columns + pair * 2) * 16;
        samples.set(at, values[0]);
        samples.set(at + 8, values[0]);
        samples.set(at + 16, values[1]);
        samples.set(at + 24, values[2]);
      }
    return;
  }
  for (uint64_t sample = 0; sample < layout.samples; sample++)
    for (uint64_t y = y0; y < y1; y++)
      for (uint64_t x = x0; x < x1; x++) samples.set(bitAt(layout, frame, y, x, sample), values[sample]);
}

} // namespace

uint64_t SampleLayout::frameBits() const {
  if (halfChroma) return rows * columns * 16;
  return planar ? samples * rows * rowBits(*this, 1) : rows * rowBits(*this, samples);
}

void checkLayout(const SampleLayout &layout, uint64_t size) {
  const bool whole = layout.bits == 8 || layout.bits == 16 || layout.bits == 32 || layout.bits == 64;
  const bool packed = layout.bits == 1 || layout.bits == 2 || layout.bits == 4 || layout.bits == 12;
  if (!whole && !packed) throw Failure{"unsupported-pixels", 0};
  if (layout.halfChroma && (layout.columns % 2 != 0 || layout.bits != 8 || layout.samples != 3)) throw Failure{"unsupported-pixels", 0};
  if (layout.rows == 0 || layout.columns == 0 || layout.samples == 0 || layout.frames == 0) throw Failure{"pixel-length", 0};
  if (layout.rows > 0xffffffffu || layout.columns > 0xffffffffu || layout.samples > 0xffff || layout.frames > 0xffffffffu)
    throw Failure{"pixel-length", 0};
  // Divide, never multiply: the product of lying numbers may not fit.
  uint64_t left = size * 8 / layout.bits;
  left /= layout.rows;
  left /= layout.columns;
  const bool room = layout.halfChroma ? left / 2 >= layout.frames : left / layout.samples >= layout.frames;
  if (!room || layout.frameBits() * layout.frames > size * 8) throw Failure{"pixel-length", 0};
  if (layout.swappedPairs && size % 2 != 0) throw Failure{"pixel-length", 0};
}

void maskHighBits(uint8_t *data, uint64_t size, const SampleLayout &layout, uint64_t maskBits, bool isSigned) {
  if (maskBits == 0 || maskBits >= layout.bits) return;
  checkLayout(layout, size);
  if (layout.halfChroma || layout.floating) throw Failure{"unsupported-pixels", 0};
  const uint64_t mask = (uint64_t(1) << maskBits) - 1;
  const uint64_t sign = uint64_t(1) << (maskBits - 1);
  Samples samples(data, layout);
  const uint64_t count = layout.rows * layout.columns * layout.samples * layout.frames;
  for (uint64_t i = 0; i < count; i++) {
    const uint64_t value = samples.get(i * layout.bits) & mask;
    samples.set(i * layout.bits, isSigned && (value & sign) ? value | ~mask : value);
  }
}

uint64_t blankBoxes(uint8_t *data, uint64_t size, const SampleLayout &layout, const std::vector<PlanBox> &boxes,
                    const std::vector<double> &blank) {
  if (boxes.empty()) return 0;
  checkLayout(layout, size);
  if (blank.size() != layout.samples) throw Failure{"plan-invalid", 0};
  std::vector<uint64_t> values;
  for (const double value : blank) values.push_back(storedValue(value, layout));
  Samples samples(data, layout);
  uint64_t applied = 0;
  for (const PlanBox &box : boxes) {
    const auto clip = [](int64_t value, uint64_t most) {
      return value < 0 ? uint64_t(0) : std::min(static_cast<uint64_t>(value), most);
    };
    const uint64_t x0 = clip(box.x, layout.columns), x1 = clip(box.x + box.width, layout.columns);
    const uint64_t y0 = clip(box.y, layout.rows), y1 = clip(box.y + box.height, layout.rows);
    const uint64_t frames = box.allFrames ? layout.frames : box.frames.size();
    for (uint64_t i = 0; i < frames; i++) {
      const uint64_t frame = box.allFrames ? i : box.frames[static_cast<size_t>(i)];
      if (frame >= layout.frames) throw Failure{"plan-invalid", 0};
      if (x0 < x1 && y0 < y1) blankFrame(samples, layout, frame, x0, x1, y0, y1, values);
    }
    if (x0 < x1 && y0 < y1 && frames > 0) applied++;
  }
  return applied;
}

} // namespace overread
