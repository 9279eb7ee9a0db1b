import { render } from "solid-js/web";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { starterLabelSchema } from "../../../src/domain/label-schema-starter.ts";
import { projectFileText } from "../../../src/domain/project-file.ts";
import { packProject } from "../../../src/jobs/project-codes.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { readProject, writeSplitSeed } from "../../../src/storage/project-file.ts";
import { chooseSchema } from "../../../src/storage/schemas.ts";
import { QrPicture } from "../../../src/ui/kit/qr-picture.tsx";
import { mountApp } from "../../support/study-page.tsx";

// Two devices with one camera between them: what the one shows is drawn as pixels, and read by the app's own reader.
const patience = { timeout: 30_000 };
const by = { chain: "dev-a", actor: "u1", at: "2026-11-24T10:00:00.000Z" };
let devices: { readonly from: MainDatabase; readonly to: MainDatabase };
let dispose = () => {};
let unplug = () => {};

beforeEach(async () => {
  await page.viewport(1180, 820);
  const id = crypto.randomUUID();
  devices = { from: openMainDatabase(`codes-from-${id}`), to: openMainDatabase(`codes-to-${id}`) };
  await chooseSchema(devices.from, { ...starterLabelSchema, version: 7, title: "Liver by codes" });
  await writeSplitSeed(devices.from, "by-codes", by);
});
afterEach(async () => {
  dispose();
  unplug();
  vi.restoreAllMocks();
  for (const device of [devices.from, devices.to]) {
    device.close();
    await device.delete();
  }
});

/** The settings of a device. */
function openSettings(database: MainDatabase): void {
  dispose();
  dispose = mountApp(database, "#/settings");
}

/** A code on the screen as a picture of it. */
async function pictureOf(svg: Element): Promise<HTMLImageElement> {
  const text = new XMLSerializer().serializeToString(svg).replace("<svg", '<svg width="600" height="600"');
  const picture = new Image();
  picture.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  await picture.decode();
  return picture;
}

/** Every code that the device shows. */
async function shownCodes(): Promise<HTMLImageElement[]> {
  await userEvent.click(page.getByRole("button", { name: "Show as QR codes" }));
  await expect.element(page.getByRole("img", { name: /^Code 1 of/ }), patience).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Pause" }));
  const now = () => page.getByRole("img", { name: /^Code/ }).element();
  const seen = new Map<string, HTMLImageElement>();
  const next = page.getByRole("button", { name: "Next code" }).element() as HTMLElement;
  const nameNow = () => now().getAttribute("aria-label") ?? "";
  while (!seen.has(nameNow())) {
    seen.set(nameNow(), await pictureOf(now()));
    next.click();
  }
  await userEvent.keyboard("{Escape}");
  const count = Number(/ of (\d+)$/.exec([...seen.keys()][0] ?? "")?.[1]);
  expect(seen.size).toBe(count);
  return [...seen.values()];
}

/** Codes of a project as the app draws them, without its screen. */
async function drawnCodes(splitSeed: string): Promise<HTMLImageElement[]> {
  const codes = await packProject(projectFileText({ ...(await readProject(devices.from, "")), splitSeed }));
  const host = document.createElement("div");
  const end = render(() => codes?.map((text) => <QrPicture text={text} label="" />), host);
  const pictures = await Promise.all([...host.children].map(pictureOf));
  end();
  return pictures;
}

/** A camera before which lies what `show` was given last. */
function plugCamera() {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 });
  const pen = canvas.getContext("2d");
  const kept = navigator.mediaDevices.getUserMedia;
  let shown: CanvasImageSource | null = null;
  const timer = setInterval(() => {
    if (!pen) return;
    pen.fillStyle = "#222";
    pen.fillRect(0, 0, 1280, 720);
    if (shown) pen.drawImage(shown, 340, 60, 600, 600);
  }, 50);
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
  unplug = () => {
    clearInterval(timer);
    navigator.mediaDevices.getUserMedia = kept;
  };
  return (picture: CanvasImageSource) => {
    shown = picture;
  };
}

test("a project shown as QR codes is read by the camera of another device in any order, asked about and taken", {
  timeout: 120_000,
}, async () => {
  openSettings(devices.from);
  const codes = await shownCodes();
  expect(codes.length).toBeGreaterThan(2);
  openSettings(devices.to);
  const show = plugCamera();
  await userEvent.click(page.getByRole("button", { name: "Scan QR codes" }));
  for (const [at, code] of codes.toReversed().entries()) {
    show(code);
    if (at + 1 === codes.length) break;
    await expect
      .element(page.getByText(`${at + 1} of ${codes.length} read. Missing: 1`), patience)
      .toBeVisible();
  }
  await expect.element(page.getByRole("dialog", { name: "Take this project?" }), patience).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Take project", exact: true }));
  await expect.element(page.getByText("The project's settings are in force").first(), patience).toBeVisible();
  const taken = await readProject(devices.to, "");
  expect(taken.labelSchema).toMatchObject({ title: "Liver by codes", version: 7 });
  expect(taken).toEqual(await readProject(devices.from, ""));
});

test("codes of two projects are not mixed, and whoever starts again takes the second", {
  timeout: 120_000,
}, async () => {
  const first = await drawnCodes("one-state");
  const second = await drawnCodes("another-state");
  openSettings(devices.to);
  const show = plugCamera();
  await userEvent.click(page.getByRole("button", { name: "Scan QR codes" }));
  const [old] = first;
  if (!old) throw new Error("no code");
  show(old);
  await expect.element(page.getByText(`1 of ${first.length} read.`), patience).toBeVisible();
  show(second[0] ?? old);
  await expect.element(page.getByText("This code is of another project"), patience).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Start again" }));
  for (const [at, code] of second.entries()) {
    show(code);
    if (at + 1 < second.length)
      await expect.element(page.getByText(`${at + 1} of ${second.length} read.`), patience).toBeVisible();
  }
  await userEvent.click(page.getByRole("button", { name: "Take project", exact: true }));
  await expect.element(page.getByText("The project's settings are in force").first(), patience).toBeVisible();
  expect((await readProject(devices.to, "")).splitSeed).toBe("another-state");
});

test("who wants less motion steps through the codes by hand", async () => {
  const plain = window.matchMedia.bind(window);
  vi.spyOn(window, "matchMedia").mockImplementation((query) =>
    query.includes("prefers-reduced-motion") ? ({ matches: true } as MediaQueryList) : plain(query),
  );
  openSettings(devices.from);
  await userEvent.click(page.getByRole("button", { name: "Show as QR codes" }));
  await expect.element(page.getByRole("button", { name: "Play" }), patience).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Next code" }));
  await expect.element(page.getByRole("img", { name: /^Code 2 of/ })).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Previous code" }));
  await expect.element(page.getByRole("img", { name: /^Code 1 of/ })).toBeVisible();
});

test("a project that is too large for codes says so and offers its file", async () => {
  const people = Array.from({ length: 1000 }, () => ({
    id: crypto.randomUUID(),
    name: crypto.randomUUID(),
  }));
  await devices.from.settings.put({ key: "people", value: people });
  openSettings(devices.from);
  await userEvent.click(page.getByRole("button", { name: "Show as QR codes" }));
  const dialog = page.getByRole("dialog", { name: "Project as QR codes" });
  await expect.element(dialog.getByText("This project is too large for QR codes"), patience).toBeVisible();
  await expect.element(dialog.getByRole("button", { name: "Save project file" })).toBeVisible();
});
