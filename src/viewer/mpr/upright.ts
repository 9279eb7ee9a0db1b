import { affineColumn } from "../../domain/affine-maths.ts";
import { type PlaneStack, screenAxes } from "../../domain/mpr/plane-stack.ts";
import { dot, plus, times, unit } from "../../domain/vector.ts";
import type { Camera } from "../camera.ts";

/** The turn and flip that bring a stack of images nearest to its plane's way on the screen: patient right at the left. */
export function uprightTurn({ kind, affine }: PlaneStack): Pick<Camera, "quarterTurns" | "flipped"> {
  const [right, down] = screenAxes[kind];
  const [column, row] = [unit(affineColumn(affine, 0)), unit(affineColumn(affine, 1))];
  let best: Pick<Camera, "quarterTurns" | "flipped"> = { quarterTurns: 0, flipped: false };
  let most = Number.NEGATIVE_INFINITY;
  for (const flipped of [false, true]) {
    for (const quarterTurns of [0, 1, 2, 3] as const) {
      const [cos, sin] = [[1, 0, -1, 0][quarterTurns] ?? 1, [0, 1, 0, -1][quarterTurns] ?? 0];
      const mirror = flipped ? -1 : 1;
      // Which way of the image the right and the lower edge of the screen are (see `imageToScreenAffine`).
      const seenRight = plus(times(column, mirror * cos), row, mirror * -sin);
      const seenDown = plus(times(column, sin), row, cos);
      const fit = dot(seenRight, right) + dot(seenDown, down);
      if (fit <= most + 1e-6) continue;
      most = fit;
      best = { quarterTurns, flipped };
    }
  }
  return best;
}
