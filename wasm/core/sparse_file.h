#pragma once
#include "byte_reader.h"

namespace overread {

/** The file that a pipeline was given: whole, or as a sparse image with its table. */
class SparseFile {
public:
  /**
   * Without a table, `data` is the whole file. A table is the length of the file and then offset and length of every extent, in
   * order, as little-endian 64-bit numbers; `data` holds the extents one behind the other. Throws Failure `plan-invalid`.
   */
  SparseFile(const uint8_t *data, uint64_t size, const uint8_t *table, uint64_t tableSize);
  SparseFile(const SparseFile &) = delete;

  ByteReader reader() const { return sparse_ ? ByteReader(extents_, length_) : ByteReader(data_, length_); }

private:
  const uint8_t *data_;
  uint64_t length_;
  bool sparse_;
  std::vector<Extent> extents_;
};

} // namespace overread
