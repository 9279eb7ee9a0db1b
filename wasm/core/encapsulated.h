#pragma once
#include "byte_writer.h"
#include "dicom_tree.h"

namespace overread {

struct EncapsulatedCounts {
  uint64_t stripped = 0;
  uint64_t notParsed = 0;
  /** Whether the offset table or a length changed. */
  bool moved = false;
};

/**
 * Writes the items of encapsulated PixelData, from the offset table to the sequence delimitation. Fragments are copied as
 * they are where nothing has to be taken out of their frame; a frame that changes becomes one fragment, and the offset
 * table is made anew.
 */
EncapsulatedCounts writeEncapsulated(ByteWriter &out, const ByteReader &reader, const DicomTree &tree, uint64_t frames);

} // namespace overread
