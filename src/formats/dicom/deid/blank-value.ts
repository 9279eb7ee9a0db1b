/** What the darkest stored sample depends on. */
export interface BlankFacts {
  readonly photometric: string;
  readonly samples: number;
  readonly bitsStored: number;
  readonly signed: boolean;
  /** Brightness of each palette index, where the image has a palette. */
  readonly paletteLuminance?: readonly number[];
  readonly paletteFirstInput?: number;
}

/** Stored values to blank with, one a sample: what the screen shows darkest (deidentification 3.8). */
export function blankValue(facts: BlankFacts): readonly number[] {
  const { photometric, samples, bitsStored, signed } = facts;
  const top = signed ? 2 ** (bitsStored - 1) - 1 : 2 ** bitsStored - 1;
  const bottom = signed ? -(2 ** (bitsStored - 1)) : 0;
  if (photometric === "MONOCHROME1") return [top];
  if (photometric === "PALETTE COLOR") {
    const luminance = facts.paletteLuminance ?? [];
    const darkest = luminance.indexOf(Math.min(...luminance));
    return [Math.max(0, darkest) + (facts.paletteFirstInput ?? 0)];
  }
  if (photometric.startsWith("YBR") && samples === 3) {
    const middle = 2 ** (bitsStored - 1);
    return [0, middle, middle];
  }
  return new Array<number>(samples).fill(samples === 1 ? bottom : 0);
}
