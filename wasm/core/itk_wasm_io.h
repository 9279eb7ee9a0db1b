#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace overread {

/** One input of the pipeline, as itk-wasm's memory interface placed it. */
struct InputBytes {
  const uint8_t *data;
  uint64_t size;
};

/** Input `index`; empty when the caller gave none. BinaryStream, TextStream and JsonCompatible look alike here. */
InputBytes pipelineInput(uint32_t index);
void setPipelineOutput(uint32_t index, std::vector<uint8_t> &&bytes);
void setPipelineOutput(uint32_t index, const std::string &text);

/**
 * Runs a pipeline's work. Whatever is thrown becomes `{"error":{"code","offset"}}` in output `reportIndex`, and all other
 * outputs are empty: nothing but a number would cross the border otherwise. What a sparse file lacks is the error `need-range`, with
 * the `length` of the stretch.
 */
int runPipelineMain(uint32_t reportIndex, const std::function<void()> &work);

} // namespace overread
