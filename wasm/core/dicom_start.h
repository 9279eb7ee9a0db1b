#pragma once
#include "byte_reader.h"
#include "dicom_tree.h"

namespace overread {

/** Where the dataset's first bytes are, before anything is read. */
struct DicomStart {
  /** First element: of group 0002 where there is one. */
  uint64_t at;
  bool hasPreamble;
  bool hasMeta;
};

/** Finds the first element, or throws Failure `not-dicom`. */
DicomStart findDicomStart(const ByteReader &reader);

/** Whether an element that starts at `at` may be written in `encoding`; the check looks at its header only. */
bool looksLike(const ByteReader &reader, uint64_t at, Encoding encoding);

/** The encoding that the first bytes of a dataset show; throws Failure `not-dicom` when none fits. */
Encoding guessEncoding(const ByteReader &reader, uint64_t at);

} // namespace overread
