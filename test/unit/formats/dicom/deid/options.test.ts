import { expect, test } from "vitest";
import { type DeidOptions, readOptions, strictOptions } from "../../../../../src/domain/deid/options.ts";
import { policyRows } from "../../../../../src/formats/dicom/deid/policy-table.ts";
import {
  activeOptions,
  optionsOf,
  resolveAction,
} from "../../../../../src/formats/dicom/deid/resolve-action.ts";
import { vrOf } from "../../../../../src/formats/dicom/deid/vr-of.ts";
import { type MadeElement, madePixels, makeDicom } from "../../../../support/dicom-maker.ts";
import { planFor, planned } from "../../../../support/plan-maker.ts";

const dated = new Set(["DA", "TM", "DT"]);
const texts = new Set(["LO", "SH", "LT", "ST"]);

/** Legal values by VR; other VRs are not in the made file. */
const values: Readonly<Record<string, string>> = {
  DA: "20200304",
  TM: "101112",
  DT: "20200304101112",
  LO: "Unfug chest",
  SH: "Unfug chest",
  LT: "Unfug chest",
  ST: "Unfug chest",
  UI: "1.2.826.0.1.4711.8",
  CS: "M",
  AS: "044Y",
  DS: "1.5",
};

/** One element for each listed tag whose value a test can name. */
const listed = [...policyRows].flatMap(([key, row]) => {
  const tag = /^[0-9A-F]{8}$/.test(key) ? Number.parseInt(key, 16) : 0;
  const vr = vrOf(tag) ?? "";
  return values[vr] && !/^(0000|0002|0004|04|FFF)/.test(key) ? [{ key, vr, row }] : [];
});
/** A block of Table E.3.10-1; its elements are no rows of E.1-1. */
const safePrivate: readonly MadeElement[] = [
  { tag: "20010010", vr: "LO", value: "Philips Imaging DD 001" },
  { tag: "20011002", vr: "IS", value: "7" },
  { tag: "20011003", vr: "FL", value: new Uint8Array(4) },
  { tag: "20011004", vr: "CS", value: "FH" },
  { tag: "20011005", vr: "SS", value: new Uint8Array(2) },
];
/** Sequences that Clean Structured Content and Clean Graphics let stay, with what an item of each may hold. */
const sequences = [...policyRows].filter(
  ([key, { options }]) => /^[0-9A-F]{8}$/.test(key) && (options.has("s") || options.has("g")),
);
/** Timezone Offset From UTC: a date, though its VR is a text's. */
const timezone = "00080201";
/** Descriptors say what was done and a word that no list has; other texts are all different, as names and numbers are. */
const madeValue = ({ key, vr, row }: (typeof listed)[number]) =>
  !texts.has(vr) || row.options.get("t") === "C"
    ? (values[vr] ?? "")
    : row.options.get("c") === "C"
      ? "Unfug knee"
      : `Site ${key}`;
const made = makeDicom([
  ...listed.map(
    (one): MadeElement => ({
      tag: one.key,
      vr: one.vr,
      value: one.key === timezone ? "+0100" : madeValue(one),
    }),
  ),
  ...(listed.some(({ key }) => key === "00080016")
    ? []
    : [{ tag: "00080016", vr: "UI", value: "1.2.840.10008.5.1.4.1.1.2" }]),
  ...safePrivate,
  ...sequences.map(
    ([tag]): MadeElement => ({ tag, vr: "SQ", value: [[{ tag: "00180015", vr: "CS", value: "CHEST" }]] }),
  ),
  ...madePixels(2, 2, 16, new Uint8Array(8)),
]);

const single: readonly (readonly [string, Partial<DeidOptions>])[] = [
  ["u", { retainUids: true }],
  ["d", { retainDeviceIdentity: true }],
  ["i", { retainInstitutionIdentity: true }],
  ["c", { retainPatientCharacteristics: true }],
  ["t", { cleanDescriptors: true }],
  ["p", { retainSafePrivate: true }],
  ["s", { cleanStructuredContent: true }],
  ["g", { cleanGraphics: true }],
  ["f", { longitudinal: "full" }],
  ["m", { longitudinal: "modified" }],
];
const pairs = single.flatMap(([a, one], at) =>
  single.slice(at).flatMap(([b, two]) => (a === "f" && b === "m" ? [] : [{ name: a + b, ...one, ...two }])),
);
/** Written whatever the options say. */
const patient = new Set(["00100010", "00100020", "00120062", "00120063", "00120064", "00080016"]);
const always = new Set(["0040A124", "04000100", "00080018"]);

