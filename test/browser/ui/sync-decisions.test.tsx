import { render } from "solid-js/web";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { canonicalJson } from "../../../src/domain/canonical-json.ts";
import { answerKey, answerText } from "../../../src/domain/sync/answer-object.ts";
import { labelObjectText, labelOfText } from "../../../src/domain/sync/label-object.ts";
import type { Decision } from "../../../src/domain/sync/merge-versions.ts";
import type { Version, VersionObjects } from "../../../src/domain/sync/version.ts";
import type { Sync } from "../../../src/jobs/sync.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { writeHubSettings } from "../../../src/storage/hub-settings.ts";
import { nameUnqueued } from "../../../src/storage/outbox.ts";
import { App } from "../../../src/ui/app/app.tsx";
import { makeLabel } from "../../support/label-store.ts";
import { fillStudy, screenServices } from "../../support/study-screen.ts";

const study = "2.25.1";
const [series, sop, uid] = ["2.25.2", "2.25.2.1", "2.25.9"];
let database: MainDatabase;
let dispose = () => {};
/** What the screen asked of sync. */
let merged: ReadonlyMap<string, Decision> | null;
let erased: string[];

const boxText = (x: number) => {
  const target = { study, series, sop, frame: 1 };
  return labelObjectText(makeLabel(uid, "mass", target, { type: "box", boxImage: [10, 12, x, 40] }), null);
};

const version = (name: string, predecessors: string[], objects: VersionObjects): Version => ({
  uid: name,
  author: "R1",
  predecessors,
  objects,
  study,
  series: "2.25.5",
  classes: [],
  device: "D",
  completion: "PARTIAL",
  verification: "UNVERIFIED",
  madeAt: "2026-01-01T00:00:00Z",
});

beforeEach(async () => {
  await page.viewport(1180, 820);
  [merged, erased] = [null, []];
  database = openMainDatabase(`sync-decisions-${crypto.randomUUID()}`);
  await fillStudy(database, study, [{ seriesUid: series, frames: [{ sopUid: sop, frameIndex: 0 }] }]);
  await writeHubSettings(database, { id: "h", baseUrl: "", signIn: "none", reader: "R1", images: true });
  await database.syncVersions.bulkAdd([
    version("2.25.100", [], { [uid]: boxText(20) }),
    version("2.25.101", ["2.25.100"], { [uid]: boxText(30) }),
    version("2.25.102", ["2.25.100"], { [uid]: boxText(40) }),
  ]);
  await database.syncStudies.put({
    studyUid: study,
    base: "2.25.101",
    also: [],
    seq: 0,
    madeAtMs: 0,
    count: null,
    lastFullMs: 0,
  });
  await nameUnqueued(
    database,
    { uid: "2.25.7", study, series, capture: { sopUid: "2.25.7", part: 0 } },
    { code: "not-written" },
  );
  const services = screenServices(database);
  const sync: Sync = {
    ...services.sync,
    audit: async () => ({
      missing: ["2.25.100"],
      rejected: ["2.25.101"],
      studies: [{ studyUid: study, pseudonym: "7KQ2XM4A", labels: 3, unsafe: 1, why: ["safety"] }],
    }),
    merge: async (_study, _mine, _other, decisions) => {
      merged = decisions;
      return "merged";
    },
    eraseStudy: async (studyUid) => {
      erased.push(studyUid);
      return "erased";
    },
  };
  const rgba = new Uint8ClampedArray(64 * 64 * 4).map((_, at) => (at % 4 === 3 ? 255 : ((at >> 2) % 64) * 3));
  const thumbnail = async () => ({ columns: 64, rows: 64, rgba });
  const host = document.createElement("div");
  document.body.append(host);
  location.hash = "#/sync";
  const end = render(
    () => <App services={{ ...services, sync, pixels: { ...services.pixels, thumbnail } }} />,
    host,
  );
  dispose = () => {
    end();
    host.remove();
  };
  await expect.element(page.getByRole("heading", { name: "Sync", level: 1 })).toBeVisible();
});
afterEach(async () => {
  dispose();
  database.close();
  await database.delete();
});

