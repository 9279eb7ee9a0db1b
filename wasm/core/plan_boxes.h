#pragma once
#include "dicom_plan.h"
#include "json_reader.h"

namespace overread {

/** Reads a JSON array of `BlankBox`. */
std::vector<PlanBox> readBoxes(JsonReader &json);
/** Reads a JSON array of numbers. */
std::vector<double> readNumbers(JsonReader &json);

} // namespace overread
