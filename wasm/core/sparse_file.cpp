#include "sparse_file.h"

namespace overread {

SparseFile::SparseFile(const uint8_t *data, uint64_t size, const uint8_t *table, uint64_t tableSize)
    : data_(data), length_(size), sparse_(tableSize > 0) {
  if (!sparse_) return;
  const ByteReader numbers(table, tableSize);
  if (tableSize % 16 != 8) throw Failure{"plan-invalid", 0};
  length_ = numbers.u64(0, false);
  uint64_t used = 0, end = 0;
  extents_.reserve(static_cast<size_t>(tableSize / 16));
  for (uint64_t at = 8; at < tableSize; at += 16) {
    const uint64_t offset = numbers.u64(at, false), length = numbers.u64(at + 8, false);
    const bool inFile = offset <= length_ && length <= length_ - offset;
    if (!inFile || length > size - used || (at > 8 && offset < end)) throw Failure{"plan-invalid", at};
    extents_.push_back({offset, length, data + static_cast<size_t>(used)});
    used += length;
    end = offset + length;
  }
}

} // namespace overread
