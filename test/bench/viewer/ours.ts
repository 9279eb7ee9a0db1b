import { affineOf } from "../../../src/domain/affine-maths.ts";
import { starterLabelSchema } from "../../../src/domain/label-schema-starter.ts";
import { makeEditorSession } from "../../../src/editor/session.ts";
import type { EditorSession } from "../../../src/editor/session-types.ts";
import { intentToTool } from "../../../src/ui/viewer/intent-to-tool.ts";
import { labelPalette } from "../../../src/viewer/label-palette.ts";
import { makeReformatter } from "../../../src/viewer/mpr/make-reformatter.ts";
import { makeGpuVolume } from "../../../src/viewer/mpr/reformat-gpu.ts";
import type { ReformatRequest } from "../../../src/viewer/mpr/reformat-request.ts";
import type { Volume } from "../../../src/viewer/mpr/volume.ts";
import { makeViewport } from "../../../src/viewer/viewport.ts";
import type { Viewport, ViewportOptions } from "../../../src/viewer/viewport-api.ts";
import { greyFacts } from "../../support/golden-renderer-cases.ts";
import type { PageBench, PlaneBench } from "./page-bench.ts";
import { brushCss, makeVoxels, nextFrame, pictureCss, window0 } from "./volume.mjs";

let voxels = new Uint16Array(0);
let side = 0;
let depth = 0;
let slice = 0;
let viewport: Viewport | null = null;
let session: EditorSession | null = null;

const target = () => ({
  studyUid: "2.25.9",
  seriesUid: "2.25.8",
  sopUid: "2.25.7",
  frameIndex: slice,
  columns: side,
  rows: side,
});
const voxelsOf = (at: number) => voxels.subarray(at * side * side, (at + 1) * side * side);
const frameOf = (at: number) =>
  ({
    sopUid: "2.25.7",
    frameIndex: at,
    columns: side,
    rows: side,
    samples: 1,
    type: "u16",
    pixels: voxelsOf(at),
  }) as const;
const show = () => viewport?.showFrame(slice, frameOf(slice));

const volumeOfSlices = (): Volume => {
  const slices = Array.from({ length: depth }, (_, at) => voxelsOf(at));
  return {
    columns: side,
    rows: side,
    type: "u16",
    slices,
    scales: slices.map(() => ({ slope: 1, intercept: 0, padding: null })),
    affine: affineOf([1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]),
    factor: 1,
    put: (at) => at,
  };
};
/** The plane through the middle of the images, across all of them. */
const acrossTheStack = (): ReformatRequest => ({
  columns: side,
  rows: depth,
  start: [0, side >> 1, 0],
  across: [1, 0, 0],
  down: [0, 0, 1],
  through: [0, 1, 0],
  samples: 1,
  mode: "slice",
});

const viewportHost = () => {
  const host = document.createElement("div");
  Object.assign(host.style, {
    position: "absolute",
    inset: "0 auto auto 0",
    width: `${pictureCss}px`,
    height: `${pictureCss}px`,
  });
  document.body.append(host);
  return host;
};
const viewportOptions: ViewportOptions = {
  onIntent: (intent) => {
    const event = intentToTool(intent, viewport?.getCamera().zoom ?? 1, performance.now());
    if (event) session?.tools.dispatch(event);
  },
  onState: () => undefined,
  texts: { length: String, notCalibrated: "", atDetector: "" },
};

const bench: PageBench & PlaneBench = {
  prepare(wantedSide, wantedDepth) {
    [side, depth] = [wantedSide, wantedDepth];
    voxels = makeVoxels(side, depth);
    slice = depth >> 1;
  },
  async open() {
    viewport = makeViewport(viewportHost(), viewportOptions);
    viewport.setImage(greyFacts({ columns: side, rows: side, type: "u16", frames: depth }), "bench");
    show();
    bench.setWindow(window0.center, window0.width);
    await nextFrame();
    await nextFrame();
  },
  showSlice(wanted) {
    slice = wanted;
    show();
  },
  setWindow(center, width) {
    viewport?.setWindow({ kind: "window", center, width, fn: "LINEAR", invert: false });
  },
  async startBrush() {
    session = makeEditorSession({
      records: {
        studyUid: "2.25.9",
        annotations: [],
        proposals: [],
        schema: starterLabelSchema,
        taskState: "todo",
        tiles: [],
        log: [],
        rebuilt: false,
      },
      user: "bench",
      device: "bench",
      nowMs: () => Date.now(),
      randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
      schedule: (run, delayMs) => {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
      persist: async () => undefined,
      saveDraft: () => undefined,
      requestProposal: () => undefined,
    });
    const { tools, masks } = session;
    tools.setTarget(target());
    tools.chooseClass(starterLabelSchema.classes[0]?.id ?? "");
    tools.setTool("brush");
    viewport?.setInput({ primary: "tool" });
    tools.setOptions({ brushSizePx: (2 * brushCss * side) / pictureCss });
    viewport?.setPalette(0, labelPalette([{ index: 1, color: "#79C7FE", visible: true, proposal: false }]));
    masks.onMaskTiles((keys) => {
      for (const key of keys) viewport?.setLabelTile(key.layer, key.tileColumn, key.tileRow, masks.tile(key));
    });
    await nextFrame();
  },
  painted() {
    const keys = session?.masks.tileKeys("2.25.8", "2.25.7", slice) ?? [];
    return keys.reduce(
      (sum, key) => sum + (session?.masks.tile(key)?.reduce((n, value) => n + (value ? 1 : 0), 0) ?? 0),
      0,
    );
  },
  /** The volume of the three planes on the graphics path, also where only a program acts as the card. */
  async openPlanes(atOnce) {
    const volume = volumeOfSlices();
    const gpu = makeGpuVolume(volume, true);
    if (!gpu) throw new Error("There is no WebGL2 here.");
    // As the app does: pictures are made while images come. What is put on a card lies twice until a picture needs it, and what the driver
    // let go of is given back with the next one.
    for (const at of volume.slices.keys()) {
      gpu.upload(at);
      if (at % atOnce !== atOnce - 1) continue;
      gpu.reformat(acrossTheStack());
      await nextFrame();
    }
    for (let picture = 0; picture < 4; picture++) {
      gpu.reformat(acrossTheStack());
      await nextFrame();
    }
  },
  async firstPlane() {
    const host = viewportHost();
    const plane = makeViewport(host, viewportOptions);
    await nextFrame();
    const from = performance.now();
    const volume = volumeOfSlices();
    const reformatter = makeReformatter(volume);
    for (const at of volume.slices.keys()) reformatter.noticeSlice(at);
    const pixels = await reformatter.reformat(acrossTheStack());
    plane.setImage(greyFacts({ columns: side, rows: depth, type: "f32" }), "plane");
    plane.showFrame(0, { ...frameOf(0), rows: depth, type: "f32", pixels });
    plane.setWindow({ kind: "window", ...window0, fn: "LINEAR", invert: false });
    // The frame that draws it, and the one after, which begins when it is on the screen.
    await nextFrame();
    await nextFrame();
    const ms = performance.now() - from;
    const { rgba } = plane.readPixels();
    if (new Set(rgba).size < 20) throw new Error("The plane shows nothing.");
    return ms;
  },
};
Object.assign(window, { bench });
