#pragma once
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace overread {

/** Growing output bytes; numbers in the byte order named at each call. */
struct ByteWriter {
  std::vector<uint8_t> bytes;

  uint64_t size() const { return bytes.size(); }
  void raw(const uint8_t *data, uint64_t length) { bytes.insert(bytes.end(), data, data + length); }
  void text(const std::string &value) { bytes.insert(bytes.end(), value.begin(), value.end()); }
  void zeros(uint64_t length) { bytes.insert(bytes.end(), static_cast<size_t>(length), uint8_t(0)); }
  void u8(uint8_t value) { bytes.push_back(value); }
  void number(uint64_t value, int width, bool bigEndian) {
    for (int i = 0; i < width; i++) bytes.push_back(octet(value, i, width, bigEndian));
  }
  void u16(uint32_t value, bool bigEndian) { number(value, 2, bigEndian); }
  void u32(uint32_t value, bool bigEndian) { number(value, 4, bigEndian); }
  void u64(uint64_t value, bool bigEndian) { number(value, 8, bigEndian); }
  /** Overwrites a number written before. */
  void patch(uint64_t at, uint64_t value, int width, bool bigEndian) {
    for (int i = 0; i < width; i++) bytes[static_cast<size_t>(at) + i] = octet(value, i, width, bigEndian);
  }

private:
  static uint8_t octet(uint64_t value, int index, int width, bool bigEndian) {
    return static_cast<uint8_t>(value >> (8 * (bigEndian ? width - 1 - index : index)));
  }
};

} // namespace overread
