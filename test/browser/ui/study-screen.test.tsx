import { render } from "solid-js/web";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { AssistResult } from "../../../src/domain/calls/assist-calls.ts";
import type { ImageFacts } from "../../../src/domain/image-facts.ts";
import { encodeMaskRle } from "../../../src/domain/mask-rle.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { App } from "../../../src/ui/app/app.tsx";
import type { Services } from "../../../src/ui/app/services.ts";

const side = 64;
const facts: ImageFacts = {
  columns: side,
  rows: side,
  frames: 1,
  samples: 1,
  type: "u8",
  bitsStored: 8,
  color: "mono2",
  slope: 1,
  intercept: 0,
  units: "HU",
  windows: [{ center: 128, width: 256 }],
  voiFunction: "LINEAR",
  spacingKind: "unknown",
  lossy: false,
};
const study = "2.25.1";
let database: MainDatabase;
let dispose = () => {};

/** One study of three images in a store of its own. */
async function fill(db: MainDatabase): Promise<void> {
  const sops = ["2.25.11", "2.25.12", "2.25.13"];
  await db.studies.add({
    studyUid: study,
    patientKey: "7KQ2XM4A7KQ2XM4A",
    pseudonym: "7KQ2XM4A",
    description: "CT abdomen",
    modalities: ["CT"],
    importedAt: "2026-01-01T00:00:00.000Z",
    state: "todo",
    seriesCount: 1,
    imageCount: 3,
    bytes: 1,
    appliedSeq: 0,
  });
  await db.series.add({
    seriesUid: "2.25.2",
    studyUid: study,
    modality: "CT",
    description: "",
    number: 1,
    frameOfReferenceUid: null,
    columns: side,
    rows: side,
    frames: sops.map((sopUid) => ({ sopUid, frameIndex: 0 })),
    warnings: [],
    laterality: "",
    bodyPart: "",
  });
  await db.instances.bulkAdd(
    sops.map((sopUid) => ({
      sopUid,
      seriesUid: "2.25.2",
      studyUid: study,
      sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
      format: "dicom" as const,
      facts,
      instanceNumber: null,
      planes: [],
      lengthBytes: 1,
      sha256: "",
      chunkCount: 1,
      madeHere: true,
      pixelVerdict: "clean-by-class" as const,
    })),
  );
}

const ramp = () => Uint8Array.from({ length: side * side }, (_, at) => (at % side) * 4);

/** Workers replaced by what they would say; store, session and screen are the app's own. */
function services(db: MainDatabase): Services {
  const bits = new Uint8Array(side * side);
  for (let row = 20; row < 30; row++) bits.fill(1, row * side + 20, row * side + 30);
  const answer: AssistResult = {
    mask: encodeMaskRle({ columns: side, rows: side, bits }),
    confidence: 0.71,
    entropyBand: 0.2,
    midFraction: 0.1,
    notice: null,
    toolId: "geodesic",
    version: "1.0.0",
    fileSha256: [],
    engine: "typescript",
    engineVersion: "1",
    license: "Apache-2.0",
    params: {},
    milliseconds: 1,
  };
  const never = () => Promise.reject(new Error("not in this test"));
  return {
    database: db,
    importer: { call: async () => [] as never, close: () => {} },
    pixels: {
      frame: async ({ sopUid, frameIndex }) => ({
        sopUid,
        frameIndex,
        columns: side,
        rows: side,
        samples: 1,
        type: "u8",
        pixels: ramp(),
      }),
      tile: never,
      thumbnail: never,
      decodeFile: never,
      close: () => {},
    },
    makeLook: () => ({ open: never, close: () => {} }),
    exporter: { run: never, close: () => {} },
    inference: {
      state: () => ({ status: "idle" }),
      onState: () => () => {},
      load: never,
      propose: async () => answer,
      suggest: never,
      whenIdle: async () => {},
      restart: () => {},
      close: () => {},
    },
    offline: null,
    loadSample: never,
  };
}

beforeEach(async () => {
  await page.viewport(1180, 820);
  database = openMainDatabase(`ui-${crypto.randomUUID()}`);
  await fill(database);
  location.hash = `#/study/${study}`;
  const host = document.createElement("div");
  document.body.append(host);
  const end = render(() => <App services={services(database)} />, host);
  dispose = () => {
    end();
    host.remove();
  };
  await expect.element(page.getByRole("application", { name: "Image viewport" })).toBeVisible();
  await expect.element(page.getByText("2 / 3")).toBeVisible();
});
afterEach(async () => {
  dispose();
  database.close();
  await database.delete();
});

const image = () => page.getByRole("application", { name: "Image viewport" });
const saved = () =>
  expect.element(page.getByRole("status", { name: "Save state" })).toHaveTextContent("Saved");

/** A mouse stroke over the image, in parts of its size. */
function stroke(...points: readonly (readonly [number, number])[]): void {
  const element = image().element();
  const box = element.getBoundingClientRect();
  const send = (type: string, [x, y]: readonly [number, number], buttons: number) =>
    element.dispatchEvent(
      new PointerEvent(type, {
        bubbles: true,
        pointerId: 1,
        pointerType: "mouse",
        button: 0,
        buttons,
        clientX: box.left + x * box.width,
        clientY: box.top + y * box.height,
      }),
    );
  const [first = [0.5, 0.5], ...rest] = points;
  send("pointerdown", first as readonly [number, number], 1);
  for (const point of rest) send("pointermove", point, 1);
  send("pointerup", points.at(-1) ?? [0.5, 0.5], 0);
}

