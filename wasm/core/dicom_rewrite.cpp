#include "dicom_rewrite.h"
#include "dicom_inserts.h"
#include "dicom_pixels.h"
#include "dicom_value.h"
#include "encapsulated.h"
#include "json_writer.h"
#include "sha256.h"
#include <algorithm>

namespace overread {
namespace {

constexpr uint32_t kNone = 0xffffffffu;
constexpr uint32_t kExtendedOffsets = 0x7fe00001u, kExtendedLengths = 0x7fe00002u, kTotalLength = 0x7fe00003u;
constexpr uint64_t kUndefined = 0xffffffffu;

/** Frames that the caller compressed are lossless in one of these (PS3.5 A.4): RLE, JPEG-LS, HTJ2K. */
const char *const lossless[] = {"1.2.840.10008.1.2.5", "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.201"};
/** JPEG Baseline: frames of it in which the caller blanked blocks and kept all other coefficients. Never what was something else before. */
const char *const jpegBaseline = "1.2.840.10008.1.2.4.50";

void writeTagAndLength(ByteWriter &out, uint32_t tag, uint32_t length, bool bigEndian) {
  out.u16(tag >> 16, bigEndian);
  out.u16(tag & 0xffff, bigEndian);
  out.u32(length, bigEndian);
}

class Rewriter {
public:
  Rewriter(const ByteReader &file, const DicomPlan &plan, const ByteReader &native) : file_(file), plan_(plan), native_(native) {}

  DicomRewriteResult run();

private:
  /** What one place of the output holds: a source element, new content, or both (new items of a kept sequence). */
  struct Entry {
    uint32_t tag;
    uint32_t node;
    const InsertElement *insert;
  };

  const ByteReader &file_;
  const DicomPlan &plan_;
  const ByteReader &native_;
  Recipe recipe_;
  DicomTree tree_;
  std::vector<std::vector<uint32_t>> children_;
  std::vector<uint32_t> top_;
  ByteWriter out_;
  DicomRewriteReport report_;
  /** Extended offsets, lengths and their total, written before the fragments that they speak of (PS3.3 C.7.6.3.1.8). */
  struct FrameTable {
    uint32_t tag;
    uint64_t at;
    uint64_t entries;
    bool misfit;
  };
  std::vector<FrameTable> frameTables_;
  bool wrotePixels_ = false;

