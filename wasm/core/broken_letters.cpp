#include "broken_letters.h"
#include <algorithm>
#include <cstddef>
#include <numeric>

namespace overread {
namespace {

/** Of a letter as high as any that is looked for a stripe is this thick. */
constexpr uint32_t thickest = 6;
constexpr uint32_t highest = 64;
/** Small bold letters run into words. */
constexpr uint32_t widest = 160;
/** Of smaller letters smoothing joins some pieces; larger ones are as regular as they were drawn. */
constexpr uint32_t mostIrregular = 24;
/** Two pieces are a rule, or an equals sign. */
constexpr uint32_t leastStripes = 3;

bool mayBePiece(const Mark &mark) {
  return mark.area >= 2 && mark.height() < highest && mark.width() <= widest;
}

/** How far from it the next stripe may be: of a stripe about as far as it is thick; what holds together already has at most a crack. */
uint32_t reach(const Mark &mark) {
  const uint32_t height = mark.height();
  const bool isSolid = height <= thickest && mark.area * 4 >= mark.width() * height * 3;
  return isSolid || height <= 3 ? (height * 3 + 1) / 2 : 1;
}

/** Whether `below` goes on with the letter of `above`, under it or beside it. */
bool isNext(const Mark &above, const Mark &below) {
  return below.top - above.bottom <= std::min(reach(above), reach(below)) && below.left <= above.right && above.left <= below.right;
}

/** What its pieces make: their box, and the rows in which they lie, from `top` on, one bit each. */
struct Letter {
  uint32_t left = UINT32_MAX, top = UINT32_MAX, right = 0, bottom = 0;
  uint64_t inked = 0;
  uint32_t pieces = 0;
};

/** Whether rows are stripes: some, some, and nothing between, each as far away as the others and most as thick. */
bool isStriped(uint64_t inked) {
  uint32_t runs[highest], count = 0, near = UINT32_MAX, far = 0, thin = UINT32_MAX;
  while (inked != 0) {
    uint32_t run = 0, gap = 0;
    for (; inked & 1; inked >>= 1) run++;
    runs[count++] = run;
    thin = std::min(thin, run);
    if (inked == 0) break;
    for (; !(inked & 1); inked >>= 1) gap++;
    near = std::min(near, gap), far = std::max(far, gap);
  }
  if (count < leastStripes || thin > thickest || far > near + 1) return false;
  const auto thins = std::count_if(runs, runs + count, [&](uint32_t run) { return run <= thin + 1; });
  return static_cast<uint32_t>(thins) * 2 >= count;
}

/** Whether pieces are one letter. */
bool isWhole(const Letter &letter) {
  return letter.pieces > 1 && (letter.bottom - letter.top <= mostIrregular || isStriped(letter.inked));
}

/** Brightest pixel of a joined mark, and how many are almost as bright. */
void measure(Mark &mark, const std::vector<uint8_t> &mask, const std::vector<uint8_t> &grey, uint32_t columns) {
  const auto each = [&](auto visit) {
    for (uint32_t y = mark.top; y < mark.bottom; y++)
      for (size_t at = size_t(y) * columns + mark.left, end = size_t(y) * columns + mark.right; at < end; at++)
        if (mask[at]) visit(grey[at]);
  };
  each([&](uint8_t value) {
    mark.area++;
    mark.peak = std::max(mark.peak, value);
  });
  each([&](uint8_t value) { mark.core += isNearPeak(value, mark.peak); });
}

} // namespace

std::vector<Mark> joinBroken(const std::vector<Mark> &marks, const std::vector<uint8_t> &mask, const std::vector<uint8_t> &grey,
                             uint32_t columns, uint32_t rows) {
  std::vector<uint32_t> pieces;
  for (uint32_t i = 0; i < marks.size(); i++)
    if (mayBePiece(marks[i])) pieces.push_back(i);
  // Pieces by the row in which they begin; within one from left to right, as the marks are.
  std::vector<uint32_t> starts(size_t(rows) + 1, 0), byRow(pieces.size());
  for (const uint32_t i : pieces) starts[marks[i].top + 1]++;
  for (size_t y = 1; y < starts.size(); y++) starts[y] += starts[y - 1];
  std::vector<uint32_t> next(starts.begin(), starts.end() - 1);
  for (const uint32_t i : pieces) byRow[next[marks[i].top]++] = i;

  std::vector<uint32_t> parents(marks.size());
  std::iota(parents.begin(), parents.end(), 0u);
  const auto root = [&](uint32_t i) {
    while (parents[i] != i) i = parents[i] = parents[parents[i]];
    return i;
  };
  for (const uint32_t i : pieces) {
    const Mark &mark = marks[i];
    const uint32_t last = std::min(rows, mark.bottom + reach(mark) + 1);
    for (uint32_t y = mark.bottom; y < last; y++) {
      const auto end = byRow.begin() + starts[y + 1];
      auto at = std::lower_bound(byRow.begin() + starts[y], end, mark.left, [&](uint32_t other, uint32_t x) { return marks[other].left + widest < x; });
      for (; at != end && marks[*at].left <= mark.right; ++at)
        if (isNext(mark, marks[*at])) parents[std::max(root(i), root(*at))] = std::min(root(i), root(*at));
    }
  }

  std::vector<Letter> letters(marks.size());
  for (const uint32_t i : pieces) {
    Letter &letter = letters[root(i)];
    letter.pieces++;
    letter.left = std::min(letter.left, marks[i].left);
    letter.right = std::max(letter.right, marks[i].right);
    letter.top = std::min(letter.top, marks[i].top);
    letter.bottom = std::max(letter.bottom, marks[i].bottom);
  }
  const auto isSmall = [](const Letter &letter) { return letter.bottom - letter.top <= highest && letter.right > letter.left; };
  for (const uint32_t i : pieces) {
    Letter &letter = letters[root(i)];
    if (isSmall(letter)) letter.inked |= ((uint64_t(1) << marks[i].height()) - 1) << (marks[i].top - letter.top);
  }

  std::vector<Mark> joined;
  std::vector<bool> isLetter(marks.size());
  for (const uint32_t i : pieces) {
    const Letter &letter = letters[i];
    if (root(i) != i || !isSmall(letter) || !isWhole(letter)) continue;
    isLetter[i] = true;
    joined.push_back({letter.left, letter.top, letter.right, letter.bottom, 0, 0, 0, letter.pieces, isStriped(letter.inked)});
  }
  if (joined.empty()) return joined;
  for (Mark &mark : joined) measure(mark, mask, grey, columns);
  for (uint32_t i = 0; i < marks.size(); i++)
    if (!isLetter[root(i)]) joined.push_back(marks[i]);
  return joined;
}

} // namespace overread