test("a stroke without a class waits for one, then is a label in list and store, and undo takes it back", async () => {
  await userEvent.click(page.getByRole("button", { name: "Brush", exact: true }));
  stroke([0.4, 0.4], [0.5, 0.5], [0.6, 0.5]);
  await userEvent.click(page.getByRole("option", { name: /Mass/ }));
  await expect.element(page.getByRole("option", { name: "Mass, You" })).toBeVisible();
  await saved();
  expect(await database.annotations.count()).toBe(1);
  expect(await database.maskTiles.count()).toBeGreaterThan(0);
  await userEvent.click(page.getByRole("button", { name: "Undo" }));
  await expect.element(page.getByRole("option", { name: "Mass, You" })).not.toBeInTheDocument();
  await expect.poll(() => database.annotations.count()).toBe(0);
});

test("what the model answers is a proposal until a key accepts it", async () => {
  await userEvent.keyboard("{Shift>}2{/Shift}");
  await userEvent.click(page.getByRole("button", { name: "Ask the model" }));
  stroke([0.4, 0.4]);
  await expect.element(page.getByRole("region", { name: "Proposal" })).toHaveTextContent("0.71");
  expect(await database.annotations.count()).toBe(0);
  await expect.element(page.getByRole("button", { name: "Accept proposal" })).toBeEnabled();
  image().element().focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("option", { name: /^Nodule, / })).toBeVisible();
  await saved();
  expect((await database.annotations.toArray()).map((row) => row.annotation.provenance.origin)).not.toContain(
    "human",
  );
});

test("Enter on the chosen row of the list accepts its proposal", async () => {
  await userEvent.keyboard("{Shift>}2{/Shift}");
  await userEvent.click(page.getByRole("button", { name: "Ask the model" }));
  stroke([0.4, 0.4]);
  await expect.element(page.getByRole("button", { name: "Accept proposal" })).toBeEnabled();
  (page.getByRole("listbox", { name: "Annotations" }).element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("option", { name: /^Nodule, / })).toBeVisible();
});

test("the slice slider and the arrow keys move through the images, Tab leaves the image", async () => {
  image().element().focus();
  await userEvent.keyboard("{ArrowDown}");
  await expect.element(page.getByText("3 / 3")).toBeVisible();
  const slider = page.getByRole("slider", { name: "Slice" });
  slider.element().focus();
  await userEvent.keyboard("{Home}");
  await expect.element(page.getByText("1 / 3")).toBeVisible();
  image().element().focus();
  await userEvent.tab();
  expect(document.activeElement).not.toBe(image().element());
});

test("every control of the viewer is at least 44 px in both directions, and has a name", async () => {
  await userEvent.keyboard("{Shift>}1{/Shift}");
  await userEvent.click(page.getByRole("button", { name: "Brush", exact: true }));
  stroke([0.4, 0.4], [0.5, 0.5]);
  await expect.element(page.getByRole("option", { name: "Mass, You" })).toBeVisible();
  await saved();
  const controls = [...document.querySelectorAll<HTMLElement>("button, select, input, a[href]")].filter(
    (element) => element.offsetParent !== null && element.getAttribute("type") !== "checkbox",
  );
  expect(controls.length).toBeGreaterThan(25);
  const small = controls.filter((element) => {
    const { width, height } = element.getBoundingClientRect();
    return Math.round(width) < 44 || Math.round(height) < 44;
  });
  expect(small.map((element) => `${element.getAttribute("aria-label") ?? element.textContent}`)).toEqual([]);
  const nameless = controls.filter(
    (element) => !element.getAttribute("aria-label") && !element.textContent?.trim(),
  );
  expect(nameless.map((element) => element.outerHTML.slice(0, 80))).toEqual([]);
});

test("the key sheet opens by ?, lists every action with a key, and Esc gives the focus back", async () => {
  image().element().focus();
  await userEvent.keyboard("{Shift>}/{/Shift}");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await expect.element(sheet).toBeVisible();
  await expect.element(sheet).toHaveTextContent("Window preset");
  await userEvent.keyboard("{Escape}");
  await expect.element(sheet).not.toBeInTheDocument();
  expect(document.activeElement).toBe(image().element());
});

test("C plays the images round and round, a stroke pauses it, and the label is on the image that was seen", async () => {
  const slice = page.getByRole("slider", { name: "Slice" });
  await userEvent.click(page.getByRole("button", { name: "Brush", exact: true }));
  await userEvent.keyboard("{Shift>}1{/Shift}c");
  const seen = new Set<string>();
  await expect
    .poll(() => {
      seen.add(slice.element().getAttribute("aria-valuenow") ?? "");
      return seen.size;
    })
    .toBe(3);
  await expect.element(page.getByRole("button", { name: "Pause" })).toHaveAttribute("aria-pressed", "true");
  await expect.element(page.getByRole("slider", { name: "Images per second" })).toHaveValue("15");
  stroke([0.4, 0.4], [0.5, 0.5]);
  const stopped = slice.element().getAttribute("aria-valuenow");
  await expect.element(page.getByRole("button", { name: "Play" })).toHaveAttribute("aria-pressed", "false");
  await saved();
  const [row] = await database.annotations.toArray();
  expect(row?.annotation.target.sop).toBe(`2.25.1${stopped}`);
  await expect.element(page.getByRole("option", { name: "Mass, You" })).toBeVisible();
  expect(slice.element().getAttribute("aria-valuenow")).toBe(stopped);
});
