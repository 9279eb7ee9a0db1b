import { expect, test } from "vitest";
import {
  type Camera,
  fitCamera,
  flip,
  imageToScreen,
  pan,
  pixelStretch,
  rotate,
  screenToImage,
  seenStretch,
  type View,
  zoomAt,
} from "../../../src/viewer/camera.ts";

const size = { widthCss: 300, heightCss: 200, devicePixelRatio: 2 };
const image = { columns: 64, rows: 32 };
const start = fitCamera(size, [1, 1], image);
const viewOf = (camera: Camera, stretch: readonly [number, number] = [1, 1]): View => ({
  camera,
  size,
  stretch,
});
const turns = [0, 1, 2, 3] as const;

const close = (a: readonly number[], b: readonly number[]) => {
  expect(a.length).toBe(b.length);
  a.forEach((value, i) => {
    expect(value).toBeCloseTo(b[i] ?? Number.NaN, 9);
  });
};

test("a point goes to the screen and back in every orientation and stretch", () => {
  for (const quarterTurns of turns) {
    for (const flipped of [false, true]) {
      for (const stretch of [
        [1, 1],
        [1, 2.5],
        [1.3, 1],
      ] as const) {
        const view = viewOf({ centerImage: [12.25, 40.5], zoom: 3.7, quarterTurns, flipped }, stretch);
        for (const point of [
          [0, 0],
          [-0.5, 31.5],
          [63, 7.125],
        ] as const) {
          close(screenToImage(view, imageToScreen(view, point)), point);
        }
      }
    }
  }
});

test("fitted, the outer corners of the image touch the viewport and no pixel is cut", () => {
  const view = viewOf(start);
  close(imageToScreen(view, [-0.5, -0.5]), [0, 25]);
  close(imageToScreen(view, [63.5, 31.5]), [300, 175]);
  const turned = viewOf(fitCamera(size, [1, 1], image, { ...start, quarterTurns: 1 }));
  const corners = [imageToScreen(turned, [-0.5, -0.5]), imageToScreen(turned, [63.5, 31.5])];
  close(
    corners.map(([, y]) => y).sort((a, b) => a - b),
    [0, 200],
  );
});

test("a quarter turn to the right brings the top of the picture to the right", () => {
  const top = [31.5, 0] as const;
  const [x, y] = imageToScreen(viewOf(rotate(start, 1)), top);
  expect(x).toBeGreaterThan(150);
  expect(y).toBeCloseTo(100, 9);
});

test("turn and flip act on what is seen, whatever was done before", () => {
  const point = [50, 3] as const;
  for (const quarterTurns of turns) {
    for (const flipped of [false, true]) {
      const camera = { ...start, quarterTurns, flipped };
      const [x, y] = imageToScreen(viewOf(camera), point);
      const [dx, dy] = [x - 150, y - 100];
      close(imageToScreen(viewOf(rotate(camera, 1)), point), [150 - dy, 100 + dx]);
      close(imageToScreen(viewOf(rotate(camera, -1)), point), [150 + dy, 100 - dx]);
      close(imageToScreen(viewOf(flip(camera, "horizontal")), point), [150 - dx, 100 + dy]);
      close(imageToScreen(viewOf(flip(camera, "vertical")), point), [150 + dx, 100 - dy]);
    }
  }
});

test("zooming keeps the point under the pointer, between 0.05 and 64", () => {
  const view = viewOf({ ...start, quarterTurns: 1, flipped: true }, [1, 1.5]);
  const at = [40, 170] as const;
  const fixed = screenToImage(view, at);
  for (const factor of [1.3, 0.4, 1e9, 1e-9]) {
    const camera = zoomAt(view, at, factor);
    close(screenToImage({ ...view, camera }, at), fixed);
    expect(camera.zoom).toBeLessThanOrEqual(64);
    expect(camera.zoom).toBeGreaterThanOrEqual(0.05);
  }
  expect(zoomAt(view, at, 1e9).zoom).toBe(64);
  expect(zoomAt(view, at, 1e-9).zoom).toBe(0.05);
});

test("an image that fits only below 0.05 can be seen whole", () => {
  const huge = { columns: 30_000, rows: 30_000 };
  const camera = fitCamera(size, [1, 1], huge);
  expect(camera.zoom).toBeCloseTo(200 / 30_000, 12);
  expect(zoomAt(viewOf(camera), [0, 0], 0.001, camera.zoom).zoom).toBe(camera.zoom);
});

test("panning moves the picture by as many CSS px", () => {
  const view = viewOf({ ...start, quarterTurns: 3 }, [1, 2]);
  const [x, y] = imageToScreen(view, [5, 6]);
  close(imageToScreen({ ...view, camera: pan(view, 17, -4) }, [5, 6]), [x + 17, y - 4]);
});

test("row spacing comes first: rows twice as far apart stretch the picture downwards", () => {
  expect(pixelStretch({ spacingMm: [2, 1] })).toEqual([1, 2]);
  expect(pixelStretch({ spacingMm: [0.5, 1] })).toEqual([2, 1]);
  expect(pixelStretch({ aspect: [4, 3] })).toEqual([1, 4 / 3]);
  expect(pixelStretch({ spacingMm: [0, 1] })).toEqual([1, 1]);
  expect(pixelStretch({})).toEqual([1, 1]);
});

test("a strip is seen three pixels thick where it would be thinner, and as it is once it is zoomed in", () => {
  const strip = { columns: 4000, rows: 1 };
  const zoom = fitCamera(size, [1, 1], strip).zoom;
  const stretch = seenStretch([1, 1], zoom, strip);
  expect(stretch[0]).toBe(1);
  expect(zoom * stretch[1]).toBeCloseTo(3, 9);
  expect(seenStretch([1, 1], 3, strip)).toEqual([1, 1]);
  expect(seenStretch([1, 1.2], zoom, { columns: 1, rows: 4000 })).toEqual([3 / zoom, 1.2]);
  expect(seenStretch([1.2, 1], 0.05, { columns: 512, rows: 512 }), "no other image changes").toEqual([
    1.2, 1,
  ]);
});
