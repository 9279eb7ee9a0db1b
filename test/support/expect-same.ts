import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";

/** `toEqual` for loops: Vitest's own comparison is asked, and takes its time, only where Node's finds a difference. */
export function expectSame(found: unknown, wanted: unknown, what?: string): void {
  if (!isDeepStrictEqual(found, wanted)) expect(found, what).toEqual(wanted);
}
