#include "dicom_start.h"
#include <cstring>

namespace overread {
namespace {

bool isMagic(const ByteReader &reader, uint64_t at) {
  return reader.has(at, 4) && memcmp(reader.bytes(at, 4), "DICM", 4) == 0;
}

/** Groups that a dataset may start with; an accidental text or executable starts with others. */
bool isPlausibleFirstGroup(uint16_t group) { return group == 0x0008 || (group >= 0x0001 && group <= 0x0040); }

} // namespace

bool looksLike(const ByteReader &reader, uint64_t at, Encoding encoding) {
  if (!reader.has(at, 8)) return false;
  if (encoding.explicitVr) {
    const uint8_t *name = reader.bytes(at + 4, 2);
    const Vr value = vr(static_cast<char>(name[0]), static_cast<char>(name[1]));
    return isKnownVr(value);
  }
  const uint32_t length = reader.u32(at + 4, encoding.bigEndian);
  return length == 0xffffffffu || reader.has(at + 8, length);
}

Encoding guessEncoding(const ByteReader &reader, uint64_t at) {
  reader.need(at, 8);
  for (const bool bigEndian : {false, true}) {
    if (!isPlausibleFirstGroup(reader.u16(at, bigEndian))) continue;
    for (const bool explicitVr : {true, false}) {
      if (!explicitVr && bigEndian) continue;
      if (looksLike(reader, at, {explicitVr, bigEndian})) return {explicitVr, bigEndian};
    }
  }
  throw Failure{"not-dicom", at};
}

DicomStart findDicomStart(const ByteReader &reader) {
  if (isMagic(reader, 128)) {
    if (reader.has(132, 2) && reader.u16(132, false) == 0x0002) return {132, true, true};
    // The four letters may stand in the data of a file that has no preamble.
    const bool bare = isPlausibleFirstGroup(reader.u16(0, false)) && looksLike(reader, 0, {true, false});
    if (!bare) return {132, true, false};
  }
  if (isMagic(reader, 0)) return {4, false, reader.has(4, 2) && reader.u16(4, false) == 0x0002};
  if (!reader.has(0, 8)) throw Failure{"not-dicom", 0};
  if (reader.u16(0, false) == 0x0002 && looksLike(reader, 0, {true, false})) return {0, false, true};
  guessEncoding(reader, 0);
  return {0, false, false};
}

} // namespace overread
