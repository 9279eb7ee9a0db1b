#pragma once
#include "dicom_plan.h"
#include <string>
#include <vector>

namespace overread {

/** Slice of the third input that replaces a page's pixels; TypeScript's `TiffNativePixels`. */
struct TiffNative {
  uint64_t at = 0, length = 0, bitsPerSample = 0, samples = 0, photometric = 0;
};

struct TiffPlanPage {
  std::string path;
  uint64_t at = 0;
  bool keep = false;
  std::vector<uint64_t> tags;
  bool hasDescription = false;
  std::string description;
  std::vector<PlanBox> boxes;
  std::vector<double> blank;
  bool hasNative = false;
  TiffNative native;
};

/** What the rewrite needs of TypeScript's `TiffPlan`. */
struct TiffPlan {
  std::string sha256;
  /** The caller has compared `sha256` with the file. */
  bool compared = false;
  uint64_t bytes = 0;
  std::vector<TiffPlanPage> pages;
};

/** Reads the plan's JSON; throws Failure `plan-invalid`. */
TiffPlan readTiffPlan(const char *text, uint64_t size);

} // namespace overread
