import { afterEach, expect, test } from "vitest";
import { at, frame, makeTestEditor } from "../../support/editor-driver.ts";

/** Longest array of bytes that was asked for while it watches. */
function watchArrays() {
  let longest = 0;
  const names = ["Uint8Array", "Uint16Array", "Int32Array", "Float32Array"] as const;
  const plain = names.map((name) => globalThis[name]);
  const watched = <C extends (typeof plain)[number]>(made: C) =>
    new Proxy(made, {
      construct(target, args, self) {
        if (typeof args[0] === "number") longest = Math.max(longest, args[0]);
        return Reflect.construct(target, args, self === target ? target : self) as object;
      },
    });
  names.forEach((name, index) => {
    const made = plain[index];
    if (made) Object.assign(globalThis, { [name]: watched(made) });
  });
  return {
    longest: () => longest,
    stop: () => names.forEach((name, index) => void Object.assign(globalThis, { [name]: plain[index] })),
  };
}

let stop: (() => void) | null = null;
afterEach(() => {
  stop?.();
  stop = null;
});

test("brush, eraser, box and polygon on a slide take room by what is drawn, not by the image, at any zoom", () => {
  const editor = makeTestEditor();
  editor.session.tools.setTarget({ ...frame(), columns: 30_000, rows: 30_000, tiled: true });
  const watch = watchArrays();
  stop = watch.stop;
  new Uint8Array(123);
  expect(watch.longest()).toBe(123);
  const hand = at(editor);
  for (const [zoom, x] of [
    [8, 100],
    [1, 15_000],
    [0.03, 29_000],
  ] as const) {
    hand
      .zoom(zoom)
      .tool("brush")
      .down(x, x)
      .move(x + 400, x + 300)
      .up();
    hand
      .tool("eraser")
      .down(x + 100, x)
      .move(x + 120, x + 200)
      .up();
    hand
      .tool("box")
      .down(x, x)
      .move(x + 500, x + 500)
      .up();
    hand
      .tool("polygon")
      .tap(x, x)
      .tap(x + 600, x)
      .tap(x + 300, x + 600)
      .key("finish");
  }
  hand.wait(5000);
  const types = editor.session.records.annotations().map(({ geometry }) => geometry.type);
  expect(new Set(types)).toEqual(new Set(["mask", "box", "polygon"]));
  expect(editor.session.masks.tileKeys("2.25.8", "2.25.7", 0).length).toBeLessThan(200);
  expect(watch.longest()).toBeLessThanOrEqual(64 * 64 * 4);
});
