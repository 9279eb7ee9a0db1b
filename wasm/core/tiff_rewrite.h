#pragma once
#include "splice.h"
#include "tiff_plan.h"
#include "tiff_tree.h"

namespace overread {

struct TiffRewriteResult {
  /** The new file; of a sparse source only what is new, in the order of the recipe. */
  std::vector<uint8_t> bytes;
  Recipe recipe;
  uint64_t lengthBytes = 0;
  uint64_t pagesKept = 0, pagesDropped = 0, tagsKept = 0, tagsDropped = 0, boxesApplied = 0, chunksStripped = 0;
  bool big = false;
};

/**
 * Of a sparse source (whose digest the caller has compared) the result is a recipe, and decoded pixels are placed, not read.
 * Makes a new TIFF of the kept pages: header, directories, values, pixels, and no byte between them. Throws Failure:
 * `rewrite-mismatch`, `plan-invalid`, `bad-tag` (a tag off the list, of a textual type, or too long), `no-pages`,
 * `no-pixel-data`, `unknown-compression`, `compressed-pixels` (boxes without decoded pixels), `unsupported-pixels`,
 * `pixel-length`, `markers-not-parsed`, `too-large`, and what reading throws.
 */
TiffRewriteResult rewriteTiff(const ByteReader &file, const TiffPlan &plan, const ByteReader &native);

std::string tiffReportJson(const TiffRewriteResult &result);

} // namespace overread
