#include "tiff_plan.h"
#include "json_reader.h"
#include "plan_boxes.h"

namespace overread {
namespace {

TiffNative readNative(JsonReader &json) {
  TiffNative native;
  json.object([&](const std::string &key) {
    if (key == "at") native.at = json.whole();
    else if (key == "len") native.length = json.whole();
    else if (key == "bitsPerSample") native.bitsPerSample = json.whole();
    else if (key == "samples") native.samples = json.whole();
    else if (key == "photometric") native.photometric = json.whole();
    else json.skip();
  });
  return native;
}

TiffPlanPage readPage(JsonReader &json) {
  TiffPlanPage page;
  bool acts = false;
  json.object([&](const std::string &key) {
    if (key == "path") page.path = json.string();
    else if (key == "at") page.at = json.whole();
    else if (key == "action") {
      const std::string action = json.string();
      if (action != "keep" && action != "drop") json.fail();
      page.keep = action == "keep";
      acts = true;
    } else if (key == "tags") json.array([&] { page.tags.push_back(json.whole()); });
    else if (key == "description") {
      page.hasDescription = !json.isNull();
      if (page.hasDescription) page.description = json.string();
    } else if (key == "boxes") page.boxes = readBoxes(json);
    else if (key == "blank") page.blank = readNumbers(json);
    else if (key == "native") {
      page.hasNative = true;
      page.native = readNative(json);
    } else json.skip();
  });
  if (!acts) json.fail();
  return page;
}

} // namespace

TiffPlan readTiffPlan(const char *text, uint64_t size) {
  JsonReader json(text, size);
  TiffPlan plan;
  uint64_t version = 0;
  json.object([&](const std::string &key) {
    if (key == "planVersion") version = json.whole();
    else if (key == "source")
      json.object([&](const std::string &name) {
        if (name == "sha256") plan.sha256 = json.string();
        else if (name == "compared") plan.compared = json.boolean();
        else if (name == "bytes") plan.bytes = json.whole();
        else json.skip();
      });
    else if (key == "pages") json.array([&] { plan.pages.push_back(readPage(json)); });
    else json.skip();
  });
  json.end();
  if (version != 1) json.fail();
  return plan;
}

} // namespace overread
