import type { PlaneFacts } from "../domain/image-facts.ts";
import { imageToScreenAffine, type View } from "./camera.ts";

/** Letters of the four edges of the screen, as "A", "PL"; patient LPS: L R P A H F. */
export interface EdgeLetters {
  readonly left: string;
  readonly right: string;
  readonly top: string;
  readonly bottom: string;
}

/** Below this share an axis is not named: sin of some 24°. */
const share = 0.4;

/** Which way of the patient each edge of the screen is (Image Orientation (Patient), true after turn and flip). */
export function orientationLetters(plane: PlaneFacts, view: View): EdgeLetters | null {
  const [rx, ry, rz, cx, cy, cz] = plane.orientation;
  if (![rx, ry, rz, cx, cy, cz].every(Number.isFinite)) return null;
  const [a, b, c, d] = imageToScreenAffine(view);
  // Quarter turns only: each edge of the screen is one way along a row or a column.
  const along = (row: number, column: number) => {
    const [x, y] = [Math.sign(row), Math.sign(column)];
    return letters([x * rx + y * cx, x * ry + y * cy, x * rz + y * cz]);
  };
  const edges = {
    left: along(-a, -c),
    right: along(a, c),
    top: along(-b, -d),
    bottom: along(b, d),
  };
  return Object.values(edges).includes("") ? null : edges;
}

function letters([x, y, z]: readonly [number, number, number]): string {
  return [
    { size: Math.abs(x), letter: x > 0 ? "L" : "R" },
    { size: Math.abs(y), letter: y > 0 ? "P" : "A" },
    { size: Math.abs(z), letter: z > 0 ? "H" : "F" },
  ]
    .filter(({ size }) => size > share)
    .sort((one, other) => other.size - one.size)
    .slice(0, 2)
    .map(({ letter }) => letter)
    .join("");
}