  void check();
  void sortChildren();
  void writeMeta();
  void writeDataset(const std::vector<uint32_t> &nodes, const InsertDataset *inserts, Encoding encoding);
  void writeNode(const Entry &entry, Encoding encoding);
  void writeItems(uint32_t node, const InsertElement *insert, Encoding inner);
  void writeNewSequence(uint32_t tag, const InsertElement &insert, Encoding encoding);
  void writeInsert(uint32_t tag, const InsertElement &insert, Encoding encoding);
  void writeFrameTable(const Element &element, Encoding encoding);
  void mendFrameTables(const EncapsulatedCounts &counts);
  void writePixels(const Element &element, Encoding encoding);
  void writeNative(const Element &element, Encoding encoding);
  void placeNativePixels(const Element &element, Encoding encoding);
  uint64_t plannedShort(uint32_t tag, uint64_t otherwise) const;
  bool isSequence(uint32_t node) const { return tree_.elements[node].items != kNoItems || tree_.elements[node].vr == vr('S', 'Q'); }
};

/** The plan must speak of this very file, each element once (deidentification 3.4). */
void Rewriter::check() {
  // The digest of a sparse file was taken, and compared, by the caller, who alone sees all of it.
  if (plan_.bytes != file_.size() || (!file_.sparse() && !plan_.compared && plan_.sha256 != sha256Hex(file_.bytes(0, file_.size()), file_.size()))) throw Failure{"rewrite-mismatch", 0};
  tree_ = readDicomTree(file_);
  if (plan_.transferSyntax != tree_.transferSyntax) throw Failure{"rewrite-mismatch", 0};
  const std::vector<std::string> paths = elementPaths(tree_);
  for (size_t i = 0; i < paths.size(); i++) {
    const Element &element = tree_.elements[i];
    if (i >= plan_.elements.size()) throw Failure{"rewrite-mismatch", element.at};
    const PlanElement &planned = plan_.elements[i];
    if (planned.path != paths[i] || planned.at != element.at || planned.length != element.length || planned.vrName != vrName(element.vr))
      throw Failure{"rewrite-mismatch", element.at};
  }
  if (plan_.elements.size() != paths.size()) throw Failure{"rewrite-mismatch", file_.size()};
}

void Rewriter::sortChildren() {
  children_.resize(tree_.elements.size());
  for (uint32_t i = 0; i < tree_.elements.size(); i++) {
    const Element &element = tree_.elements[i];
    if (element.parent == kRoot) top_.push_back(i);
    else children_[element.parent].push_back(i);
  }
}

void Rewriter::writeMeta() {
  std::vector<const PlanInsert *> meta;
  for (const PlanInsert &insert : plan_.fileMeta) meta.push_back(&insert);
  std::sort(meta.begin(), meta.end(), [](const PlanInsert *a, const PlanInsert *b) { return a->path < b->path; });
  const Encoding encoding = {true, false};
  out_.zeros(128);
  out_.text("DICM");
  writeElement(out_, 0x00020000u, vr('U', 'L'), reinterpret_cast<const uint8_t *>("\0\0\0\0"), 4, encoding, false);
  const uint64_t start = out_.size();
  const std::string *before = nullptr;
  for (const PlanInsert *insert : meta) {
    InsertDataset single = buildInserts({*insert});
    const uint32_t tag = single.elements.begin()->first;
    if (insert->path.size() != 8 || (tag >> 16) != 0x0002 || (before && *before == insert->path)) throw Failure{"plan-invalid", 0};
    before = &insert->path;
    writeNewElement(out_, tag, insert->vr, insert->value, encoding);
    if (tag == 0x00020010u) report_.transferSyntax = insert->value.text;
  }
  out_.patch(start - 4, out_.size() - start, 4, false);
  if (!plan_.pixels.frames.empty()) {
    const bool edited = report_.transferSyntax == jpegBaseline && tree_.transferSyntax == jpegBaseline;
    if (!edited && std::find(std::begin(lossless), std::end(lossless), report_.transferSyntax) == std::end(lossless)) throw Failure{"rewrite-mismatch", 0};
    return;
  }
  const std::string expected = plan_.pixels.replaceWithNative ? "1.2.840.10008.1.2.1" : tree_.transferSyntax;
  // The dataset is UTF-8 text from the plan: a syntax that does not tell how it is written would make it unreadable.
  const bool inflated = tree_.transferSyntax == "1.2.840.10008.1.2.1.99" && report_.transferSyntax == "1.2.840.10008.1.2.1";
  if (report_.transferSyntax != expected && !inflated) throw Failure{"rewrite-mismatch", 0};
}

void Rewriter::writeDataset(const std::vector<uint32_t> &nodes, const InsertDataset *inserts, Encoding encoding) {
  std::vector<Entry> entries;
  entries.reserve(nodes.size() + (inserts ? inserts->elements.size() : 0));
  for (const uint32_t node : nodes) {
    const Element &element = tree_.elements[node];
    const bool isMeta = element.parent == kRoot && (element.tag >> 16) == 0x0002;
    if (isMeta) continue;
    if (plan_.elements[node].action == Action::remove || (element.tag & 0xffff) == 0) {
      report_.removed++;
      continue;
    }
    const InsertElement *merged = nullptr;
    if (inserts) {
      const auto found = inserts->elements.find(element.tag);
      if (found != inserts->elements.end()) {
        const bool extends = isSequence(node) && !found->second.leaf && plan_.elements[node].action != Action::empty;
        if (!extends) throw Failure{"duplicate-element", element.at};
        merged = &found->second;
      }
    }
    entries.push_back({element.tag, node, merged});
  }
  if (inserts) {
    std::vector<Entry> added;
    for (const auto &insert : inserts->elements) {
      const bool merged = std::any_of(entries.begin(), entries.end(), [&](const Entry &entry) { return entry.insert == &insert.second; });
      if (!merged) added.push_back({insert.first, kNone, &insert.second});
    }
    entries.insert(entries.end(), added.begin(), added.end());
  }
  std::stable_sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) { return a.tag < b.tag; });
  for (size_t i = 0; i < entries.size(); i++) {
    const Entry &entry = entries[i];
    if (i > 0 && entries[i - 1].tag == entry.tag) throw Failure{"duplicate-element", entry.node == kNone ? 0 : tree_.elements[entry.node].at};
    if (entry.node == kNone) writeInsert(entry.tag, *entry.insert, encoding);
    else writeNode(entry, encoding);
  }
}

