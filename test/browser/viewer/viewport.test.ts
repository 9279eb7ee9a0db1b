import { afterEach, expect, test } from "vitest";
import type { PointImage } from "../../../src/domain/annotation.ts";
import type { DecodedFrame } from "../../../src/domain/calls/pixels-calls.ts";
import type { ImageFacts } from "../../../src/domain/image-facts.ts";
import { imageToScreen, rotate, screenToImage } from "../../../src/viewer/camera.ts";
import { labelPalette } from "../../../src/viewer/label-palette.ts";
import type { OverlayShape } from "../../../src/viewer/overlay-shape.ts";
import type { ViewerIntent } from "../../../src/viewer/viewer-intent.ts";
import { makeViewport } from "../../../src/viewer/viewport.ts";
import type { Viewport, ViewportState } from "../../../src/viewer/viewport-api.ts";
import { lateWebgl } from "../../../src/viewer/webgl/late-webgl.ts";
import { greyFacts } from "../../support/golden-renderer-cases.ts";

// The card draws at once where its code is there: how it comes is told in late-webgl.test.ts.
await lateWebgl.load();

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

const facts = greyFacts({
  columns: 50,
  rows: 40,
  type: "u8",
  bitsStored: 8,
  windows: [{ center: 128, width: 256 }],
  spacingMm: [0.5, 0.5],
  spacingKind: "patient",
});

const frameOf = (value: number, change: Partial<DecodedFrame> = {}): DecodedFrame => ({
  sopUid: "2.25.1",
  frameIndex: 0,
  columns: 50,
  rows: 40,
  samples: 1,
  type: "u8",
  pixels: new Uint8Array(50 * 40).fill(value),
  ...change,
});

function open(image: ImageFacts = facts) {
  const host = document.createElement("div");
  Object.assign(host.style, { position: "absolute", left: "0", top: "0", width: "500px", height: "400px" });
  document.body.append(host);
  const intents: ViewerIntent[] = [];
  const states: ViewportState[] = [];
  const viewport = makeViewport(host, {
    backend: "webgl2",
    onIntent: (intent) => intents.push(intent),
    onState: (state) => states.push(state),
    texts: {
      length: (value, unit) => `${value} ${unit}`,
      notCalibrated: "not calibrated",
      atDetector: "at detector",
    },
  });
  cleanups.push(() => {
    viewport.dispose();
    expect(host.childElementCount, "nothing is left behind").toBe(0);
    host.remove();
  });
  viewport.setImage(image, "one");
  viewport.showFrame(0, frameOf(100));
  return { host, viewport, intents, states };
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));

function point(host: HTMLElement, type: string, x: number, y: number, more: PointerEventInit = {}): void {
  const { left, top } = host.getBoundingClientRect();
  const init = {
    pointerId: 1,
    pointerType: "mouse",
    clientX: left + x,
    clientY: top + y,
    bubbles: true,
    cancelable: true,
  };
  host.dispatchEvent(new PointerEvent(type, { ...init, buttons: type === "pointerup" ? 0 : 1, ...more }));
}

const pixel = (viewport: Viewport, x: number, y: number) => {
  const { rgba, width } = viewport.readPixels();
  const ratio = globalThis.devicePixelRatio;
  const at = (Math.floor(y * ratio) * width + Math.floor(x * ratio)) * 4;
  return Array.from(rgba.subarray(at, at + 3));
};

test("an image opens fitted, with its file's window, and reports it", async () => {
  const { viewport, states } = open();
  expect(viewport.getCamera()).toMatchObject({ zoom: 10, centerImage: [24.5, 19.5] });
  expect(pixel(viewport, 250, 200)).toEqual([100, 100, 100]);
  await nextFrame();
  expect(states.at(-1)).toMatchObject({
    frameIndex: 0,
    missing: false,
    window: { center: 128, width: 256, fn: "LINEAR" },
  });
  expect(states.at(-1)?.backend.name).toBe("webgl2");
});

