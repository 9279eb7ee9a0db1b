/** What engines say where memory is asked for and not given: V8, SpiderMonkey, JavaScriptCore, emscripten, and C++ inside wasm. */
const words =
  /array buffer allocation failed|out of memory|could not allocate|failed to allocate|cannot enlarge memory|std::bad_alloc|aborted\(oom\)/i;

/** Whether an error says that memory was refused; a length that no array can have says nothing of memory. */
export const saysNoMemory = (reason: unknown): boolean =>
  reason instanceof Error && words.test(reason.message);
