#include "text_finder.h"
#include "broken_letters.h"
#include "failure.h"
#include "json_reader.h"
#include "json_writer.h"
#include "marks.h"
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace overread {
namespace {

/** Strokes of letters up to 40 pixels high are thinner than this. */
constexpr uint32_t strokeLimit = 11;
/**
 * How far letters rise above their ground: 60 grey values less what smoothing takes, and more, so that bright letters come clear
 * of a texture that they stand in.
 */
constexpr uint8_t levels[] = {36, 60, 95, 140};
constexpr uint32_t leastHeight = 5, mostHeight = 64;
/** More pixels than this are no frame that anybody shows. */
constexpr uint64_t mostPixels = 1ull << 30;

bool mayBeLetter(const Mark &mark) {
  const uint32_t width = mark.width(), height = mark.height();
  if (height < leastHeight || height > mostHeight || width > height * 14 || mark.area < leastInk) return false;
  const double fill = double(mark.area) / (double(width) * height);
  // A stroke alone (I, l, 1) fills its box; a wide full block is none.
  if (fill < 0.08 || (fill > 0.92 && width > height)) return false;
  // Grain is bright in one spot. Thin letters have their full value where a stroke meets a pixel, stripes only where one meets a row.
  return mark.core * (mark.joined() ? 16 : 6) >= mark.area;
}

uint32_t median(std::vector<uint32_t> values) {
  const size_t middle = values.size() / 2;
  std::nth_element(values.begin(), values.begin() + middle, values.end());
  return values[middle];
}

/** Whether `b`, to the right of `a`, goes on with its line. */
bool follows(const Mark &a, const Mark &b) {
  const uint32_t high = std::max(a.height(), b.height()), low = std::min(a.height(), b.height());
  const int64_t gap = int64_t(b.left) - a.right;
  if (gap * 10 > int64_t(high) * 13 || high * 5 > low * 14) return false;
  const int64_t overlap = int64_t(std::min(a.bottom, b.bottom)) - std::max(a.top, b.top);
  return overlap * 5 >= int64_t(low) * 2 && std::abs(int(a.peak) - int(b.peak)) <= 48;
}

struct Line {
  std::vector<const Mark *> marks;
};

/** Letters stand on one line, though it may lean a little: how far the marks' feet are from it, half of them nearer. */
double unevenness(const std::vector<const Mark *> &marks) {
  double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (const Mark *mark : marks) {
    const double x = (mark->left + mark->right) / 2.0, y = mark->bottom;
    n++, sx += x, sy += y, sxx += x * x, sxy += x * y;
  }
  const double spread = n * sxx - sx * sx;
  const double slope = spread > 0 ? std::clamp((n * sxy - sx * sy) / spread, -0.3, 0.3) : 0;
  std::vector<double> away;
  for (const Mark *mark : marks) away.push_back(std::abs(mark->bottom - sy / n - slope * ((mark->left + mark->right) / 2.0 - sx / n)));
  std::nth_element(away.begin(), away.begin() + away.size() / 2, away.end());
  return away[away.size() / 2];
}

bool isText(const Line &line) {
  const auto &marks = line.marks;
  std::vector<uint32_t> heights, peaks;
  double letters = 0;
  uint64_t inked = 0;
  uint32_t left = UINT32_MAX, right = 0;
  for (const Mark *mark : marks) {
    heights.push_back(mark->height());
    peaks.push_back(mark->peak);
    left = std::min(left, mark->left);
    right = std::max(right, mark->right);
    inked += mark->width();
    // Letters that touch are one mark.
    letters += std::max(1.0, mark->width() / (0.75 * mark->height()));
  }
  if (letters < 3 || marks.size() < 3) return false;
  const uint32_t height = median(heights), peak = median(peaks);
  if (right - left < height * 3 / 2) return false;
  // Letters stand close; of a handful of marks more is asked.
  const bool few = marks.size() < 5;
  if (inked * 100 < uint64_t(right - left) * (few ? 55 : 40)) return false;
  const auto share = [&](auto holds) { return double(std::count_if(marks.begin(), marks.end(), holds)) / marks.size(); };
  if (share([&](const Mark *mark) { return std::abs(int(mark->peak) - int(peak)) <= (few ? 16 : 32); }) < (few ? 1 : 0.65)) return false;
  if (share([&](const Mark *mark) { return mark->height() * 10 >= height * 6 && mark->height() * 10 <= height * 16; }) < (few ? 1 : 0.6)) return false;
  return unevenness(marks) <= std::max(1.0, height * 0.15);
}

/** Whether a line is one of broken letters: pieces of grain make a mark, too, so of those that are no clean stripes more is asked. */
bool isBroken(const Line &line) {
  size_t joined = 0, striped = 0;
  for (const Mark *mark : line.marks) joined += mark->joined(), striped += mark->striped;
  if (joined * 3 < line.marks.size() * 2) return false;
  return striped >= 3 || (joined >= 3 && line.marks.size() >= (striped > 0 ? 5u : 6u));
}

/** Marks by the band of rows in which they begin, left to right in each: what is near is found without a look at all. */
class Nearby {
public:
  Nearby(const std::vector<Mark> &marks, uint32_t rows) : marks_(marks), bands_(rows / mostHeight + 2) {
    for (uint32_t i = 0; i < marks.size(); i++) bands_[marks[i].top / mostHeight].push_back(i);
  }
  /** Calls `visit` for each mark that begins in the rows and columns from `left` and `top` to before `right` and `bottom`. */
  template <class Visit> void within(int64_t left, int64_t top, int64_t right, int64_t bottom, Visit visit) const {
    const size_t last = std::min<size_t>(bands_.size() - 1, static_cast<size_t>(std::max<int64_t>(0, bottom) / mostHeight));
    for (size_t band = static_cast<size_t>(std::max<int64_t>(0, top) / mostHeight); band <= last; band++) {
      const auto &list = bands_[band];
      auto at = std::lower_bound(list.begin(), list.end(), left, [&](uint32_t i, int64_t x) { return int64_t(marks_[i].left) < x; });
      for (; at != list.end() && int64_t(marks_[*at].left) < right; ++at)
        if (int64_t(marks_[*at].top) >= top && int64_t(marks_[*at].top) < bottom) visit(*at);
    }
  }

private:
  const std::vector<Mark> &marks_;
  std::vector<std::vector<uint32_t>> bands_;
};

struct Frame {
  uint32_t left = UINT32_MAX, top = UINT32_MAX, right = 0, bottom = 0;

  void add(const Mark &mark) {
    left = std::min(left, mark.left);
    top = std::min(top, mark.top);
    right = std::max(right, mark.right);
    bottom = std::max(bottom, mark.bottom);
  }
};

/** Marks of one level that make lines, and the lines' frames; `broken`: only lines of letters that were put together. */
std::vector<std::pair<Frame, uint32_t>> linesAmong(const std::vector<Mark> &marks, uint32_t rows, bool broken) {
  const Nearby nearby(marks, rows);
  std::vector<bool> letters(marks.size());
  for (uint32_t i = 0; i < marks.size(); i++) letters[i] = mayBeLetter(marks[i]);
  std::vector<uint32_t> parents(marks.size());
  std::iota(parents.begin(), parents.end(), 0u);
  const auto root = [&](uint32_t i) {
    while (parents[i] != i) i = parents[i] = parents[parents[i]];
    return i;
  };
  for (uint32_t i = 0; i < marks.size(); i++) {
    if (!letters[i]) continue;
    const Mark &mark = marks[i];
    nearby.within(int64_t(mark.left) + 1, int64_t(mark.top) - mostHeight, int64_t(mark.right) + mostHeight * 13 / 10, int64_t(mark.bottom), [&](uint32_t other) {
      if (letters[other] && follows(mark, marks[other])) parents[std::max(root(i), root(other))] = std::min(root(i), root(other));
    });
  }
  // Most marks are grain and no letters: lines are made of those that have one.
  std::vector<Line> lines;
  std::vector<uint32_t> lineOf(marks.size(), UINT32_MAX);
  for (uint32_t i = 0; i < marks.size(); i++) {
    if (!letters[i]) continue;
    uint32_t &line = lineOf[root(i)];
    if (line == UINT32_MAX) {
      line = static_cast<uint32_t>(lines.size());
      lines.emplace_back();
    }
    lines[line].marks.push_back(&marks[i]);
  }
  std::vector<bool> inText(marks.size());
  for (Line &line : lines) {
    if (line.marks.size() < 2 || (broken && !isBroken(line)) || !isText(line)) line.marks.clear();
    for (const Mark *mark : line.marks) inText[static_cast<size_t>(mark - marks.data())] = true;
  }
  std::vector<std::pair<Frame, uint32_t>> found;
  for (const Line &line : lines) {
    if (line.marks.empty()) continue;
    Frame frame;
    for (const Mark *mark : line.marks) frame.add(*mark);
    // In a texture marks like these are everywhere; text has its place to itself.
    const int64_t height = frame.bottom - frame.top;
    uint32_t strangers = 0;
    nearby.within(int64_t(frame.left) - height, int64_t(frame.top) - height, int64_t(frame.right) + height, int64_t(frame.bottom) + height / 2, [&](uint32_t other) {
      const bool inside = marks[other].top >= frame.top && marks[other].bottom <= frame.bottom && marks[other].left >= frame.left && marks[other].right <= frame.right;
      if (!inText[other] && !inside && marks[other].area >= 3) strangers += marks[other].joined() ? 2 : 1;
    });
    if (strangers * 2 > line.marks.size() + 2) continue;
    // Points, dashes and single letters beside the line belong to it, also behind the wide blank of a typewriter.
    for (bool grown = true; grown;) {
      grown = false;
      const Frame now = frame;
      nearby.within(int64_t(now.left) - height * 4, int64_t(now.top) - height, int64_t(now.right) + height * 2, int64_t(now.bottom), [&](uint32_t other) {
        const Mark &mark = marks[other];
        if (mark.height() > height * 3 / 2 || mark.width() > height * 3 || mark.bottom <= now.top + height / 8) return;
        if (int64_t(mark.right) + height * 9 / 5 < now.left || int64_t(mark.left) > int64_t(now.right) + height * 9 / 5) return;
        if (mark.left >= frame.left && mark.right <= frame.right && mark.top >= frame.top && mark.bottom <= frame.bottom) return;
        frame.add(mark);
        grown = true;
      });
      if (frame.bottom - frame.top > height * 2) {
        frame = now;
        break;
      }
    }
    found.emplace_back(frame, static_cast<uint32_t>(line.marks.size()));
  }
  return found;
}

void addLines(const std::vector<uint8_t> &grey, uint32_t columns, uint32_t rows, std::vector<TextBox> &boxes) {
  const std::vector<uint8_t> rise = thinBrightRise(grey, columns, rows, strokeLimit);
  std::vector<uint8_t> mask(rise.size());
  const auto addBoxes = [&](const std::vector<std::pair<Frame, uint32_t>> &lines) {
    for (const auto &[frame, count] : lines) {
      // Smoothing and compression leave a rim.
      const uint32_t rim = std::max(2u, (frame.bottom - frame.top) * 15 / 100);
      const uint32_t left = frame.left - std::min(frame.left, rim), top = frame.top - std::min(frame.top, rim);
      boxes.push_back({left, top, std::min(columns, frame.right + rim) - left, std::min(rows, frame.bottom + rim) - top, count});
    }
  };
  for (const uint8_t level : levels) {
    std::transform(rise.begin(), rise.end(), mask.begin(), [&](uint8_t value) { return value >= level; });
    std::vector<Mark> marks = findMarks(mask, grey, columns, rows);
    sortByLeft(marks, columns);
    addBoxes(linesAmong(marks, rows, false));
    std::vector<Mark> joined = joinBroken(marks, mask, grey, columns, rows);
    if (joined.empty()) continue;
    sortByLeft(joined, columns);
    addBoxes(linesAmong(joined, rows, true));
  }
}

bool overlaps(const TextBox &a, const TextBox &b) {
  const int64_t wide = int64_t(std::min(a.x + a.width, b.x + b.width)) - std::max(a.x, b.x);
  const int64_t high = int64_t(std::min(a.y + a.height, b.y + b.height)) - std::max(a.y, b.y);
  return wide > 0 && high * 2 > int64_t(std::min(a.height, b.height));
}

/** The same line is found at more than one level: one box around what overlaps. */
void mergeBoxes(std::vector<TextBox> &boxes) {
  for (size_t i = 0; i < boxes.size(); i++) {
    for (size_t j = i + 1; j < boxes.size();) {
      if (!overlaps(boxes[i], boxes[j])) {
        j++;
        continue;
      }
      TextBox &a = boxes[i];
      const TextBox &b = boxes[j];
      const uint32_t right = std::max(a.x + a.width, b.x + b.width), bottom = std::max(a.y + a.height, b.y + b.height);
      a.x = std::min(a.x, b.x), a.y = std::min(a.y, b.y);
      a.width = right - a.x, a.height = bottom - a.y;
      a.marks = std::max(a.marks, b.marks);
      boxes.erase(boxes.begin() + j);
      j = i + 1;
    }
  }
}

} // namespace

std::vector<TextBox> findText(const uint8_t *grey, uint64_t size, uint64_t columns, uint64_t rows) {
  if (columns == 0 || rows == 0 || columns > mostPixels || rows > mostPixels || columns * rows > mostPixels || columns * rows != size)
    throw Failure{"plan-invalid", 0};
  std::vector<uint8_t> plane(grey, grey + size);
  std::vector<TextBox> boxes;
  addLines(plane, static_cast<uint32_t>(columns), static_cast<uint32_t>(rows), boxes);
  for (uint8_t &value : plane) value = 255 - value;
  addLines(plane, static_cast<uint32_t>(columns), static_cast<uint32_t>(rows), boxes);
  mergeBoxes(boxes);
  std::sort(boxes.begin(), boxes.end(), [](const TextBox &a, const TextBox &b) { return a.y != b.y ? a.y < b.y : a.x < b.x; });
  return boxes;
}

std::string runTextFinder(const uint8_t *grey, uint64_t size, const char *request, uint64_t requestSize) {
  JsonReader json(request, requestSize);
  uint64_t columns = 0, rows = 0;
  json.object([&](const std::string &key) {
    if (key == "columns") columns = json.whole();
    else if (key == "rows") rows = json.whole();
    else json.skip();
  });
  json.end();
  JsonWriter out;
  out.beginObject();
  out.key("ok");
  out.boolean(true);
  out.key("boxes");
  out.beginArray();
  for (const TextBox &box : findText(grey, size, columns, rows)) {
    out.beginArray();
    for (const uint64_t value : {box.x, box.y, box.width, box.height, box.marks}) out.number(value);
    out.endArray();
  }
  out.endArray();
  out.endObject();
  return out.text;
}

} // namespace overread