test("the next slice keeps camera and window", () => {
  const { viewport } = open();
  viewport.setWindow({ kind: "window", center: 50, width: 100, fn: "LINEAR_EXACT", invert: false });
  viewport.setCamera({ ...viewport.getCamera(), zoom: 20 });
  viewport.setImage({ ...facts, windows: [{ center: 1, width: 2 }] }, "two", { keepView: true });
  viewport.showFrame(0, frameOf(50));
  expect(pixel(viewport, 250, 200)).toEqual([128, 128, 128]);
  expect(viewport.getCamera().zoom).toBe(20);
});

test("labels of one slice are never seen on another, of the same instance or the next", () => {
  const { viewport } = open();
  const paint = () => viewport.setLabelTile(0, 0, 0, new Uint16Array(4096).fill(1));
  viewport.setPalette(0, labelPalette([{ index: 1, color: "#ff0000", visible: true, proposal: false }]));
  paint();
  expect(pixel(viewport, 250, 200)).toEqual([139, 75, 75]);
  viewport.showFrame(0, frameOf(100));
  expect(pixel(viewport, 250, 200), "the same frame again keeps them").toEqual([139, 75, 75]);
  viewport.showFrame(1, frameOf(100));
  expect(pixel(viewport, 250, 200)).toEqual([100, 100, 100]);
  paint();
  viewport.setImage(facts, "two", { keepView: true });
  expect(pixel(viewport, 250, 200), "until its frame comes the last slice stands with its labels").toEqual([
    139, 75, 75,
  ]);
  viewport.showFrame(1, frameOf(100));
  expect(pixel(viewport, 250, 200)).toEqual([100, 100, 100]);
});

test("a width that the standard forbids is refused and the old window stays", () => {
  const { viewport } = open();
  expect(viewport.setWindow({ kind: "window", center: 1, width: 0.5, fn: "LINEAR", invert: false })).toBe(
    false,
  );
  expect(pixel(viewport, 250, 200)).toEqual([100, 100, 100]);
});

test("a frame of another shape is refused with both shapes", () => {
  const { viewport } = open();
  expect(() => viewport.showFrame(1, frameOf(1, { columns: 49 }))).toThrow(/50 × 40 × 1.*49 × 40 × 1/);
});

test.each([
  [4000, 1],
  [1, 4000],
])("a strip of %i × %i is seen when it is fitted, and met where it is seen", (columns, rows) => {
  const { viewport } = open();
  viewport.setImage({ ...facts, columns, rows, spacingMm: [1, 1] }, "strip");
  viewport.showFrame(0, frameOf(100, { columns, rows, pixels: new Uint8Array(4000).fill(100) }));
  expect(pixel(viewport, 250, 200)).toEqual([100, 100, 100]);
  const [x, y] = screenToImage(viewport.getView(), [251, 201]);
  expect([Math.abs(x - (columns - 1) / 2) <= columns / 2, Math.abs(y - (rows - 1) / 2) <= rows / 2]).toEqual([
    true,
    true,
  ]);
});

test("a frame that is still read leaves the last one dimmed", async () => {
  const { host, viewport, states } = open();
  await nextFrame();
  viewport.showMissing();
  await nextFrame();
  expect(states.at(-1)?.missing).toBe(true);
  const picture = host.querySelector("canvas")?.parentElement;
  expect(Number(getComputedStyle(picture ?? host).opacity)).toBeLessThan(0.6);
  viewport.showFrame(1, frameOf(7));
  await nextFrame();
  expect(states.at(-1)).toMatchObject({ missing: false, frameIndex: 1 });
  expect(getComputedStyle(picture ?? host).opacity).toBe("1");
});

test("real pointer events reach the tools as image points", () => {
  const { host, viewport, intents } = open();
  viewport.setInput({ primary: "tool" });
  point(host, "pointerdown", 105, 205);
  point(host, "pointermove", 155, 205);
  point(host, "pointerup", 155, 205);
  expect(intents.map(({ kind }) => kind)).toEqual(["tool-down", "tool-move", "tool-up"]);
  // Ten CSS px a pixel; the first pixel's centre lies at 5.
  expect(intents[0]).toMatchObject({ sample: { pointImage: [10, 20], pointScreen: [105, 205] } });
});