void Rewriter::writeNode(const Entry &entry, Encoding encoding) {
  const Element &element = tree_.elements[entry.node];
  const PlanElement &planned = plan_.elements[entry.node];
  const bool atTop = element.parent == kRoot;
  Vr as = planned.asVr ? planned.asVr : element.vr;
  if (as == kImplicitVr) as = planned.isUid ? vr('U', 'I') : vr('L', 'O');
  try {
    switch (planned.action) {
    case Action::remove:
      return;
    case Action::empty:
      writeHeader(out_, element.tag, as, 0, encoding);
      report_.emptied++;
      return;
    case Action::replace:
      report_.replaced++;
      if (!isSequence(entry.node)) {
        if (!planned.value.given || as == vr('S', 'Q')) throw Failure{"plan-invalid", element.at};
        writeNewElement(out_, element.tag, as, planned.value, encoding);
        return;
      }
      if (planned.value.given) throw Failure{"plan-invalid", element.at};
      writeNewSequence(element.tag, entry.insert ? *entry.insert : InsertElement(), encoding);
      return;
    case Action::recurse:
    case Action::keep:
      break;
    }
    report_.kept++;
    if (isSequence(entry.node)) {
      // What its items hold has actions of its own, also under `keep`.
      const bool any = element.items > 0 || (entry.insert && !entry.insert->items.empty());
      writeHeader(out_, element.tag, element.vr, any ? kUndefined : 0, encoding);
      if (any) writeItems(entry.node, entry.insert, element.inner);
      return;
    }
    if (planned.action == Action::recurse && element.valueLength != 0) throw Failure{"plan-invalid", element.at};
    const bool isPixels = atTop && (element.tag == kPixelData || element.tag == 0x7fe00008u || element.tag == 0x7fe00009u);
    if (isPixels) {
      writePixels(element, encoding);
      return;
    }
    if (atTop && (element.tag == kExtendedOffsets || element.tag == kExtendedLengths || element.tag == kTotalLength)) {
      writeFrameTable(element, encoding);
      return;
    }
    const uint8_t *value = file_.bytes(element.valueAt, element.valueLength);
    if (element.encapsulated) {
      writeHeader(out_, element.tag, element.vr, kUndefined, encoding);
      out_.raw(value, element.valueLength);
      writeTagAndLength(out_, 0xfffee0ddu, 0, false);
      return;
    }
    writeElement(out_, element.tag, element.vr, value, element.valueLength, encoding, false);
  } catch (const Failure &failure) {
    throw Failure{failure.code, failure.offset ? failure.offset : element.at};
  }
}

