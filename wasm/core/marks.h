#pragma once
#include <cstdint>
#include <vector>

namespace overread {

/** A group of touching pixels of a mask. */
struct Mark {
  uint32_t left, top, right, bottom; // right and bottom are outside
  uint32_t area;
  /** Brightest pixel, and how many are almost as bright. */
  uint8_t peak;
  uint32_t core;

  uint32_t width() const { return right - left; }
  uint32_t height() const { return bottom - top; }
};

/** How far each pixel rises above what is left when everything thinner than `thickness` (8 to 16) is taken away: a white top-hat. */
std::vector<uint8_t> thinBrightRise(const std::vector<uint8_t> &grey, uint32_t columns, uint32_t rows, uint32_t thickness);

/** Groups of touching pixels, corners included. */
std::vector<Mark> findMarks(const std::vector<uint8_t> &mask, const std::vector<uint8_t> &grey, uint32_t columns, uint32_t rows);

} // namespace overread