test("palm: touches while the pen draws change neither the stroke nor the view", () => {
  const { host, viewport, intents } = open();
  viewport.setInput({ primary: "tool" });
  const camera = viewport.getCamera();
  point(host, "pointerdown", 100, 100, { pointerType: "pen", pointerId: 4 });
  point(host, "pointerdown", 300, 300, { pointerType: "touch", pointerId: 5 });
  point(host, "pointermove", 120, 100, { pointerType: "pen", pointerId: 4 });
  point(host, "pointermove", 390, 300, { pointerType: "touch", pointerId: 5 });
  point(host, "pointercancel", 390, 300, { pointerType: "touch", pointerId: 5 });
  point(host, "pointerup", 120, 100, { pointerType: "pen", pointerId: 4 });
  expect(intents.map(({ kind }) => kind)).toEqual(["pen-mode", "tool-down", "tool-move", "tool-up"]);
  expect(viewport.getCamera()).toEqual(camera);
});

test("two fingers zoom about their middle and the camera follows", () => {
  const { host, viewport } = open();
  viewport.setInput({ primary: "tool" });
  const touch = (type: string, pointerId: number, x: number) =>
    point(host, type, x, 200, { pointerType: "touch", pointerId });
  touch("pointerdown", 1, 200);
  touch("pointerdown", 2, 300);
  touch("pointermove", 2, 320);
  touch("pointermove", 2, 440);
  expect(viewport.getCamera().zoom).toBeCloseTo(20, 9);
});

test("Ctrl + wheel zooms at the pointer, and the page does not", () => {
  const { host, viewport, intents } = open();
  const at = [100, 100] as const;
  const before = viewport.pick(at).pointImage;
  const { left, top } = host.getBoundingClientRect();
  const init = {
    clientX: left + 100,
    clientY: top + 100,
    deltaY: -100,
    ctrlKey: true,
    bubbles: true,
    cancelable: true,
  };
  const event = new WheelEvent("wheel", init);
  host.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(true);
  expect(intents.at(-1)?.kind).toBe("zoom");
  expect(viewport.getCamera().zoom).toBeGreaterThan(10);
  const after = viewport.pick(at).pointImage;
  expect(Math.hypot(after[0] - before[0], after[1] - before[1])).toBeLessThan(1e-9);
});

test("letters and scale bar stand at the edges, true after a turn, and go when unknown", async () => {
  const { host, viewport } = open();
  const read = (part: string) => host.querySelector(`[data-part="${part}"]`)?.textContent;
  viewport.setPlane({ positionMm: [0, 0, 0], orientation: [1, 0, 0, 0, 1, 0] });
  await nextFrame();
  expect(["left", "top", "right", "bottom"].map(read)).toEqual(["R", "A", "L", "P"]);
  // 20 px a mm: 5 mm = 100 px.
  expect(read("scale")).toBe("5 mm");
  viewport.setCamera(rotate(viewport.getCamera(), 1));
  await nextFrame();
  expect(["left", "top", "right", "bottom"].map(read)).toEqual(["P", "R", "A", "L"]);
  viewport.setPlane(null);
  await nextFrame();
  expect(["left", "top", "right", "bottom"].map(read)).toEqual(["", "", "", ""]);
  viewport.setImage(greyFacts({ ...facts, spacingKind: "unknown" }), "three");
  viewport.showFrame(0, frameOf(1));
  await nextFrame();
  expect(read("scale-note")).toBe("not calibrated");
});

/** Layers in order: picture, overlay, ink, tail. */
const layer = (host: HTMLElement, index: number) => {
  const context = host.querySelectorAll("canvas")[index]?.getContext("2d");
  if (!context) throw new Error("no layer");
  return (x: number, y: number) => {
    const ratio = globalThis.devicePixelRatio;
    return Array.from(context.getImageData(Math.floor(x * ratio), Math.floor(y * ratio), 1, 1).data);
  };
};

