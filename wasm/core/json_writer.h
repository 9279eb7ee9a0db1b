#pragma once
#include <cstdint>
#include <cstdio>
#include <string>

namespace overread {

/** Writes JSON text. Strings given to it are our own ASCII (paths, codes, VRs): nothing in them needs an escape. */
class JsonWriter {
public:
  std::string text;

  void beginObject() { open('{'); }
  void endObject() { close('}'); }
  void beginArray() { open('['); }
  void endArray() { close(']'); }
  void key(const char *name) {
    comma();
    text += '"';
    text += name;
    text += "\":";
    fresh_ = true;
  }
  void string(const std::string &value) {
    comma();
    text += '"';
    text += value;
    text += '"';
  }
  void number(uint64_t value) {
    comma();
    text += std::to_string(value);
  }
  void real(double value) {
    comma();
    char buffer[32];
    snprintf(buffer, sizeof buffer, "%.17g", value);
    text += value - value == 0 ? buffer : "0";
  }
  /** Text that is JSON already. */
  void raw(const std::string &value) {
    comma();
    text += value;
  }
  void boolean(bool value) {
    comma();
    text += value ? "true" : "false";
  }

private:
  bool fresh_ = true;
  void comma() {
    if (!fresh_) text += ',';
    fresh_ = false;
  }
  void open(char c) {
    comma();
    text += c;
    fresh_ = true;
  }
  void close(char c) {
    text += c;
    fresh_ = false;
  }
};

} // namespace overread
