#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace overread {

/** A line of marks that look like letters, in pixels of the plane. */
struct TextBox {
  uint32_t x, y, width, height;
  /** How many marks it is made of. */
  uint32_t marks;
};

/**
 * Lines of text in a plane of 8-bit grey, brighter or darker than their ground, in reading order. Letters are thin, of one
 * height, on one line and of one value; speckle and bone are not. Throws Failure `plan-invalid` where the sizes do not fit the
 * bytes, before memory is taken.
 */
std::vector<TextBox> findText(const uint8_t *grey, uint64_t size, uint64_t columns, uint64_t rows);

/** The same for a request `{"columns","rows"}`, as `{"ok":true,"boxes":[[x, y, width, height, marks]]}`. */
std::string runTextFinder(const uint8_t *grey, uint64_t size, const char *request, uint64_t requestSize);

} // namespace overread
