import type { BoxImage } from "../../domain/annotation.ts";
import type { AssistPlane, AssistResult } from "../../domain/calls/assist-calls.ts";
import { decodeMaskRle, encodeMaskRle } from "../../domain/mask-rle.ts";
import { type AxisTurn, inTurn, turnBack, turnTo, turnVoxels } from "../../domain/models/orientation.ts";
import { say } from "../../domain/said.ts";
import { PlainError } from "../serve.ts";

/** The turn that a model asks for, null for none. `axes`: where the images' axes run (slice, row, column), null where they do not say. */
export function turnFor(orientation: string | null, axes: string | null): AxisTurn | null {
  if (orientation === null) return null;
  const turn = axes === null ? null : turnTo(axes, orientation);
  if (turn) return turn;
  throw new PlainError(
    "model-orientation",
    axes === null
      ? say`The model expects images turned to ${orientation}; these do not say how they lie in the patient.`
      : say`The model expects images turned to ${orientation}; these lie in another plane (${axes}).`,
  );
}

/** A plane with its rows and columns in the order of the turn. */
export function turnPlane(plane: AssistPlane, turn: AxisTurn): AssistPlane {
  const size = [1, plane.rows, plane.columns] as const;
  const [, rows, columns] = inTurn(size, turn);
  const { spacingMm, rgb } = plane;
  const steps = spacingMm && inTurn([1, ...spacingMm], turn);
  return {
    columns,
    rows,
    values: turnVoxels(plane.values, size, turn),
    ...(steps ? { spacingMm: [steps[1], steps[2]] as const } : {}),
    ...(rgb ? { rgb: turnVoxels(rgb, size, turn, 3) } : {}),
  };
}

/** A finding on a turned plane, as it lies on the plane that was turned; pixel edges go to pixel edges. */
export function turnResultBack(result: AssistResult, turn: AxisTurn): AssistResult {
  const back = turnBack(turn);
  const { mask, boxImage } = result;
  const size = [1, mask.rows, mask.columns] as const;
  const [, rows, columns] = inTurn(size, back);
  const bits = turnVoxels(decodeMaskRle(mask).bits, size, back);
  const turned = { ...result, mask: encodeMaskRle({ columns, rows, bits }) };
  return boxImage ? { ...turned, boxImage: boxBack(boxImage, rows, columns, back) } : turned;
}

function boxBack([x0, y0, x1, y1]: BoxImage, rows: number, columns: number, back: AxisTurn): BoxImage {
  const ranges = [
    [0, 0],
    [y0, y1],
    [x0, x1],
  ] as const;
  const along = (axis: 1 | 2, count: number): readonly [number, number] => {
    const [low, high] = ranges[back.order[axis] as 0 | 1 | 2];
    return back.flip[axis] ? [count - 1 - high, count - 1 - low] : [low, high];
  };
  const [top, bottom] = along(1, rows);
  const [left, right] = along(2, columns);
  return [left, top, right, bottom];
}
