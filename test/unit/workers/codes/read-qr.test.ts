import { expect, test } from "vitest";
import { projectCodes } from "../../../../src/domain/project-codes.ts";
import { qrCode } from "../../../../src/domain/qr/qr-code.ts";
import { readQr } from "../../../../src/workers/codes/read-qr.ts";

const [width, height] = [1280, 720];

/** What a camera sees of a code on a dark screen, held askew: side in pixels, turned by `turn` radians. */
function seen(text: string, sidePixels: number, turn = 0) {
  const { size, modules } = qrCode(new TextEncoder().encode(text));
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  const module = sidePixels / (size + 8);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [x - width / 2, y - height / 2];
      const column = Math.floor((cos * dx + sin * dy) / module + size / 2);
      const row = Math.floor((cos * dy - sin * dx) / module + size / 2);
      const isInside = column >= -4 && row >= -4 && column < size + 4 && row < size + 4;
      const isDark =
        column >= 0 && row >= 0 && column < size && row < size && modules[row * size + column] === 1;
      data.fill(isInside ? (isDark ? 40 : 225) : 20, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  return { width, height, data };
}

const [full = "", last = ""] = projectCodes(new Uint8Array(700).map((_, at) => (at * 89) & 255)) ?? [];

test.each([
  ["upright", full, 600, 0],
  ["from further away", full, 420, 0],
  ["askew", full, 560, 0.15],
  ["on its head", full, 600, Math.PI],
  ["a short one", last, 500, 0.05],
])("a code of ours is read as it was written: %s", (_name, text, side, turn) => {
  expect(text.length).toBeGreaterThan(300);
  expect(readQr(seen(text, side, turn))).toBe(text);
});

test("a picture without a code gives none", () => {
  expect(readQr({ width, height, data: new Uint8ClampedArray(width * height * 4).fill(128) })).toBeNull();
});
