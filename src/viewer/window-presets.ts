import type { ImageFacts } from "../domain/image-facts.ts";
import { isWindowAllowed } from "./voi.ts";
import type { WindowState } from "./window-state.ts";

/** One preset on a digit key. `labelKey` is looked up in the messages; `name` is what the file itself says. */
export interface WindowPreset {
  readonly digit: number;
  readonly labelKey: string | null;
  readonly name: string;
  readonly window: WindowState;
}

const ctTable = [
  ["soft-tissue", 400, 40],
  ["lung", 1500, -600],
  ["bone", 2500, 480],
  ["brain", 80, 40],
  ["mediastinum", 400, 80],
  ["abdomen", 320, 50],
  ["mip", 380, 120],
  ["brain-contrast", 110, 35],
] as const;

/** A window that a person keeps, by modality. */
export type OwnWindows = Readonly<Record<string, { readonly center: number; readonly width: number }>>;

/** Presets of digits 1–8 (viewer-and-tools 3.7): the CT table in HU, else the file's own windows. 9 is the user's. */
export function windowPresets(
  modality: string,
  facts: ImageFacts,
  own: OwnWindows = {},
): readonly WindowPreset[] {
  const kept = own[modality];
  const mine: readonly WindowPreset[] =
    kept && facts.samples === 1
      ? [
          {
            digit: 9,
            labelKey: "window.own",
            name: "",
            window: { kind: "window", ...kept, fn: "LINEAR", invert: false },
          },
        ]
      : [];
  return [...filePresets(modality, facts), ...mine];
}

function filePresets(modality: string, facts: ImageFacts): readonly WindowPreset[] {
  if (modality === "CT" && facts.samples === 1) {
    return ctTable.map(([key, width, center], i) => ({
      digit: i + 1,
      labelKey: `window.${key}`,
      name: "",
      window: { kind: "window", center, width, fn: "LINEAR", invert: false },
    }));
  }
  return facts.windows
    .map(
      ({ center, width, explanation }, i): WindowPreset => ({
        digit: i + 1,
        labelKey: null,
        name: explanation ?? "",
        window: { kind: "window", center, width, fn: facts.voiFunction, invert: false },
      }),
    )
    .filter(({ window, digit }) => isWindowAllowed(window) && digit <= 8);
}
