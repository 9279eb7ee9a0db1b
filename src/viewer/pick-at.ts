import { screenToImage } from "./camera.ts";
import { modalityValue } from "./modality.ts";
import type { PointScreen } from "./point-screen.ts";
import type { Scene } from "./scene.ts";
import { labelLayers, type Pick } from "./slice-renderer.ts";

/** What lies under a screen point, read from the scene: no GPU is asked. */
export function pickAt({ info, view, patches, layers }: Scene, pointScreen: PointScreen): Pick {
  const none = Array.from({ length: labelLayers }, () => 0);
  const pointImage = view === null ? ([0, 0] as const) : screenToImage(view, pointScreen);
  const column = Math.floor(pointImage[0] + 0.5);
  const row = Math.floor(pointImage[1] + 0.5);
  const nothing = { pointImage, pixel: null, storedValue: [], modalityValue: null, instanceIndex: none };
  if (info === null || view === null) return nothing;
  if (column < 0 || row < 0 || column >= info.columns || row >= info.rows) return nothing;
  const instanceIndex = layers.map((tiles) => tiles.at(column, row));
  // Only the finest level holds stored values; the last patch of the list is the finest.
  for (const patch of patches) {
    if (patch.level !== 0) continue;
    const x = column - patch.originX;
    const y = row - patch.originY;
    if (x < 0 || y < 0 || x >= patch.columns || y >= patch.rows) continue;
    const at = (y * patch.columns + x) * patch.samples;
    const storedValue = Array.from(patch.stored.subarray(at, at + patch.samples));
    const grey = info.samples === 1 && info.color !== "palette";
    const value = grey ? modalityValue(info, storedValue[0] ?? 0) : null;
    return { pointImage, pixel: [column, row], storedValue, modalityValue: value, instanceIndex };
  }
  return { ...nothing, pixel: [column, row], instanceIndex };
}
