#pragma once
#include "byte_writer.h"
#include "dicom_tree.h"
#include "splice.h"
#include <vector>

namespace overread {

struct EncapsulatedCounts {
  uint64_t stripped = 0;
  uint64_t notParsed = 0;
  /** Whether the offset table or a length changed. */
  bool moved = false;
  /** Of each frame: where its first item begins, from the first byte after the offset table, and its bytes without padding. */
  std::vector<uint64_t> starts, lengths;
};

/** How many frames the fragments are known to make, or 0 where it is not known which fragments are of one frame. */
uint64_t knownFrames(const ByteReader &reader, const DicomTree &tree, uint64_t frames);

/**
 * Writes the items of encapsulated PixelData, from the offset table to the sequence delimitation. Fragments are copied as
 * they are where nothing has to be taken out of their frame; a frame that changes becomes one fragment, and the offset
 * table is made anew, as is one that does not have an entry for each frame.
 */
EncapsulatedCounts writeEncapsulated(ByteWriter &out, const ByteReader &reader, const DicomTree &tree, uint64_t frames);

/**
 * Writes frames that were compressed by the caller, each one fragment (PS3.5 A.4): `data` holds them one after the other. The offset
 * table names each where 32 bits suffice, else it is empty. Of `streams` (JPEG, JPEG 2000) comments are left out, as of any other.
 */
void writeFrames(ByteWriter &out, const ByteReader &data, const std::vector<uint64_t> &lengths, bool streams);

/**
 * The same of a sparse file: fragments are placed, their comments silenced while they are copied, so no length and no offset changes.
 * Throws Failure `markers-not-parsed` where it is not known which fragments make a frame.
 */
void placeEncapsulated(ByteWriter &out, Recipe &recipe, const ByteReader &reader, const DicomTree &tree, uint64_t frames);

} // namespace overread
