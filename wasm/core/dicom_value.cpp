#include "dicom_value.h"
#include "failure.h"
#include <cstdlib>
#include <cstring>

namespace overread {
namespace {

constexpr uint64_t kLongestShort = 65534;
constexpr uint64_t kLongest = 0xfffffffeu;

void appendNumber(std::vector<uint8_t> &bytes, uint64_t raw, int width) {
  for (int i = 0; i < width; i++) bytes.push_back(static_cast<uint8_t>(raw >> (8 * i)));
}

/** One decimal number, or an attribute tag, of a binary VR. */
void appendBinary(std::vector<uint8_t> &bytes, const std::string &text, Vr as) {
  char *end = nullptr;
  const char *start = text.c_str();
  if (text.empty()) throw Failure{"plan-invalid", 0};
  if (as == vr('A', 'T')) {
    const unsigned long long tag = strtoull(start, &end, 16);
    if (text.size() != 8 || *end != 0) throw Failure{"plan-invalid", 0};
    appendNumber(bytes, tag >> 16, 2);
    appendNumber(bytes, tag & 0xffff, 2);
    return;
  }
  const double value = strtod(start, &end);
  if (*end != 0 || value - value != 0) throw Failure{"plan-invalid", 0};
  if (as == vr('F', 'L')) {
    const float single = static_cast<float>(value);
    uint32_t raw;
    memcpy(&raw, &single, 4);
    appendNumber(bytes, raw, 4);
  } else if (as == vr('F', 'D')) {
    uint64_t raw;
    memcpy(&raw, &value, 8);
    appendNumber(bytes, raw, 8);
  } else {
    const int width = vrWordSize(as);
    const bool isSigned = as == vr('S', 'S') || as == vr('S', 'L') || as == vr('S', 'V');
    const double most = isSigned ? (width == 2 ? 32767.0 : width == 4 ? 2147483647.0 : 9007199254740991.0)
                                 : (width == 2 ? 65535.0 : width == 4 ? 4294967295.0 : 9007199254740991.0);
    const double least = isSigned ? -most - 1 : 0;
    if (value > most || value < least || value != static_cast<double>(static_cast<int64_t>(value))) throw Failure{"plan-invalid", 0};
    appendNumber(bytes, static_cast<uint64_t>(static_cast<int64_t>(value)), width);
  }
}

bool isBinaryNumber(Vr value) {
  switch (value) {
  case vr('U', 'S'): case vr('S', 'S'): case vr('U', 'L'): case vr('S', 'L'): case vr('F', 'L'): case vr('F', 'D'): case vr('A', 'T'):
  case vr('S', 'V'): case vr('U', 'V'):
    return true;
  default:
    return false;
  }
}

} // namespace

void writeHeader(ByteWriter &out, uint32_t tag, Vr value, uint64_t length, Encoding encoding) {
  out.u16(tag >> 16, encoding.bigEndian);
  out.u16(tag & 0xffff, encoding.bigEndian);
  const bool undefined = length == 0xffffffffu;
  if (!undefined && length > kLongest) throw Failure{"value-too-long", 0};
  if (encoding.explicitVr) {
    if (!isKnownVr(value)) throw Failure{"malformed", 0};
    out.u8(static_cast<uint8_t>(value >> 8));
    out.u8(static_cast<uint8_t>(value & 0xff));
    if (!hasLongLength(value)) {
      if (length > kLongestShort) throw Failure{"value-too-long", 0};
      out.u16(static_cast<uint32_t>(length), encoding.bigEndian);
      return;
    }
    out.u16(0, encoding.bigEndian);
  }
  out.u32(static_cast<uint32_t>(length), encoding.bigEndian);
}

void writeElement(ByteWriter &out, uint32_t tag, Vr value, const uint8_t *data, uint64_t length, Encoding encoding, bool swap) {
  const uint64_t even = length + (length & 1);
  writeHeader(out, tag, value, even, encoding);
  const uint64_t at = out.size();
  if (length > 0) out.raw(data, length);
  if (even != length) out.u8(vrPadding(value));
  const int word = swap ? vrWordSize(value) : 1;
  if (word > 1) {
    if (even % word != 0) throw Failure{"plan-invalid", 0};
    for (uint64_t i = at; i < out.size(); i += word)
      for (int j = 0; j < word / 2; j++) std::swap(out.bytes[static_cast<size_t>(i) + j], out.bytes[static_cast<size_t>(i) + word - 1 - j]);
  }
}

std::vector<uint8_t> valueBytes(const NewValue &value, Vr as) {
  if (!value.isText) return value.bytes;
  std::vector<uint8_t> bytes;
  if (!isBinaryNumber(as)) {
    bytes.assign(value.text.begin(), value.text.end());
    return bytes;
  }
  if (value.text.empty()) return bytes;
  size_t from = 0;
  for (;;) {
    const size_t to = value.text.find('\\', from);
    appendBinary(bytes, value.text.substr(from, to == std::string::npos ? to : to - from), as);
    if (to == std::string::npos) return bytes;
    from = to + 1;
  }
}

void writeNewElement(ByteWriter &out, uint32_t tag, Vr as, const NewValue &value, Encoding encoding) {
  const std::vector<uint8_t> bytes = valueBytes(value, as);
  writeElement(out, tag, as, bytes.data(), bytes.size(), encoding, encoding.bigEndian);
}

} // namespace overread
