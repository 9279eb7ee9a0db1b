/** What the primary button, a finger in finger mode and the pen do. View tools are turned into their intents here. */
export type PrimaryAction = "tool" | "scroll" | "window" | "zoom" | "pan";

/** Mice as PACS, OHIF and 3D Slicer read them: what the right button drags, and Shift with wheel and pointer. */
export const mousePresets = ["pacs", "ohif", "slicer"] as const;

export type MousePreset = (typeof mousePresets)[number];

/** How pointers are read (viewer-and-tools 3.4). */
export interface PointerSettings {
  readonly primary: PrimaryAction;
  /** A huge tiled image: the wheel zooms, one finger in pen mode pans. */
  readonly huge: boolean;
  /** CSS px of a scroll drag per slice. */
  readonly pxPerSlice: number;
  readonly mouse: MousePreset;
}

/** Tool on open: Scroll (IHE BIR). */
export const defaultPointerSettings: PointerSettings = {
  primary: "scroll",
  huge: false,
  pxPerSlice: 8,
  mouse: "pacs",
};
