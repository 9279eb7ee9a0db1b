import { expect, test } from "vitest";
import { type DeviceRule, type DeviceTraits, learnRule } from "../../../../src/domain/deid/device-rule.ts";
import { readRules, rulesFile, rulesFromFile } from "../../../../src/domain/deid/device-rules-file.ts";

const traits: DeviceTraits = {
  device: "0123456789abcdef0123456789abcdef",
  maker: "",
  model: "",
  modality: "US",
  photometric: "RGB",
  columns: 640,
  rows: 480,
};
const area = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });
const review = (
  studyUid: string,
  blanked: readonly ReturnType<typeof area>[],
  kept = blanked.slice(0, 0),
) => ({
  studyUid,
  blanked,
  kept,
  at: "2026-01-01T00:00:00.000Z",
});
const learned = (rule: DeviceRule | null, made: ReturnType<typeof review>): DeviceRule => {
  const next = learnRule(rule, traits, made);
  if (!next) throw new Error("nothing learned");
  return next;
};

test("boxes at one place grow into one, others are added, and a study of many images counts once", () => {
  let rule = learned(null, review("1", [area(10, 10, 100, 20)]));
  rule = learned(rule, review("1", [area(12, 9, 150, 20), area(400, 10, 80, 20)]));
  expect([rule.studies, rule.boxes]).toEqual([1, [area(10, 9, 152, 21), area(400, 10, 80, 20)]]);
  rule = learned(rule, review("2", [area(0, 0, 640, 30)]));
  // What lies inside a larger one is part of it.
  expect([rule.studies, rule.boxes]).toEqual([2, [area(0, 0, 640, 30)]]);
});

test("a place that was proposed and kept is forgotten, and a rule without boxes is none", () => {
  const rule = learned(null, review("1", [area(10, 10, 100, 20), area(400, 10, 80, 20)]));
  const less = learned(rule, review("2", [area(10, 10, 90, 20)], [area(400, 10, 80, 20)]));
  expect(less.boxes).toEqual([area(10, 10, 100, 20)]);
  expect(learnRule(less, traits, review("3", [], [area(10, 10, 100, 20)]))).toBeNull();
  expect(learnRule(null, traits, review("1", [area(700, 10, 9, 9)]))).toBeNull();
});

test("a file of rules names no study and gives them back; a damaged one, or one of another kind, gives none", () => {
  const rule = learned(null, review("2.25.4711", [area(10, 10, 100, 20)]));
  const text = rulesFile([rule]);
  expect(text).not.toContain("4711");
  expect(rulesFromFile(text)).toEqual([{ ...rule, studyUids: [] }]);
  const changed = (change: (value: Record<string, unknown>) => void) => {
    const value = JSON.parse(text);
    change(value);
    return rulesFromFile(JSON.stringify(value));
  };
  expect(rulesFromFile(text.slice(0, -20))).toBeNull();
  expect(changed((value) => Object.assign(value, { format: "another" }))).toBeNull();
  expect(changed((value) => Object.assign(value, { version: 2 }))).toBeNull();
  for (const bad of [
    { boxes: [] },
    { boxes: [area(-1, 0, 5, 5)] },
    { boxes: [area(0, 0, 641, 5), { x: 1 }] },
    { boxes: [area(640, 0, 5, 5)] },
    { columns: 0 },
    { device: "DOE^JANE" },
    { maker: "x".repeat(65) },
    { studies: 0 },
  ])
    expect(changed((value) => Object.assign((value.rules as object[])[0] ?? {}, bad))).toBeNull();
  // Of what is stored only the rule that is not understood goes.
  expect(readRules({ version: 1, rules: [{ ...rule, rows: "480" }, rule] })).toEqual([rule]);
});
