#include "mutate.h"
#include <algorithm>

namespace overread {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes stretch(const Bytes &bytes, size_t at, size_t length) {
  const size_t end = std::min(bytes.size(), at + length);
  return Bytes(bytes.begin() + static_cast<long>(at), bytes.begin() + static_cast<long>(end));
}

void insertAt(Bytes &bytes, size_t at, const Bytes &part) { bytes.insert(bytes.begin() + static_cast<long>(at), part.begin(), part.end()); }

void number(Bytes &bytes, size_t at, int width, uint64_t value, bool bigEndian) {
  for (int i = 0; i < width && at + static_cast<size_t>(i) < bytes.size(); i++)
    bytes[at + static_cast<size_t>(i)] = static_cast<uint8_t>(value >> 8 * (bigEndian ? width - 1 - i : i));
}

/** Headers and directories are read, pixels are mostly copied: half of the places lie in the first 4 kB. */
size_t place(const Bytes &bytes, Random &random) {
  const uint32_t size = static_cast<uint32_t>(bytes.size());
  return random.below(random.below(2) ? std::min(size, 4096u) : size);
}

void lie(Bytes &bytes, size_t at, Random &random) {
  const uint64_t size = bytes.size();
  const uint64_t values[] = {0, 1, 2, 7, 0xff, 0xfffe, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff, size, size - 1, size + 1, size - at, at, 60000, 0x7fffffffffffffffull};
  const int widths[] = {2, 4, 4, 8};
  number(bytes, at & ~size_t{1}, widths[random.below(4)], values[random.below(18)], random.below(3) == 0);
}

} // namespace

Bytes mutate(Bytes bytes, Random &random) {
  const uint32_t edits = 1 + random.below(3);
  for (uint32_t i = 0; i < edits && !bytes.empty(); i++) {
    const size_t at = random.below(static_cast<uint32_t>(bytes.size()));
    switch (random.below(10)) {
    case 0:
    case 6:
    case 7:
    case 8: bytes[at] ^= static_cast<uint8_t>(1u << random.below(8)); break;
    case 1: bytes[at] = static_cast<uint8_t>(random.next()); break;
    case 2:
      for (size_t j = at; j < bytes.size() && j < at + 4; j++) bytes[j] = random.below(2) ? 0xff : 0;
      break;
    case 3: bytes.resize(at); break;
    case 4: bytes.erase(bytes.begin() + static_cast<long>(at), bytes.begin() + static_cast<long>(std::min(bytes.size(), at + 1 + random.below(16)))); break;
    default: insertAt(bytes, at, stretch(bytes, at, 1 + random.below(64)));
    }
  }
  return bytes;
}

Bytes mutateFile(Bytes bytes, const Bytes &other, Random &random) {
  const uint32_t edits = 1 + random.below(4);
  for (uint32_t i = 0; i < edits && !bytes.empty(); i++) {
    const size_t at = place(bytes, random);
    switch (random.below(12)) {
    case 0:
    case 1: bytes[at] ^= static_cast<uint8_t>(1u << random.below(8)); break;
    case 2: bytes = mutate(std::move(bytes), random); break;
    case 3: bytes.resize(at); break;
    case 4:
    case 5:
    case 6:
    case 7: lie(bytes, at, random); break;
    case 8: insertAt(bytes, at, stretch(other, place(other, random), 1 + random.below(512))); break;
    case 9: {
      const size_t from = place(bytes, random), length = std::min(bytes.size() - std::max(at, from), size_t{2} + random.below(16));
      if (at + length <= from || from + length <= at) std::swap_ranges(bytes.begin() + static_cast<long>(at), bytes.begin() + static_cast<long>(at + length), bytes.begin() + static_cast<long>(from));
      break;
    }
    case 10: {
      const uint32_t marks[] = {0xe000fffeu, 0xe00dfffeu, 0xe0ddfffeu, 0x00107fe0u, 0x00080005u};
      number(bytes, at & ~size_t{1}, 4, marks[random.below(5)], false);
      number(bytes, (at & ~size_t{1}) + 4, 4, random.below(2) ? 0xffffffffu : random.below(64), false);
      break;
    }
    default: bytes.erase(bytes.begin() + static_cast<long>(at), bytes.begin() + static_cast<long>(std::min(bytes.size(), at + 1 + random.below(256))));
    }
  }
  return bytes;
}

} // namespace overread
