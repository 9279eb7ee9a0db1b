import { expect, test } from "vitest";
import type { ExportProgress } from "../../../../src/domain/calls/export-calls.ts";
import { pacedProgress } from "../../../../src/workers/export/paced-progress.ts";

test("of thousands of steps the page hears of the first and the last, and of ten a second between", () => {
  let now = 0;
  const heard: ExportProgress[] = [];
  const tell = pacedProgress(
    (progress) => heard.push(progress),
    () => now,
  );
  const total = 5000;
  for (const step of ["write", "read-back"] as const)
    for (let done = 1; done <= total; done++, now++) tell({ step, done, total });
  // What goes on behind the last of them is no news.
  for (let again = 0; again < 5000; again++, now++) tell({ step: "read-back", done: total, total });
  expect(heard.length).toBeLessThanOrEqual(102);
  expect(heard.length).toBeGreaterThan(90);
  for (const step of ["write", "read-back"] as const) {
    const own = heard.filter((one) => one.step === step);
    expect([own[0]?.done, own.at(-1)?.done]).toEqual([1, total]);
  }
});
