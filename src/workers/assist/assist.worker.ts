import type { AssistCalls } from "../../domain/calls/assist-calls.ts";
import { serve } from "../serve.ts";
import { classicResult } from "./classic-result.ts";

serve<AssistCalls>({
  async segment(request, { signal }) {
    signal.throwIfAborted();
    const started = performance.now();
    const { soft: _, ...result } = classicResult(request);
    return { ...result, milliseconds: performance.now() - started };
  },
});
