import { expect, test } from "vitest";
import { scoredKinds, verifyScore } from "../../../support/verify/deid-score.ts";

test("in the manner of MIDI-B: every answer of nine kinds is right, and of ten words of harmless descriptions nine stay", {
  timeout: 120_000,
}, async () => {
  const { kinds, leaks, wrong } = await verifyScore(3, 4);
  for (const kind of scoredKinds) {
    const { answers, right } = kinds[kind];
    expect(answers, kind).toBeGreaterThan(1);
    if (kind === "text_retained") expect(right / answers, wrong.join("\n")).toBeGreaterThan(0.9);
    else expect(right, wrong.join("\n")).toBe(answers);
  }
  expect(leaks).toBe(0);
});
