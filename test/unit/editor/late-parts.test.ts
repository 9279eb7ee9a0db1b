import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { starterLabelSchema } from "../../../src/domain/label-schema-starter.ts";
import { makeLater } from "../../../src/domain/later.ts";
import type { ImageTarget } from "../../../src/editor/image-target.ts";
import type { makeEditorSession } from "../../../src/editor/session.ts";
import type { ToolEvent } from "../../../src/editor/tool-event.ts";
import { seededBytes } from "../../support/seeded-bytes.ts";

// Every test gets modules of its own: the late parts of one are not there for the next.
beforeEach(() => vi.resetModules());
afterEach(() => vi.doUnmock("../../../src/editor/rare-parts.ts"));

const frame = (frameIndex: number): ImageTarget => ({
  studyUid: "2.25.9",
  seriesUid: "2.25.8",
  sopUid: "2.25.7",
  frameIndex,
  columns: 200,
  rows: 150,
});

async function fresh() {
  const { makeEditorSession } = await import("../../../src/editor/session.ts");
  const { lateParts } = await import("../../../src/editor/late-parts.ts");
  const timers: (() => void)[] = [];
  const drafts: unknown[] = [];
  const session = makeEditorSession({
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
    user: "u1",
    device: "dev-a",
    nowMs: () => Date.UTC(2026, 10, 23, 10),
    randomBytes: seededBytes(1),
    schedule(run) {
      timers.push(run);
      return () => undefined;
    },
    persist: async () => undefined,
    saveDraft: (draft) => drafts.push(draft),
    requestProposal: () => undefined,
  });
  session.tools.setTarget(frame(0));
  session.tools.chooseClass("mass");
  const runTimers = () => {
    for (const run of timers.splice(0)) run();
  };
  return { session, lateParts, drafts, runTimers };
}

type Session = ReturnType<typeof makeEditorSession>;

/** A box of 30 pixels, dragged; it is selected then. */
function drawBox(session: Session, at: number): void {
  const shared = {
    modifiers: { shift: false, alt: false, ctrl: false },
    pointerType: "mouse",
    scale: 1,
  } as const;
  const sample = (x: number) => ({ x, y: x, pressure: 0.5, timeMs: x });
  session.tools.setTool("box");
  session.tools.dispatch({ type: "down", sample: sample(at), button: "primary", ...shared });
  session.tools.dispatch({ type: "move", samples: [sample(at + 30)], ...shared });
  session.tools.dispatch({ type: "up", sample: sample(at + 30), ...shared });
}

function tap(session: Session, x: number, y: number, timeMs: number): void {
  const shared = {
    modifiers: { shift: false, alt: false, ctrl: false },
    pointerType: "mouse",
    scale: 1,
  } as const;
  const sample = { x, y, pressure: 0.5, timeMs };
  const events: readonly ToolEvent[] = [
    { type: "down", sample, button: "primary", ...shared },
    { type: "up", sample, ...shared },
  ];
  for (const event of events) session.tools.dispatch(event);
}

const corners = [
  [20, 20],
  [80, 20],
  [80, 80],
  [20, 20],
] as const;

test("taps made before the code of a tool has come are done when it has: nothing of a shape is lost", async () => {
  const { session, lateParts } = await fresh();
  session.tools.setTool("spline");
  expect(lateParts.now()).toBeNull();
  for (const [at, [x, y]] of corners.entries()) tap(session, x, y, at * 1000);
  expect(lateParts.now()).toBeNull();
  expect(session.tools.drawing()).toBe(true);
  expect(session.records.annotations()).toEqual([]);
  await session.tools.whenReady();
  await vi.waitFor(() => expect(session.records.annotations()).toHaveLength(1));
  expect(session.records.annotations()[0]?.geometry.type).toBe("polygon");
  expect(session.tools.drawing()).toBe(false);
});

test("what waits for its tool never lands on another image", async () => {
  const { session } = await fresh();
  session.tools.setTool("spline");
  for (const [at, [x, y]] of corners.slice(0, 3).entries()) tap(session, x, y, at * 1000);
  session.tools.setTarget(frame(1));
  expect(session.tools.drawing()).toBe(false);
  expect(session.tools.notice()?.code).toBe("not-there-yet");
  await session.tools.whenReady();
  tap(session, 20, 20, 9000);
  session.tools.dispatch({
    type: "key",
    key: "finish",
    modifiers: { shift: false, alt: false, ctrl: false },
  });
  expect(session.records.annotations()).toEqual([]);
});

test("Esc drops what waits for its tool", async () => {
  const { session } = await fresh();
  session.tools.setTool("spline");
  for (const [at, [x, y]] of corners.entries()) tap(session, x, y, at * 1000);
  session.tools.dispatch({
    type: "key",
    key: "cancel",
    modifiers: { shift: false, alt: false, ctrl: false },
  });
  expect(session.tools.drawing()).toBe(false);
  await session.tools.whenReady();
  expect(session.records.annotations()).toEqual([]);
});

