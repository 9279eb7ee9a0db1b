import { nearestAxes } from "../axis-order.ts";
import type { PlaneFacts } from "../image-facts.ts";
import { cross, dot, plus, type Vector } from "../vector.ts";
import type { Size3 } from "./sliding-window.ts";

/** Letters of the sides of the body that axes run towards, in pairs of opposites; patient coordinates grow to the first (LPS). */
const sides = ["LR", "PA", "SI"] as const;

/**
 * Where the axes of a stack run: one letter each for slice, row and column (an axial stack from the feet up: `SPL`). Oblique stacks are named by
 * their nearest axes, each used once. Null where the images do not say how they lie, or not in the patient.
 */
export function stackAxes(planes: readonly (PlaneFacts | undefined)[]): string | null {
  const [first, last] = [planes[0], planes.at(-1)];
  if (!first || !last || planes.some((plane) => !plane || plane.space === "volume")) return null;
  const [rx, ry, rz, cx, cy, cz] = first.orientation;
  const [along, down]: readonly [Vector, Vector] = [
    [rx, ry, rz],
    [cx, cy, cz],
  ];
  const step = plus(last.positionMm, first.positionMm, -1);
  const normal = cross(along, down);
  // Of a single slice, or of slices in one place, the normal has to do.
  const slice = Math.abs(dot(step, normal)) > 1e-3 ? plus([0, 0, 0], normal, dot(step, normal)) : normal;
  const axes = [slice, down, along];
  const size = Math.hypot(...slice) || 1;
  const share = (axis: number, side: number) =>
    Math.abs(axes[axis]?.[side as 0 | 1 | 2] ?? 0) / (axis === 0 ? size : 1);
  return nearestAxes(share)
    .map((side, axis) => (sides[side] ?? "")[(axes[axis]?.[side] ?? 0) >= 0 ? 0 : 1] ?? "")
    .join("");
}

/** Whether letters name `count` axes, no side or its opposite twice. */
export const isOrientation = (code: string, count: 2 | 3): boolean =>
  code.length === count &&
  new Set([...code].map((letter) => sides.findIndex((pair) => pair.includes(letter)))).size === count &&
  [...code].every((letter) => sides.some((pair) => pair.includes(letter)));

/** How voxels are put in another order of axes: axis `at` of the result is `order[at]` of the source, from its end if `flip[at]`. */
export interface AxisTurn {
  readonly order: readonly [number, number, number];
  readonly flip: readonly [boolean, boolean, boolean];
}

/**
 * The turn from the axes `from` (slice, row, column) to those that a model asks for: three letters for its depth, height and width, or two for
 * height and width, the slices staying as they are. Null where the images lie in another plane than the two letters.
 */
export function turnTo(from: string, wanted: string): AxisTurn | null {
  const to = wanted.length === 2 ? `${from[0]}${wanted}` : wanted;
  const found = [...to].map((letter) => {
    const pair = sides.find((each) => each.includes(letter)) ?? "";
    const axis = [...from].findIndex((each) => pair.includes(each));
    return { axis, flip: from[axis] !== letter };
  });
  const [a, b, c] = found;
  if (!a || !b || !c || new Set(found.map(({ axis }) => axis)).size < 3 || found.some(({ axis }) => axis < 0))
    return null;
  return { order: [a.axis, b.axis, c.axis], flip: [a.flip, b.flip, c.flip] };
}

/** The turn back. */
export function turnBack({ order, flip }: AxisTurn): AxisTurn {
  const at = ([0, 1, 2] as const).map((axis) => order.indexOf(axis));
  const [a = 0, b = 1, c = 2] = at;
  return { order: [a, b, c], flip: [flip[a] ?? false, flip[b] ?? false, flip[c] ?? false] };
}

/** Something of each axis in the order of the turn. */
export const inTurn = ([a, b, c]: Size3, { order: [x, y, z] }: AxisTurn): Size3 => {
  const all = [a, b, c];
  return [all[x] ?? 1, all[y] ?? 1, all[z] ?? 1];
};

/** Voxels of `size` in the order of the turn; `channels` numbers beside each other in every voxel. */
export function turnVoxels<Values extends Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(
  values: Values,
  size: Size3,
  turn: AxisTurn,
  channels = 1,
): Values {
  const [depth, height, width] = inTurn(size, turn);
  const strides = [size[1] * size[2], size[2], 1].map((stride) => stride * channels);
  const walks = ([0, 1, 2] as const).map((axis) => {
    const stride = strides[turn.order[axis]] ?? 0;
    const last = (size[turn.order[axis] as 0 | 1 | 2] ?? 1) - 1;
    return turn.flip[axis] ? { start: last * stride, step: -stride } : { start: 0, step: stride };
  });
  const [z, y, x] = walks;
  const out = new (values.constructor as { new (length: number): Values })(values.length);
  let to = 0;
  for (let k = 0; k < depth; k++)
    for (let j = 0; j < height; j++) {
      let from =
        (z?.start ?? 0) + k * (z?.step ?? 0) + (y?.start ?? 0) + j * (y?.step ?? 0) + (x?.start ?? 0);
      for (let i = 0; i < width; i++, from += x?.step ?? 0)
        for (let channel = 0; channel < channels; channel++) out[to++] = values[from + channel] ?? 0;
    }
  return out;
}
