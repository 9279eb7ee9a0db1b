import { render } from "solid-js/web";
import { afterEach, beforeEach, expect } from "vitest";
import { page } from "vitest/browser";
import { type MainDatabase, openMainDatabase } from "../../src/storage/database.ts";
import { App } from "../../src/ui/app/app.tsx";
import type { Services } from "../../src/ui/app/services.ts";
import { fillStudy, screenServices } from "./study-screen.ts";

/** The study that {@link openStudyPage} opens. */
export const shownStudy = "2.25.1";

/** Three images in a store, as most tests of the study's screen want them. */
export const fillThreeImages = (database: MainDatabase): Promise<void> =>
  fillStudy(database, shownStudy, [
    {
      seriesUid: "2.25.2",
      frames: ["2.25.11", "2.25.12", "2.25.13"].map((sopUid) => ({ sopUid, frameIndex: 0 })),
    },
  ]);

/** The app at an address, drawn into the page; what it gives takes it away again. */
export function mountApp(database: MainDatabase, hash: string, services: Partial<Services> = {}): () => void {
  location.hash = hash;
  const host = document.createElement("div");
  host.id = "app";
  document.body.append(host);
  const end = render(() => <App services={{ ...screenServices(database), ...services }} />, host);
  return () => {
    end();
    host.remove();
  };
}

/** Waits for the tools, which stand around the image a frame after it. */
export const toolsStand = () => expect.poll(() => document.querySelector(".tool-rail") !== null).toBe(true);

/** Waits until every viewport shows the image that is wanted in it: on others nothing is drawn. Tools stand there sooner where images are slow. */
export const imagesAreSeen = () =>
  expect
    .poll(
      () => {
        const views = [...document.querySelectorAll('[role="application"]')];
        const placed = document.querySelector(".corner.top-right")?.textContent ?? "";
        return placed.includes(" / ") && views.every((view) => view.getAttribute("aria-busy") !== "true");
      },
      { timeout: 20_000 },
    )
    .toBe(true);

/** The study's screen, once an image is seen and its tools stand in it; what it gives takes it away again. */
export async function openStudyPage(
  database: MainDatabase,
  services?: Partial<Services>,
): Promise<() => void> {
  const end = mountApp(database, `#/study/${shownStudy}`, services);
  await expect.element(page.getByRole("application", { name: /Image viewport/ }).first()).toBeVisible();
  await toolsStand();
  await imagesAreSeen();
  return end;
}

/**
 * A store for each test of a file, and the screen of its study of three images, on a tablet lying down; `prepare` puts into the store what is to be
 * there before. What it gives is the store of the test that runs.
 */
export function studyForEach(
  name: string,
  { prepare }: { readonly prepare?: (database: MainDatabase) => Promise<unknown> } = {},
): () => MainDatabase {
  let database: MainDatabase | null = null;
  let close = () => {};
  const store = () => {
    if (!database) throw new Error("No test runs.");
    return database;
  };
  beforeEach(async () => {
    await page.viewport(1180, 820);
    database = openMainDatabase(`${name}-${crypto.randomUUID()}`);
    await prepare?.(database);
    await fillThreeImages(database);
    close = await openStudyPage(database);
    await expect.element(page.getByText("2 / 3")).toBeVisible();
  });
  afterEach(async () => {
    close();
    store().close();
    await store().delete();
  });
  return store;
}

/** A mouse stroke over an element, in parts of its size. */
export function mouseStroke(element: Element, ...points: readonly (readonly [number, number])[]): void {
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
  const [first = [0.5, 0.5] as const, ...rest] = points;
  send("pointerdown", first, 1);
  for (const point of rest) send("pointermove", point, 1);
  send("pointerup", points.at(-1) ?? [0.5, 0.5], 0);
}
