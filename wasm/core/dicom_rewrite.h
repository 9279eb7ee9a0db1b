#pragma once
#include "dicom_plan.h"
#include "dicom_tree.h"
#include "splice.h"
#include <string>
#include <vector>

namespace overread {

struct DicomRewriteReport {
  uint64_t kept = 0, removed = 0, emptied = 0, replaced = 0, inserted = 0;
  uint64_t boxesApplied = 0, framesStripped = 0, framesNotParsed = 0;
  std::string transferSyntax;
};

struct DicomRewriteResult {
  /** The new file; of a sparse source only what is new, in the order of the recipe. */
  std::vector<uint8_t> bytes;
  Recipe recipe;
  uint64_t lengthBytes = 0;
  DicomRewriteReport report;
};

/**
 * Makes the new file that `plan` describes. `native`, where not empty, replaces PixelData. Throws Failure:
 * `rewrite-mismatch` where plan and file differ (digest, length, syntax, any element's path, place, length or VR),
 * (A sparse source gives a recipe; its digest the caller has compared, and decoded pixels are placed, not read.)
 * `plan-invalid`, `value-too-long`, `duplicate-element`, `pixel-length`, `no-pixel-data`, `unsupported-pixels`,
 * `encapsulated-pixels` (boxes or a mask on compressed pixels), `extended-offset-table`, `offset-table`, and what reading throws.
 */
DicomRewriteResult rewriteDicom(const ByteReader &file, const DicomPlan &plan, const ByteReader &native);
inline DicomRewriteResult rewriteDicom(const ByteReader &file, const DicomPlan &plan, const uint8_t *native, uint64_t nativeSize) {
  return rewriteDicom(file, plan, ByteReader(native, nativeSize));
}

std::string rewriteReportJson(const DicomRewriteResult &result);

} // namespace overread