void Rewriter::writeItems(uint32_t node, const InsertElement *insert, Encoding inner) {
  const uint32_t sourceItems = node == kNone || tree_.elements[node].items < 0 ? 0 : static_cast<uint32_t>(tree_.elements[node].items);
  uint32_t items = sourceItems;
  if (insert)
    for (const auto &item : insert->items) {
      if (item.first > items) throw Failure{"plan-invalid", 0};
      if (item.first == items) items++;
    }
  size_t next = 0;
  std::vector<uint32_t> nodes;
  for (uint32_t item = 0; item < items; item++) {
    nodes.clear();
    if (node != kNone)
      for (; next < children_[node].size() && tree_.elements[children_[node][next]].item == item; next++) nodes.push_back(children_[node][next]);
    const InsertDataset *inserts = nullptr;
    if (insert) {
      const auto found = insert->items.find(item);
      if (found != insert->items.end()) inserts = &found->second;
    }
    writeTagAndLength(out_, 0xfffee000u, 0xffffffffu, inner.bigEndian);
    writeDataset(std::vector<uint32_t>(nodes), inserts, inner);
    writeTagAndLength(out_, 0xfffee00du, 0, inner.bigEndian);
  }
  writeTagAndLength(out_, 0xfffee0ddu, 0, inner.bigEndian);
}

void Rewriter::writeNewSequence(uint32_t tag, const InsertElement &insert, Encoding encoding) {
  writeHeader(out_, tag, vr('S', 'Q'), insert.items.empty() ? 0 : kUndefined, encoding);
  if (!insert.items.empty()) writeItems(kNone, &insert, encoding);
}

void Rewriter::writeInsert(uint32_t tag, const InsertElement &insert, Encoding encoding) {
  report_.inserted++;
  if (!insert.leaf || insert.leaf->vr == vr('S', 'Q')) writeNewSequence(tag, insert, encoding);
  else writeNewElement(out_, tag, insert.leaf->vr, insert.leaf->value, encoding);
}

/** Value of a top-level US in the output, as far as the plan keeps or replaces it. */
uint64_t Rewriter::plannedShort(uint32_t tag, uint64_t otherwise) const {
  const auto fromBytes = [](const std::vector<uint8_t> &bytes) { return bytes.size() < 2 ? 0u : bytes[0] | (uint32_t(bytes[1]) << 8); };
  for (const uint32_t node : top_) {
    const Element &element = tree_.elements[node];
    if (element.tag != tag) continue;
    const PlanElement &planned = plan_.elements[node];
    if (planned.action == Action::replace) return fromBytes(valueBytes(planned.value, vr('U', 'S')));
    if (planned.action == Action::keep && element.valueLength >= 2) return file_.u16(element.valueAt, element.encoding.bigEndian);
  }
  for (const PlanInsert &insert : plan_.insert) {
    static const char digits[] = "0123456789ABCDEF";
    std::string path;
    for (int shift = 28; shift >= 0; shift -= 4) path += digits[(tag >> shift) & 15];
    if (insert.path == path) return fromBytes(valueBytes(insert.value, vr('U', 'S')));
  }
  return otherwise;
}

void Rewriter::writeNative(const Element &element, Encoding encoding) {
  SampleLayout layout;
  layout.rows = plannedShort(0x00280010u, 0);
  layout.columns = plannedShort(0x00280011u, 0);
  layout.samples = plannedShort(0x00280002u, 1);
  layout.bits = static_cast<uint32_t>(plannedShort(0x00280100u, 0));
  layout.frames = frameCount(file_, tree_);
  const Vr as = layout.bits > 8 ? vr('O', 'W') : vr('O', 'B');
  if (file_.sparse()) {
    if (layout.bits % 8 != 0 || layout.frameBits() == 0 || layout.frames > kUndefined / (layout.frameBits() / 8)) throw Failure{"too-large", element.at};
    const uint64_t length = layout.frameBits() / 8 * layout.frames;
    writeHeader(out_, kPixelData, as, length + (length & 1), encoding);
    recipe_.insert(out_, {SegmentKind::native, 0, length, 0});
    out_.zeros(length & 1);
    return;
  }
  checkLayout(layout, native_.size());
  const uint64_t expected = (layout.frameBits() * layout.frames + 7) / 8;
  if (native_.size() != expected && native_.size() != expected + (expected & 1)) throw Failure{"pixel-length", element.at};
  writeElement(out_, kPixelData, as, native_.bytes(0, native_.size()), native_.size(), encoding, false);
}

