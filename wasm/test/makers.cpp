#include "makers.h"
#include "../core/byte_writer.h"
#include "../core/dicom_value.h"
#include "../core/sha256.h"

namespace overread {
namespace {

using Bytes = std::vector<uint8_t>;

void text(ByteWriter &out, uint32_t tag, Vr as, const std::string &value, Encoding encoding) {
  NewValue given;
  given.given = true;
  given.text = value;
  writeNewElement(out, tag, as, given, encoding);
}

void tagAndLength(ByteWriter &out, uint32_t tag, uint32_t length, bool bigEndian) {
  out.u16(tag >> 16, bigEndian);
  out.u16(tag & 0xffff, bigEndian);
  out.u32(length, bigEndian);
}

void sequence(ByteWriter &out, uint32_t tag, const Bytes &item, Encoding encoding, bool defined) {
  const uint32_t size = static_cast<uint32_t>(item.size());
  writeHeader(out, tag, vr('S', 'Q'), defined ? size + 8 : 0xffffffffu, encoding);
  tagAndLength(out, 0xfffee000u, defined ? size : 0xffffffffu, encoding.bigEndian);
  out.raw(item.data(), item.size());
  if (defined) return;
  tagAndLength(out, 0xfffee00du, 0, encoding.bigEndian);
  tagAndLength(out, 0xfffee0ddu, 0, encoding.bigEndian);
}

Bytes joined(std::initializer_list<Bytes> parts) {
  Bytes all;
  for (const Bytes &part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

Bytes jpeg() {
  return joined({{0xff, 0xd8, 0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xfe, 0, 6, 'n', 'a', 'm', 'e'},
                 {0xff, 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 1, 0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0},
                 {0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 0xff, 0, 2, 0xff, 0xd0, 3, 0xff, 0xd9}});
}

Bytes jpeg2000() {
  Bytes size = {0xff, 0x4f, 0xff, 0x51, 0, 41};
  size.resize(6 + 39, 1);
  return joined({size, {0xff, 0x64, 0, 8, 0, 1, 'n', 'a', 'm', 'e'}, {0xff, 0x90, 0, 10, 0, 0, 0, 0, 0, 26, 0, 1, 0xff, 0x64, 0, 6, 0, 1, 'x', 'y'},
                 {0xff, 0x93, 1, 2, 3, 4, 0xff, 0xd9}});
}

Bytes dicom(const std::string &syntax, Encoding encoding, int fragments) {
  const Encoding meta = {true, false};
  ByteWriter out, group, inner, deeper;
  text(group, 0x00020010u, vr('U', 'I'), syntax, meta);
  out.zeros(128);
  out.text("DICM");
  text(out, 0x00020000u, vr('U', 'L'), std::to_string(group.size()), meta);
  out.raw(group.bytes.data(), group.size());
  text(inner, 0x00080100u, vr('S', 'H'), "CODE", encoding);
  text(inner, 0x00100010u, vr('P', 'N'), "NAME^X", encoding);
  sequence(deeper, 0x00081115u, inner.bytes, encoding, false);
  text(out, 0x00080060u, vr('C', 'S'), "CT", encoding);
  sequence(out, 0x00081140u, inner.bytes, encoding, true);
  sequence(out, 0x00091001u, deeper.bytes, encoding, true);
  text(out, 0x00100010u, vr('P', 'N'), "NAME^Y", encoding);
  text(out, 0x00280002u, vr('U', 'S'), "1", encoding);
  text(out, 0x00280008u, vr('I', 'S'), fragments ? "3" : "2", encoding);
  text(out, 0x00280010u, vr('U', 'S'), "4", encoding);
  text(out, 0x00280011u, vr('U', 'S'), "3", encoding);
  text(out, 0x00280100u, vr('U', 'S'), "8", encoding);
  if (fragments == 0) {
    const Bytes pixels(24, 9);
    writeElement(out, kPixelData, vr('O', 'W'), pixels.data(), pixels.size(), encoding, false);
    return out.bytes;
  }
  writeHeader(out, kPixelData, vr('O', 'B'), 0xffffffffu, encoding);
  Bytes frame = fragments == 1 ? jpeg() : jpeg2000();
  if (frame.size() % 2) frame.push_back(0);
  tagAndLength(out, 0xfffee000u, 12, false);
  for (uint32_t i = 0; i < 3; i++) out.u32(i * static_cast<uint32_t>(frame.size() + 8), false);
  for (int i = 0; i < 3; i++) {
    tagAndLength(out, 0xfffee000u, static_cast<uint32_t>(frame.size()), false);
    out.raw(frame.data(), frame.size());
  }
  tagAndLength(out, 0xfffee0ddu, 0, false);
  return out.bytes;
}

/** One page of 4 × 4 pixels; its values lie behind the directory, a SubIFD behind them. */
void tiffPage(ByteWriter &out, bool big, bool order, bool tiled, bool hasChild, bool jpegData) {
  const int width = big ? 8 : 4;
  struct Entry {
    uint16_t tag, type;
    uint64_t count, value;
  };
  const Bytes pixels = jpegData ? jpeg() : Bytes(16, 7);
  std::vector<Entry> entries = {{256, 3, 1, 4}, {257, 3, 1, 4}, {258, 3, 1, 8}, {259, 3, 1, jpegData ? 7u : 1u}, {262, 3, 1, 1}, {277, 3, 1, 1}};
  const uint64_t count = entries.size() + (tiled ? 4 : 3) + 2 + (hasChild ? 1 : 0);
  const uint64_t start = out.size(), after = start + (big ? 8 + 20 * count + 8 : 2 + 12 * count + 4);
  const uint64_t software = after, pixelsAt = after + 12, childAt = pixelsAt + pixels.size();
  if (!tiled) {
    entries.push_back({273, 4, 1, pixelsAt});
    entries.push_back({278, 3, 1, 4});
    entries.push_back({279, 4, 1, pixels.size()});
  }
  entries.push_back({296, 3, 1, 2});
  entries.push_back({305, 2, 12, software});
  if (tiled) {
    entries.push_back({322, 3, 1, 4});
    entries.push_back({323, 3, 1, 4});
    entries.push_back({324, 4, 1, pixelsAt});
    entries.push_back({325, 4, 1, pixels.size()});
  }
  if (hasChild) entries.push_back({330, 4, 1, childAt});
  out.number(entries.size(), big ? 8 : 2, order);
  for (const Entry &entry : entries) {
    out.u16(entry.tag, order);
    out.u16(entry.type, order);
    out.number(entry.count, width, order);
    const int used = entry.type == 2 ? width : entry.type == 3 ? 2 : 4;
    out.number(entry.value, used, order);
    out.zeros(static_cast<uint64_t>(width - used));
  }
  out.number(0, width, order);
  out.text("SOFTWARE 12");
  out.u8(0);
  out.raw(pixels.data(), pixels.size());
  if (hasChild) tiffPage(out, big, order, tiled, false, jpegData);
}

Bytes tiff(bool big, bool order, bool tiled, bool jpegData) {
  ByteWriter out;
  out.text(order ? "MM" : "II");
  out.u16(big ? 43 : 42, order);
  if (big) {
    out.u16(8, order);
    out.u16(0, order);
  }
  out.number(big ? 16 : 8, big ? 8 : 4, order);
  tiffPage(out, big, order, tiled, true, jpegData);
  return out.bytes;
}

Bytes bytesOf(const std::string &value) { return Bytes(value.begin(), value.end()); }

} // namespace

std::vector<Bytes> dicomSamples() {
  return {dicom("1.2.840.10008.1.2.1", {true, false}, 0), dicom("1.2.840.10008.1.2", {false, false}, 0), dicom("1.2.840.10008.1.2.2", {true, true}, 0),
          dicom("1.2.840.10008.1.2.4.50", {true, false}, 1), dicom("1.2.840.10008.1.2.4.90", {true, false}, 2)};
}

std::vector<Bytes> tiffSamples() {
  return {tiff(false, false, false, false), tiff(false, true, true, false), tiff(true, false, true, false), tiff(true, true, false, false), tiff(false, false, false, true)};
}

std::vector<Bytes> otherSamples() {
  Bytes rle(64, 0);
  rle[0] = 1;
  rle[4] = 64;
  const Bytes codes = {0x81, 7, 3, 1, 2, 3, 4, 0x80, 0x81, 9, 0x81, 9, 0x81, 1};
  rle.insert(rle.end(), codes.begin(), codes.end());
  Bytes profile(180, 0);
  profile[3] = 180;
  const char *head = "acsp";
  for (int i = 0; i < 4; i++) profile[36 + i] = static_cast<uint8_t>(head[i]);
  profile[131] = 1;
  profile[139] = 144;
  profile[143] = 36;
  Bytes jpegLs = jpeg();
  for (size_t i = 0; i + 1 < jpegLs.size(); i++)
    if (jpegLs[i] == 0xff && jpegLs[i + 1] == 0xc0) jpegLs[i + 1] = 0xf7;
  return {jpeg(), jpegLs, jpeg2000(), rle, profile,
          bytesOf(R"({"planVersion":1,"source":{"sha256":"00","bytes":1,"transferSyntax":"1.2"},"elements":[{"path":"00100010","at":1,"len":2,"vr":"PN",)"
                  R"("action":"replace","value":"a\u00e9\ud83d\ude00"}],"fileMeta":[{"path":"00020001","vr":"OB","base64":"AAE="}],"insert":[],)"
                  R"("pixels":{"boxes":[{"x":0,"y":1,"width":2,"height":3,"frames":[0,1]}],"blank":[1.5],"maskBits":12,"signed":true}})")};
}

DicomPlan keepAll(const Bytes &bytes, const DicomTree &tree) {
  DicomPlan plan;
  plan.sha256 = sha256Hex(bytes.data(), bytes.size());
  plan.bytes = bytes.size();
  plan.transferSyntax = tree.transferSyntax;
  const std::vector<std::string> paths = elementPaths(tree);
  for (size_t i = 0; i < paths.size(); i++) {
    PlanElement element;
    element.path = paths[i];
    element.at = tree.elements[i].at;
    element.length = tree.elements[i].length;
    element.vrName = vrName(tree.elements[i].vr);
    element.action = Action::keep;
    plan.elements.push_back(element);
  }
  PlanInsert syntax;
  syntax.path = "00020010";
  syntax.vr = vr('U', 'I');
  syntax.value.given = true;
  syntax.value.text = tree.transferSyntax;
  plan.fileMeta.push_back(syntax);
  return plan;
}

TiffPlan keepAllPages(const Bytes &bytes, const TiffTree &tree) {
  TiffPlan plan;
  plan.sha256 = sha256Hex(bytes.data(), bytes.size());
  plan.bytes = bytes.size();
  for (const TiffPage &page : tree.pages) {
    TiffPlanPage planned;
    planned.path = page.path;
    planned.at = page.at;
    planned.keep = true;
    for (const TiffEntry &entry : page.entries)
      if (entry.tag != 305 && entry.tag < 400) planned.tags.push_back(entry.tag);
    planned.boxes.push_back({1, 1, 2, 2, true, {}});
    planned.blank = {3};
    if (tiffTypeSize(4) && page.chunks.size() == 1 && page.chunks[0].length != 16) planned.boxes.clear();
    plan.pages.push_back(planned);
  }
  return plan;
}

} // namespace overread
