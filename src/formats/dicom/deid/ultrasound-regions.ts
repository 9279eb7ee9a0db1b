import type { Area } from "../../../domain/deid/area.ts";
import type { SourceValues } from "./source-values.ts";

/** More regions than these no device writes. */
const mostRegions = 256;

/**
 * Where the regions of a calibrated ultrasound image lie, in pixels (PS3.3 C.8.5.5.1.1: top left and bottom right pixel, both
 * inside). An item without its four corners, or turned inside out, is none.
 */
export function ultrasoundRegions(values: SourceValues): readonly Area[] {
  const items = Math.min(mostRegions, values.entries.get("00186011")?.items ?? 0);
  const found: Area[] = [];
  for (let item = 0; item < items; item++) {
    const [x, y, right, bottom] = ["18", "1A", "1C", "1E"].map((end) =>
      values.u32(`00186011[${item}]/001860${end}`),
    );
    if (x == null || y == null || right == null || bottom == null || right < x || bottom < y) continue;
    found.push({ x, y, width: right - x + 1, height: bottom - y + 1 });
  }
  return found;
}
