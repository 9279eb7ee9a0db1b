#include "tiff_rewrite.h"
#include "byte_writer.h"
#include "codestream_markers.h"
#include "icc_profile.h"
#include "json_writer.h"
#include "sha256.h"
#include "blanking.h"
#include "tiff_pixels.h"
#include <algorithm>
#include <map>

namespace overread {
namespace {

constexpr uint16_t kDescription = 270, kJpegTables = 347, kIcc = 34675, kSubIfds = 330;
constexpr uint64_t kClassicLimit = 0xf0000000u;

/** Tags of deidentification 3.9 that are copied as they are, with the most values each may have. 0: not on the list. */
uint64_t mostValues(uint64_t tag) {
  switch (tag) {
  case 254: case 255: case 256: case 257: case 259: case 262: case 266: case 274: case 277: case 278: case 282: case 283: case 284:
  case 292: case 293: case 296: case 317: case 322: case 323: case 531:
    return 1;
  case 258: case 338: case 339: return 4096;
  case 320: return 3 * 65536;
  case 529: return 3;
  case 530: return 2;
  case 532: return 6;
  default: return 0;
  }
}

/** On the list, but laid out anew (offsets), written from the plan (270), or the parts of the retired JPEG scheme. */
bool isListedOtherwise(uint64_t tag) {
  return tag == 270 || tag == 273 || tag == 279 || tag == 324 || tag == 325 || tag == 330 || tag == kJpegTables || tag == kIcc ||
         (tag >= 512 && tag <= 521);
}

/** An entry of the output: its value in the output's byte order, or offsets that are known last. */
struct EntryOut {
  uint16_t type;
  uint64_t count;
  std::vector<uint8_t> value;
};

struct PageOut {
  size_t source;
  std::map<uint16_t, EntryOut> entries;
  PixelsOut pixels;
  std::vector<size_t> children;
  uint64_t directoryAt = 0;
  /** Place of the value of each entry that does not fit its field. */
  std::map<uint16_t, uint64_t> valueAt;
};

class Rewriter {
public:
  Rewriter(const ByteReader &file, const TiffPlan &plan, const ByteReader &native) : file_(file), plan_(plan), native_(native) {}
  TiffRewriteResult run();

private:
  const ByteReader &file_;
  const TiffPlan &plan_;
  const ByteReader &native_;
  TiffTree tree_;
  TiffRewriteResult result_;
  /** Never moved: chunks point into what their page owns. */
  std::deque<PageOut> pages_;
  std::vector<size_t> roots_;
  bool order_ = false;
  ByteWriter out_;

