#pragma once
#include "blanking.h"
#include "dicom_plan.h"
#include "dicom_tree.h"

namespace overread {

/** The element at the top level, or nullptr. */
const Element *findTopElement(const DicomTree &tree, uint32_t tag);

/** Layout of native PixelData from the Image Pixel elements as they stand in the source. `pixels` is the element. */
SampleLayout sampleLayout(const ByteReader &reader, const DicomTree &tree, const Element &pixels);

/** Number of Frames of the source, 1 where it tells none. Throws Failure `malformed`. */
uint64_t frameCount(const ByteReader &reader, const DicomTree &tree);

} // namespace overread