/** Native pixels of a sparse file, copied as they are or frame by frame through a transform. */
void Rewriter::placeNativePixels(const Element &element, Encoding encoding) {
  const PlanPixels &pixels = plan_.pixels;
  writeHeader(out_, element.tag, element.vr, element.valueLength + (element.valueLength & 1), encoding);
  Segment segment = {SegmentKind::copy, element.valueAt, element.valueLength, 0};
  uint64_t rest = 0;
  if (!pixels.boxes.empty() || pixels.maskBits != 0) {
    const SampleLayout layout = sampleLayout(file_, tree_, element);
    checkLayout(layout, element.valueLength);
    const uint64_t border = layout.swappedPairs ? 16 : 8;
    // Frames that begin inside a byte, or a swapped pair, cannot be changed one at a time.
    if (layout.frames > 1 && layout.frameBits() % border != 0) throw Failure{"unsupported-pixels", element.at};
    segment.kind = SegmentKind::pixels;
    segment.length = std::min(element.valueLength, (layout.frameBits() * layout.frames + 7) / 8 + (layout.frames == 1 ? layout.frameBits() / 8 % 2 : 0));
    rest = element.valueLength - segment.length;
    recipe_.transforms.push_back({layout, pixels.boxes, pixels.blank, pixels.maskBits, pixels.isSigned});
    for (const PlanBox &box : pixels.boxes)
      if (box.width > 0 && box.height > 0) report_.boxesApplied++;
  }
  recipe_.insert(out_, segment);
  if (rest > 0) recipe_.insert(out_, {SegmentKind::copy, element.valueAt + segment.length, rest, 0});
  if (element.valueLength & 1) out_.u8(0);
}

/** A table about frames: as it is where it has room for each, else blank, to be filled when the fragments are written. */
void Rewriter::writeFrameTable(const Element &element, Encoding encoding) {
  const uint64_t frames = file_.sparse() ? 0 : knownFrames(file_, tree_, frameCount(file_, tree_));
  const uint64_t entries = element.tag == kTotalLength ? 1 : frames;
  const bool misfit = frames > 0 && element.valueLength != entries * 8;
  if (misfit) {
    writeHeader(out_, element.tag, element.vr, entries * 8, encoding);
    out_.zeros(entries * 8);
  } else {
    writeElement(out_, element.tag, element.vr, file_.bytes(element.valueAt, element.valueLength), element.valueLength, encoding, false);
  }
  frameTables_.push_back({element.tag, out_.size() - entries * 8, entries, misfit});
}

void Rewriter::mendFrameTables(const EncapsulatedCounts &counts) {
  const bool misfit = std::any_of(frameTables_.begin(), frameTables_.end(), [](const FrameTable &table) { return table.misfit; });
  if (!counts.moved && !misfit) return;
  uint64_t total = 0;
  for (const uint64_t length : counts.lengths) total += length;
  for (const FrameTable &table : frameTables_) {
    const bool one = table.tag == kTotalLength;
    const std::vector<uint64_t> &values = table.tag == kExtendedOffsets ? counts.starts : counts.lengths;
    if (!one && values.size() != table.entries) throw Failure{"extended-offset-table", 0};
    for (uint64_t i = 0; i < table.entries; i++) out_.patch(table.at + i * 8, one ? total : values[static_cast<size_t>(i)], 8, false);
  }
}

