#pragma once
#include "dicom_plan.h"
#include <cstdint>
#include <map>
#include <memory>

namespace overread {

struct InsertElement;

/** New elements of one dataset, by tag. */
struct InsertDataset {
  std::map<uint32_t, InsertElement> elements;
};

/** A new element: a leaf with a value, or a sequence with (more) items. */
struct InsertElement {
  const PlanInsert *leaf = nullptr;
  /** Items by number; those below the source's count go into its items, the rest are appended. */
  std::map<uint32_t, InsertDataset> items;
};

/** Sorts the plan's inserts into a tree; throws Failure `plan-invalid` for a bad, doubled or group-length path. */
InsertDataset buildInserts(const std::vector<PlanInsert> &inserts);

} // namespace overread
