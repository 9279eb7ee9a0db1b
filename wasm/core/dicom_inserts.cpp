#include "dicom_inserts.h"
#include "dicom_tree.h"
#include "failure.h"

namespace overread {
namespace {

[[noreturn]] void bad() { throw Failure{"plan-invalid", 0}; }

/** Reads `GGGGEEEE` at `at` and moves past it. */
uint32_t readTag(const std::string &path, size_t &at) {
  uint32_t tag = 0;
  for (int i = 0; i < 8; i++, at++) {
    const char c = at < path.size() ? path[at] : '\0';
    if (c >= '0' && c <= '9') tag = tag * 16 + static_cast<uint32_t>(c - '0');
    else if (c >= 'A' && c <= 'F') tag = tag * 16 + static_cast<uint32_t>(c - 'A' + 10);
    else bad();
  }
  if ((tag & 0xffff) == 0 || (tag >> 16) == 0xfffe || tag == kPixelData) bad();
  return tag;
}

uint32_t readItem(const std::string &path, size_t &at) {
  uint32_t item = 0;
  size_t digits = 0;
  at++;
  for (; at < path.size() && path[at] >= '0' && path[at] <= '9' && digits < 7; at++, digits++) item = item * 10 + static_cast<uint32_t>(path[at] - '0');
  if (digits == 0 || at + 1 >= path.size() || path[at] != ']' || path[at + 1] != '/') bad();
  at += 2;
  return item;
}

} // namespace

InsertDataset buildInserts(const std::vector<PlanInsert> &inserts) {
  InsertDataset root;
  for (const PlanInsert &insert : inserts) {
    InsertDataset *dataset = &root;
    size_t at = 0;
    for (int depth = 0;; depth++) {
      if (depth > 64) bad();
      const uint32_t tag = readTag(insert.path, at);
      InsertElement &element = dataset->elements[tag];
      if (at == insert.path.size()) {
        if (element.leaf || (!element.items.empty() && insert.vr != vr('S', 'Q'))) bad();
        if (insert.vr == vr('S', 'Q') && insert.value.given) bad();
        element.leaf = &insert;
        break;
      }
      if (insert.path[at] != '[' || (element.leaf && element.leaf->vr != vr('S', 'Q'))) bad();
      dataset = &element.items[readItem(insert.path, at)];
    }
  }
  return root;
}

} // namespace overread
