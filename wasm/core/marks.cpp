#include "marks.h"
#include <algorithm>
#include <cstddef>
#include <cstring>

namespace overread {
namespace {

template <bool isMax> uint8_t choose(uint8_t a, uint8_t b) { return isMax ? std::max(a, b) : std::min(a, b); }

/** Least or greatest of `thickness` values from each place on, along a line of `count` with a step; `line` has room for both ends. */
template <bool isMax> void alongLine(std::vector<uint8_t> &line, size_t count, uint32_t thickness) {
  // Windows of 2, 4 and 8, and two of 8 that overlap.
  for (size_t step = 1; step < 8; step *= 2)
    for (size_t i = 0; i + step < count; i++) line[i] = choose<isMax>(line[i], line[i + step]);
  const size_t rest = thickness - 8;
  for (size_t i = 0; i + rest < count; i++) line[i] = choose<isMax>(line[i], line[i + rest]);
}

/** Erosion or dilation by a square, its middle at each pixel. */
template <bool isMax> void morph(std::vector<uint8_t> &plane, uint32_t columns, uint32_t rows, uint32_t thickness) {
  const uint32_t before = thickness / 2;
  const uint8_t outside = isMax ? 0 : 255;
  std::vector<uint8_t> line(columns + 2 * thickness);
  for (uint32_t y = 0; y < rows; y++) {
    uint8_t *row = plane.data() + size_t(y) * columns;
    std::fill(line.begin(), line.end(), outside);
    std::copy(row, row + columns, line.begin() + before);
    alongLine<isMax>(line, line.size(), thickness);
    std::copy(line.begin(), line.begin() + columns, row);
  }
  // Columns in bands, so that what is read together lies together.
  const size_t height = rows + 2 * thickness;
  constexpr uint32_t band = 64;
  std::vector<uint8_t> block(height * band);
  for (uint32_t x = 0; x < columns; x += band) {
    const uint32_t wide = std::min(band, columns - x);
    std::fill(block.begin(), block.end(), outside);
    for (uint32_t y = 0; y < rows; y++) std::copy_n(plane.data() + size_t(y) * columns + x, wide, block.data() + size_t(y + before) * band);
    const auto fold = [&](size_t step) {
      for (size_t y = 0; y + step < height; y++) {
        uint8_t *a = block.data() + y * band;
        const uint8_t *b = block.data() + (y + step) * band;
        for (uint32_t i = 0; i < band; i++) a[i] = choose<isMax>(a[i], b[i]);
      }
    };
    fold(1);
    fold(2);
    fold(4);
    if (thickness > 8) fold(thickness - 8);
    for (uint32_t y = 0; y < rows; y++) std::copy_n(block.data() + size_t(y) * band, wide, plane.data() + size_t(y) * columns + x);
  }
}

uint32_t rootOf(std::vector<uint32_t> &parents, uint32_t label) {
  while (parents[label] != label) label = parents[label] = parents[parents[label]];
  return label;
}

/** The next place of a row from `x` on that is set, or `columns`. Most of a mask is empty: eight places are looked at together. */
uint32_t nextSet(const uint8_t *row, uint32_t x, uint32_t columns) {
  for (uint64_t word; x + sizeof word <= columns; x += sizeof word) {
    std::memcpy(&word, row + x, sizeof word);
    if (word != 0) break;
  }
  while (x < columns && !row[x]) x++;
  return x;
}

struct Run {
  uint32_t row, from, to, label;
};

} // namespace

std::vector<uint8_t> thinBrightRise(const std::vector<uint8_t> &grey, uint32_t columns, uint32_t rows, uint32_t thickness) {
  std::vector<uint8_t> ground = grey;
  morph<false>(ground, columns, rows, thickness);
  // The square is mirrored on the way back, so that an even one leaves everything where it was.
  std::reverse(ground.begin(), ground.end());
  morph<true>(ground, columns, rows, thickness);
  std::reverse(ground.begin(), ground.end());
  for (size_t i = 0; i < ground.size(); i++) ground[i] = grey[i] > ground[i] ? grey[i] - ground[i] : 0;
  return ground;
}

void sortByLeft(std::vector<Mark> &marks, uint32_t columns) {
  std::vector<uint32_t> places(size_t(columns) + 1, 0);
  for (const Mark &mark : marks) places[mark.left + 1]++;
  for (size_t x = 1; x < places.size(); x++) places[x] += places[x - 1];
  std::vector<Mark> sorted(marks.size());
  for (const Mark &mark : marks) sorted[places[mark.left]++] = mark;
  marks.swap(sorted);
}

std::vector<Mark> findMarks(const std::vector<uint8_t> &mask, const std::vector<uint8_t> &grey, uint32_t columns, uint32_t rows) {
  std::vector<Run> runs;
  std::vector<uint32_t> parents;
  runs.reserve(mask.size() / 16);
  parents.reserve(mask.size() / 32);
  size_t aboveFrom = 0, aboveTo = 0;
  for (uint32_t y = 0; y < rows; y++) {
    const uint8_t *row = mask.data() + size_t(y) * columns;
    const size_t first = runs.size();
    size_t above = aboveFrom;
    for (uint32_t x = nextSet(row, 0, columns); x < columns; x = nextSet(row, x, columns)) {
      uint32_t to = x + 1;
      while (to < columns && row[to]) to++;
      uint32_t label = UINT32_MAX;
      while (above < aboveTo && runs[above].to < x) above++;
      for (size_t i = above; i < aboveTo && runs[i].from <= to; i++) {
        const uint32_t other = rootOf(parents, runs[i].label);
        if (label == UINT32_MAX) label = other;
        else parents[std::max(label, other)] = std::min(label, other), label = std::min(label, other);
      }
      if (label == UINT32_MAX) {
        label = static_cast<uint32_t>(parents.size());
        parents.push_back(label);
      }
      runs.push_back({y, x, to, label});
      x = to;
    }
    aboveFrom = first;
    aboveTo = runs.size();
  }
  std::vector<Mark> marks(parents.size(), Mark{UINT32_MAX, UINT32_MAX, 0, 0, 0, 0, 0});
  for (Run &run : runs) {
    run.label = rootOf(parents, run.label);
    Mark &mark = marks[run.label];
    mark.left = std::min(mark.left, run.from);
    mark.right = std::max(mark.right, run.to);
    mark.top = std::min(mark.top, run.row);
    mark.bottom = std::max(mark.bottom, run.row + 1);
    mark.area += run.to - run.from;
  }
  for (const Run &run : runs) {
    Mark &mark = marks[run.label];
    if (mark.area < leastInk) continue;
    const uint8_t *row = grey.data() + size_t(run.row) * columns;
    mark.peak = std::max(mark.peak, *std::max_element(row + run.from, row + run.to));
  }
  for (const Run &run : runs) {
    Mark &mark = marks[run.label];
    if (mark.area < leastInk) continue;
    const uint8_t *row = grey.data() + size_t(run.row) * columns;
    for (uint32_t x = run.from; x < run.to; x++) mark.core += isNearPeak(row[x], mark.peak);
  }
  marks.erase(std::remove_if(marks.begin(), marks.end(), [](const Mark &mark) { return mark.area == 0; }), marks.end());
  return marks;
}

} // namespace overread