test("a box is drawn where its image coordinates lie, with fill, outline and black halo", async () => {
  const { host, viewport } = open();
  const shape: OverlayShape = {
    id: "a",
    geometry: { type: "box", boxImage: [9.5, 9.5, 29.5, 29.5] },
    color: "#ff0000",
    look: "label",
    selected: true,
  };
  viewport.setShapes([shape]);
  await nextFrame();
  const at = layer(host, 1);
  expect(imageToScreen(viewport.getView(), [9.5, 9.5])).toEqual([100, 100]);
  expect(at(100, 200)).toEqual([255, 0, 0, 255]);
  // 2.5 px of line about x = 100, then the halo from 98.75 to 97.75: a quarter of this pixel is line.
  const [red, , , alpha] = at(98, 200);
  expect(red).toBeLessThan(100);
  expect(alpha).toBeGreaterThan(180);
  expect(at(95, 200)[3]).toBe(0);
  expect(at(200, 200)[0]).toBe(255);
  expect(Math.abs((at(200, 200)[3] ?? 0) - 64)).toBeLessThanOrEqual(1);
  viewport.setShapes([]);
  await nextFrame();
  expect(at(100, 200)[3]).toBe(0);
});

test("a proposal's outline is dashed and its fill hatched", async () => {
  const { host, viewport } = open();
  const geometry = { type: "box", boxImage: [9.5, 9.5, 29.5, 29.5] } as const;
  viewport.setShapes([
    { id: "p", geometry, color: "#ffff00", look: "proposal", selected: false, text: "? 0.71" },
  ]);
  await nextFrame();
  const at = layer(host, 1);
  const border = Array.from({ length: 180 }, (_, i) => at(110 + i, 100)[0] ?? 0);
  expect(border.some((value) => value > 170)).toBe(true);
  expect(border.some((value) => value < 15)).toBe(true);
  const inside = Array.from({ length: 60 }, (_, i) => at(150 + i, 200)[3] ?? 0);
  expect(inside.some((alpha) => alpha > 120)).toBe(true);
  expect(inside.some((alpha) => alpha === 0)).toBe(true);
});

test("a point with a note is an arrow whose tip it is, at every edge inside the view with its words", async () => {
  const { host, viewport } = open();
  const at = layer(host, 1);
  const draw = async (pointImage: PointImage, arrow: boolean) => {
    const geometry = { type: "point", pointImage } as const;
    const look = { look: "label", selected: true, color: "#ff0000", text: "edge" } as const;
    viewport.setShapes([{ id: "n", geometry, arrow, ...look }]);
    await nextFrame();
  };
  const redAt = (x: number, y: number) => (at(x, y)[0] ?? 0) > 120 && (at(x, y)[3] ?? 0) > 120;
  const [x, y] = [200, 200];
  await draw([19.5, 19.5], true);
  expect(imageToScreen(viewport.getView(), [19.5, 19.5])).toEqual([x, y]);
  expect([redAt(x + 8, y - 8), redAt(x + 20, y - 20), redAt(x - 6, y)]).toEqual([true, true, false]);
  // The plate of the words at the tail.
  expect(at(x + 40, y - 40)[3]).toBeGreaterThan(200);
  await draw([19.5, 19.5], false);
  expect([redAt(x + 20, y - 20), redAt(x - 6, y)]).toEqual([false, true]);
  const { widthCss, heightCss } = viewport.getView().size;
  await draw(screenToImage(viewport.getView(), [widthCss - 2, 2]), true);
  expect(redAt(widthCss - 2 - 20, 22)).toBe(true);
  await draw(screenToImage(viewport.getView(), [2, heightCss - 2]), true);
  expect(redAt(22, heightCss - 22)).toBe(true);
});

test("a badge has its words on its plate also where the page runs from right to left", async () => {
  const { host, viewport } = open();
  const geometry = { type: "box", boxImage: [9.5, 9.5, 29.5, 29.5] } as const;
  const draw = async (text: string) => {
    viewport.setShapes([{ id: "b", geometry, color: "#00ff00", look: "label", selected: false, text }]);
    await nextFrame();
    const canvas = host.querySelectorAll("canvas")[1];
    return canvas?.toDataURL() ?? "";
  };
  const [plain, other] = [await draw("A 12.4 mm"), await draw("B 12.4 mm")];
  expect(plain).not.toBe(other);
  document.documentElement.dir = "rtl";
  cleanups.push(() => document.documentElement.removeAttribute("dir"));
  expect(await draw("A 12.4 mm")).toBe(plain);
});

