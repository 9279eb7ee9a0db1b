#pragma once
#include <cstdint>

namespace overread {

/** Grows seeds in small random boxes and compares with a plain relaxation; ends the test at the first difference. */
void growCutRounds(uint64_t seed, uint64_t rounds);

} // namespace overread
