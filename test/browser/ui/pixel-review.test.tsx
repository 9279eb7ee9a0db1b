import { render } from "solid-js/web";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { HeldImage } from "../../../src/domain/calls/import-calls.ts";
import type { PixelPlace, PlaceReading } from "../../../src/domain/deid/pixel-place.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { App } from "../../../src/ui/app/app.tsx";
import type { Services } from "../../../src/ui/app/services.ts";

const [columns, rows, frames] = [320, 240, 4];
const place = (x: number, y: number, reading: PlaceReading, matches: boolean): PixelPlace => ({
  box: { x, y, width: 90, height: 14, frames: "all" },
  finding: "text",
  reading,
  matchesHeader: matches,
});
const places = [
  place(6, 4, "patient-name", true),
  place(6, 22, "patient-id", true),
  place(220, 4, "date", true),
  place(220, 220, "institution", true),
  place(6, 220, "unknown-text", false),
];
const held = (sopUid: string, studyUid: string): HeldImage => ({
  sopUid,
  studyUid,
  seriesUid: `${studyUid}.1`,
  pseudonym: "B7YF4KLP",
  modality: "US",
  frames,
  columns,
  rows,
  risk: "HIGH",
  signs: ["modality:US"],
  places,
});

let database: MainDatabase;
let dispose = () => {};
let waiting: readonly HeldImage[] = [];
let released: { readonly sopUids: readonly string[]; readonly boxes: readonly { x: number; y: number }[] }[] =
  [];

const picture = (width: number, height: number) => ({
  columns: width,
  rows: height,
  frameColumns: columns,
  frameRows: rows,
  rgba: new Uint8ClampedArray(width * height * 4).fill(60),
});

/** The import worker replaced by what it would say; screen, keys and state are the app's own. */
function importer(): Services["importer"] {
  const call = async (name: string, request: never): Promise<unknown> => {
    if (name === "held") return waiting;
    if (name === "heldFrame") return picture(columns, rows);
    if (name === "heldCrop") return picture(90, 34);
    if (name === "release") {
      const { sopUids } = request as { sopUids: readonly string[] };
      released.push(request);
      waiting = waiting.filter((image) => !sopUids.includes(image.sopUid));
      return { released: sopUids };
    }
    return { made: false };
  };
  return { call: call as Services["importer"]["call"], close: () => {} };
}

beforeEach(async () => {
  await page.viewport(1180, 820);
  database = openMainDatabase(`review-${crypto.randomUUID()}`);
  location.hash = "#/pixels";
  waiting = [held("9.1", "1"), held("9.2", "1"), held("9.3", "2")];
  released = [];
  const never = () => Promise.reject(new Error("not in this test"));
  const services = { database, importer: importer(), offline: null, loadSample: never };
  document.body.innerHTML = '<div id="app"></div>';
  const host = document.getElementById("app");
  if (host) dispose = render(() => <App services={services as unknown as Services} />, host);
  await expect.element(page.getByRole("list", { name: "Places" })).toBeVisible();
});
afterEach(async () => {
  dispose();
  database.close();
  await database.delete();
});

const status = (text: string) => expect.element(page.getByText(text)).toBeVisible();
const pressed = async (...keys: string[]) => {
  for (const key of keys) await userEvent.keyboard(key);
};

test("one key per place, over all clips; Space plays what was not looked at; R releases each clip with the places that were blanked, and the next study comes", async () => {
  await status("5 places may name the patient");
  await expect
    .element(page.getByRole("listitem", { name: "As in the header: a name, To decide" }))
    .toHaveTextContent(/2 clips · 8 frames/);
  await pressed("b", "b", "b", "k");
  await status("4 of 5 decided");
  await pressed("u");
  await status("3 of 5 decided");
  await pressed("r");
  expect(released).toEqual([]);
  await pressed("b", "k", "r");
  await status("5 of 5 decided");
  expect(released).toEqual([]); // no frame was looked at yet
  await pressed(" ");
  await status("8 boxes will be blanked for good.");
  await pressed("r");
  await expect.poll(() => released.length).toBe(2);
  expect(released.map(({ sopUids }) => sopUids)).toEqual([["9.1"], ["9.2"]]);
  for (const { boxes } of released)
    expect(boxes.map(({ x, y }) => [x, y])).toEqual([
      [6, 4],
      [6, 22],
      [220, 4],
      [220, 220],
    ]);
  await status("0 of 5 decided"); // the next study
  await expect.element(page.getByText("Study 1 of 2")).not.toBeInTheDocument();
});

test("without 'Apply to all clips' each clip has its own places", async () => {
  await page.getByRole("checkbox", { name: "Apply to all clips" }).click();
  await status("10 places may name the patient");
  await pressed("b");
  await status("1 of 10 decided");
  await expect
    .element(page.getByRole("listitem", { name: "As in the header: a name, Blanked" }))
    .toBeVisible();
  await expect
    .element(page.getByRole("listitem", { name: "As in the header: a name, To decide" }))
    .toBeVisible();
});

test("the selected place says what was found, what it reads as and whether the header says the same", async () => {
  await pressed("{ArrowRight}", "{ArrowRight}", "{ArrowRight}", "{ArrowRight}");
  const panel = page.getByRole("complementary");
  await expect
    .element(panel)
    .toHaveTextContent(/Text in the image.*other words.*Matches header\s*No.*8 of 8 frames/);
  await pressed("{ArrowLeft}");
  await expect.element(panel).toHaveTextContent(/an institution.*Matches header\s*Yes/);
});

test("a box that was drawn is one more place, and Remove takes it away", async () => {
  await pressed("f");
  const view = page.getByRole("application", { name: "Frame under review" });
  const area = view.element().getBoundingClientRect();
  const at = (type: string, x: number, y: number) =>
    view.element().dispatchEvent(
      new PointerEvent(type, {
        bubbles: true,
        button: 0,
        pointerId: 1,
        pointerType: "pen",
        clientX: area.left + area.width * x,
        clientY: area.top + area.height * y,
      }),
    );
  const capture = HTMLElement.prototype.setPointerCapture;
  HTMLElement.prototype.setPointerCapture = () => {};
  at("pointerdown", 0.5, 0.5);
  at("pointermove", 0.6, 0.6);
  at("pointerup", 0.6, 0.6);
  HTMLElement.prototype.setPointerCapture = capture;
  await status("1 of 6 decided");
  await pressed("f");
  const card = page.getByRole("listitem", { name: "Drawn by hand, Blanked" });
  await card.getByRole("button", { name: "Remove" }).click();
  await status("0 of 5 decided");
});
