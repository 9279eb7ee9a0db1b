import { describe, expect, test } from "vitest";
import type { PointImage } from "../../../src/domain/annotation.ts";
import { splineThrough } from "../../../src/domain/geometry-spline.ts";
import { makeLivewire, strongestEdge, withoutSpurs } from "../../../src/domain/region/livewire.ts";
import { at, makeTestEditor } from "../../support/editor-driver.ts";

const near = (line: readonly PointImage[], [x, y]: PointImage) =>
  Math.min(...line.map(([px, py]) => Math.hypot(px - x, py - y)));
const onCircle = (turn: number, r = 40): PointImage => [
  100 + r * Math.cos(turn * 2 * Math.PI),
  75 + r * Math.sin(turn * 2 * Math.PI),
];

describe("spline", () => {
  test("goes through every control point and follows a circle through eight of its points", () => {
    const control = Array.from({ length: 8 }, (_, step) => onCircle(step / 8));
    const line = splineThrough(control, true);
    for (const point of control) expect(near(line, point)).toBeLessThan(1e-6);
    for (const [x, y] of line) expect(Math.abs(Math.hypot(x - 100, y - 75) - 40)).toBeLessThan(1);
    for (const [index, [x, y]] of line.entries()) {
      const [px, py] = line[index - 1] ?? [x, y];
      expect(Math.hypot(x - px, y - py)).toBeLessThan(1.5);
    }
  });
  test("an open one ends where the last tap was; two points are a line", () => {
    const line = splineThrough(
      [
        [0, 0],
        [10, 10],
        [20, 0],
      ],
      false,
    );
    expect([line[0], line.at(-1)]).toEqual([
      [0, 0],
      [20, 0],
    ]);
    expect(
      splineThrough(
        [
          [0, 0],
          [5, 5],
        ],
        false,
      ),
    ).toEqual([
      [0, 0],
      [5, 5],
    ]);
    expect(
      splineThrough(
        [
          [1, 1],
          [1, 1],
          [1, 1],
        ],
        true,
      ),
    ).toEqual([[1, 1]]);
  });
  test("is tapped like a polygon and kept as one that follows the curve", () => {
    const editor = makeTestEditor();
    const hand = at(editor).tool("spline");
    for (let step = 0; step < 6; step++) hand.tap(...onCircle(step / 6));
    hand.key("finish");
    const geometry = editor.session.records.annotations()[0]?.geometry;
    if (geometry?.type !== "polygon") throw new Error("No polygon.");
    expect(geometry.pointsImage.length).toBeGreaterThan(12);
    for (const [x, y] of geometry.pointsImage)
      expect(Math.abs(Math.hypot(x - 100, y - 75) - 40)).toBeLessThan(2);
    editor.session.history.undo();
    expect(editor.session.records.annotations()).toEqual([]);
  });
});

describe("livewire", () => {
  /** A bright disc of radius 40. */
  const disc = (pixel: number) =>
    Math.hypot((pixel % 200) - 100, Math.floor(pixel / 200) - 75) <= 40 ? 200 : 20;

  test("follows the edge between two taps on it, where a straight line would cut through", () => {
    const wire = makeLivewire(disc, 200, 150, onCircle(0));
    const path = wire.pathTo(onCircle(0.25));
    if (!path) throw new Error("No path.");
    expect([path[0], path.at(-1)]).toEqual([
      [140, 75],
      [100, 115],
    ]);
    for (const [x, y] of path) expect(Math.abs(Math.hypot(x - 100, y - 75) - 40)).toBeLessThan(2.5);
  });
  test("is a chain of neighbours, and every part of it is itself the cheapest path", () => {
    const values = (pixel: number) => ((pixel * 2654435761) >>> 20) % 100;
    const wire = makeLivewire(values, 24, 24, [2, 2]);
    const far = wire.pathTo([21, 20]);
    const near = wire.pathTo([3, 3]);
    expect(far?.[0]).toEqual([2, 2]);
    expect(near).toEqual([
      [2, 2],
      [3, 3],
    ]);
    for (const [index, [x, y]] of (far ?? []).entries()) {
      const [px, py] = far?.[index - 1] ?? [x, y];
      expect(Math.max(Math.abs(x - px), Math.abs(y - py))).toBeLessThanOrEqual(1);
    }
    // Every part of a cheapest path is a cheapest path: asked anew from a middle point it comes out the same.
    const middle = far?.[Math.floor((far.length ?? 0) / 2)] ?? [0, 0];
    expect(wire.pathTo(middle)).toEqual(far?.slice(0, Math.floor(far.length / 2) + 1));
  });
  test("gives up for a move when its budget is used, and goes on with the next", () => {
    const wire = makeLivewire(() => 5, 400, 400, [10, 10]);
    let asked = 0;
    let path: PointImage[] | null = null;
    while (!path && asked < 200) {
      path = wire.pathTo([390, 390], 2000);
      asked++;
    }
    expect(asked).toBeGreaterThan(10);
    expect(path?.at(-1)).toEqual([390, 390]);
  });
  test("a tap beside an edge means the edge, and ways out and back are no part of an outline", () => {
    expect(strongestEdge(disc, 200, 150, [136, 75], 6).map(Math.round)[0]).toBeGreaterThanOrEqual(140);
    expect(strongestEdge(() => 5, 200, 150, [30, 30], 6)).toEqual([30, 30]);
    const spur: PointImage[] = [
      [0, 0],
      [1, 0],
      [2, 0],
      [2, 1],
      [2, 2],
      [2, 1],
      [2, 0],
      [3, 0],
      [3, 3],
      [0, 3],
    ];
    expect(withoutSpurs(spur, false)).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
      [3, 3],
      [0, 3],
    ]);
    const ring: PointImage[] = [
      [9, 9],
      [5, 5],
      [8, 5],
      [8, 8],
      [5, 8],
      [5, 5],
    ];
    expect(withoutSpurs(ring, true)).toEqual([
      [5, 5],
      [8, 5],
      [8, 8],
      [5, 8],
    ]);
  });
  test("four taps on an edge make its outline, and without values it says so", () => {
    const editor = makeTestEditor({ valuesOf: () => disc });
    const hand = at(editor).tool("livewire");
    for (const turn of [0, 0.25, 0.5, 0.75]) hand.tap(...onCircle(turn));
    hand.key("finish");
    const [label] = editor.session.records.annotations();
    const mask = editor.session.masks.maskOf(label?.instanceUid ?? "", 200, 150);
    const area = mask?.bits.reduce((sum, bit) => sum + bit, 0) ?? 0;
    expect(Math.abs(area / (Math.PI * 40 * 40) - 1)).toBeLessThan(0.06);
    const bare = makeTestEditor();
    at(bare).tool("livewire").tap(50, 50);
    expect(bare.session.tools.notice()?.code).toBe("no-values");
    expect(bare.session.tools.drawing()).toBe(false);
  });
});