test.each(pairs)(
  "options $name: what they keep stays, dates follow the date option alone, all else is Basic",
  ({ name, ...options }) => {
    const plan = planFor(made, options);
    const letters = [...new Set(name)];
    const wrong = listed.flatMap(({ key, vr, row }) => {
      if (patient.has(key) || always.has(key)) return [];
      const { action, why, value } = planned(plan, key);
      const chosen = letters.filter(
        (letter) => row.options.has(letter as "u") && (!dated.has(vr) || "fm".includes(letter)),
      );
      const byOption = why.startsWith("option:");
      const codes = chosen.map((letter) => row.options.get(letter as "u"));
      if (codes.length === 0 || (codes.includes("C") && !dated.has(vr) && !texts.has(vr)))
        return byOption ? [`${key} ${action} ${why}`] : [];
      if (key === timezone) return action === "keep" ? [] : [`${key} ${action} ${why}`];
      if (texts.has(vr) && codes.includes("C"))
        return action === "clean" && /^(chest|knee)$/.test(value ?? "") ? [] : [`${key} ${action} ${why}`];
      if (codes.includes("C"))
        return action === (vr === "TM" ? "keep" : "shift") ? [] : [`${key} ${action} ${why}`];
      return action === "keep" ? [] : [`${key} ${action} ${why}`];
    });
    expect(wrong).toEqual([]);
    for (const { tag } of safePrivate)
      expect(planned(plan, tag).action).toBe(letters.includes("p") ? "keep" : "remove");
    for (const [tag, { options: row }] of sequences) {
      const chosen = letters.some((letter) => row.has(letter as "s"));
      expect(planned(plan, tag).why.startsWith("option:"), tag).toBe(chosen);
      if (chosen) expect(planned(plan, tag).action).toBe("recurse");
    }
    const inserted = plan.insert.filter(({ path }) => path.endsWith("/00080100")).map(({ value }) => value);
    const codes = {
      p: "113111",
      s: "113104",
      g: "113103",
      t: "113105",
      u: "113110",
      d: "113109",
      i: "113112",
      c: "113108",
      f: "113106",
      m: "113107",
    };
    expect([...inserted].sort()).toEqual(["113100", ...letters.map((letter) => codes[letter as "u"])].sort());
  },
);

test("the pairs keep different things: no test above passes because nothing is listed", () => {
  expect(sequences.map(([, { options }]) => [...options.keys()].join())).toEqual(["s", "s", "s", "s", "g"]);
  const kept = single
    .filter(([letter]) => letter !== "s" && letter !== "g")
    .map(([, options]) => {
      const plan = planFor(made, options);
      return plan.elements.filter(({ why }) => why.startsWith("option:")).length;
    });
  expect(Math.min(...kept)).toBeGreaterThan(4);
  expect(planFor(made).elements.filter(({ why }) => why.startsWith("option:"))).toEqual([]);
});

test("letters and options say the same", () => {
  for (const { name: _, ...options } of pairs) {
    const whole = { ...strictOptions, ...options };
    expect(optionsOf(activeOptions(whole))).toEqual(whole);
  }
});

test("a setting that cannot be read, or asks for what is not built, keeps nothing", () => {
  for (const value of [undefined, null, 7, "full", { longitudinal: "all", retainUids: "yes" }])
    expect(readOptions(value)).toEqual(strictOptions);
  expect(readOptions({ version: 2, retainUids: true })).toEqual(strictOptions);
  expect(readOptions({ cleanPixelData: true, cleanVisualFeatures: true })).toEqual(strictOptions);
  expect(readOptions({ longitudinal: "modified", retainUids: true })).toEqual({
    ...strictOptions,
    longitudinal: "modified",
    retainUids: true,
  });
});

test("C beats K for a text, and an option beats the Basic Profile; dates hear the date option alone", () => {
  const row = {
    basic: "X",
    options: new Map([["d", "K"] as const, ["t", "C"] as const, ["f", "K"] as const]),
  };
  const code = (vr: string, letters: readonly ("d" | "t" | "f")[]) =>
    resolveAction(0x00081030, vr, row, letters, "plain", false);
  expect(code("LO", ["d", "t"])).toEqual({ code: "C", why: "option:CleanDesc" });
  expect(code("LO", ["d"])).toEqual({ code: "K", why: "option:RtnDevId" });
  expect(code("LO", [])).toEqual({ code: "X", why: "E.1-1" });
  expect(code("DA", ["d", "t"])).toEqual({ code: "X", why: "E.1-1" });
  expect(code("DA", ["d", "t", "f"])).toEqual({ code: "K", why: "option:RtnLongFull" });
});

test("with descriptors cleaned, the words of a name go from every text that stays, listed or not; without, a maker stays", () => {
  const file = makeDicom([
    { tag: "00080016", vr: "UI", value: "1.2.840.10008.5.1.4.1.1.2" },
    { tag: "00080070", vr: "LO", value: "Philips" },
    { tag: "00080080", vr: "LO", value: "Heart Institute Philips" },
    { tag: "00081030", vr: "LO", value: "CT heart Philips\\Hand" },
    { tag: "00081090", vr: "LO", value: "Hand Scan 64" },
    { tag: "00100010", vr: "PN", value: "PHILIPS^Hand" },
    ...madePixels(2, 2, 16, new Uint8Array(8)),
  ]);
  const values = (options: Partial<DeidOptions>) =>
    ["00080070", "00081090", "00080080", "00081030"].map((path) => {
      const { action, value } = planned(planFor(file, options), path);
      return value ?? action;
    });
  const [, , kept] = values({ retainInstitutionIdentity: true });
  expect(kept).toBe("keep");
  expect(values({ retainInstitutionIdentity: true, cleanDescriptors: true }).slice(2)).toEqual([
    "Heart Institute",
    "CT heart\\",
  ]);
  expect(values({})[1]).toBe("keep");
  expect(values({ cleanDescriptors: true }).slice(0, 3)).toEqual(["REMOVED", "Scan 64", "remove"]);
});
