#pragma once
#include "failure.h"
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace overread {

/** A stretch of a file that is in memory. */
struct Extent {
  uint64_t at;
  uint64_t length;
  const uint8_t *data;
};

/** Thrown when a stretch of a sparse file is asked for that is not in memory: the caller brings it and starts again. */
struct NeedRange {
  uint64_t at;
  uint64_t length;
};

/**
 * Read-only bytes: a whole file, or a sparse image of one (extents in order, apart from each other). Every access is checked against
 * the end; reading past it throws Failure `truncated`, reading what a sparse image lacks throws NeedRange.
 */
class ByteReader {
public:
  ByteReader(const uint8_t *data, uint64_t size) : data_(data), size_(size) {}
  /** A sparse image; `extents` must live as long as the reader. */
  ByteReader(const std::vector<Extent> &extents, uint64_t size) : data_(nullptr), size_(size), extents_(&extents) {}

  uint64_t size() const { return size_; }
  bool sparse() const { return extents_ != nullptr; }
  bool has(uint64_t at, uint64_t length) const { return at <= size_ && length <= size_ - at; }
  void need(uint64_t at, uint64_t length) const {
    if (!has(at, length)) throw Failure{"truncated", at};
  }
  /** Asks for a stretch as a whole, before its parts are read one by one; what ends beyond the file is not asked for. */
  void expect(uint64_t at, uint64_t length) const {
    if (extents_ && length > 0 && has(at, length)) place(at, length);
  }
  /** `length` bytes from `at`; valid as long as the input is. */
  const uint8_t *bytes(uint64_t at, uint64_t length) const {
    need(at, length);
    if (extents_) return place(at, length);
    return data_ + static_cast<size_t>(at);
  }
  uint8_t u8(uint64_t at) const { return *bytes(at, 1); }
  uint16_t u16(uint64_t at, bool bigEndian) const {
    const uint8_t *p = bytes(at, 2);
    return static_cast<uint16_t>(bigEndian ? (p[0] << 8) | p[1] : p[0] | (p[1] << 8));
  }
  uint32_t u32(uint64_t at, bool bigEndian) const {
    const uint32_t first = u16(at, bigEndian), second = u16(at + 2, bigEndian);
    return bigEndian ? (first << 16) | second : first | (second << 16);
  }
  uint64_t u64(uint64_t at, bool bigEndian) const {
    const uint64_t first = u32(at, bigEndian), second = u32(at + 4, bigEndian);
    return bigEndian ? (first << 32) | second : first | (second << 32);
  }

private:
  const uint8_t *data_;
  uint64_t size_;
  const std::vector<Extent> *extents_ = nullptr;
  /** The extent of the last access: reads come in order. */
  mutable size_t last_ = 0;

  static bool holds(const Extent &extent, uint64_t at, uint64_t length) {
    return at >= extent.at && at - extent.at <= extent.length && length <= extent.length - (at - extent.at);
  }
  const uint8_t *place(uint64_t at, uint64_t length) const {
    static const uint8_t nothing = 0;
    if (length == 0) return &nothing;
    if (last_ >= extents_->size() || !holds((*extents_)[last_], at, length)) {
      const auto after = std::upper_bound(extents_->begin(), extents_->end(), at, [](uint64_t value, const Extent &extent) { return value < extent.at; });
      if (after == extents_->begin() || !holds(*(after - 1), at, length)) throw NeedRange{at, length};
      last_ = static_cast<size_t>(after - extents_->begin()) - 1;
    }
    const Extent &extent = (*extents_)[last_];
    return extent.data + static_cast<size_t>(at - extent.at);
  }
};

} // namespace overread
