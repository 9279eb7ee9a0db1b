#include "tiff_tree.h"
#include <algorithm>
#include <set>

namespace overread {
namespace {

constexpr int kDeepest = 8;
constexpr size_t kMostPages = 200000;
constexpr size_t kMostRanges = 8000000;
constexpr uint16_t kSubIfds = 330;

/** A range that something in the file claims. Pixels and values may be shared whole, never in part. */
struct Range {
  uint64_t at;
  uint64_t length;
  bool shareable;
};

class Reader {
public:
  Reader(const ByteReader &reader, TiffTree &tree) : reader_(reader), tree_(tree) {}
  void run();

private:
  const ByteReader &reader_;
  TiffTree &tree_;
  std::set<uint64_t> seen_;
  std::vector<bool> tagSeen_ = std::vector<bool>(65536, false);
  std::vector<Range> ranges_;

  uint64_t directory(uint64_t at, const std::string &path, int32_t parent, int depth);
  void entries(TiffPage &page, uint64_t at, uint64_t count);
  void chunks(TiffPage &page);
  void claim(uint64_t at, uint64_t length, bool shareable);
  void checkOverlaps();
  uint64_t offsetAt(uint64_t at) const { return tree_.big ? reader_.u64(at, tree_.bigEndian) : reader_.u32(at, tree_.bigEndian); }
};

void Reader::claim(uint64_t at, uint64_t length, bool shareable) {
  if (length == 0) return;
  if (!reader_.has(at, length)) throw Failure{"out-of-range", at};
  if (ranges_.size() >= kMostRanges) throw Failure{"too-many", at};
  ranges_.push_back({at, length, shareable});
}

void Reader::entries(TiffPage &page, uint64_t at, uint64_t count) {
  const bool big = tree_.big, order = tree_.bigEndian;
  const uint64_t width = big ? 20 : 12, inlineBytes = big ? 8 : 4;
  page.entries.reserve(static_cast<size_t>(count));
  for (uint64_t i = 0; i < count; i++, at += width) {
    TiffEntry entry = {reader_.u16(at, order), reader_.u16(at + 2, order), big ? reader_.u64(at + 4, order) : reader_.u32(at + 4, order), 0, 0};
    const uint64_t fieldAt = at + (big ? 12 : 8);
    const uint32_t size = tiffTypeSize(entry.type);
    entry.valueAt = fieldAt;
    if (size != 0) {
      if (entry.count > reader_.size() / size) throw Failure{"out-of-range", at};
      entry.valueLength = entry.count * size;
      if (entry.valueLength > inlineBytes) {
        entry.valueAt = offsetAt(fieldAt);
        claim(entry.valueAt, entry.valueLength, true);
      }
    }
    if (tagSeen_[entry.tag]) throw Failure{"malformed", at};
    tagSeen_[entry.tag] = true;
    page.entries.push_back(entry);
  }
  for (const TiffEntry &entry : page.entries) tagSeen_[entry.tag] = false;
}

void Reader::chunks(TiffPage &page) {
  const TiffEntry *tileOffsets = findEntry(page, 324), *stripOffsets = findEntry(page, 273);
  page.tiled = tileOffsets != nullptr;
  const TiffEntry *offsets = tileOffsets ? tileOffsets : stripOffsets;
  if (!offsets) return;
  const TiffEntry *lengths = findEntry(page, tileOffsets ? 325 : 279);
  if (!lengths && tileOffsets) lengths = findEntry(page, 279);
  const bool derive = !lengths && offsets->count == 1 && tiffNumberOr(reader_, tree_, page, 259, 1) == 1;
  if (!lengths && !derive) throw Failure{"malformed", page.at};
  if (lengths && lengths->count != offsets->count) throw Failure{"malformed", page.at};
  reader_.expect(offsets->valueAt, offsets->valueLength);
  if (lengths) reader_.expect(lengths->valueAt, lengths->valueLength);
  page.chunks.reserve(static_cast<size_t>(offsets->count));
  for (uint64_t i = 0; i < offsets->count; i++) {
    const uint64_t at = tiffNumber(reader_, tree_, *offsets, i);
    uint64_t length = 0;
    if (lengths) {
      length = tiffNumber(reader_, tree_, *lengths, i);
    } else {
      const uint64_t columns = tiffNumberOr(reader_, tree_, page, 256, 0), rows = tiffNumberOr(reader_, tree_, page, 257, 0);
      const uint64_t bits = tiffNumberOr(reader_, tree_, page, 258, 1) * tiffNumberOr(reader_, tree_, page, 277, 1);
      if (columns > 0xffffffu || rows > 0xffffffu || bits > 0xffff) throw Failure{"malformed", page.at};
      length = (columns * bits + 7) / 8 * rows;
    }
    claim(at, length, true);
    page.chunks.push_back({at, length});
  }
}

uint64_t Reader::directory(uint64_t at, const std::string &path, int32_t parent, int depth) {
  if (depth > kDeepest) throw Failure{"too-deep", at};
  if (!seen_.insert(at).second) throw Failure{"cycle", at};
  if (tree_.pages.size() >= kMostPages) throw Failure{"too-many", at};
  if (!reader_.has(at, 2)) throw Failure{"out-of-range", at};
  const bool big = tree_.big, order = tree_.bigEndian;
  const uint64_t head = big ? 8 : 2, width = big ? 20 : 12, foot = big ? 8 : 4;
  const uint64_t count = big ? reader_.u64(at, order) : reader_.u16(at, order);
  if (count <= 0xffff) reader_.expect(at, head + count * width + foot);
  if (count == 0 || count > 0xffff) throw Failure{"malformed", at};
  claim(at, head + count * width + foot, false);
  const size_t self = tree_.pages.size();
  tree_.pages.emplace_back();
  {
    TiffPage &page = tree_.pages[self];
    page.path = path;
    page.parent = parent;
    page.at = at;
    entries(page, at + head, count);
    chunks(page);
  }
  const TiffEntry *found = findEntry(tree_.pages[self], kSubIfds);
  if (found && found->count > 0) {
    const TiffEntry children = *found;
    if (children.count > kMostPages) throw Failure{"too-many", at};
    reader_.expect(children.valueAt, children.valueLength);
    for (uint64_t i = 0; i < children.count; i++) {
      const uint64_t child = tiffNumber(reader_, tree_, children, i);
      directory(child, path + "/" + std::to_string(i), static_cast<int32_t>(self), depth + 1);
    }
  }
  return offsetAt(at + head + count * width);
}

void Reader::checkOverlaps() {
  std::sort(ranges_.begin(), ranges_.end(), [](const Range &a, const Range &b) { return a.at != b.at ? a.at < b.at : a.length < b.length; });
  for (size_t i = 1; i < ranges_.size(); i++) {
    const Range &before = ranges_[i - 1], &range = ranges_[i];
    if (range.at >= before.at + before.length) continue;
    const bool shared = range.at == before.at && range.length == before.length && range.shareable && before.shareable;
    if (!shared) throw Failure{"overlap", range.at};
  }
}

void Reader::run() {
  if (!reader_.has(0, 8)) throw Failure{"not-tiff", 0};
  const uint8_t first = reader_.u8(0), second = reader_.u8(1);
  if (first != second || (first != 'I' && first != 'M')) throw Failure{"not-tiff", 0};
  tree_.bigEndian = first == 'M';
  const uint16_t version = reader_.u16(2, tree_.bigEndian);
  if (version != 42 && version != 43) throw Failure{"not-tiff", 2};
  tree_.big = version == 43;
  if (tree_.big && (reader_.u16(4, tree_.bigEndian) != 8 || reader_.u16(6, tree_.bigEndian) != 0)) throw Failure{"not-tiff", 4};
  claim(0, tree_.big ? 16 : 8, false);
  uint64_t next = offsetAt(tree_.big ? 8 : 4);
  for (uint64_t page = 0; next != 0; page++) next = directory(next, std::to_string(page), -1, 0);
  if (tree_.pages.empty()) throw Failure{"malformed", 4};
  checkOverlaps();
}

} // namespace

uint32_t tiffTypeSize(uint16_t type) {
  static const uint8_t sizes[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};
  return type < sizeof sizes ? sizes[type] : 0;
}

const TiffEntry *findEntry(const TiffPage &page, uint16_t tag) {
  for (const TiffEntry &entry : page.entries)
    if (entry.tag == tag) return &entry;
  return nullptr;
}

uint64_t tiffNumber(const ByteReader &reader, const TiffTree &tree, const TiffEntry &entry, uint64_t index) {
  if (index >= entry.count) throw Failure{"malformed", entry.valueAt};
  switch (entry.type) {
  case 1: return reader.u8(entry.valueAt + index);
  case 3: return reader.u16(entry.valueAt + index * 2, tree.bigEndian);
  case 4:
  case 13: return reader.u32(entry.valueAt + index * 4, tree.bigEndian);
  case 16:
  case 18: return reader.u64(entry.valueAt + index * 8, tree.bigEndian);
  default: throw Failure{"malformed", entry.valueAt};
  }
}

uint64_t tiffNumberOr(const ByteReader &reader, const TiffTree &tree, const TiffPage &page, uint16_t tag, uint64_t otherwise) {
  const TiffEntry *entry = findEntry(page, tag);
  return entry && entry->count > 0 ? tiffNumber(reader, tree, *entry, 0) : otherwise;
}

TiffTree readTiffTree(const ByteReader &reader) {
  TiffTree tree;
  Reader(reader, tree).run();
  return tree;
}

} // namespace overread
