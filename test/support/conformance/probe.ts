import { type DeidOptions, strictOptions } from "../../../src/domain/deid/options.ts";
import { policyRows } from "../../../src/formats/dicom/deid/policy-table.ts";
import { vrOf } from "../../../src/formats/dicom/deid/vr-of.ts";
import { type MadeElement, madePixels, makeDicom } from "../dicom-maker.ts";
import { planFor } from "../plan-maker.ts";

/** A legal value of each VR, with words that are on no list. */
const values: Readonly<Record<string, MadeElement["value"]>> = {
  AE: "UNFUG",
  AS: "044Y",
  CS: "UNFUG",
  DA: "20200304",
  DS: "1.5",
  DT: "20200304101112",
  IS: "7",
  LO: "Unfug chest",
  LT: "Unfug chest",
  PN: "Unfug^Erna",
  SH: "Unfug chest",
  SQ: [[]],
  ST: "Unfug chest",
  TM: "101112",
  UC: "Unfug chest",
  UI: "1.2.826.0.1.4711.8",
  UR: "urn:unfug",
  UT: "Unfug chest",
};

/** Concrete tags of Table E.1-1 that are elements of a data set. */
export const listedTags: readonly string[] = [...policyRows.keys()].filter((key) =>
  /^(?!0000|0002|0004)[0-9A-F]{8}$/.test(key),
);

/** Descriptors hold a word that stays; other texts are all different, as the names and numbers are that descriptors lose. */
function valueFor(tag: string, vr: string): MadeElement["value"] {
  if (tag === "00080201") return "+0100";
  const value = values[vr] ?? new Uint8Array(8);
  if (value !== "Unfug chest" || policyRows.get(tag)?.options.get("t") === "C") return value;
  return policyRows.get(tag)?.options.get("c") === "C" ? "Unfug knee" : `Site ${tag}`;
}

const element = (tag: string): MadeElement => {
  const vr = vrOf(Number.parseInt(tag, 16)) ?? "UN";
  return { tag, vr, value: valueFor(tag, vr) };
};

/** Written whatever the source says: their fate is told with the markers. */
export const written = new Set(["00100010", "00100020", "00120062", "00120063", "00120064", "00280303"]);

/** What the plan does to one element, in a word; the letter of an option that decided, else "". */
export interface Fate {
  readonly action: string;
  readonly option: string;
}

/**
 * The fates of all listed tags in a made object of a SOP Class, as the code itself plans them: at the top level, or in an item of
 * a sequence that is walked through.
 */
export function fatesOf(
  sopClass: string,
  options: Partial<DeidOptions> = {},
  nested = false,
): ReadonlyMap<string, Fate> {
  const all = listedTags.filter((tag) => !written.has(tag)).map(element);
  const elements: MadeElement[] = nested ? [{ tag: "00409096", vr: "SQ", value: [all] }] : all;
  const made = makeDicom(
    [
      { tag: "00080016", vr: "UI", value: sopClass } as const,
      ...elements,
      ...madePixels(2, 2, 16, new Uint8Array(8)),
    ].sort((a, b) => (a.tag < b.tag ? -1 : 1)),
  );
  const plan = planFor(made, { ...strictOptions, ...options });
  const prefix = nested ? "00409096[0]/" : "";
  const found = new Map(plan.elements.map((line) => [line.path, line]));
  return new Map(
    listedTags.flatMap((tag): [string, Fate][] => {
      const line = found.get(prefix + tag);
      if (!line || written.has(tag)) return [];
      return [
        [tag, { action: line.action, option: line.why.startsWith("option:") ? line.why.slice(7) : "" }],
      ];
    }),
  );
}
