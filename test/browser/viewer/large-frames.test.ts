import { expect, test } from "vitest";
import { fitCamera } from "../../../src/viewer/camera.ts";
import { makeSliceRenderer } from "../../../src/viewer/make-slice-renderer.ts";
import { lateWebgl } from "../../../src/viewer/webgl/late-webgl.ts";
import { greyFacts } from "../../support/golden-renderer-cases.ts";

// The card draws at once where its code is there: how it comes is told in late-webgl.test.ts.
await lateWebgl.load();

const columns = 5000;
const rows = 60;
const facts = greyFacts({ columns, rows, type: "u16" });
const value = (x: number, y: number) => (x * 7 + y * 131) % 4096;

function renderer(backend: "webgl2" | "cpu") {
  const host = document.createElement("div");
  document.body.append(host);
  const made = makeSliceRenderer(host, { backend, onBackend: () => undefined, now: () => performance.now() });
  made.setSource({ ...facts, key: "k" });
  made.setWindow({ kind: "window", center: 2048, width: 4096, fn: "LINEAR", invert: false });
  return made;
}

const size = { widthCss: 240, heightCss: 120, devicePixelRatio: 1 };

function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs((a[i] ?? 0) - (b[i] ?? 0)));
  return most;
}

test("a frame wider than a texture shows no seam", () => {
  const pixels = new Uint16Array(columns * rows);
  for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) pixels[y * columns + x] = value(x, y);
  const dumps = (["webgl2", "cpu"] as const).map((backend) => {
    const made = renderer(backend);
    made.setFrame(0, pixels);
    // 4094 is where the second texture begins.
    made.setView({
      camera: { centerImage: [4094, 30], zoom: 5.3, quarterTurns: 0, flipped: false },
      size,
      stretch: [1, 1],
    });
    const { rgba } = made.readPixels();
    expect(made.backend.name).toBe(backend === "webgl2" ? "webgl2" : "cpu");
    made.dispose();
    return rgba;
  });
  expect(new Set(dumps[0]).size).toBeGreaterThan(100);
  expect(farthest(dumps[0] ?? [], dumps[1] ?? [])).toBeLessThanOrEqual(1);
});

test("the finest tile that is there is shown, coarse ones fill the rest, and the finest there is is picked", () => {
  for (const backend of ["webgl2", "cpu"] as const) {
    const made = renderer(backend);
    made.setSmooth(false);
    const coarse = new Uint16Array(1250 * 15).fill(1024);
    made.setTile({
      level: 2,
      scale: [4, 4],
      tileSize: 2048,
      tileColumn: 0,
      tileRow: 0,
      columns: 1250,
      rows: 15,
      pixels: coarse,
    });
    const fine = new Uint16Array(512 * 60).fill(4000);
    made.setTile({
      level: 0,
      scale: [1, 1],
      tileSize: 512,
      tileColumn: 1,
      tileRow: 0,
      columns: 512,
      rows: 60,
      pixels: fine,
    });
    made.setView({
      camera: { ...fitCamera(size, [1, 1], facts), centerImage: [512, 30], zoom: 1 },
      size,
      stretch: [1, 1],
    });
    const { rgba, width } = made.readPixels();
    const at = (x: number, y: number) => rgba[(y * width + x) * 4];
    // Screen x 120 is image 512: the first column of tile 1.
    expect(at(100, 60)).toBe(Math.round((1024 / 4095) * 255));
    expect(at(125, 60)).toBe(Math.round((4000 / 4095) * 255));
    expect(at(100, 10)).toBe(0);
    expect(made.pick([125, 60])).toMatchObject({ level: 0, storedValue: [4000] });
    expect(made.pick([100, 60])).toMatchObject({ level: 2, storedValue: [1024] });
    made.dispose();
  }
});
