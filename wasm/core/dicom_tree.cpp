#include "dicom_tree.h"
#include "dicom_start.h"
#include "json_writer.h"
#include <algorithm>
#include <cstring>

namespace overread {
namespace {

constexpr uint32_t kUndefined = 0xffffffffu;
constexpr uint32_t kItem = 0xfffee000u;
constexpr uint32_t kItemEnd = 0xfffee00du;
constexpr uint32_t kSequenceEnd = 0xfffee0ddu;
constexpr int kDeepest = 64;
constexpr size_t kMostElements = 3000000;
constexpr Encoding kImplicitLittle = {false, false};

/** Where a dataset stands: how it is written, where it must end, and whose it is. */
struct Scope {
  Encoding encoding;
  uint64_t end;
  /** True when an item delimitation ends it, not `end`. */
  bool delimited;
  uint32_t parent;
  uint32_t item;
  int depth;
};

struct Header {
  uint32_t tag;
  Vr vr;
  uint32_t length;
  uint64_t valueAt;
};

/** Depth and count are limits of ours: no sign that bytes are something else. */
bool isLimit(const Failure &failure) {
  return strcmp(failure.code, "too-deep") == 0 || strcmp(failure.code, "too-many") == 0;
}

class Walker {
public:
  Walker(const ByteReader &reader, DicomTree &tree) : reader_(reader), tree_(tree) {}

  /** Reads the elements of group 0002 (always Explicit VR Little Endian) and returns where the dataset starts. */
  uint64_t meta(uint64_t at);
  void top(uint64_t at);

private:
  const ByteReader &reader_;
  DicomTree &tree_;
  bool sawPixelData_ = false;

