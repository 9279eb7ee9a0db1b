#include "icc_profile.h"
#include "byte_reader.h"
#include <cstring>

namespace overread {
namespace {

/** Types of ICC.1 chapter 10 that hold numbers only. */
bool isNumericType(const uint8_t *type) {
  for (const char *known : {"XYZ ", "curv", "para", "mft1", "mft2", "mAB ", "mBA ", "sf32", "uf32", "ui08", "ui16", "ui32", "chrm", "meas", "view", "sig "})
    if (memcmp(type, known, 4) == 0) return true;
  return false;
}

} // namespace

bool clearIccText(const uint8_t *data, uint64_t size, std::vector<uint8_t> &out) {
  const ByteReader reader(data, size);
  if (!reader.has(0, 132) || reader.u32(0, true) != size || memcmp(data + 36, "acsp", 4) != 0) return false;
  const uint64_t count = reader.u32(128, true);
  if (count > 1000 || !reader.has(132, count * 12)) return false;
  out.assign(static_cast<size_t>(size), 0);
  memcpy(out.data(), data, static_cast<size_t>(132 + count * 12));
  memset(out.data() + 24, 0, 12);
  memset(out.data() + 48, 0, 8);
  memset(out.data() + 80, 0, 48);
  for (uint64_t i = 0; i < count; i++) {
    const uint64_t at = reader.u32(136 + i * 12, true), length = reader.u32(140 + i * 12, true);
    if (at < 132 + count * 12 || length < 8 || !reader.has(at, length)) return false;
    const bool keep = isNumericType(data + at);
    memcpy(out.data() + at, data + at, static_cast<size_t>(keep ? length : 4));
  }
  return true;
}

} // namespace overread
