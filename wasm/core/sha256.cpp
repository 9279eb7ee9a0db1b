#include "sha256.h"
#include "failure.h"
#include <cstring>

namespace overread {
namespace {

// FIPS 180-4 section 4.2.2: first 32 bits of the fractional parts of the cube roots of the first 64 primes.
constexpr uint32_t kRound[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

inline uint32_t rotate(uint32_t x, int n) { return (x >> n) | (x << (32 - n)); }

/** One round on named registers: which of them is `a` moves from round to round instead of their values. */
inline void round(uint32_t a, uint32_t b, uint32_t c, uint32_t &d, uint32_t e, uint32_t f, uint32_t g, uint32_t &h, uint32_t keyed) {
  const uint32_t t1 = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + (g ^ (e & (f ^ g))) + keyed;
  d += t1;
  h = t1 + (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) | (c & (a | b)));
}

void compress(uint32_t state[8], const uint8_t *block) {
  // The schedule needs its last sixteen words only.
  uint32_t w[16];
  for (int i = 0; i < 16; i++) {
    uint32_t word;
    memcpy(&word, block + 4 * i, 4);
    w[i] = __builtin_bswap32(word);
  }
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
  for (int i = 0; i < 64; i += 16) {
    const uint32_t *k = kRound + i;
    round(a, b, c, d, e, f, g, h, k[0] + w[0]);
    round(h, a, b, c, d, e, f, g, k[1] + w[1]);
    round(g, h, a, b, c, d, e, f, k[2] + w[2]);
    round(f, g, h, a, b, c, d, e, k[3] + w[3]);
    round(e, f, g, h, a, b, c, d, k[4] + w[4]);
    round(d, e, f, g, h, a, b, c, k[5] + w[5]);
    round(c, d, e, f, g, h, a, b, k[6] + w[6]);
    round(b, c, d, e, f, g, h, a, k[7] + w[7]);
    round(a, b, c, d, e, f, g, h, k[8] + w[8]);
    round(h, a, b, c, d, e, f, g, k[9] + w[9]);
    round(g, h, a, b, c, d, e, f, k[10] + w[10]);
    round(f, g, h, a, b, c, d, e, k[11] + w[11]);
    round(e, f, g, h, a, b, c, d, k[12] + w[12]);
    round(d, e, f, g, h, a, b, c, k[13] + w[13]);
    round(c, d, e, f, g, h, a, b, k[14] + w[14]);
    round(b, c, d, e, f, g, h, a, k[15] + w[15]);
    if (i == 48) break;
#pragma unroll
    for (int j = 0; j < 16; j++) {
      const uint32_t x = w[(j + 1) & 15], y = w[(j + 14) & 15];
      w[j] += (rotate(x, 7) ^ rotate(x, 18) ^ (x >> 3)) + w[(j + 9) & 15] + (rotate(y, 17) ^ rotate(y, 19) ^ (y >> 10));
    }
  }
  state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

} // namespace

std::string sha256Hex(const uint8_t *data, uint64_t size) {
  uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  const uint64_t whole = size / 64;
  for (uint64_t i = 0; i < whole; i++) compress(state, data + static_cast<size_t>(i * 64));
  uint8_t tail[128] = {0};
  const size_t rest = static_cast<size_t>(size % 64);
  if (rest) memcpy(tail, data + static_cast<size_t>(whole * 64), rest);
  tail[rest] = 0x80;
  const size_t blocks = rest < 56 ? 1 : 2;
  for (int i = 0; i < 8; i++) tail[blocks * 64 - 1 - i] = static_cast<uint8_t>((size * 8) >> (8 * i));
  for (size_t i = 0; i < blocks; i++) compress(state, tail + i * 64);
  static const char digits[] = "0123456789abcdef";
  std::string hex;
  for (const uint32_t word : state)
    for (int shift = 28; shift >= 0; shift -= 4) hex += digits[(word >> shift) & 15];
  return hex;
}

std::vector<uint8_t> sha256Blocks(const std::vector<uint64_t> &state, const uint8_t *data, uint64_t size) {
  if (state.size() != 8 || size % 64 != 0) throw Failure{"malformed", size};
  uint32_t words[8];
  for (size_t i = 0; i < 8; i++) {
    if (state[i] > 0xffffffffu) throw Failure{"malformed", i};
    words[i] = static_cast<uint32_t>(state[i]);
  }
  for (uint64_t at = 0; at < size; at += 64) compress(words, data + static_cast<size_t>(at));
  std::vector<uint8_t> out;
  for (const uint32_t word : words)
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<uint8_t>(word >> shift));
  return out;
}

} // namespace overread
