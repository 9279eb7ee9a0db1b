#pragma once
#include <cstdint>
#include <vector>

namespace overread {

/** The least pixels of a letter. */
constexpr uint32_t leastInk = 5;

/** A group of touching pixels of a mask. */
struct Mark {
  uint32_t left, top, right, bottom; // right and bottom are outside
  uint32_t area;
  /** Brightest pixel, and how many are almost as bright; of marks of fewer pixels than `leastInk` 0: they are no letters. */
  uint8_t peak;
  uint32_t core;
  /** Of how many pieces it was put together (broken_letters.h), and whether they are nothing but stripes at one distance. */
  uint32_t pieces = 1;
  bool striped = false;

  bool joined() const { return pieces > 1; }

  uint32_t width() const { return right - left; }
  uint32_t height() const { return bottom - top; }
};

/** Whether a pixel is almost as bright as the brightest of its mark. */
constexpr bool isNearPeak(uint8_t value, uint8_t peak) { return value + 32 >= peak; }

/** How far each pixel rises above what is left when everything thinner than `thickness` (8 to 16) is taken away: a white top-hat. */
std::vector<uint8_t> thinBrightRise(const std::vector<uint8_t> &grey, uint32_t columns, uint32_t rows, uint32_t thickness);

/** Sorts marks of a plane by their left edges, those of one by the order they had: by their tops, as `findMarks` gives them. */
void sortByLeft(std::vector<Mark> &marks, uint32_t columns);

/** Groups of touching pixels, corners included, in the order of their first pixels. */
std::vector<Mark> findMarks(const std::vector<uint8_t> &mask, const std::vector<uint8_t> &grey, uint32_t columns, uint32_t rows);

} // namespace overread
