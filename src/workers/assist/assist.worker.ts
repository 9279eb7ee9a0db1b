import type { AssistCalls } from "../../domain/calls/assist-calls.ts";
import { serve } from "../serve.ts";
import { classicResult } from "./classic-result.ts";

serve<AssistCalls>({
  async segment(request, { signal }) {
    signal.throwIfAborted();
    const started = performance.now();
    return { ...classicResult(request), milliseconds: performance.now() - started };
  },
});
