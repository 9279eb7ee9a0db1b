#pragma once
#include <cstdio>
#include <cstdlib>

namespace overread {

/** Ends the test where `holds` is false. */
inline void check(bool holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "failed: %s\n", what);
  abort();
}

} // namespace overread
