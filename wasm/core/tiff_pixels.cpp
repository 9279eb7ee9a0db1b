#include "tiff_pixels.h"
#include "blanking.h"
#include "codestream_markers.h"
#include <algorithm>
#include <cstring>

namespace overread {
namespace {

enum class Coding { plain, opaque, jpeg, jpeg2000, webp, unknown };

/** What TIFF's Compression values mean for us: `opaque` data holds samples only and is copied. */
Coding codingOf(uint64_t compression) {
  switch (compression) {
  case 1: return Coding::plain;
  case 2: case 3: case 4: case 5: case 8: case 32766: case 32771: case 32773: case 32809: case 32946: case 34676: case 34677: case 34887: case 34925:
  case 50000:
    return Coding::opaque;
  case 7: return Coding::jpeg;
  case 33003: case 33004: case 33005: case 34712: return Coding::jpeg2000;
  case 50001: return Coding::webp;
  default: return Coding::unknown;
  }
}

/** Where a strip or tile lies in the page, and which sample it holds where planes are apart. */
struct Place {
  uint64_t x, y, columns, rows;
  uint64_t sample;
};

struct Geometry {
  uint64_t columns, rows, samples, bits;
  uint64_t chunkColumns, chunkRows, across, down;
  bool planes;
};

Geometry geometryOf(const ByteReader &reader, const TiffTree &tree, const TiffPage &page) {
  const auto number = [&](uint16_t tag, uint64_t otherwise) { return tiffNumberOr(reader, tree, page, tag, otherwise); };
  Geometry g = {};
  g.columns = number(256, 0);
  g.rows = number(257, 0);
  g.samples = number(277, 1);
  g.bits = number(258, 1);
  if (const TiffEntry *bits = findEntry(page, 258))
    for (uint64_t i = 1; i < bits->count; i++)
      if (tiffNumber(reader, tree, *bits, i) != g.bits) throw Failure{"unsupported-pixels", page.at};
  g.planes = g.samples > 1 && number(284, 1) == 2;
  g.chunkColumns = page.tiled ? number(322, 0) : g.columns;
  g.chunkRows = page.tiled ? number(323, 0) : std::min(number(278, g.rows), g.rows);
  const uint64_t most = 0xffffffffu;
  if (g.columns == 0 || g.rows == 0 || g.chunkColumns == 0 || g.chunkRows == 0 || g.samples == 0 || g.columns > most || g.rows > most ||
      g.chunkColumns > most || g.chunkRows > most)
    throw Failure{"unsupported-pixels", page.at};
  g.across = (g.columns + g.chunkColumns - 1) / g.chunkColumns;
  g.down = (g.rows + g.chunkRows - 1) / g.chunkRows;
  return g;
}

Place placeOf(const Geometry &g, bool tiled, uint64_t index) {
  const uint64_t inPlane = index % (g.across * g.down);
  const uint64_t y = inPlane / g.across * g.chunkRows;
  return {inPlane % g.across * g.chunkColumns, y, g.chunkColumns, tiled ? g.chunkRows : std::min(g.chunkRows, g.rows - y),
          index / (g.across * g.down)};
}

void blankPage(const ByteReader &reader, const TiffTree &tree, const TiffPage &page, const TiffPlanPage &planned, PixelsOut &out) {
  const auto number = [&](uint16_t tag, uint64_t otherwise) { return tiffNumberOr(reader, tree, page, tag, otherwise); };
  const Geometry g = geometryOf(reader, tree, page);
  if (number(262, 1) == 6 && (number(530, 2) != 1)) throw Failure{"unsupported-pixels", page.at};
  if (number(266, 1) != 1 && g.bits < 8) throw Failure{"unsupported-pixels", page.at};
  if (planned.blank.size() != g.samples) throw Failure{"plan-invalid", page.at};
  if (g.across * g.down * (g.planes ? g.samples : 1) != page.chunks.size()) throw Failure{"pixel-length", page.at};
  SampleLayout layout;
  layout.samples = g.planes ? 1 : g.samples;
  layout.bits = static_cast<uint32_t>(g.bits);
  layout.floating = number(339, 1) == 3;
  layout.bigEndian = tree.bigEndian;
  layout.rowsOnBytes = true;
  for (const PlanBox &box : planned.boxes)
    if (box.width > 0 && box.height > 0 && box.x < static_cast<int64_t>(g.columns) && box.y < static_cast<int64_t>(g.rows) &&
        box.x + box.width > 0 && box.y + box.height > 0)
      out.boxesApplied++;
  for (size_t i = 0; i < page.chunks.size(); i++) {
    const Place place = placeOf(g, page.tiled, i);
    std::vector<PlanBox> boxes;
    for (PlanBox box : planned.boxes) {
      box.x -= static_cast<int64_t>(place.x);
      box.y -= static_cast<int64_t>(place.y);
      box.allFrames = true;
      const bool touches = box.x < static_cast<int64_t>(place.columns) && box.y < static_cast<int64_t>(place.rows) && box.x + box.width > 0 && box.y + box.height > 0;
      if (touches) boxes.push_back(box);
    }
    if (boxes.empty()) continue;
    layout.columns = place.columns;
    layout.rows = place.rows;
    std::vector<double> blank = planned.blank;
    if (g.planes) blank = {planned.blank[static_cast<size_t>(place.sample)]};
    if (reader.sparse()) {
      checkLayout(layout, out.chunks[i].length);
      out.chunks[i].segment.kind = SegmentKind::pixels;
      out.chunks[i].segment.transform = out.transforms.size();
      out.transforms.push_back({layout, boxes, blank, 0, false});
      continue;
    }
    out.owned.emplace_back(out.chunks[i].data, out.chunks[i].data + out.chunks[i].length);
    std::vector<uint8_t> &bytes = out.owned.back();
    blankBoxes(bytes.data(), bytes.size(), layout, boxes, blank);
    out.chunks[i].data = bytes.data();
  }
}

/** The chunks of a page of a sparse file: where they lie, and what is done on the way. */
void placeChunks(const TiffPage &page, Coding coding, PixelsOut &out) {
  const SegmentKind kind = coding == Coding::jpeg || coding == Coding::jpeg2000 ? SegmentKind::stream
                         : coding == Coding::webp                              ? SegmentKind::webp
                                                                               : SegmentKind::copy;
  out.chunks.reserve(page.chunks.size());
  for (const TiffChunk &chunk : page.chunks) out.chunks.push_back({nullptr, chunk.length, {kind, chunk.at, chunk.length, 0}});
}

} // namespace

bool isBareWebp(const uint8_t *data, uint64_t size) {
  const ByteReader reader(data, size);
  if (!reader.has(0, 20) || memcmp(data, "RIFF", 4) != 0 || memcmp(data + 8, "WEBP", 4) != 0) return false;
  if (memcmp(data + 12, "VP8 ", 4) != 0 && memcmp(data + 12, "VP8L", 4) != 0) return false;
  const uint64_t length = reader.u32(16, false);
  return 20 + length + (length & 1) >= size;
}

PixelsOut pagePixels(const ByteReader &reader, const TiffTree &tree, const TiffPage &page, const TiffPlanPage &planned) {
  PixelsOut out;
  const uint64_t compression = tiffNumberOr(reader, tree, page, 259, 1);
  const Coding coding = codingOf(compression);
  if (coding == Coding::unknown) throw Failure{"unknown-compression", page.at};
  if (page.chunks.empty()) throw Failure{"no-pixel-data", page.at};
  if (reader.sparse()) {
    placeChunks(page, coding, out);
  } else for (const TiffChunk &chunk : page.chunks) {
    ChunkOut bytes = {reader.bytes(chunk.length ? chunk.at : 0, chunk.length), chunk.length, {}};
    if (chunk.length > 0 && (coding == Coding::jpeg || coding == Coding::jpeg2000)) {
      std::vector<uint8_t> stripped;
      const Stripped outcome = stripCodestream(bytes.data, bytes.length, stripped);
      if (outcome == Stripped::notParsed) throw Failure{"markers-not-parsed", chunk.at};
      if (outcome == Stripped::changed) {
        out.owned.push_back(std::move(stripped));
        bytes = {out.owned.back().data(), out.owned.back().size(), {}};
        out.stripped++;
      }
    }
    if (chunk.length > 0 && coding == Coding::webp && !isBareWebp(bytes.data, bytes.length)) throw Failure{"markers-not-parsed", chunk.at};
    out.chunks.push_back(bytes);
  }
  if (planned.boxes.empty()) return out;
  if (coding != Coding::plain) throw Failure{"compressed-pixels", page.at};
  blankPage(reader, tree, page, planned, out);
  return out;
}

} // namespace overread
