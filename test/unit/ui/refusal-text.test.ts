import { expect, test } from "vitest";
import type { RefusalCode } from "../../../src/domain/deid/plan.ts";
import { refusalText } from "../../../src/ui/import/refusal-text.ts";
import { en } from "../../../src/ui/messages/en.ts";
import { loadMessages } from "../../../src/ui/messages/languages.ts";
import { RefusedError, refusedFile } from "../../../src/workers/import/refused-file.ts";

test("a refused file says in English what its reader said, and the same with its details in other languages", async () => {
  const codes = Object.keys(en.refusals) as RefusalCode[];
  expect(codes.length).toBeGreaterThan(20);
  const de = await loadMessages("de", []);
  for (const code of codes) {
    const file = refusedFile("a.dcm", new RefusedError(code, "41 kB", null, "128 × 64"));
    const { expected, found, todo } = file;
    expect(refusalText(file, en)).toEqual({ expected, found, todo });
    const text = refusalText(file, de);
    expect(text.expected).toBe(`${de.refusalWords[code][0]} (128 × 64)`);
    expect(text.found).toBe(`${de.refusalWords[code][1]} (41 kB)`);
    expect(text.todo).not.toBe(todo);
  }
});
