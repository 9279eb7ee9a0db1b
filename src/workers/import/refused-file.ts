import type { RefusedFile } from "../../domain/calls/import-calls.ts";
import type { RefusalCode } from "../../domain/deid/plan.ts";
import { FormatError } from "../../formats/format-error.ts";
import { PipelineError } from "../wasm/pipeline-error.ts";

/** A file that is not taken in; `found` holds sizes, codes and places, never a value. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  constructor(
    readonly code: RefusalCode,
    readonly found: string | null = null,
    readonly offset: number | null = null,
    /** More of what was expected than the code says: sizes and names of parts, never a value. */
    readonly expected: string | null = null,
  ) {
    super(code);
  }
}

const pipelineCodes: Readonly<Record<string, RefusalCode>> = {
  "not-dicom": "not-an-image",
  "not-tiff": "not-an-image",
  truncated: "truncated",
  "unsupported-syntax": "unsupported-syntax",
  "unsupported-pixels": "unsupported-pixels",
  "unsupported-compression": "unsupported-pixels",
  "unknown-compression": "unsupported-pixels",
  "encapsulated-pixels": "unsupported-pixels",
  "rewrite-mismatch": "rewrite-mismatch",
  "plan-invalid": "rewrite-mismatch",
  "value-too-long": "rewrite-mismatch",
  "not-available": "internal",
  crashed: "crashed",
};

/** Whether a store was full, whatever wrapped the error. */
export const isQuota = (reason: unknown): boolean =>
  reason instanceof Error &&
  (reason.name === "QuotaExceededError" ||
    ("inner" in reason && isQuota(reason.inner)) ||
    ("failures" in reason && Array.isArray(reason.failures) && reason.failures.some(isQuota)));

/** No room in memory, whatever the engine calls it; a place outside a buffer is another thing. */
const isMemory = (reason: unknown): boolean =>
  reason instanceof RangeError && /alloc|memory|array (buffer )?length|array size/i.test(reason.message);

/** Any failure of one file as a refusal. Texts of foreign errors may quote the file: only codes are taken over. */
export function refusalFrom(reason: unknown): RefusedError {
  if (reason instanceof RefusedError) return reason;
  if (reason instanceof FormatError)
    return new RefusedError(reason.code, reason.found, reason.offset, reason.expected);
  if (reason instanceof PipelineError) {
    const code = pipelineCodes[reason.code] ?? "parse-error";
    // The pipeline's word says nothing more where it is the refusal's own.
    return new RefusedError(code, reason.code === code ? null : reason.code, reason.offset);
  }
  if (isQuota(reason)) return new RefusedError("no-space");
  if (isMemory(reason) || reason instanceof WebAssembly.RuntimeError) return new RefusedError("crashed");
  return new RefusedError("internal", reason instanceof Error ? reason.name : null);
}

/** The row that a person sees. `name` is their own file name: shown, never stored. */
export const refusedFile = (name: string, { code, expected, found, offset }: RefusedError): RefusedFile => ({
  name,
  code,
  expected,
  found,
  offset,
});