/** Drags over the picture of the conflict, in shares of it. */
function drag(from: readonly [number, number], to: readonly [number, number]) {
  const drawing = document.querySelector("svg.drawing");
  if (!drawing) throw new Error("nothing to draw on");
  const { left, top, width, height } = drawing.getBoundingClientRect();
  const send = (type: string, [x, y]: readonly [number, number]) =>
    drawing.dispatchEvent(
      new PointerEvent(type, {
        clientX: left + x * width,
        clientY: top + y * height,
        pointerId: 1,
        isPrimary: true,
        bubbles: true,
        cancelable: true,
      }),
    );
  // A made event holds no pointer that the browser knows.
  drawing.setPointerCapture = () => {};
  drawing.hasPointerCapture = () => true;
  drawing.releasePointerCapture = () => {};
  send("pointerdown", from);
  send("pointermove", to);
  send("pointerup", to);
}

test("neither side of a conflict need be right: what is drawn on the picture is merged in place of both, and only once it is drawn", async () => {
  await userEvent.click(page.getByRole("button", { name: "Compare and merge" }));
  await userEvent.click(page.getByRole("radio", { name: "Draw anew" }));
  const merge = page.getByRole("button", { name: "Merge", exact: true });
  await expect.element(page.getByText("Drag on the picture")).toBeVisible();
  await expect.element(merge).toBeDisabled();
  await expect.poll(() => document.querySelector("svg.drawing") !== null).toBe(true);
  drag([0.25, 0.25], [0.26, 0.251]); // a slip of the pen is no box
  await expect.element(merge).toBeDisabled();
  drag([0.25, 0.5], [0.75, 0.75]);
  await expect.element(page.getByText("Drawn (thick line)")).toBeVisible();
  expect(document.querySelectorAll(".conflict-frame path.shape-anew")).toHaveLength(2);
  await userEvent.click(merge);
  await expect.poll(() => merged).not.toBeNull();
  const decision = merged?.get(uid);
  if (decision?.keep !== "anew") throw new Error("another decision");
  const { label, geometry } = labelOfText(decision.drawn);
  expect(label.instanceUid).toBe(uid);
  // Shares of 64 pixels; the centre of the first pixel is 0.
  if (geometry.type !== "box") throw new Error("another shape");
  for (const [at, expected] of [15.5, 31.5, 47.5, 47.5].entries())
    expect(geometry.boxImage[at]).toBeCloseTo(expected, 0);
  expect(canonicalJson(label.target)).toBe(canonicalJson({ study, series, sop, frame: 1 }));
});

test("a question that was answered differently on two devices shows both answers, and one is taken", async () => {
  const answer = (recordUid: string, value: string) => {
    const { provenance } = makeLabel(
      recordUid,
      "mass",
      { study, series, sop, frame: 1 },
      { type: "point", pointImage: [1, 1] },
    );
    const target = { study, series, sop };
    return {
      v: 1,
      recordUid,
      scope: "image",
      target,
      field: "quality",
      schemaVersion: 1,
      value,
      provenance,
    } as const;
  };
  const key = answerKey(answer("2.25.60", ""));
  for (const [name, value] of [
    ["2.25.101", "good"],
    ["2.25.102", "poor"],
  ] as const)
    await database.syncVersions.update(name, { objects: { [key]: answerText(answer(`${name}.1`, value)) } });
  await userEvent.click(page.getByRole("button", { name: "Compare and merge" }));
  await expect.element(page.getByText("A: good")).toBeVisible();
  await expect.element(page.getByText("B: poor")).toBeVisible();
  await userEvent.click(page.getByRole("radio", { name: "B", exact: true }));
  await expect.element(page.getByText("Everything is decided")).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Merge", exact: true }));
  await expect.poll(() => merged?.get(key)).toEqual({ keep: "b" });
});

test("an image that could not be written is named with its reason, and what was erased on the hub is deleted only after a question", async () => {
  await expect.element(page.getByText("It could not be written as the DICOM file")).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Check what the hub holds" }));
  await expect.element(page.getByText("1 object was taken back by a rejection note")).toBeVisible();
  await expect.element(page.getByText("Rejected there: safety of the patient")).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Delete here" }));
  const dialog = page.getByRole("dialog");
  await expect.element(dialog.getByText("3 labels; 1 object of it was never safe on this hub")).toBeVisible();
  await userEvent.click(dialog.getByRole("button", { name: "Cancel" }));
  expect(erased).toEqual([]);
  await userEvent.click(page.getByRole("button", { name: "Delete here" }));
  await userEvent.click(dialog.getByRole("button", { name: "Delete here" }));
  await expect.poll(() => erased).toEqual([study]);
});
