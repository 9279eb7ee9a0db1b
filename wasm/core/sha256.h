#pragma once
#include <cstdint>
#include <string>

namespace overread {

/** SHA-256 (FIPS 180-4) in lower-case hex. */
std::string sha256Hex(const uint8_t *data, uint64_t size);

} // namespace overread
