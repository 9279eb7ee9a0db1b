// The C side of itk-wasm's memory interface (spec/wasm.md section 4). All state is one call's: `itk_wasm_free_all` ends it.
#include "itk_wasm_io.h"
#include "byte_reader.h"
#include "json_writer.h"
#include <map>
#include <memory>
#include <new>
#include <utility>

namespace {
using Key = std::pair<uint32_t, uint32_t>;

struct Input {
  std::unique_ptr<uint8_t[]> data;
  size_t size = 0;
};
struct Call {
  std::map<Key, Input> inputs;
  std::map<Key, std::vector<uint8_t>> outputs;
  std::map<uint32_t, std::string> inputJson;
  std::map<uint32_t, std::string> outputJson;
};
Call call;
} // namespace

namespace overread {

InputBytes pipelineInput(uint32_t index) {
  const auto found = call.inputs.find({index, 0});
  if (found == call.inputs.end()) return {nullptr, 0};
  return {found->second.data.get(), found->second.size};
}

void setPipelineOutput(uint32_t index, std::vector<uint8_t> &&bytes) { call.outputs[{index, 0}] = std::move(bytes); }

void setPipelineOutput(uint32_t index, const std::string &text) {
  call.outputs[{index, 0}] = std::vector<uint8_t>(text.begin(), text.end());
}

std::string failureJson(const char *code, uint64_t offset, uint64_t length) {
  JsonWriter json;
  json.beginObject();
  json.key("error");
  json.beginObject();
  json.key("code");
  json.string(code);
  json.key("offset");
  json.number(offset);
  if (length > 0) {
    json.key("length");
    json.number(length);
  }
  json.endObject();
  json.endObject();
  return json.text;
}

int runPipelineMain(uint32_t reportIndex, const std::function<void()> &work) {
  const char *code = "internal";
  uint64_t offset = 0, length = 0;
  try {
    work();
    return 0;
  } catch (const Failure &failure) {
    code = failure.code;
    offset = failure.offset;
  } catch (const NeedRange &range) {
    code = "need-range";
    offset = range.at;
    length = range.length;
  } catch (const std::bad_alloc &) {
    code = "no-memory";
  } catch (...) {
  }
  call.outputs.clear();
  setPipelineOutput(reportIndex, failureJson(code, offset, length));
  return 0;
}

} // namespace overread

#ifdef __EMSCRIPTEN__
#define OVERREAD_EXPORT(name) __attribute__((used, visibility("default"), export_name(#name)))
extern "C" {
OVERREAD_EXPORT(itk_wasm_input_array_alloc)
size_t itk_wasm_input_array_alloc(uint32_t, uint32_t index, uint32_t sub, size_t size) {
  Input &input = call.inputs[{index, sub}];
  input.data.reset();
  input.data.reset(new (std::nothrow) uint8_t[size ? size : 1]);
  input.size = input.data ? size : 0;
  return reinterpret_cast<size_t>(input.data.get());
}
OVERREAD_EXPORT(itk_wasm_input_json_alloc)
size_t itk_wasm_input_json_alloc(uint32_t, uint32_t index, size_t size) {
  std::string &json = call.inputJson[index];
  json.assign(size ? size : 1, '\0');
  return reinterpret_cast<size_t>(&json[0]);
}
OVERREAD_EXPORT(itk_wasm_output_json_address)
size_t itk_wasm_output_json_address(uint32_t, uint32_t index) {
  return reinterpret_cast<size_t>(call.outputJson[index].c_str());
}
OVERREAD_EXPORT(itk_wasm_output_json_size)
size_t itk_wasm_output_json_size(uint32_t, uint32_t index) { return call.outputJson[index].size(); }
OVERREAD_EXPORT(itk_wasm_output_array_address)
size_t itk_wasm_output_array_address(uint32_t, uint32_t index, uint32_t sub) {
  return reinterpret_cast<size_t>(call.outputs[{index, sub}].data());
}
OVERREAD_EXPORT(itk_wasm_output_array_size)
size_t itk_wasm_output_array_size(uint32_t, uint32_t index, uint32_t sub) { return call.outputs[{index, sub}].size(); }
OVERREAD_EXPORT(itk_wasm_free_all)
void itk_wasm_free_all(void) { call = Call(); }
}
#endif
