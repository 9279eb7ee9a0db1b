#include "encapsulated.h"
#include "codestream_markers.h"
#include <algorithm>
#include <cstring>

namespace overread {
namespace {

/** Fragments `first` to `last` (excluded) of one frame; `sure` where the grouping is known. */
struct Frame {
  size_t first;
  size_t last;
  bool sure;
};

bool groupByTable(const DicomTree &tree, uint64_t frames, std::vector<Frame> &groups) {
  if (tree.offsetTable.size() != frames || tree.fragments.empty()) return false;
  // Offsets count from the first byte after the table, at item tags (PS3.5 A.4).
  const uint64_t base = tree.fragments[0].at - 8;
  size_t next = 0;
  for (const uint32_t offset : tree.offsetTable) {
    size_t fragment = next;
    while (fragment < tree.fragments.size() && tree.fragments[fragment].at - 8 - base < offset) fragment++;
    if (fragment == tree.fragments.size() || tree.fragments[fragment].at - 8 - base != offset) return false;
    if (groups.empty() ? fragment != 0 : fragment == groups.back().first) return false;
    if (!groups.empty()) groups.back().last = fragment;
    groups.push_back({fragment, tree.fragments.size(), true});
    next = fragment;
  }
  return true;
}

std::vector<Frame> groupFragments(const ByteReader &reader, const DicomTree &tree, uint64_t frames) {
  const size_t count = tree.fragments.size();
  std::vector<Frame> groups;
  if (frames == 1 && count > 0) return {{0, count, true}};
  if (count == frames) {
    for (size_t i = 0; i < count; i++) groups.push_back({i, i + 1, true});
    return groups;
  }
  if (groupByTable(tree, frames, groups)) return groups;
  groups.clear();
  for (size_t i = 0; i < count; i++) {
    const Fragment &fragment = tree.fragments[i];
    const bool starts = startsCodestream(reader.bytes(fragment.at, std::min<uint64_t>(fragment.length, 12)), std::min<uint64_t>(fragment.length, 12));
    if (groups.empty() || starts) groups.push_back({i, i + 1, true});
    else groups.back().last = i + 1;
  }
  if (groups.size() == frames) return groups;
  groups.clear();
  for (size_t i = 0; i < count; i++) groups.push_back({i, i + 1, false});
  return groups;
}

void writeItem(ByteWriter &out, const uint8_t *data, uint64_t length) {
  if (length + 1 > 0xfffffffeu) throw Failure{"value-too-long", 0};
  out.u16(0xfffe, false);
  out.u16(0xe000, false);
  out.u32(static_cast<uint32_t>(length + (length & 1)), false);
  if (length > 0) out.raw(data, length);
  if (length & 1) out.u8(0);
}

} // namespace

uint64_t knownFrames(const ByteReader &reader, const DicomTree &tree, uint64_t frames) {
  const std::vector<Frame> groups = groupFragments(reader, tree, frames);
  return !groups.empty() && groups.front().sure ? groups.size() : 0;
}

EncapsulatedCounts writeEncapsulated(ByteWriter &out, const ByteReader &reader, const DicomTree &tree, uint64_t frames) {
  EncapsulatedCounts counts;
  const std::vector<Frame> groups = groupFragments(reader, tree, frames);
  // Only these syntaxes hold JPEG or JPEG 2000 streams; RLE and the rest are copied.
  const bool streams = tree.transferSyntax.compare(0, 20, "1.2.840.10008.1.2.4.") == 0;
  const uint64_t tableAt = out.size();
  const bool hasTable = !tree.offsetTable.empty();
  const bool sure = !groups.empty() && groups.front().sure;
  const bool misfit = hasTable && sure && tree.offsetTable.size() != groups.size();
  writeItem(out, nullptr, 0);
  if (hasTable) {
    out.patch(tableAt + 4, (misfit ? groups.size() : tree.offsetTable.size()) * 4, 4, false);
    if (misfit) out.zeros(groups.size() * 4);
    else
      for (const uint32_t offset : tree.offsetTable) out.u32(offset, false);
  }
  const uint64_t base = out.size();
  std::vector<uint8_t> joined, stripped;
  for (const Frame &frame : groups) {
    counts.starts.push_back(out.size() - base);
    Stripped outcome = Stripped::unchanged;
    if (streams) {
      const Fragment &first = tree.fragments[frame.first];
      const uint8_t *data = reader.bytes(first.at, first.length);
      uint64_t length = first.length;
      if (frame.last - frame.first > 1) {
        joined.clear();
        for (size_t i = frame.first; i < frame.last; i++) {
          const uint8_t *part = reader.bytes(tree.fragments[i].at, tree.fragments[i].length);
          joined.insert(joined.end(), part, part + tree.fragments[i].length);
        }
        data = joined.data();
        length = joined.size();
      }
      outcome = startsCodestream(data, length) ? stripCodestream(data, length, stripped) : Stripped::notParsed;
      if (outcome == Stripped::changed && !frame.sure) outcome = Stripped::notParsed;
    }
    if (outcome == Stripped::changed) {
      writeItem(out, stripped.data(), stripped.size());
      counts.lengths.push_back(stripped.size());
      counts.stripped++;
    } else {
      uint64_t length = 0;
      for (size_t i = frame.first; i < frame.last; i++) length += tree.fragments[i].length;
      counts.lengths.push_back(length);
      if (outcome == Stripped::notParsed) counts.notParsed++;
      for (size_t i = frame.first; i < frame.last; i++) {
        const Fragment &fragment = tree.fragments[i];
        writeItem(out, reader.bytes(fragment.at, fragment.length), fragment.length);
      }
    }
  }
  counts.moved = counts.stripped > 0;
  if (hasTable && (counts.moved || misfit)) {
    for (size_t i = 0; i < counts.starts.size(); i++) {
      if (counts.starts[i] > 0xffffffffu) throw Failure{"offset-table", tree.fragments[0].at};
      out.patch(tableAt + 8 + i * 4, counts.starts[i], 4, false);
    }
  }
  out.u16(0xfffe, false);
  out.u16(0xe0dd, false);
  out.u32(0, false);
  return counts;
}

void writeFrames(ByteWriter &out, const ByteReader &data, const std::vector<uint64_t> &lengths, bool streams) {
  uint64_t total = 0;
  for (const uint64_t length : lengths) {
    // Subtracted, not added: lengths that lie may not fit.
    if (length == 0 || length > data.size() - total) throw Failure{"pixel-length", 0};
    total += length;
  }
  if (total != data.size()) throw Failure{"pixel-length", 0};
  const bool hasTable = total + lengths.size() * 9 <= 0xffffffffu;
  writeItem(out, nullptr, 0);
  const uint64_t tableAt = out.size();
  if (hasTable) {
    out.patch(tableAt - 4, lengths.size() * 4, 4, false);
    out.zeros(lengths.size() * 4);
  }
  const uint64_t base = out.size();
  uint64_t at = 0;
  std::vector<uint8_t> stripped;
  for (size_t i = 0; i < lengths.size(); i++) {
    if (hasTable) out.patch(tableAt + i * 4, out.size() - base, 4, false);
    const uint8_t *frame = data.bytes(at, lengths[i]);
    const Stripped outcome = streams ? stripCodestream(frame, lengths[i], stripped) : Stripped::unchanged;
    if (outcome == Stripped::notParsed) throw Failure{"markers-not-parsed", at};
    if (outcome == Stripped::changed) writeItem(out, stripped.data(), stripped.size());
    else writeItem(out, frame, lengths[i]);
    at += lengths[i];
  }
  out.u16(0xfffe, false);
  out.u16(0xe0dd, false);
  out.u32(0, false);
}

void placeEncapsulated(ByteWriter &out, Recipe &recipe, const ByteReader &reader, const DicomTree &tree, uint64_t frames) {
  const bool streams = tree.transferSyntax.compare(0, 20, "1.2.840.10008.1.2.4.") == 0;
  const auto head = [&out](uint32_t element, uint64_t length) {
    out.u16(0xfffe, false);
    out.u16(element, false);
    out.u32(static_cast<uint32_t>(length), false);
  };
  head(0xe000, tree.offsetTable.size() * 4);
  for (const uint32_t offset : tree.offsetTable) out.u32(offset, false);
  for (const Frame &frame : groupFragments(reader, tree, frames)) {
    if (streams && !frame.sure) throw Failure{"markers-not-parsed", tree.fragments[frame.first].at};
    for (size_t i = frame.first; i < frame.last; i++) {
      const Fragment &fragment = tree.fragments[i];
      const SegmentKind kind = !streams ? SegmentKind::copy : i == frame.first ? SegmentKind::stream : SegmentKind::streamPart;
      head(0xe000, fragment.length + (fragment.length & 1));
      recipe.insert(out, {kind, fragment.at, fragment.length, 0});
      if (fragment.length & 1) out.u8(0);
    }
  }
  head(0xe0dd, 0);
}

} // namespace overread