  uint32_t tagAt(uint64_t at, bool bigEndian) const {
    return (static_cast<uint32_t>(reader_.u16(at, bigEndian)) << 16) | reader_.u16(at + 2, bigEndian);
  }
  Header header(uint64_t at, const Scope &scope) const;
  uint64_t element(uint64_t at, const Scope &scope);
  uint64_t dataset(uint64_t at, const Scope &scope);
  uint64_t sequence(uint64_t at, uint64_t end, bool delimited, uint32_t owner, int depth);
  uint64_t fragments(uint64_t at, uint64_t end, bool keep, bool &ended);
  bool trySequence(uint32_t owner, int depth);
  bool startsWithItem(uint64_t at, uint64_t length, bool bigEndian) const;
  Encoding unknownContentEncoding(uint64_t firstItemAt) const;
};

Header Walker::header(uint64_t at, const Scope &scope) const {
  const Encoding encoding = scope.encoding;
  Header result = {tagAt(at, encoding.bigEndian), kImplicitVr, 0, at + 8};
  if (!encoding.explicitVr) {
    result.length = reader_.u32(at + 4, encoding.bigEndian);
    return result;
  }
  const uint8_t *name = reader_.bytes(at + 4, 2);
  const bool letters = name[0] >= 'A' && name[0] <= 'Z' && name[1] >= 'A' && name[1] <= 'Z';
  result.vr = letters ? vr(static_cast<char>(name[0]), static_cast<char>(name[1])) : kBadVr;
  bool longForm = hasLongLength(result.vr);
  if (letters && !isKnownVr(result.vr)) {
    // PS3.5 6.2.2: VRs to come use the long form; a vendor's slip uses the short one.
    longForm = reader_.has(at, 12) && reader_.u16(at + 6, false) == 0 &&
               reader_.has(at + 12, reader_.u32(at + 8, encoding.bigEndian));
  }
  if (longForm) {
    result.length = reader_.u32(at + 8, encoding.bigEndian);
    result.valueAt = at + 12;
  } else {
    result.length = reader_.u16(at + 6, encoding.bigEndian);
  }
  return result;
}

bool Walker::startsWithItem(uint64_t at, uint64_t length, bool bigEndian) const {
  return length >= 8 && reader_.has(at, 8) && tagAt(at, bigEndian) == kItem;
}

/** UN content is Implicit VR Little Endian (PS3.5 6.2.2 note 4), though some writers leave it explicit. */
Encoding Walker::unknownContentEncoding(uint64_t firstItemAt) const {
  const uint64_t at = firstItemAt + 8;
  const Encoding explicitLittle = {true, false};
  if (reader_.has(at, 8) && looksLike(reader_, at, explicitLittle)) return explicitLittle;
  return kImplicitLittle;
}

/** Reads a value of defined length as a sequence where it is one without fault; else leaves the element a plain value. */
bool Walker::trySequence(uint32_t owner, int depth) {
  const size_t before = tree_.elements.size();
  const uint64_t at = tree_.elements[owner].valueAt;
  const uint64_t end = at + tree_.elements[owner].valueLength;
  try {
    if (sequence(at, end, false, owner, depth) == end) return true;
  } catch (const Failure &failure) {
    if (isLimit(failure)) throw;
  }
  tree_.elements.resize(before);
  tree_.elements[owner].items = kNoItems;
  return false;
}

uint64_t Walker::element(uint64_t at, const Scope &scope) {
  const Header head = header(at, scope);
  const uint32_t group = head.tag >> 16;
  if (group == 0xfffe) throw Failure{"malformed", at};
  if (tree_.elements.size() >= kMostElements) throw Failure{"too-many", at};
  const uint32_t self = static_cast<uint32_t>(tree_.elements.size());
  const bool undefined = head.length == kUndefined && (!scope.encoding.explicitVr || hasLongLength(head.vr) || !isKnownVr(head.vr));
  const uint64_t length = undefined ? 0 : head.length;
  if (!undefined) {
    reader_.need(at, head.valueAt - at);
    if (!reader_.has(head.valueAt, length)) throw Failure{"truncated", at};
    if (head.valueAt + length > scope.end) throw Failure{"malformed", at};
  }
  tree_.elements.push_back({at, head.valueAt - at + length, head.valueAt, length, head.tag, scope.parent, scope.item, kNoItems, head.vr,
                            scope.encoding, scope.encoding, false});
  if (head.tag == kPixelData && scope.parent == kRoot) {
    if (sawPixelData_) throw Failure{"duplicate-pixel-data", at};
    sawPixelData_ = true;
  }
  const bool isSequence = head.vr == vr('S', 'Q');
  const bool bulk = head.vr == vr('O', 'B') || head.vr == vr('O', 'W') || (head.tag == kPixelData && !isSequence);
  if (undefined) {
    uint64_t next;
    bool ended = true;
    if (bulk) {
      tree_.elements[self].encapsulated = true;
      next = fragments(head.valueAt, scope.end, head.tag == kPixelData && scope.parent == kRoot, ended);
    } else {
      if (head.vr == vr('U', 'N')) tree_.elements[self].inner = unknownContentEncoding(head.valueAt);
      next = sequence(head.valueAt, scope.end, true, self, scope.depth + 1);
    }
    tree_.elements[self].length = next - at;
    tree_.elements[self].valueLength = next - head.valueAt - (ended ? 8 : 0);
    return next;
  }
  const uint64_t next = head.valueAt + length;
  if (isSequence) {
    if (sequence(head.valueAt, next, false, self, scope.depth + 1) != next) throw Failure{"malformed", at};
  } else if (head.vr == vr('U', 'N') && startsWithItem(head.valueAt, length, false)) {
    tree_.elements[self].inner = unknownContentEncoding(head.valueAt);
    trySequence(self, scope.depth + 1);
  } else if (!scope.encoding.explicitVr && group != 0x7fe0 && startsWithItem(head.valueAt, length, scope.encoding.bigEndian)) {
    trySequence(self, scope.depth + 1);
  }
  return next;
}

uint64_t Walker::dataset(uint64_t at, const Scope &scope) {
  while (scope.delimited || at < scope.end) {
    if (scope.delimited && tagAt(at, scope.encoding.bigEndian) == kItemEnd) {
      reader_.need(at, 8);
      return at + 8;
    }
    if (at >= scope.end) throw Failure{"malformed", at};
    at = element(at, scope);
  }
  return at;
}

uint64_t Walker::sequence(uint64_t at, uint64_t end, bool delimited, uint32_t owner, int depth) {
  if (depth > kDeepest) throw Failure{"too-deep", at};
  const Encoding inner = tree_.elements[owner].inner;
  uint32_t items = 0;
  while (delimited || at < end) {
    const uint32_t tag = tagAt(at, inner.bigEndian);
    const uint32_t length = reader_.u32(at + 4, inner.bigEndian);
    if (delimited && tag == kSequenceEnd) {
      tree_.elements[owner].items = static_cast<int32_t>(items);
      return at + 8;
    }
    if (tag != kItem) throw Failure{"malformed", at};
    at += 8;
    const bool open = length == kUndefined;
    if (!open) {
      if (!reader_.has(at, length)) throw Failure{"truncated", at - 8};
      if (at + length > end) throw Failure{"malformed", at - 8};
    }
    at = dataset(at, {inner, open ? end : at + length, open, owner, items, depth});
    items++;
  }
  tree_.elements[owner].items = static_cast<int32_t>(items);
  return at;
}

/** Encapsulated pixel data, PS3.5 A.4: the first item is the offset table. A missing end at the end of the file is let pass. */
uint64_t Walker::fragments(uint64_t at, uint64_t end, bool keep, bool &ended) {
  bool first = true;
  for (;; first = false) {
    ended = first || at != reader_.size();
    if (!ended) return at;
    const uint32_t tag = tagAt(at, false);
    const uint32_t length = reader_.u32(at + 4, false);
    if (tag == kSequenceEnd) return at + 8;
    if (tag != kItem || length == kUndefined) throw Failure{"malformed", at};
    at += 8;
    if (!reader_.has(at, length)) throw Failure{"truncated", at - 8};
    if (at + length > end) throw Failure{"malformed", at - 8};
    if (keep && first) {
      if (length % 4 != 0) throw Failure{"malformed", at - 8};
      reader_.expect(at, length);
      for (uint64_t i = 0; i < length; i += 4) tree_.offsetTable.push_back(reader_.u32(at + i, false));
    } else if (keep) {
      if (tree_.fragments.size() >= kMostElements) throw Failure{"too-many", at};
      tree_.fragments.push_back({at, length});
    }
    at += length;
  }
}

uint64_t Walker::meta(uint64_t at) {
  const Scope scope = {{true, false}, reader_.size(), false, kRoot, 0, 0};
  while (reader_.has(at, 8) && reader_.u16(at, false) == 0x0002) at = element(at, scope);
  return at;
}

void Walker::top(uint64_t at) {
  const Scope scope = {tree_.encoding, reader_.size(), false, kRoot, 0, 0};
  // The next byte that is not zero, found from the front: the end of a large file may be pixels, which stay unread.
  uint64_t mark = at;
  while (at < reader_.size()) {
    const size_t before = tree_.elements.size();
    for (mark = std::max(mark, at); mark < reader_.size() && reader_.u8(mark) == 0;) mark++;
    if (mark == reader_.size()) break;
    try {
      if (sawPixelData_ && reader_.has(at, 8)) {
        const uint32_t tag = tagAt(at, scope.encoding.bigEndian);
        // What follows the pixels and is out of order is no element but bytes that someone appended.
        if (tag < kPixelData || !(scope.encoding.explicitVr ? looksLike(reader_, at, scope.encoding) : true)) break;
      }
      at = element(at, scope);
    } catch (const Failure &failure) {
      const bool inPixelData = tree_.elements.size() > before && tree_.elements[before].tag == kPixelData;
      if (!sawPixelData_ || inPixelData || isLimit(failure)) throw;
      tree_.elements.resize(before);
      break;
    }
  }
  tree_.trailing = reader_.size() - at;
}

std::string trimmed(const ByteReader &reader, const Element &element) {
  std::string text(reinterpret_cast<const char *>(reader.bytes(element.valueAt, element.valueLength)),
                   static_cast<size_t>(element.valueLength));
  while (!text.empty() && (text.back() == '\0' || text.back() == ' ')) text.pop_back();
  for (const char c : text)
    if (c != '.' && (c < '0' || c > '9')) throw Failure{"malformed", element.at};
  return text;
}

} // namespace

DicomTree readDicomTree(const ByteReader &reader) {
  DicomTree tree;
  const DicomStart start = findDicomStart(reader);
  tree.hasPreamble = start.hasPreamble;
  tree.hasMeta = start.hasMeta;
  Walker walker(reader, tree);
  const uint64_t at = start.hasMeta ? walker.meta(start.at) : start.at;
  for (const Element &element : tree.elements)
    if (element.tag == 0x00020010u) tree.transferSyntax = trimmed(reader, element);
  if (!reader.has(at, 8)) throw Failure{"truncated", at};

  const std::string named = tree.transferSyntax;
  // GE's private syntax swaps the pixels alone: reading it as another would be silently wrong.
  if (named == "1.2.840.113619.5.2") throw Failure{"unsupported-syntax", at};
  if (named == "1.2.840.10008.1.2") tree.encoding = {false, false};
  else if (named == "1.2.840.10008.1.2.2") tree.encoding = {true, true};
  else if (!named.empty()) tree.encoding = {true, false};

  if (named.empty() || (tree.encoding.explicitVr && !looksLike(reader, at, tree.encoding))) {
    if (named == "1.2.840.10008.1.2.1.99") throw Failure{"deflated", at};
    tree.encoding = guessEncoding(reader, at);
    tree.guessed = true;
    const bool compressed = named.compare(0, 20, "1.2.840.10008.1.2.4.") == 0 || named == "1.2.840.10008.1.2.5";
    if (!compressed)
      tree.transferSyntax = !tree.encoding.explicitVr ? "1.2.840.10008.1.2"
                          : tree.encoding.bigEndian ? "1.2.840.10008.1.2.2"
                                                    : "1.2.840.10008.1.2.1";
  }
  walker.top(at);
  return tree;
}

std::string vrName(Vr value) {
  if (value == kImplicitVr) return "--";
  return std::string{static_cast<char>(value >> 8), static_cast<char>(value & 0xff)};
}

std::vector<std::string> elementPaths(const DicomTree &tree) {
  static const char digits[] = "0123456789ABCDEF";
  std::vector<std::string> paths;
  paths.reserve(tree.elements.size());
  for (const Element &element : tree.elements) {
    std::string path;
    if (element.parent != kRoot) path = paths[element.parent] + "[" + std::to_string(element.item) + "]/";
    for (int shift = 28; shift >= 0; shift -= 4) path += digits[(element.tag >> shift) & 15];
    paths.push_back(std::move(path));
  }
  return paths;
}

std::string inspectDicom(const ByteReader &reader) {
  const DicomTree tree = readDicomTree(reader);
  const std::vector<std::string> paths = elementPaths(tree);
  JsonWriter json;
  json.text.reserve(tree.elements.size() * 90 + 400);
  const auto numberUnder = [&json](const char *name, uint64_t value) {
    json.key(name);
    json.number(value);
  };
  const auto booleanUnder = [&json](const char *name, bool value) {
    json.key(name);
    json.boolean(value);
  };
  json.beginObject();
  numberUnder("bytes", reader.size());
  booleanUnder("hasPreamble", tree.hasPreamble);
  booleanUnder("hasMeta", tree.hasMeta);
  json.key("transferSyntax");
  json.string(tree.transferSyntax);
  booleanUnder("guessed", tree.guessed);
  booleanUnder("explicit", tree.encoding.explicitVr);
  booleanUnder("bigEndian", tree.encoding.bigEndian);
  json.key("elements");
  json.beginArray();
  for (size_t i = 0; i < tree.elements.size(); i++) {
    const Element &element = tree.elements[i];
    json.beginObject();
    json.key("path");
    json.string(paths[i]);
    numberUnder("at", element.at);
    numberUnder("len", element.length);
    json.key("vr");
    json.string(vrName(element.vr));
    numberUnder("valueAt", element.valueAt);
    numberUnder("valueLen", element.valueLength);
    if (element.items != kNoItems) numberUnder("items", static_cast<uint64_t>(element.items));
    json.endObject();
  }
  json.endArray();
  json.key("offsetTable");
  json.beginArray();
  for (const uint32_t offset : tree.offsetTable) json.number(offset);
  json.endArray();
  json.key("fragments");
  json.beginArray();
  for (const Fragment &fragment : tree.fragments) {
    json.beginObject();
    numberUnder("at", fragment.at);
    numberUnder("len", fragment.length);
    json.endObject();
  }
  json.endArray();
  numberUnder("trailing", tree.trailing);
  json.endObject();
  return json.text;
}

} // namespace overread
