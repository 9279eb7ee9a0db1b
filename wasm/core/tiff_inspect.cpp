#include "json_writer.h"
#include "tiff_tree.h"
#include <cstring>

namespace overread {
namespace {

constexpr uint64_t kMostInlineValues = 64;

bool isNumeric(uint16_t type) { return tiffTypeSize(type) != 0 && type != 2 && type != 7; }

void writeValue(JsonWriter &json, const ByteReader &reader, bool order, const TiffEntry &entry, uint64_t index) {
  const uint64_t at = entry.valueAt + index * tiffTypeSize(entry.type);
  switch (entry.type) {
  case 1: json.number(reader.u8(at)); return;
  case 3: json.number(reader.u16(at, order)); return;
  case 4:
  case 13: json.number(reader.u32(at, order)); return;
  case 16:
  case 18: json.number(reader.u64(at, order)); return;
  case 6: json.real(static_cast<int8_t>(reader.u8(at))); return;
  case 8: json.real(static_cast<int16_t>(reader.u16(at, order))); return;
  case 9: json.real(static_cast<int32_t>(reader.u32(at, order))); return;
  case 17: json.real(static_cast<double>(static_cast<int64_t>(reader.u64(at, order)))); return;
  case 5: {
    const double below = reader.u32(at + 4, order);
    json.real(below == 0 ? 0 : reader.u32(at, order) / below);
    return;
  }
  case 10: {
    const double below = static_cast<int32_t>(reader.u32(at + 4, order));
    json.real(below == 0 ? 0 : static_cast<int32_t>(reader.u32(at, order)) / below);
    return;
  }
  case 11: {
    const uint32_t raw = reader.u32(at, order);
    float value;
    memcpy(&value, &raw, 4);
    json.real(value);
    return;
  }
  default: {
    const uint64_t raw = reader.u64(at, order);
    double value;
    memcpy(&value, &raw, 8);
    json.real(value);
  }
  }
}

} // namespace

std::string inspectTiff(const ByteReader &reader) {
  const TiffTree tree = readTiffTree(reader);
  JsonWriter json;
  const auto numberUnder = [&json](const char *name, uint64_t value) {
    json.key(name);
    json.number(value);
  };
  json.beginObject();
  numberUnder("bytes", reader.size());
  json.key("bigEndian");
  json.boolean(tree.bigEndian);
  json.key("big");
  json.boolean(tree.big);
  json.key("pages");
  json.beginArray();
  for (const TiffPage &page : tree.pages) {
    json.beginObject();
    json.key("path");
    json.string(page.path);
    numberUnder("at", page.at);
    json.key("entries");
    json.beginArray();
    for (const TiffEntry &entry : page.entries) {
      json.beginObject();
      numberUnder("tag", entry.tag);
      numberUnder("type", entry.type);
      numberUnder("count", entry.count);
      numberUnder("valueAt", entry.valueAt);
      numberUnder("valueLen", entry.valueLength);
      if (isNumeric(entry.type) && entry.count <= kMostInlineValues) {
        reader.expect(entry.valueAt, entry.valueLength);
        json.key("values");
        json.beginArray();
        for (uint64_t i = 0; i < entry.count; i++) writeValue(json, reader, tree.bigEndian, entry, i);
        json.endArray();
      }
      json.endObject();
    }
    json.endArray();
    json.key("tiled");
    json.boolean(page.tiled);
    json.key("chunks");
    json.beginArray();
    for (const TiffChunk &chunk : page.chunks) {
      json.beginObject();
      numberUnder("at", chunk.at);
      numberUnder("len", chunk.length);
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }
  json.endArray();
  json.endObject();
  return json.text;
}

} // namespace overread
