#pragma once
#include "failure.h"
#include <cstddef>
#include <cstdint>

namespace overread {

/** Read-only bytes. Every access is checked against the end; reading past it throws Failure `truncated`. */
class ByteReader {
public:
  ByteReader(const uint8_t *data, uint64_t size) : data_(data), size_(size) {}

  uint64_t size() const { return size_; }
  bool has(uint64_t at, uint64_t length) const { return at <= size_ && length <= size_ - at; }
  void need(uint64_t at, uint64_t length) const {
    if (!has(at, length)) throw Failure{"truncated", at};
  }
  /** `length` bytes from `at`; valid as long as the input is. */
  const uint8_t *bytes(uint64_t at, uint64_t length) const {
    need(at, length);
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
};

} // namespace overread