  void check();
  void collect();
  void copyTags(PageOut &out, const TiffPage &page, const TiffPlanPage &planned);
  void useNative(PageOut &out, const TiffPage &page, const TiffPlanPage &planned);
  void layOut();
  void write();
  EntryOut numbers(uint16_t type, const std::vector<uint64_t> &values) const;
  void setShort(PageOut &out, uint16_t tag, uint64_t value) const { out.entries[tag] = numbers(value > 0xffff ? 4 : 3, {value}); }
  uint64_t fieldBytes() const { return result_.big ? 8 : 4; }
  uint64_t directoryBytes(const PageOut &page) const { return result_.big ? 16 + 20 * page.entries.size() : 6 + 12 * page.entries.size(); }
  uint16_t offsetType() const { return result_.big ? 16 : 4; }
};

EntryOut Rewriter::numbers(uint16_t type, const std::vector<uint64_t> &values) const {
  ByteWriter writer;
  const int width = static_cast<int>(tiffTypeSize(type));
  for (const uint64_t value : values) {
    if (width < 8 && (value >> (8 * width)) != 0) throw Failure{"too-large", 0};
    writer.number(value, width, order_);
  }
  return {type, values.size(), std::move(writer.bytes)};
}

void Rewriter::check() {
  // The digest of a sparse file was taken, and compared, by the caller, who alone sees all of it.
  if (plan_.bytes != file_.size() || (!file_.sparse() && !plan_.compared && plan_.sha256 != sha256Hex(file_.bytes(0, file_.size()), file_.size()))) throw Failure{"rewrite-mismatch", 0};
  tree_ = readTiffTree(file_);
  if (tree_.pages.size() != plan_.pages.size()) throw Failure{"rewrite-mismatch", 0};
  for (size_t i = 0; i < tree_.pages.size(); i++) {
    const TiffPage &page = tree_.pages[i];
    const TiffPlanPage &planned = plan_.pages[i];
    if (planned.path != page.path || planned.at != page.at) throw Failure{"rewrite-mismatch", page.at};
    if (planned.keep && page.parent >= 0 && !plan_.pages[static_cast<size_t>(page.parent)].keep) throw Failure{"plan-invalid", page.at};
  }
  order_ = tree_.bigEndian;
}

void Rewriter::copyTags(PageOut &out, const TiffPage &page, const TiffPlanPage &planned) {
  const bool jpeg = tiffNumberOr(file_, tree_, page, 259, 1) == 7;
  for (const uint64_t tag : planned.tags) {
    const TiffEntry *entry = tag <= 0xffff ? findEntry(page, static_cast<uint16_t>(tag)) : nullptr;
    if (!entry) throw Failure{"plan-invalid", page.at};
    const uint64_t most = mostValues(tag);
    if (most == 0 && !isListedOtherwise(tag)) throw Failure{"bad-tag", page.at};
    if (most == 0 && tag != kJpegTables && tag != kIcc) continue;
    const uint8_t *value = file_.bytes(entry->valueAt, entry->valueLength);
    std::vector<uint8_t> bytes(value, value + entry->valueLength);
    uint16_t type = entry->type;
    if (tag == kJpegTables) {
      if (!jpeg || planned.hasNative) continue;
      if (type != 7 && type != 1) throw Failure{"bad-tag", entry->valueAt};
      std::vector<uint8_t> stripped;
      const Stripped outcome = stripJpeg(value, entry->valueLength, stripped);
      if (outcome == Stripped::notParsed) throw Failure{"markers-not-parsed", entry->valueAt};
      if (outcome == Stripped::changed) bytes = std::move(stripped);
    } else if (tag == kIcc) {
      std::vector<uint8_t> cleared;
      // A profile that cannot be followed is dropped: colours fall back, nothing leaks.
      if ((type != 7 && type != 1) || !clearIccText(value, entry->valueLength, cleared)) continue;
      bytes = std::move(cleared);
    } else {
      const bool numeric = type == 3 || type == 4 || type == 1 || type == 5 || type == 16 || type == 10 || type == 11 || type == 12;
      if (!numeric || entry->count > most || (type == 1 && entry->count > 8)) throw Failure{"bad-tag", entry->valueAt};
      if (type == 16 && !result_.big) {
        std::vector<uint64_t> values;
        for (uint64_t i = 0; i < entry->count; i++) values.push_back(tiffNumber(file_, tree_, *entry, i));
        out.entries[static_cast<uint16_t>(tag)] = numbers(4, values);
        continue;
      }
    }
    out.entries[static_cast<uint16_t>(tag)] = {type, bytes.size() / tiffTypeSize(type), std::move(bytes)};
  }
}

/** The page becomes one uncompressed strip of the caller's pixels. */
void Rewriter::useNative(PageOut &out, const TiffPage &page, const TiffPlanPage &planned) {
  const TiffNative &native = planned.native;
  const uint64_t columns = tiffNumberOr(file_, tree_, page, 256, 0), rows = tiffNumberOr(file_, tree_, page, 257, 0);
  SampleLayout layout;
  layout.rows = rows;
  layout.columns = columns;
  layout.samples = native.samples;
  layout.bits = static_cast<uint32_t>(native.bitsPerSample);
  const bool placed = file_.sparse();
  if ((!placed && !native_.has(native.at, native.length)) || native.bitsPerSample % 8 != 0) throw Failure{"plan-invalid", page.at};
  checkLayout(layout, native.length);
  if (layout.frameBits() / 8 != native.length) throw Failure{"pixel-length", page.at};
  for (const uint16_t tag : {258, 266, 278, 292, 293, 317, 322, 323, 529, 530, 531, 532}) out.entries.erase(tag);
  if (native.photometric != 3) out.entries.erase(320);
  if (tiffNumberOr(file_, tree_, page, 277, 1) != native.samples) {
    out.entries.erase(338);
    out.entries.erase(339);
  }
  out.entries[258] = numbers(3, std::vector<uint64_t>(static_cast<size_t>(native.samples), native.bitsPerSample));
  setShort(out, 256, columns);
  setShort(out, 257, rows);
  setShort(out, 259, 1);
  setShort(out, 262, native.photometric);
  setShort(out, 277, native.samples);
  setShort(out, 278, rows);
  setShort(out, 284, 1);
  out.pixels.boxesApplied = planned.boxes.size();
  if (placed) {
    out.pixels.chunks = {{nullptr, native.length, {SegmentKind::native, native.at, native.length, 0}}};
    return;
  }
  const uint8_t *bytes = native_.bytes(native.at, native.length);
  const uint64_t width = native.bitsPerSample / 8;
  if (order_ && width > 1) {
    out.pixels.owned.emplace_back(bytes, bytes + native.length);
    std::vector<uint8_t> &swapped = out.pixels.owned.back();
    for (uint64_t i = 0; i + width <= swapped.size(); i += width) std::reverse(swapped.begin() + static_cast<long>(i), swapped.begin() + static_cast<long>(i + width));
    bytes = swapped.data();
  }
  out.pixels.chunks = {{bytes, native.length, {}}};
}

void Rewriter::collect() {
  uint64_t estimate = native_.size() + 4096;
  for (size_t i = 0; i < tree_.pages.size(); i++)
    if (plan_.pages[i].keep && plan_.pages[i].hasNative && file_.sparse()) estimate += plan_.pages[i].native.length;
  for (size_t i = 0; i < tree_.pages.size(); i++)
    if (plan_.pages[i].keep)
      for (const TiffChunk &chunk : tree_.pages[i].chunks) estimate += chunk.length + 64;
  result_.big = estimate > kClassicLimit;
  std::map<size_t, size_t> outOf;
  for (size_t i = 0; i < tree_.pages.size(); i++) {
    const TiffPage &page = tree_.pages[i];
    const TiffPlanPage &planned = plan_.pages[i];
    if (!planned.keep) {
      result_.pagesDropped++;
      continue;
    }
    pages_.emplace_back();
    PageOut &out = pages_.back();
    out.source = i;
    outOf[i] = pages_.size() - 1;
    if (page.parent >= 0) pages_[outOf[static_cast<size_t>(page.parent)]].children.push_back(pages_.size() - 1);
    else roots_.push_back(pages_.size() - 1);
    copyTags(out, page, planned);
    if (planned.hasNative) useNative(out, page, planned);
    else out.pixels = pagePixels(file_, tree_, page, planned);
    if (planned.hasDescription) {
      EntryOut text = {2, 0, std::vector<uint8_t>(planned.description.begin(), planned.description.end())};
      if (std::find(text.value.begin(), text.value.end(), 0) != text.value.end()) throw Failure{"plan-invalid", page.at};
      // One or two NULs, so that what follows begins on a word.
      text.value.push_back(0);
      if (text.value.size() % 2 != 0) text.value.push_back(0);
      text.count = text.value.size();
      out.entries[kDescription] = std::move(text);
    }
    const bool tiled = page.tiled && !planned.hasNative;
    std::vector<uint64_t> lengths;
    for (const ChunkOut &chunk : out.pixels.chunks) lengths.push_back(chunk.length);
    out.entries[tiled ? 325 : 279] = numbers(offsetType(), lengths);
    out.entries[tiled ? 324 : 273] = numbers(offsetType(), std::vector<uint64_t>(lengths.size(), 0));
    result_.pagesKept++;
    result_.boxesApplied += out.pixels.boxesApplied;
    result_.chunksStripped += out.pixels.stripped;
  }
  if (roots_.empty()) throw Failure{"no-pages", 0};
  for (PageOut &page : pages_) {
    if (!page.children.empty()) page.entries[kSubIfds] = numbers(offsetType(), std::vector<uint64_t>(page.children.size(), 0));
    result_.tagsKept += page.entries.size();
    for (const TiffEntry &entry : tree_.pages[page.source].entries)
      if (page.entries.find(entry.tag) == page.entries.end()) result_.tagsDropped++;
  }
}

/** Directories first, then values of even and of odd length, then pixels: nothing needs a filling byte. */
void Rewriter::layOut() {
  uint64_t at = result_.big ? 16 : 8;
  for (PageOut &page : pages_) {
    page.directoryAt = at;
    at += directoryBytes(page);
  }
  for (const bool odd : {false, true})
    for (PageOut &page : pages_)
      for (const auto &entry : page.entries) {
        const uint64_t length = entry.second.value.size();
        if (length <= fieldBytes() || (length % 2 != 0) != odd) continue;
        page.valueAt[entry.first] = at;
        at += length;
      }
  for (PageOut &page : pages_) {
    std::vector<uint64_t> offsets;
    for (const ChunkOut &chunk : page.pixels.chunks) {
      offsets.push_back(chunk.length ? at : 0);
      at += chunk.length;
    }
    const uint16_t tag = page.entries.count(324) ? 324 : 273;
    page.entries[tag] = numbers(offsetType(), offsets);
    if (page.children.empty()) continue;
    std::vector<uint64_t> children;
    for (const size_t child : page.children) children.push_back(pages_[child].directoryAt);
    page.entries[kSubIfds] = numbers(offsetType(), children);
  }
  if (!file_.sparse()) out_.bytes.reserve(static_cast<size_t>(at));
}

void Rewriter::write() {
  const int width = result_.big ? 8 : 4;
  out_.text(order_ ? "MM" : "II");
  out_.u16(result_.big ? 43 : 42, order_);
  if (result_.big) {
    out_.u16(8, order_);
    out_.u16(0, order_);
  }
  out_.number(pages_[roots_[0]].directoryAt, width, order_);
  std::vector<uint64_t> next(pages_.size(), 0);
  for (size_t i = 1; i < roots_.size(); i++) next[roots_[i - 1]] = pages_[roots_[i]].directoryAt;
  for (size_t i = 0; i < pages_.size(); i++) {
    const PageOut &page = pages_[i];
    out_.number(page.entries.size(), result_.big ? 8 : 2, order_);
    for (const auto &entry : page.entries) {
      out_.u16(entry.first, order_);
      out_.u16(entry.second.type, order_);
      out_.number(entry.second.count, width, order_);
      const auto elsewhere = page.valueAt.find(entry.first);
      if (elsewhere != page.valueAt.end()) {
        out_.number(elsewhere->second, width, order_);
      } else {
        out_.raw(entry.second.value.data(), entry.second.value.size());
        out_.zeros(fieldBytes() - entry.second.value.size());
      }
    }
    out_.number(next[i], width, order_);
  }
  for (const bool odd : {false, true})
    for (const PageOut &page : pages_)
      for (const auto &entry : page.entries)
        if (page.valueAt.count(entry.first) && (entry.second.value.size() % 2 != 0) == odd) out_.raw(entry.second.value.data(), entry.second.value.size());
  for (const PageOut &page : pages_) {
    for (const ChunkOut &chunk : page.pixels.chunks) {
      if (chunk.length == 0) continue;
      if (!file_.sparse()) {
        out_.raw(chunk.data, chunk.length);
        continue;
      }
      Segment segment = chunk.segment;
      if (segment.kind == SegmentKind::pixels) segment.transform += result_.recipe.transforms.size();
      result_.recipe.insert(out_, segment);
    }
    for (const PixelTransform &transform : page.pixels.transforms) result_.recipe.transforms.push_back(transform);
  }
  if (file_.sparse()) result_.recipe.finish(out_);
}

TiffRewriteResult Rewriter::run() {
  check();
  collect();
  layOut();
  write();
  result_.lengthBytes = file_.sparse() ? result_.recipe.size(out_) : out_.size();
  result_.bytes = std::move(out_.bytes);
  return std::move(result_);
}

} // namespace

TiffRewriteResult rewriteTiff(const ByteReader &file, const TiffPlan &plan, const ByteReader &native) {
  return Rewriter(file, plan, native).run();
}

std::string tiffReportJson(const TiffRewriteResult &result) {
  JsonWriter json;
  json.beginObject();
  json.key("ok");
  json.boolean(true);
  const std::pair<const char *, uint64_t> counts[] = {
      {"pagesKept", result.pagesKept},       {"pagesDropped", result.pagesDropped},     {"tagsKept", result.tagsKept},
      {"tagsDropped", result.tagsDropped},   {"boxesApplied", result.boxesApplied},     {"chunksStripped", result.chunksStripped},
      {"bytes", result.lengthBytes}};
  for (const auto &count : counts) {
    json.key(count.first);
    json.number(count.second);
  }
  json.key("big");
  json.boolean(result.big);
  json.key("transforms");
  json.raw(result.recipe.transformsJson());
  json.endObject();
  return json.text;
}

} // namespace overread
