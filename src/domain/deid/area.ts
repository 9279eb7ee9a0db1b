/** A rectangle in whole pixels of the frame. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Area that two rectangles share, in pixels. */
function shared(a: Area, b: Area): number {
  const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const high = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return wide > 0 && high > 0 ? wide * high : 0;
}

/** Whether two rectangles are one place: more than half of the lesser lies in the other. */
export const isSamePlace = (a: Area, b: Area): boolean =>
  shared(a, b) * 2 > Math.min(a.width * a.height, b.width * b.height);

/** The rectangle around two. */
export function around(a: Area, b: Area): Area {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** The part of a rectangle inside the frame; null where nothing of it is. */
export function clipped({ x, y, width, height }: Area, columns: number, rows: number): Area | null {
  const left = Math.max(0, x);
  const top = Math.max(0, y);
  const right = Math.min(columns, x + width);
  const bottom = Math.min(rows, y + height);
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

/** A found line has a rim around its letters, which may stick out of the strip that it stands in. */
const rim = ({ height }: Area) => Math.max(2, Math.floor(height * 0.11));

/** Whether blanking `outer` blanks the letters of the line in `inner`. */
export function holdsLine(outer: Area, inner: Area): boolean {
  const rest = rim(inner);
  return (
    outer.x <= inner.x + rest &&
    outer.y <= inner.y + rest &&
    outer.x + outer.width >= inner.x + inner.width - rest &&
    outer.y + outer.height >= inner.y + inner.height - rest
  );
}