test("what is closed before its tool has come is of the class that was chosen then", async () => {
  const { session } = await fresh();
  session.tools.setTool("spline");
  for (const [at, [x, y]] of corners.entries()) tap(session, x, y, at * 1000);
  session.tools.chooseClass("nodule");
  await session.tools.whenReady();
  await vi.waitFor(() => expect(session.records.annotations()).toHaveLength(1));
  expect(session.records.annotations()[0]?.classId).toBe("mass");
  expect(session.tools.activeClassId()).toBe("nodule");
});

test("seeds painted before their tool has come are of the label and of the background, as each was painted", async () => {
  const { session } = await fresh();
  session.tools.setTool("growcut");
  tap(session, 50, 50, 0);
  session.tools.setOptions({ seedsOf: "background" });
  tap(session, 120, 120, 1000);
  await session.tools.whenReady();
  await vi.waitFor(() => expect(session.candidates.candidate()).not.toBeNull());
  const request = session.candidates.candidate()?.request;
  expect(request?.kind === "seeds" && request.strokes.map(({ label }) => label)).toEqual([1, 0]);
  expect(session.tools.options().seedsOf).toBe("background");
});

test("what was drawn for a tool that had not come is not lost in silence when another is taken", async () => {
  const { session } = await fresh();
  session.tools.setTool("spline");
  for (const [at, [x, y]] of corners.entries()) tap(session, x, y, at * 1000);
  session.tools.setTool("brush");
  expect(session.tools.notice()?.code).toBe("not-there-yet");
  await session.tools.whenReady();
  expect(session.records.annotations()).toEqual([]);
});

test("a command asked before its code has come is not done to a label that was chosen since", async () => {
  const { session } = await fresh();
  for (const x of [10, 80]) drawBox(session, x);
  const [first, second] = session.records.annotations();
  session.records.select([first?.instanceUid ?? ""]);
  session.cleanUp.shapeToMask();
  session.records.select([second?.instanceUid ?? ""]);
  await session.tools.whenReady();
  await vi.waitFor(() => expect(session.tools.notice()?.code).toBe("not-there-yet"));
  expect(session.records.annotations().map(({ geometry }) => geometry.type)).toEqual(["box", "box"]);
});

test("the late parts come after the first picture, unasked", async () => {
  const { lateParts, runTimers } = await fresh();
  expect(lateParts.now()).toBeNull();
  runTimers();
  await vi.waitFor(() => expect(lateParts.now()).not.toBeNull(), 30_000);
});

test("a command asked before its code has come is done when it has", async () => {
  const { session, lateParts } = await fresh();
  drawBox(session, 10);
  session.cleanUp.shapeToMask();
  expect(lateParts.now()).toBeNull();
  expect(session.tools.notice()?.code).toBe("coming");
  expect(session.records.annotations()[0]?.geometry.type).toBe("box");
  await session.tools.whenReady();
  await vi.waitFor(() => expect(session.records.annotations()[0]?.geometry.type).toBe("mask"));
});

test("what is copied before the clipboard has come is copied when it has, and pasted", async () => {
  const { session, lateParts } = await fresh();
  drawBox(session, 10);
  session.cleanUp.copySelection();
  expect([lateParts.now(), session.cleanUp.copied()]).toEqual([null, false]);
  session.cleanUp.pasteCopied();
  expect(session.records.annotations()).toHaveLength(1);
  await vi.waitFor(() => expect(session.cleanUp.copied()).toBe(true), 30_000);
  session.cleanUp.pasteCopied();
  expect(session.records.annotations()).toHaveLength(2);
});

/** A stroke of 40 pixels with the tool in hand. */
function drag(session: Session, y: number): void {
  const shared = {
    modifiers: { shift: false, alt: false, ctrl: false },
    pointerType: "mouse",
    scale: 1,
  } as const;
  const sample = (x: number) => ({ x, y, pressure: 0.5, timeMs: x });
  session.tools.dispatch({ type: "down", sample: sample(40), button: "primary", ...shared });
  session.tools.dispatch({ type: "move", samples: [sample(80)], ...shared });
  session.tools.dispatch({ type: "up", sample: sample(80), ...shared });
}

test("a brush that is to be a sphere paints nothing, and says so, until the code of spheres has come; erasing neither", async () => {
  const { session } = await fresh();
  session.tools.setTool("brush");
  drag(session, 40);
  const [label] = session.records.annotations();
  const painted = () => session.masks.maskOf(label?.instanceUid ?? "", 200, 150)?.bits.filter(Boolean).length;
  const before = painted();
  expect(before).toBeGreaterThan(500);
  session.tools.setOptions({ sphere: true });
  for (const tool of ["brush", "eraser"] as const) {
    session.tools.setTool(tool);
    drag(session, 45);
    expect(session.tools.notice()?.code).toBe("not-there-yet");
    expect(session.tools.drawing()).toBe(false);
    expect(painted()).toBe(before);
  }
  await session.tools.whenReady();
  session.tools.setTool("brush");
  drag(session, 100);
  // No place of a slice is known here: it says so, and paints a circle.
  expect(session.tools.notice()?.code).toBe("no-sphere");
  expect(painted()).toBeGreaterThan(before ?? 0);
});

