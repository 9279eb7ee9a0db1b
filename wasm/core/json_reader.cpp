#include "json_reader.h"
#include <cmath>
#include <cstdlib>
#include <cstring>

namespace overread {
namespace {
constexpr double kSafe = 9007199254740991.0;
constexpr int kDeepest = 64;

void appendUtf8(std::string &out, uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xe0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else {
    out += static_cast<char>(0xf0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3f));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  }
}
} // namespace

void JsonReader::space() {
  while (at_ < size_ && strchr(" \t\r\n", text_[at_]) && text_[at_] != 0) at_++;
}

char JsonReader::peek() {
  space();
  if (at_ >= size_) fail();
  return text_[at_];
}

void JsonReader::expect(char c) {
  if (peek() != c) fail();
  at_++;
}

void JsonReader::enter(char c) {
  expect(c);
  if (++depth_ > kDeepest) fail();
}

bool JsonReader::closes(char c) {
  if (peek() != c) return false;
  at_++;
  return true;
}

bool JsonReader::more(char c) {
  const char next = peek();
  at_++;
  if (next == ',') return true;
  if (next != c) fail();
  return false;
}

bool JsonReader::word(const char *value) {
  peek();
  const uint64_t length = strlen(value);
  if (size_ - at_ < length || memcmp(text_ + at_, value, length) != 0) return false;
  at_ += length;
  return true;
}

uint32_t JsonReader::hex4() {
  if (size_ - at_ < 4) fail();
  uint32_t value = 0;
  for (int i = 0; i < 4; i++) {
    const char c = text_[at_++];
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    if (digit < 0) fail();
    value = value * 16 + static_cast<uint32_t>(digit);
  }
  return value;
}

std::string JsonReader::string() {
  expect('"');
  std::string out;
  for (;;) {
    if (at_ >= size_) fail();
    const char c = text_[at_++];
    if (c == '"') return out;
    if (static_cast<unsigned char>(c) < 0x20) fail();
    if (c != '\\') {
      out += c;
      continue;
    }
    if (at_ >= size_) fail();
    switch (text_[at_++]) {
    case '"': out += '"'; break;
    case '\\': out += '\\'; break;
    case '/': out += '/'; break;
    case 'b': out += '\b'; break;
    case 'f': out += '\f'; break;
    case 'n': out += '\n'; break;
    case 'r': out += '\r'; break;
    case 't': out += '\t'; break;
    case 'u': {
      uint32_t code = hex4();
      if (code >= 0xd800 && code < 0xdc00) {
        if (size_ - at_ < 2 || text_[at_] != '\\' || text_[at_ + 1] != 'u') fail();
        at_ += 2;
        const uint32_t low = hex4();
        if (low < 0xdc00 || low > 0xdfff) fail();
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
      } else if (code >= 0xdc00 && code < 0xe000) {
        fail();
      }
      appendUtf8(out, code);
      break;
    }
    default: fail();
    }
  }
}

double JsonReader::number() {
  peek();
  char buffer[40];
  size_t length = 0;
  while (at_ < size_ && text_[at_] != 0 && strchr("+-0123456789.eE", text_[at_])) {
    if (length + 1 >= sizeof buffer) fail();
    buffer[length++] = text_[at_++];
  }
  buffer[length] = 0;
  char *end = nullptr;
  const double value = strtod(buffer, &end);
  if (length == 0 || *end != 0 || !std::isfinite(value)) fail();
  return value;
}

int64_t JsonReader::integer() {
  const double value = number();
  if (value != std::floor(value) || value > kSafe || value < -kSafe) fail();
  return static_cast<int64_t>(value);
}

uint64_t JsonReader::whole() {
  const int64_t value = integer();
  if (value < 0) fail();
  return static_cast<uint64_t>(value);
}

bool JsonReader::boolean() {
  if (word("true")) return true;
  if (word("false")) return false;
  fail();
}

bool JsonReader::isNull() { return word("null"); }

void JsonReader::skip() {
  switch (peek()) {
  case '{': object([this](const std::string &) { skip(); }); return;
  case '[': array([this] { skip(); }); return;
  case '"': string(); return;
  case 't':
  case 'f': boolean(); return;
  case 'n':
    if (!isNull()) fail();
    return;
  default: number();
  }
}

void JsonReader::end() {
  while (at_ < size_ && (text_[at_] == 0 || text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) at_++;
  if (at_ != size_) fail();
}

} // namespace overread
