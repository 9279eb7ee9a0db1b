import type { RefusalCode } from "../domain/deid/plan.ts";

/**
 * A file that cannot be read: what was expected, what was found, and where. Holds sizes, tags and codes only, never a value
 * that a file gives as text.
 */
export class FormatError extends Error {
  override readonly name = "FormatError";
  constructor(
    readonly code: RefusalCode,
    readonly expected: string,
    readonly found: string,
    readonly offset: number | null = null,
  ) {
    super(`Expected ${expected}; found ${found}.`);
  }
}
