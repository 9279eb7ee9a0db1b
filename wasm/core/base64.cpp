#include "base64.h"
#include "failure.h"

namespace overread {
namespace {
int digitOf(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}
} // namespace

std::vector<uint8_t> decodeBase64(const std::string &text) {
  if (text.size() % 4 != 0) throw Failure{"plan-invalid", 0};
  size_t length = text.size();
  while (length > 0 && text.size() - length < 2 && text[length - 1] == '=') length--;
  std::vector<uint8_t> bytes;
  uint32_t buffer = 0;
  int bits = 0;
  for (size_t i = 0; i < length; i++) {
    const int digit = digitOf(text[i]);
    if (digit < 0) throw Failure{"plan-invalid", i};
    buffer = (buffer << 6) | static_cast<uint32_t>(digit);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push_back(static_cast<uint8_t>(buffer >> bits));
    }
  }
  return bytes;
}

} // namespace overread
