#pragma once
#include "byte_reader.h"
#include <string>
#include <vector>

namespace overread {

/** One entry of a directory; as TypeScript's `TiffEntry`. */
struct TiffEntry {
  uint16_t tag;
  uint16_t type;
  uint64_t count;
  uint64_t valueAt;
  uint64_t valueLength;
};

struct TiffChunk {
  uint64_t at;
  uint64_t length;
};

struct TiffPage {
  std::string path;
  /** Index of the parent page, or −1. */
  int32_t parent = -1;
  uint64_t at = 0;
  std::vector<TiffEntry> entries;
  bool tiled = false;
  std::vector<TiffChunk> chunks;
};

struct TiffTree {
  bool bigEndian = false;
  bool big = false;
  std::vector<TiffPage> pages;
};

/** Bytes of one value of a TIFF field type; 0 for types that are not known. */
uint32_t tiffTypeSize(uint16_t type);

/** The entry with `tag`, or nullptr. */
const TiffEntry *findEntry(const TiffPage &page, uint16_t tag);

/** Value `index` of a numeric entry as a whole number; throws Failure `malformed` for other types or beyond its count. */
uint64_t tiffNumber(const ByteReader &reader, const TiffTree &tree, const TiffEntry &entry, uint64_t index);

/** The first value of `tag`, or `otherwise`. */
uint64_t tiffNumberOr(const ByteReader &reader, const TiffTree &tree, const TiffPage &page, uint16_t tag, uint64_t otherwise);

/**
 * Reads all directories of a TIFF or BigTIFF. Throws Failure: `not-tiff`, `truncated`, `malformed`, `cycle`, `out-of-range`,
 * `overlap`, `too-deep`, `too-many`.
 */
TiffTree readTiffTree(const ByteReader &reader);

/** TypeScript's `TiffIndex` as JSON. */
std::string inspectTiff(const ByteReader &reader);
inline std::string inspectTiff(const uint8_t *data, uint64_t size) { return inspectTiff(ByteReader(data, size)); }

} // namespace overread
