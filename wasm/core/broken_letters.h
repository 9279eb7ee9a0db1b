#pragma once
#include "marks.h"
#include <cstdint>
#include <vector>

namespace overread {

/**
 * Letters as terminals and video printers wrote them: stripes, one above the other, with about as much between them as they are thick, so that
 * they do not touch, or do so here and there; and hair lines that fell apart. Each becomes one mark; all other marks, `marks` sorted by their
 * left edges, follow. Empty where there is no such letter.
 */
std::vector<Mark> joinBroken(const std::vector<Mark> &marks, const std::vector<uint8_t> &mask, const std::vector<uint8_t> &grey,
                             uint32_t columns, uint32_t rows);

} // namespace overread
