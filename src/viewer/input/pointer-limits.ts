/** Times in ms and distances in CSS px of viewer-and-tools 3.4. */
export const pointerLimits = {
  /** A second touch, or a pen, within this time takes the first touch back. */
  palmMs: 100,
  /** A cancelled stroke older than this is kept. */
  keepStrokeMs: 100,
  tapMs: 250,
  tapPx: 10,
  longPressMs: 500,
  longPressPx: 10,
  /** A right button that moved less is a click. */
  clickPx: 4,
  doubleClickMs: 350,
  doubleClickPx: { mouse: 6, pen: 12, touch: 24 },
  /** Smaller wheel steps come from a touch pad and are gathered. */
  wheelNotchPx: 50,
  wheelGatherPx: 40,
} as const;
