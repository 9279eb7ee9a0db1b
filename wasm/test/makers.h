#pragma once
#include "../core/dicom_plan.h"
#include "../core/dicom_tree.h"
#include "../core/tiff_plan.h"
#include "../core/tiff_tree.h"

namespace overread {

/** Small DICOM files: each syntax, nested and private sequences, native and encapsulated pixels. */
std::vector<std::vector<uint8_t>> dicomSamples();
/** Small TIFF files: classic and BigTIFF, both byte orders, SubIFDs, strips and tiles. */
std::vector<std::vector<uint8_t>> tiffSamples();
/** Streams and texts: JPEG, JPEG-LS, JPEG 2000, RLE, a profile, a plan. */
std::vector<std::vector<uint8_t>> otherSamples();

/** A plan that keeps every element. */
DicomPlan keepAll(const std::vector<uint8_t> &bytes, const DicomTree &tree);
/** A plan that keeps every page with the tags of the list. */
TiffPlan keepAllPages(const std::vector<uint8_t> &bytes, const TiffTree &tree);

} // namespace overread
