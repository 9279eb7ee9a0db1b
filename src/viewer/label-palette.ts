/** One instance of a label layer: its pixels in the tiles hold `index` (1–65535). `color` is `#RRGGBB`. */
export interface PaletteEntry {
  readonly index: number;
  readonly color: string;
  readonly visible: boolean;
  /** Hatched and dashed: not yet decided by a person. */
  readonly proposal: boolean;
}

/** Alpha byte of a palette entry: bit 7 = drawn at all, bit 6 = proposal. */
export const paletteVisible = 128;
/** See {@link paletteVisible}. */
export const paletteProposal = 64;

/**
 * RGBA bytes of a layer: entry `i` at `4 × i`; red, green, blue, then flags ({@link paletteVisible},
 * {@link paletteProposal}). As long as the highest index needs; what is beyond is not drawn.
 */
export type LabelPalette = Uint8Array<ArrayBuffer>;

/** Makes the palette of a layer from its instances; an index out of range or a bad colour throws `RangeError`. */
export function labelPalette(entries: readonly PaletteEntry[]): LabelPalette {
  let highest = 0;
  for (const { index } of entries) highest = Math.max(highest, index);
  const palette = new Uint8Array((highest + 1) * 4);
  for (const { index, color, visible, proposal } of entries) {
    if (!Number.isInteger(index) || index < 1 || index > 65535) {
      throw new RangeError(`A label index lies between 1 and 65535; found ${index}.`);
    }
    if (!/^#[0-9a-f]{6}$/i.test(color)) throw new RangeError(`A colour reads #RRGGBB; found "${color}".`);
    const rgb = Number.parseInt(color.slice(1), 16);
    const flags = (visible ? paletteVisible : 0) | (proposal ? paletteProposal : 0);
    palette.set([rgb >> 16, (rgb >> 8) & 255, rgb & 255, flags], index * 4);
  }
  return palette;
}

/** Whether two palettes draw the same. */
export const samePalette = (a: LabelPalette | undefined, b: LabelPalette): boolean =>
  a?.length === b.length && b.every((value, at) => value === a[at]);
