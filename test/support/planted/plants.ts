import { policyRows } from "../../../src/formats/dicom/deid/policy-table.ts";
import { vrOf } from "../../../src/formats/dicom/deid/vr-of.ts";
import type { MadeElement } from "../dicom-maker.ts";

/** A value put into a file, and the text by which it is found again. */
export interface Plant {
  readonly element: MadeElement;
  readonly token: string;
}

/** Concrete tags of Table E.1-1 that a data set may hold. */
export const listedTags = [...policyRows.keys()].filter(
  (key) => /^[0-9A-F]{8}$/.test(key) && !/^(0000|0002|0004|FFF)/.test(key),
);

/** Unlisted tags of every text VR, in which a name may stand although no table says so. */
const unlisted: readonly (readonly [string, string])[] = [
  ["00181016", "LO"],
  ["00080100", "SH"],
  ["00280A02", "CS"],
  ["00187FF0", "LO"],
  ["00180022", "CS"],
  ["00201040", "LO"],
  ["00181030", "LO"],
];

/** Makes unlike values, one after the other; the same from the same seed. */
export function makePlanter(seed: number) {
  let serial = 100_000 + (seed % 8) * 100_000;
  const next = () => String(++serial);

  /** A value that is legal for the VR. Numbers in binary hold no text and are compared nowhere: null. */
  const plant = (tag: string, vr: string): Plant | null => {
    const n = next();
    switch (vr) {
      case "SQ":
        return {
          element: { tag, vr, value: [[{ tag: "00100010", vr: "PN", value: `DOE^PLANTED${n}` }]] },
          token: `PLANTED${n}`,
        };
      case "UI":
        return { element: { tag, vr, value: `1.2.826.0.1.999.${n}` }, token: `1.2.826.0.1.999.${n}` };
      case "DA":
        return { element: { tag, vr, value: `19${n.slice(-2)}0417` }, token: `19${n.slice(-2)}0417` };
      case "TM":
        return { element: { tag, vr, value: `111111.${n}` }, token: `111111.${n}` };
      case "DT":
        return { element: { tag, vr, value: `19410203040506.${n}` }, token: `19410203040506.${n}` };
      case "DS":
      case "IS":
        return { element: { tag, vr, value: `7301${n}` }, token: `7301${n}` };
      case "US":
      case "AS":
        return null;
      case "CS":
      case "AE":
      case "SH":
        return { element: { tag, vr, value: `PLANT ${n}` }, token: `PLANT ${n}` };
      case "OB":
      case "OW":
      case "UN":
        return {
          element: { tag, vr, value: new TextEncoder().encode(`PLANTED${n} `) },
          token: `PLANTED${n}`,
        };
      default:
        return { element: { tag, vr, value: `DOE^PLANTED${n}` }, token: `PLANTED${n}` };
    }
  };

  return {
    /** A token of its own. */
    token: () => `PLANTED${next()}`,
    /** One plant for each listed tag and for the unlisted ones. */
    everyTag: (): Plant[] => [
      ...listedTags.flatMap((tag) => plant(tag, vrOf(Number.parseInt(tag, 16)) ?? "UN") ?? []),
      ...unlisted.flatMap(([tag, vr]) => (listedTags.includes(tag) ? [] : (plant(tag, vr) ?? []))),
    ],
  };
}

/** Source of plants. */
export type Planter = ReturnType<typeof makePlanter>;
