#include "dicom_pixels.h"

namespace overread {
namespace {

uint64_t shortAt(const ByteReader &reader, const DicomTree &tree, uint32_t tag, uint64_t otherwise) {
  const Element *element = findTopElement(tree, tag);
  if (!element || element->valueLength < 2) return otherwise;
  return reader.u16(element->valueAt, element->encoding.bigEndian);
}

std::string textAt(const ByteReader &reader, const DicomTree &tree, uint32_t tag) {
  const Element *element = findTopElement(tree, tag);
  if (!element) return "";
  std::string text(reinterpret_cast<const char *>(reader.bytes(element->valueAt, element->valueLength)), static_cast<size_t>(element->valueLength));
  while (!text.empty() && (text.back() == ' ' || text.back() == '\0')) text.pop_back();
  return text;
}

} // namespace

const Element *findTopElement(const DicomTree &tree, uint32_t tag) {
  for (const Element &element : tree.elements)
    if (element.parent == kRoot && element.tag == tag) return &element;
  return nullptr;
}

uint64_t frameCount(const ByteReader &reader, const DicomTree &tree) {
  const std::string text = textAt(reader, tree, 0x00280008u);
  if (text.empty()) return 1;
  uint64_t frames = 0;
  size_t digits = 0;
  for (const char c : text) {
    if (c == ' ' && digits == 0) continue;
    if (c == '+' && digits == 0) continue;
    if (c < '0' || c > '9' || ++digits > 10) throw Failure{"malformed", findTopElement(tree, 0x00280008u)->at};
    frames = frames * 10 + static_cast<uint64_t>(c - '0');
  }
  return frames == 0 ? 1 : frames;
}

SampleLayout sampleLayout(const ByteReader &reader, const DicomTree &tree, const Element &pixels) {
  SampleLayout layout;
  layout.samples = shortAt(reader, tree, 0x00280002u, 1);
  layout.planar = layout.samples > 1 && shortAt(reader, tree, 0x00280006u, 0) == 1;
  layout.rows = shortAt(reader, tree, 0x00280010u, 0);
  layout.columns = shortAt(reader, tree, 0x00280011u, 0);
  layout.frames = frameCount(reader, tree);
  layout.bits = static_cast<uint32_t>(shortAt(reader, tree, 0x00280100u, 8));
  layout.floating = pixels.tag != kPixelData;
  if (layout.floating) layout.bits = pixels.tag == 0x7fe00008u ? 32 : 64;
  layout.bigEndian = pixels.encoding.bigEndian;
  layout.swappedPairs = layout.bigEndian && (layout.bits <= 8 || layout.bits == 12) && pixels.vr == vr('O', 'W');
  const std::string photometric = textAt(reader, tree, 0x00280004u);
  const bool named422 = photometric == "YBR_FULL_422" || photometric == "YBR_PARTIAL_422";
  // Some writers keep the name though every pixel has its own colour: the length tells.
  const bool halved = pixels.valueLength / 3 < layout.rows * layout.columns * layout.frames;
  layout.halfChroma = named422 && layout.samples == 3 && layout.bits == 8 && !layout.planar && halved;
  return layout;
}

} // namespace overread
