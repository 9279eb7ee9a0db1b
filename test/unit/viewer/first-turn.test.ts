import { expect, test } from "vitest";
import { orientPicture } from "../../../src/formats/raw/orient-picture.ts";
import { uprightRgba } from "../../../src/formats/raw/upright-rgba.ts";
import { fitCamera, imageToScreen } from "../../../src/viewer/camera.ts";
import { firstTurn } from "../../../src/viewer/first-turn.ts";

const [columns, rows] = [5, 3];
const samples = new Uint8Array(columns * rows).map((_, at) => at);

test("an image is first seen as a reader that turns its pixels shows it, for all eight orientations", () => {
  for (let orientation = 1; orientation <= 8; orientation++) {
    const upright = orientPicture({ columns, rows, channels: 1, bits: 8, samples }, orientation);
    const size = { widthCss: upright.columns, heightCss: upright.rows, devicePixelRatio: 1 };
    const camera = { ...fitCamera(size, [1, 1], { columns, rows }), ...firstTurn({ orientation }), zoom: 1 };
    const seen = new Uint8Array(columns * rows);
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < columns; x++) {
        const [screenX, screenY] = imageToScreen({ camera, size, stretch: [1, 1] }, [x, y]);
        seen[Math.floor(screenY) * upright.columns + Math.floor(screenX)] = samples[y * columns + x] ?? 0;
      }
    expect([...seen], `orientation ${orientation}`).toEqual([...upright.samples]);
  }
});

test("a small picture is turned with its image, and one without orientation stays", () => {
  const rgba = new Uint8ClampedArray(columns * rows * 4).map((_, at) => Math.floor(at / 4) * 10 + (at % 4));
  const picture = { columns, rows, rgba };
  expect(uprightRgba(picture, {})).toBe(picture);
  const turned = uprightRgba(picture, { orientation: 6 });
  expect([turned.columns, turned.rows]).toEqual([rows, columns]);
  expect([...turned.rgba.slice(0, 4)]).toEqual([...rgba.slice((rows - 1) * columns * 4).slice(0, 4)]);
});
