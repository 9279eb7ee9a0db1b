/** What every page of the viewer bench puts on `window` as `bench`. */
export interface PageBench {
  /** Makes the voxels; not measured. */
  prepare(side: number, depth: number): void;
  /** From voxels in memory to the first picture. */
  open(): Promise<void>;
  showSlice(slice: number): void;
  setWindow(center: number, width: number): void;
  /** From here on the mouse paints on the picture. */
  startBrush(): Promise<void>;
  /** Pixels that carry the label: the proof that the mouse painted. */
  painted(): number;
}

/** What our own page has beside: the planes through the volume. */
export interface PlaneBench {
  /** Puts the volume on the card, `atOnce` images between two pictures. */
  openPlanes(atOnce: number): Promise<void>;
  /** From voxels in memory to the first plane across them on the screen, by the machine that the app would take: ms. */
  firstPlane(): Promise<number>;
}