test("wet ink is one piece between far samples; the predicted tail lasts until the next; clear leaves nothing", () => {
  const { host, viewport } = open();
  const [ink, tail] = [layer(host, 2), layer(host, 3)];
  viewport.ink.begin({ radiusPx: 10, color: "#00ff00", opacity: 0.5 }, [50, 100]);
  expect(ink(50, 100)).toEqual([0, 255, 0, 255]);
  viewport.ink.extend([[250, 100]], [[350, 100]]);
  for (let x = 45; x <= 255; x += 5) expect(ink(x, 100)[3]).toBe(255);
  expect(ink(150, 108)[3]).toBe(255);
  expect(ink(150, 112)[3]).toBe(0);
  expect(ink(300, 100)[3]).toBe(0);
  expect(tail(300, 100)[3]).toBe(255);
  viewport.ink.extend([[260, 100]]);
  expect(tail(300, 100)[3]).toBe(0);
  viewport.ink.clear();
  expect(ink(150, 100)[3]).toBe(0);
});

test("a mask given whole shows as a layer and can be picked", () => {
  const { viewport } = open();
  // 50 columns: 10 lines of nothing, then lines 10 to 19 whole.
  viewport.setLabelMasks(3, [{ index: 5, mask: { columns: 50, rows: 40, counts: [500, 500, 1000] } }]);
  viewport.setPalette(3, labelPalette([{ index: 5, color: "#00ff00", visible: true, proposal: true }]));
  expect(viewport.pick([250, 155]).instanceIndex).toEqual([0, 0, 0, 5]);
  expect(viewport.pick([250, 95]).instanceIndex).toEqual([0, 0, 0, 0]);
  expect(viewport.pick([250, 205]).instanceIndex).toEqual([0, 0, 0, 0]);
});

test("a stroke ends as it is where the viewport is turned under it, and goes on where a bar comes beside it", async () => {
  const { host, viewport, intents } = open();
  viewport.setInput({ primary: "tool" });
  point(host, "pointerdown", 100, 100);
  point(host, "pointermove", 130, 100);
  const before = viewport.getCamera().zoom;
  host.style.height = `${host.clientHeight - 20}px`;
  await expect.poll(() => viewport.getCamera().zoom).not.toBe(before);
  point(host, "pointermove", 140, 100);
  host.style.width = "250px";
  await expect.poll(() => viewport.getCamera().zoom).toBe(5);
  expect(intents.at(-1)).toEqual({ kind: "tool-cancel", commit: true });
  point(host, "pointermove", 180, 100);
  point(host, "pointerup", 180, 100);
  expect(intents.filter(({ kind }) => kind === "tool-move")).toHaveLength(2);
  expect(intents.at(-1)?.kind).toBe("tool-cancel");
});

test("a window that loses the focus ends a stroke as it is, and its pointer is heard on while it is down", () => {
  const { host, viewport, intents } = open();
  viewport.setInput({ primary: "tool" });
  point(host, "pointerdown", 100, 100);
  window.dispatchEvent(new Event("blur"));
  expect(intents.at(-1)).toEqual({ kind: "tool-cancel", commit: true, held: true });
  point(host, "pointermove", 140, 100);
  point(host, "pointerup", 180, 100);
  expect(intents.map(({ kind }) => kind).slice(-2)).toEqual(["tool-move", "tool-up"]);
});

test("the picture follows the size of its host", async () => {
  const { host, viewport } = open();
  host.style.width = "250px";
  await nextFrame();
  await nextFrame();
  expect(viewport.getCamera().zoom).toBe(5);
  expect(viewport.readPixels().width).toBe(250 * globalThis.devicePixelRatio);
});
