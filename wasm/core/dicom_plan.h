#pragma once
#include "dicom_vr.h"
#include <cstdint>
#include <string>
#include <vector>

namespace overread {

enum class Action { keep, remove, empty, replace, recurse };

/** A new value: raw bytes in little endian, or text that the VR explains. */
struct NewValue {
  bool given = false;
  bool isText = true;
  std::string text;
  std::vector<uint8_t> bytes;
};

/** TypeScript's `PlanElement`. `uid`, `shift`, `clean` and `replace` all write the given value. */
struct PlanElement {
  std::string path;
  uint64_t at = 0;
  uint64_t length = 0;
  std::string vrName;
  Action action = Action::remove;
  bool isUid = false;
  NewValue value;
  /** VR of the new value; 0 where the plan names none. */
  Vr asVr = 0;
};

struct PlanInsert {
  std::string path;
  Vr vr = 0;
  NewValue value;
};

/** TypeScript's `BlankBox`. */
struct PlanBox {
  int64_t x = 0, y = 0, width = 0, height = 0;
  bool allFrames = false;
  std::vector<uint64_t> frames;
};

struct PlanPixels {
  std::vector<PlanBox> boxes;
  std::vector<double> blank;
  uint64_t maskBits = 0;
  bool isSigned = false;
  bool replaceWithNative = false;
  /** Lengths of the compressed frames that stand one after the other in the third input; empty where there are none. */
  std::vector<uint64_t> frames;
};

/** What the rewrite needs of TypeScript's `DeidentificationPlan`. */
struct DicomPlan {
  std::string sha256;
  /** The caller has compared `sha256` with the file: its processor may do that much faster than this code. */
  bool compared = false;
  uint64_t bytes = 0;
  std::string transferSyntax;
  std::vector<PlanElement> elements;
  std::vector<PlanInsert> fileMeta;
  std::vector<PlanInsert> insert;
  PlanPixels pixels;
};

/** Reads the plan's JSON; throws Failure `plan-invalid` with the offset in the text. */
DicomPlan readDicomPlan(const char *text, uint64_t size);

} // namespace overread
