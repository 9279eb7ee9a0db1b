#pragma once
#include <cstdint>

namespace overread {

/** Why a file or plan is refused: a code for the caller and the byte offset where it was seen. Never holds a value. */
struct Failure {
  const char *code;
  uint64_t offset;
};

} // namespace overread
