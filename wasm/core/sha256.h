#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace overread {

/** SHA-256 (FIPS 180-4) in lower-case hex. */
std::string sha256Hex(const uint8_t *data, uint64_t size);

/**
 * The hash value after the whole blocks of `data`, from the hash value before them (FIPS 180-4 section 6.2.2): eight words, big endian.
 * A digest that is fed piece by piece is a row of such calls; the caller pads the last block. Throws Failure `malformed` where `state` is
 * not eight words of 32 bits or `data` no whole blocks.
 */
std::vector<uint8_t> sha256Blocks(const std::vector<uint64_t> &state, const uint8_t *data, uint64_t size);

} // namespace overread
