#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace overread {

/** Bytes of RFC 4648 base64 with padding; throws Failure `plan-invalid`. */
std::vector<uint8_t> decodeBase64(const std::string &text);

} // namespace overread
