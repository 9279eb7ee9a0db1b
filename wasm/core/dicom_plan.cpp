#include "dicom_plan.h"
#include "base64.h"
#include "json_reader.h"
#include "plan_boxes.h"

namespace overread {
namespace {

Vr vrOf(const std::string &name, const JsonReader &json) {
  if (name.size() != 2) json.fail();
  const Vr value = vr(name[0], name[1]);
  if (!isKnownVr(value)) json.fail();
  return value;
}

bool readValue(NewValue &value, const std::string &key, JsonReader &json) {
  if (key == "value") {
    value.isText = true;
    value.text = json.string();
  } else if (key == "base64") {
    value.isText = false;
    value.bytes = decodeBase64(json.string());
  } else {
    return false;
  }
  if (value.given) json.fail();
  value.given = true;
  return true;
}

Action actionOf(const std::string &name, const JsonReader &json) {
  if (name == "keep") return Action::keep;
  if (name == "remove") return Action::remove;
  if (name == "empty") return Action::empty;
  if (name == "recurse") return Action::recurse;
  if (name == "replace" || name == "uid" || name == "shift" || name == "clean") return Action::replace;
  json.fail();
}

PlanElement readElement(JsonReader &json) {
  PlanElement element;
  bool acts = false;
  json.object([&](const std::string &key) {
    if (key == "path") element.path = json.string();
    else if (key == "at") element.at = json.whole();
    else if (key == "len") element.length = json.whole();
    else if (key == "vr") element.vrName = json.string();
    else if (key == "asVr") element.asVr = vrOf(json.string(), json);
    else if (key == "action") {
      const std::string name = json.string();
      element.action = actionOf(name, json);
      element.isUid = name == "uid";
      acts = true;
    } else if (!readValue(element.value, key, json)) json.skip();
  });
  if (!acts) json.fail();
  return element;
}

std::vector<PlanInsert> readInserts(JsonReader &json) {
  std::vector<PlanInsert> inserts;
  json.array([&] {
    PlanInsert insert;
    json.object([&](const std::string &key) {
      if (key == "path") insert.path = json.string();
      else if (key == "vr") insert.vr = vrOf(json.string(), json);
      else if (!readValue(insert.value, key, json)) json.skip();
    });
    if (insert.vr == 0) json.fail();
    inserts.push_back(std::move(insert));
  });
  return inserts;
}

PlanPixels readPixels(JsonReader &json) {
  PlanPixels pixels;
  json.object([&](const std::string &key) {
    if (key == "boxes") pixels.boxes = readBoxes(json);
    else if (key == "blank") pixels.blank = readNumbers(json);
    else if (key == "maskBits") pixels.maskBits = json.whole();
    else if (key == "signed") pixels.isSigned = json.boolean();
    else if (key == "replaceWithNative") pixels.replaceWithNative = json.boolean();
    else if (key == "replaceWithFrames") json.array([&] { pixels.frames.push_back(json.whole()); });
    else json.skip();
  });
  return pixels;
}

} // namespace

std::vector<PlanBox> readBoxes(JsonReader &json) {
  std::vector<PlanBox> boxes;
  json.array([&] {
    PlanBox box;
    bool hasFrames = false;
    json.object([&](const std::string &key) {
      if (key == "x") box.x = json.integer();
      else if (key == "y") box.y = json.integer();
      else if (key == "width") box.width = json.integer();
      else if (key == "height") box.height = json.integer();
      else if (key == "frames") {
        hasFrames = true;
        if (json.isText()) {
          if (json.string() != "all") json.fail();
          box.allFrames = true;
        } else {
          json.array([&] { box.frames.push_back(json.whole()); });
        }
      } else json.skip();
    });
    if (!hasFrames || box.width < 0 || box.height < 0) json.fail();
    boxes.push_back(std::move(box));
  });
  return boxes;
}

std::vector<double> readNumbers(JsonReader &json) {
  std::vector<double> numbers;
  json.array([&] { numbers.push_back(json.number()); });
  return numbers;
}

DicomPlan readDicomPlan(const char *text, uint64_t size) {
  JsonReader json(text, size);
  DicomPlan plan;
  bool hasPixels = false;
  uint64_t version = 0;
  json.object([&](const std::string &key) {
    if (key == "planVersion") version = json.whole();
    else if (key == "source")
      json.object([&](const std::string &name) {
        if (name == "sha256") plan.sha256 = json.string();
        else if (name == "compared") plan.compared = json.boolean();
        else if (name == "bytes") plan.bytes = json.whole();
        else if (name == "transferSyntax") plan.transferSyntax = json.string();
        else json.skip();
      });
    else if (key == "elements") json.array([&] { plan.elements.push_back(readElement(json)); });
    else if (key == "fileMeta") plan.fileMeta = readInserts(json);
    else if (key == "insert") plan.insert = readInserts(json);
    else if (key == "pixels") {
      plan.pixels = readPixels(json);
      hasPixels = true;
    } else json.skip();
  });
  json.end();
  if (version != 1 || !hasPixels) json.fail();
  return plan;
}

} // namespace overread