void Rewriter::writePixels(const Element &element, Encoding encoding) {
  wrotePixels_ = true;
  const PlanPixels &pixels = plan_.pixels;
  if (pixels.replaceWithNative) {
    if (!frameTables_.empty()) throw Failure{"extended-offset-table", element.at};
    writeNative(element, encoding);
    report_.boxesApplied = pixels.boxes.size();
    return;
  }
  if (!pixels.frames.empty()) {
    if (!frameTables_.empty()) throw Failure{"extended-offset-table", element.at};
    if (pixels.frames.size() != frameCount(file_, tree_)) throw Failure{"pixel-length", element.at};
    writeHeader(out_, kPixelData, vr('O', 'B'), kUndefined, encoding);
    writeFrames(out_, native_, pixels.frames, report_.transferSyntax != lossless[0]);
    report_.boxesApplied = pixels.boxes.size();
    return;
  }
  if (element.encapsulated) {
    if (!pixels.boxes.empty() || pixels.maskBits != 0) throw Failure{"encapsulated-pixels", element.at};
    writeHeader(out_, element.tag, element.vr, kUndefined, encoding);
    if (file_.sparse()) {
      placeEncapsulated(out_, recipe_, file_, tree_, frameCount(file_, tree_));
      return;
    }
    const EncapsulatedCounts counts = writeEncapsulated(out_, file_, tree_, frameCount(file_, tree_));
    report_.framesStripped = counts.stripped;
    report_.framesNotParsed = counts.notParsed;
    mendFrameTables(counts);
    return;
  }
  if (file_.sparse()) {
    placeNativePixels(element, encoding);
    return;
  }
  writeElement(out_, element.tag, element.vr, file_.bytes(element.valueAt, element.valueLength), element.valueLength, encoding, false);
  if (pixels.boxes.empty() && pixels.maskBits == 0) return;
  uint8_t *written = out_.bytes.data() + (out_.size() - element.valueLength - (element.valueLength & 1));
  const SampleLayout layout = sampleLayout(file_, tree_, element);
  maskHighBits(written, element.valueLength, layout, pixels.maskBits, pixels.isSigned);
  report_.boxesApplied = blankBoxes(written, element.valueLength, layout, pixels.boxes, pixels.blank);
}

DicomRewriteResult Rewriter::run() {
  check();
  const bool framed = !plan_.pixels.frames.empty();
  const bool replaced = plan_.pixels.replaceWithNative || framed;
  if (framed && (plan_.pixels.replaceWithNative || file_.sparse())) throw Failure{"plan-invalid", 0};
  if (!file_.sparse() && replaced != (native_.size() > 0)) throw Failure{"plan-invalid", 0};
  if (replaced && (!tree_.encoding.explicitVr || tree_.encoding.bigEndian)) throw Failure{"unsupported-pixels", 0};
  sortChildren();
  const InsertDataset inserts = buildInserts(plan_.insert);
  for (const auto &insert : inserts.elements)
    if ((insert.first >> 16) <= 0x0007) throw Failure{"plan-invalid", 0};
  if (!file_.sparse()) out_.bytes.reserve(static_cast<size_t>((native_.size() ? native_.size() : file_.size()) + 65536));
  writeMeta();
  writeDataset(top_, &inserts, tree_.encoding);
  if (!wrotePixels_ && (!plan_.pixels.boxes.empty() || plan_.pixels.maskBits != 0 || native_.size() > 0)) throw Failure{"no-pixel-data", 0};
  if (file_.sparse()) recipe_.finish(out_);
  const uint64_t length = file_.sparse() ? recipe_.size(out_) : out_.size();
  return {std::move(out_.bytes), std::move(recipe_), length, report_};
}

} // namespace

DicomRewriteResult rewriteDicom(const ByteReader &file, const DicomPlan &plan, const ByteReader &native) {
  return Rewriter(file, plan, native).run();
}

std::string rewriteReportJson(const DicomRewriteResult &result) {
  const DicomRewriteReport &report = result.report;
  JsonWriter json;
  json.beginObject();
  json.key("ok");
  json.boolean(true);
  const std::pair<const char *, uint64_t> counts[] = {
      {"kept", report.kept},         {"removed", report.removed},           {"emptied", report.emptied},
      {"replaced", report.replaced}, {"inserted", report.inserted},         {"boxesApplied", report.boxesApplied},
      {"framesStripped", report.framesStripped}, {"framesNotParsed", report.framesNotParsed}, {"bytes", result.lengthBytes}};
  for (const auto &count : counts) {
    json.key(count.first);
    json.number(count.second);
  }
  json.key("transferSyntax");
  json.string(report.transferSyntax);
  json.key("transforms");
  json.raw(result.recipe.transformsJson());
  json.endObject();
  return json.text;
}

} // namespace overread
