#pragma once
#include "failure.h"
#include <cstdint>
#include <string>

namespace overread {

/**
 * Pull reader for JSON text (RFC 8259) from the page's side. Bad text throws Failure `plan-invalid` with the offset in the
 * text. Callbacks of `object` and `array` must consume exactly one value.
 */
class JsonReader {
public:
  JsonReader(const char *text, uint64_t size) : text_(text), size_(size) {}

  template <class OnKey> void object(OnKey onKey) {
    enter('{');
    if (!closes('}')) {
      do {
        const std::string key = string();
        expect(':');
        onKey(key);
      } while (more('}'));
    }
    depth_--;
  }
  template <class OnItem> void array(OnItem onItem) {
    enter('[');
    if (!closes(']')) {
      do onItem();
      while (more(']'));
    }
    depth_--;
  }
  /** UTF-8 of a JSON string. */
  std::string string();
  double number();
  /** A whole number from 0 to 2^53 − 1. */
  uint64_t whole();
  /** A whole number from −2^53 + 1 to 2^53 − 1. */
  int64_t integer();
  bool boolean();
  /** Consumes `null` when it is next. */
  bool isNull();
  /** Whether a string is next; consumes nothing. */
  bool isText() { return peek() == '"'; }
  /** Consumes any value. */
  void skip();
  /** Nothing but white space (or padding NULs) may be left. */
  void end();
  [[noreturn]] void fail() const { throw Failure{"plan-invalid", at_}; }

private:
  const char *text_;
  uint64_t size_;
  uint64_t at_ = 0;
  int depth_ = 0;

  char peek();
  void space();
  void enter(char c);
  bool closes(char c);
  bool more(char c);
  void expect(char c);
  bool word(const char *value);
  uint32_t hex4();
};

} // namespace overread