test("a plain stroke that a killed tab left stays where it is until what draws it again has come", async () => {
  const { session, drafts } = await fresh();
  session.tools.setTool("brush");
  const shared = {
    modifiers: { shift: false, alt: false, ctrl: false },
    pointerType: "mouse",
    scale: 1,
  } as const;
  const sample = (x: number) => ({ x, y: 40, pressure: 0.5, timeMs: x });
  session.tools.dispatch({ type: "down", sample: sample(20), button: "primary", ...shared });
  session.tools.dispatch({ type: "move", samples: [sample(60)], ...shared });
  session.tools.saveDraftNow();
  const stored = structuredClone(drafts.at(-1));
  const next = await fresh();
  expect(next.session.tools.replayDraft(stored)).toBe(false);
  expect(next.drafts).toEqual([]);
  await next.session.tools.whenReady();
  expect(next.session.tools.replayDraft(stored)).toBe(true);
  expect(next.session.records.annotations()).toHaveLength(1);
});

test("fill and follow asked before their code has come: the one is done then, the other says that it was not", async () => {
  const { session } = await fresh();
  expect(session.proposals.labelToFollow()).toBeNull();
  expect(session.tools.notice()?.code).toBe("not-there-yet");
  session.candidates.fillBetween();
  await session.tools.whenReady();
  await vi.waitFor(() => expect(session.tools.notice()?.code).toBe("choose-one"));
});

test("a draft of a tool that is not there stays where it is", async () => {
  const { session, drafts } = await fresh();
  const { options } = session.tools;
  const events: readonly ToolEvent[] = [];
  const draft = { v: 1, studyUid: "2.25.9", tool: "spline", events, target: frame(0), options: options() };
  const stored = { ...draft, classId: "mass", selection: [], correcting: null };
  expect(session.tools.replayDraft(stored)).toBe(false);
  expect(drafts).toEqual([]);
  await session.tools.whenReady();
  // With the tool there it is drawn, and, as nothing comes of it, forgotten.
  expect(session.tools.replayDraft(stored)).toBe(false);
  expect(drafts).toEqual([null]);
});

test("where the code cannot be fetched it is said, the hand is free, and the next try fetches it anew", async () => {
  vi.doMock("../../../src/editor/rare-parts.ts", () => {
    throw new Error("offline");
  });
  const { session, lateParts } = await fresh();
  session.tools.setTool("spline");
  tap(session, 20, 20, 0);
  await expect(lateParts.load()).rejects.toThrow();
  await vi.waitFor(() => expect(session.tools.notice()?.code).toBe("not-fetched"));
  expect(session.tools.drawing()).toBe(false);
});

test("a tool whose code is on its way says so at once, and no longer when it is there or another is taken", async () => {
  const { session } = await fresh();
  expect(session.tools.fetching()).toBeNull();
  session.tools.setTool("wand");
  expect(session.tools.fetching()).toBe("coming");
  session.tools.setTool("brush");
  expect(session.tools.fetching()).toBeNull();
  session.tools.setTool("spline");
  expect(session.tools.fetching()).toBe("coming");
  await session.tools.whenReady();
  await vi.waitFor(() => expect(session.tools.fetching()).toBeNull());
  session.tools.setTool("wand");
  expect(session.tools.fetching()).toBeNull();
});

test("a tool whose code did not come says so until it is chosen again, and then tries again", async () => {
  vi.doMock("../../../src/editor/rare-parts.ts", () => {
    throw new Error("offline");
  });
  const { session } = await fresh();
  session.tools.setTool("spline");
  await vi.waitFor(() => expect(session.tools.fetching()).toBe("failed"));
  session.tools.setTool("spline");
  expect(session.tools.fetching()).toBe("coming");
  await vi.waitFor(() => expect(session.tools.fetching()).toBe("failed"));
  session.tools.setTool("brush");
  expect(session.tools.fetching()).toBeNull();
});

test("what failed to come is asked for again, what came never twice", async () => {
  let calls = 0;
  const later = makeLater(async () => {
    calls++;
    if (calls === 1) throw new Error("offline");
    return "here";
  });
  await expect(later.load()).rejects.toThrow("offline");
  expect(later.now()).toBeNull();
  expect(await later.load()).toBe("here");
  expect(await later.load()).toBe("here");
  expect([later.now(), calls]).toEqual(["here", 2]);
});
