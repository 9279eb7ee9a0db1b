import type { PointImage } from "../../domain/annotation.ts";
import type { LabelClass, LabelSchema } from "../../domain/label-schema.ts";
import type { BinaryMask } from "../../domain/mask.ts";
import { type Said, say } from "../../domain/said.ts";
import type { SplitName } from "../../domain/split.ts";
import { bridgeRings } from "./bridge-rings.ts";
import { maskRings } from "./mask-rings.ts";

/** The classes in the order in which YOLO counts them, from 0. */
export const yoloClasses = (schema: LabelSchema): readonly LabelClass[] =>
  [...schema.classes].sort((a, b) => a.index - b.index);

const share = (value: number, whole: number) => (value / whole).toFixed(6);

/** `class cx cy w h` of a mask's bounds; null for a mask without pixels. */
export function yoloBoxLine(classNumber: number, mask: BinaryMask): string | null {
  const { columns, rows, bits } = mask;
  let [left, top, right, bottom] = [columns, rows, 0, 0];
  bits.forEach((bit, index) => {
    if (!bit) return;
    const x = index % columns;
    const y = (index - x) / columns;
    [left, right] = [Math.min(left, x), Math.max(right, x + 1)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y + 1)];
  });
  if (right === 0) return null;
  const box = [
    share((left + right) / 2, columns),
    share((top + bottom) / 2, rows),
    share(right - left, columns),
    share(bottom - top, rows),
  ];
  return `${classNumber} ${box.join(" ")}`;
}

/** One object as YOLO's polygons hold it; `loss` says what was bridged, or is null. */
export interface YoloOutline {
  readonly line: string;
  readonly loss: Said | null;
}

/** `class x1 y1 …` along the pixel edges of a mask; null for a mask without pixels. */
export function yoloOutlineLine(classNumber: number, mask: BinaryMask): YoloOutline | null {
  const rings = maskRings(mask);
  if (rings.length === 0) return null;
  const holes = rings.filter((ring) => ring.hole).length;
  const parts = rings.length - holes;
  const place = ([x, y]: PointImage) => `${share(x, mask.columns)} ${share(y, mask.rows)}`;
  return {
    line: `${classNumber} ${bridgeRings(rings).map(place).join(" ")}`,
    loss:
      rings.length > 1 ? say`made one outline by zero-width bridges; parts: ${parts}, holes: ${holes}` : null,
  };
}

/** `data.yaml` as YOLO trainers read it: the parts that have pictures, and the names by number. */
export function yoloDataFile(parts: readonly SplitName[], classes: readonly LabelClass[]): string {
  const missing = parts.includes("val")
    ? ""
    : "# Nobody is held out for val: see README.md of the dataset.\n";
  const lines = [
    ...parts.map((part) => `${part}: images/${part}`),
    `nc: ${classes.length}`,
    "names:",
    ...classes.map((item, number) => `  ${number}: ${JSON.stringify(item.name)}`),
  ];
  return `${missing}${lines.join("\n")}\n`;
}
