import { expect, test } from "vitest";
import { classic, classicMethodFor } from "../../../../src/domain/assist/classic.ts";
import { keepPrompted } from "../../../../src/domain/assist/keep-prompted.ts";
import { networkAnswers, promptKind } from "../../../../src/domain/assist/prompt-kind.ts";
import { promptPlanes } from "../../../../src/domain/assist/prompt-planes.ts";
import { promptPoints } from "../../../../src/domain/assist/prompt-points.ts";
import type { Prompts } from "../../../../src/domain/proposal.ts";

const side = 64;
const line = (positive: boolean, ...pointsImage: (readonly [number, number])[]) => ({
  positive,
  pointsImage,
});
const drawn = (...scribbles: ReturnType<typeof line>[]): Prompts => ({
  positive: [],
  negative: [],
  box: null,
  scribbles,
});

test("a line marks every pixel that it crosses, on its own side only", () => {
  const prompts = drawn(line(true, [2, 2], [12, 2], [12, 9]), line(false, [40, 40]));
  const places = new Set(promptPoints(prompts, true).map(([x, y]) => `${Math.round(x)},${Math.round(y)}`));
  for (let x = 2; x <= 12; x++) expect(places.has(`${x},2`)).toBe(true);
  for (let y = 2; y <= 9; y++) expect(places.has(`12,${y}`)).toBe(true);
  expect(promptPoints(prompts, false)).toEqual([[40, 40]]);
});

test("what is drawn is a kind of prompt of its own: the network answers it only where its card says so", () => {
  const prompts = drawn(line(true, [2, 2], [9, 9]));
  expect(promptKind(prompts)).toBe("scribble");
  expect(networkAnswers(["click", "clicks"], prompts)).toBe(false);
  expect(classicMethodFor(prompts)).toBe("random-walker");
});

/** A bent band, which one click in its middle does not tell from the ground: its ends are brighter. */
function band() {
  const values = new Float32Array(side * side).fill(20);
  const truth = new Uint8Array(side * side);
  for (let y = 24; y < 36; y++)
    for (let x = 8; x < 56; x++) {
      values[y * side + x] = 60 + x;
      truth[y * side + x] = 1;
    }
  return { plane: { columns: side, rows: side, values }, truth };
}

test("a line along a thing and one beside it give the thing", () => {
  const { plane, truth } = band();
  const prompts = drawn(
    line(true, [10, 30], [53, 30]),
    line(false, [6, 14], [58, 14]),
    line(false, [6, 46], [58, 46]),
  );
  const { mask, method } = classic({ plane, prompts, method: "auto", tolerance: null });
  expect(method).toBe("random-walker");
  let [both, sum] = [0, 0];
  for (let at = 0; at < truth.length; at++) {
    if (truth[at] && mask.bits[at]) both++;
    sum += (truth[at] ?? 0) + (mask.bits[at] ?? 0);
  }
  expect((2 * both) / sum).toBeGreaterThan(0.9);
});

test("parts that no line touches go; a line outside takes its part away", () => {
  const bits = new Uint8Array(side * side);
  for (const [x0, y0] of [
    [4, 4],
    [30, 4],
    [4, 40],
  ] as const)
    for (let y = y0; y < y0 + 8; y++) bits.fill(1, y * side + x0, y * side + x0 + 8);
  const kept = keepPrompted(
    { columns: side, rows: side, bits },
    drawn(line(true, [6, 8], [34, 8]), line(false, [5, 44], [9, 44])),
  ).bits;
  expect([kept[8 * side + 6], kept[8 * side + 34], kept[44 * side + 6]]).toEqual([1, 1, 0]);
});

test("a network of planes sees the line itself", () => {
  const plane = {
    columns: side,
    rows: side,
    values: new Float32Array(side * side).map((_, at) => at % 7),
  };
  const window = { x: 0, y: 0, width: side, height: side };
  const { values } = promptPlanes({
    plane,
    prompts: drawn(line(true, [10, 20], [50, 20])),
    previous: null,
    window,
    side,
    channels: ["pos:disk:2", "neg:disk:2"],
  });
  for (let x = 10; x <= 50; x++) expect(values[20 * side + x]).toBe(1);
  expect(values[30 * side + 30]).toBe(0);
  expect(values.subarray(side * side).some((value) => value !== 0)).toBe(false);
});
