#pragma once
#include "byte_reader.h"
#include "dicom_vr.h"
#include <string>
#include <vector>

namespace overread {

/** How the elements of one dataset are written. */
struct Encoding {
  bool explicitVr;
  bool bigEndian;
};

/** Marks an element that is no sequence. */
constexpr int32_t kNoItems = -1;
/** Parent of top-level elements. */
constexpr uint32_t kRoot = 0xffffffffu;

constexpr uint32_t kPixelData = 0x7fe00010u;

/** One element; offsets as in TypeScript's `ElementEntry`. Sequences come before their content, in file order. */
struct Element {
  uint64_t at;
  uint64_t length;
  uint64_t valueAt;
  uint64_t valueLength;
  uint32_t tag;
  uint32_t parent;
  /** Which item of the parent holds it. */
  uint32_t item;
  int32_t items;
  Vr vr;
  /** Encoding of this element's header. */
  Encoding encoding;
  /** Encoding of what its items hold. */
  Encoding inner;
  /** Value is fragments (PS3.5 A.4). */
  bool encapsulated;
};

struct Fragment {
  uint64_t at;
  uint64_t length;
};

/** Everything that is in a file, once, in file order. */
struct DicomTree {
  std::vector<Element> elements;
  std::string transferSyntax;
  bool hasPreamble = false;
  bool hasMeta = false;
  bool guessed = false;
  Encoding encoding = {true, false};
  std::vector<uint32_t> offsetTable;
  std::vector<Fragment> fragments;
  uint64_t trailing = 0;
};

/**
 * Reads a DICOM file, with or without preamble and File Meta Information. Throws Failure: `not-dicom`, `truncated`,
 * `malformed`, `too-deep` (more than 64 levels), `too-many` elements, `deflated` (inflate first), `duplicate-pixel-data`.
 */
DicomTree readDicomTree(const ByteReader &reader);

/** `00081115[0]/0008114A` for every element, in order. */
std::vector<std::string> elementPaths(const DicomTree &tree);

/** The VR as told to the page: `--` in implicit VR, `??` where two bytes are no VR. */
std::string vrName(Vr value);

/** `{"bytes":…,"elements":[…]}`: TypeScript's `ElementIndex`. */
std::string inspectDicom(const ByteReader &reader);
inline std::string inspectDicom(const uint8_t *data, uint64_t size) { return inspectDicom(ByteReader(data, size)); }

} // namespace overread
