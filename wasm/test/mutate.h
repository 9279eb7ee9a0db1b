#pragma once
#include <cstdint>
#include <vector>

namespace overread {

/** A seeded stream of numbers, the same on every platform. */
struct Random {
  uint64_t state;
  uint32_t next() {
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return static_cast<uint32_t>(state >> 33);
  }
  uint32_t below(uint32_t limit) { return limit == 0 ? 0 : next() % limit; }
};

/** Bit flips, wild numbers, cuts, doubled and removed stretches: one to three of them. */
std::vector<uint8_t> mutate(std::vector<uint8_t> bytes, Random &random);

/**
 * The same and, where headers and directories lie: lying lengths and counts in both byte orders, a stretch of `other`, two
 * stretches swapped, undefined lengths, sequence delimiters.
 */
std::vector<uint8_t> mutateFile(std::vector<uint8_t> bytes, const std::vector<uint8_t> &other, Random &random);

} // namespace overread
