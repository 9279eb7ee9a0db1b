import { expect, test } from "vitest";
import type { RefusalCode } from "../../../src/domain/deid/plan.ts";
import { say } from "../../../src/domain/said.ts";
import { WorkerCallError } from "../../../src/jobs/bridge.ts";
import { failureText } from "../../../src/ui/app/failure-text.ts";
import { refusalText } from "../../../src/ui/import/refusal-text.ts";
import { en } from "../../../src/ui/messages/en.ts";
import { loadMessages } from "../../../src/ui/messages/languages.ts";
import { RefusedError, refusedFile } from "../../../src/workers/import/refused-file.ts";

const failed = (code: string, message: string) => new WorkerCallError({ code, said: say`${message}` });

test("a refused file says what was expected, what is there and what to do, with its details, in the language of the page", async () => {
  const codes = Object.keys(en.refusals) as RefusalCode[];
  expect(codes.length).toBeGreaterThan(20);
  const de = await loadMessages("de", []);
  for (const code of codes) {
    const file = refusedFile("a.dcm", new RefusedError(code, "41 kB", null, "128 × 64"));
    for (const m of [en, de]) {
      const [expected, found, todo] = m.refusalWords[code];
      expect(expected && found && todo).toBeTruthy();
      expect(refusalText(file, m)).toEqual({
        expected: `${expected} (128 × 64)`,
        found: `${found} (41 kB)`,
        todo,
      });
    }
    expect(refusalText(file, de).todo).not.toBe(refusalText(file, en).todo);
  }
});

test("a release that fails says why in the language of the page; what is no refusal speaks for itself", async () => {
  const de = await loadMessages("de", []);
  const [expected, found, todo] = de.refusalWords["blank-too-large"];
  expect(failureText(failed("blank-too-large", "3 GB"), de)).toBe(
    `Erwartet: ${expected}. Gefunden: ${found} (3 GB). ${todo}`,
  );
  expect(failureText(failed("truncated", "truncated"), en)).toBe(
    "Expected: a whole file. Found: an end before the data is complete. Copy the file again; it was cut off.",
  );
  expect(en.refusalWords["blank-too-large"].join(" ")).toContain("without boxes");
  expect(failureText(failed("not-found", "This image is gone."), de)).toBe("This image is gone.");
  expect(failureText(new Error("odd"), de)).toBe("odd");
});
