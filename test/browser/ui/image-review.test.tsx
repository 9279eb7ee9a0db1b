import { render } from "solid-js/web";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { SeriesPart } from "../../../src/domain/series-part.ts";
import type { FrameRef } from "../../../src/domain/study.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { App } from "../../../src/ui/app/app.tsx";
import { imagesAreSeen, mouseStroke } from "../../support/study-page.tsx";
import { fillStudy, type ScreenSeries, screenFacts, screenServices } from "../../support/study-screen.ts";

// IHE Basic Image Review, the points of viewer-and-tools 3.9, one test each.
const study = "2.25.1";
let database: MainDatabase;
let dispose = () => {};

function axial(uid: string, count: number, placed = true): ScreenSeries {
  const frames = Array.from({ length: count }, (_, at): FrameRef => {
    const sopUid = `${uid}.${at + 1}`;
    if (!placed) return { sopUid, frameIndex: 0 };
    const plane = { positionMm: [0, 0, at * 2] as const, orientation: [1, 0, 0, 0, 1, 0] as const };
    return { sopUid, frameIndex: 0, plane, alongNormalMm: at * 2 };
  });
  const part: SeriesPart = {
    start: 0,
    count,
    columns: 64,
    rows: 64,
    names: [],
    stepMm: placed ? 2 : null,
    stepVectorMm: placed ? [0, 0, 2] : null,
    gaps: [],
    warnings: [],
  };
  return {
    seriesUid: uid,
    frames,
    parts: [part],
    description: `Series ${uid}`,
    frameOfReferenceUid: "2.25.7",
  };
}

beforeEach(async () => {
  await page.viewport(1440, 900);
  database = openMainDatabase(`review-${crypto.randomUUID()}`);
  const facts = { ...screenFacts, spacingMm: [1, 1] as const, spacingKind: "patient" as const };
  await fillStudy(
    database,
    study,
    [axial("2.25.2", 9), { ...axial("2.25.3", 5, false), laterality: "R", viewPosition: "MLO" }],
    facts,
  );
  const services = screenServices(database);
  const host = document.createElement("div");
  document.body.append(host);
  location.hash = `#/study/${study}`;
  const end = render(
    () => (
      <App
        services={{
          ...services,
          pixels: {
            ...services.pixels,
            frame: (request, signal) =>
              request.sopUid === "2.25.2.9"
                ? Promise.reject(new Error("JPEG data ends early"))
                : services.pixels.frame(request, signal),
          },
        }}
      />
    ),
    host,
  );
  dispose = () => {
    end();
    host.remove();
  };
  await expect.element(page.getByText("5 / 9")).toBeVisible();
  await imagesAreSeen();
});
afterEach(async () => {
  dispose();
  database.close();
  await database.delete();
});

const viewport = (n?: number) =>
  page.getByRole("application", {
    name: n === undefined ? "Image viewport" : `Image viewport ${n}`,
    exact: true,
  });
const letters = () =>
  ["left", "right", "top", "bottom"]
    .map((edge) => viewport().element().querySelector(`[data-part="${edge}"]`)?.textContent)
    .join(" ");
const corner = (place: string) => document.querySelector(`.corner.${place}`)?.textContent ?? "";
const focus = () => (viewport().element() as HTMLElement).focus();

test("1: what cannot be shown is named, and the others go on", async () => {
  focus();
  await userEvent.keyboard("{End}");
  await expect
    .element(page.getByRole("alert"))
    .toHaveTextContent("Image 9 cannot be shown: JPEG data ends early");
  await userEvent.keyboard("{ArrowUp}");
  await expect.element(page.getByText("8 / 9")).toBeVisible();
  await expect.element(page.getByRole("alert")).not.toBeInTheDocument();
});

test("2: the strip has a picture for each series, with its count and the marks of its labels", async () => {
  const strip = page.getByRole("list", { name: "Series" });
  await expect.element(strip.getByRole("button", { name: "Series 2.25.2, 9 images" })).toBeVisible();
  await expect.element(strip.getByRole("button", { name: "Series 2.25.3, 5 images" })).toBeVisible();
  const first = strip.getByRole("button", { name: /2\.25\.2/ });
  expect(first.element().textContent).not.toContain("label");
  focus();
  await userEvent.keyboard("{Shift>}1{/Shift}b");
  const element = viewport().element();
  const box = element.getBoundingClientRect();
  for (const [type, buttons] of [
    ["pointerdown", 1],
    ["pointermove", 1],
    ["pointerup", 0],
  ] as const)
    element.dispatchEvent(
      new PointerEvent(type, {
        bubbles: true,
        pointerId: 1,
        pointerType: "mouse",
        buttons,
        clientX: box.left + box.width / 2 + (type === "pointerdown" ? 0 : 40),
        clientY: box.top + box.height / 2,
      }),
    );
  await expect.poll(() => first.element().textContent).toContain("1 label");
});

test("3: a study opens in the middle of its longest series, fitted, windowed by the file, with the scroll tool", async () => {
  await expect.element(page.getByRole("button", { name: "Scroll" })).toHaveAttribute("aria-pressed", "true");
  expect(corner("bottom-left")).toContain("W 256 · L 128");
  const { width, height } = viewport().element().getBoundingClientRect();
  expect(corner("bottom-left")).toContain(`zoom ${(Math.min(width, height) / 64).toFixed(2)}×`);
});

test("4: two sets side by side scroll, zoom and pan together", async () => {
  await userEvent.click(page.getByRole("button", { name: "Layout", exact: true }));
  await userEvent.click(page.getByRole("menuitem", { name: "Layout 1 × 2" }));
  await expect.element(viewport(2)).toBeVisible();
  (viewport(1).element() as HTMLElement).focus();
  const zoomOf = (n: number) =>
    /zoom [\d.]+×/.exec(document.querySelector(`[data-pane="${n - 1}"]`)?.textContent ?? "")?.[0];
  // Both panes first take their new size, and fit to it.
  const fitted = () => {
    const { width, height } = viewport(1).element().getBoundingClientRect();
    return `zoom ${(Math.min(width, height) / 64).toFixed(2)}×`;
  };
  await expect.poll(() => [zoomOf(1), zoomOf(2)].every((zoom) => zoom === fitted())).toBe(true);
  const before = zoomOf(1);
  await userEvent.keyboard("{Shift>}+{/Shift}");
  await expect.poll(() => zoomOf(1) !== before && zoomOf(1) === zoomOf(2)).toBe(true);
  // Without positions it goes by number.
  await expect.element(page.getByText(/linked by number/)).toBeVisible();
  await userEvent.keyboard("{ArrowUp}");
  await expect.element(page.getByText("4 / 9")).toBeVisible();
  await expect.element(page.getByText("2 / 5")).toBeVisible();
});

test("5: edge letters are true after turn and flip, and absent where the file does not say", async () => {
  await expect.poll(letters).toBe("R L A P");
  focus();
  await userEvent.keyboard("h");
  await expect.poll(letters).toBe("L R A P");
  await userEvent.keyboard("r");
  await expect.poll(letters).toBe("P A L R");
  await expect
    .poll(() => viewport().element().querySelector('[data-part="scale"]')?.textContent)
    .toMatch(/ (mm|cm)$/);
  await userEvent.keyboard("{PageDown}");
  await expect.element(page.getByText("3 / 5")).toBeVisible();
  await expect.poll(letters).toBe("   ");
  // The side is told by the file itself, where there are no letters.
  expect(corner("top-left")).toContain("R MLO");
});

test("6: the corners say whose, which series, window, zoom and place", async () => {
  expect(corner("top-left")).toContain("7KQ2XM4A");
  expect(corner("top-left")).toContain("CT · Series 2.25.2");
  expect(corner("top-right")).toContain("5 / 9");
  expect(corner("top-right")).toContain("z +8.0 mm");
});

test("7: a length is in millimetres of the file", async () => {
  focus();
  await userEvent.keyboard("{Shift>}1{/Shift}l");
  const element = viewport().element();
  const box = element.getBoundingClientRect();
  const scale = Math.min(box.width, box.height) / 64;
  mouseStroke(element, [0.5, 0.5], [0.5 + (20 * scale) / box.width, 0.5]);
  await expect.poll(() => database.annotations.count()).toBe(1);
  const [row] = await database.annotations.toArray();
  expect(row?.annotation.geometry.type).toBe("length");
  await expect.element(page.getByRole("region", { name: "Measured" })).toHaveTextContent("20.0 mm");
});

test("8: a stack plays and pauses by button and key", async () => {
  await userEvent.click(page.getByRole("button", { name: "Play" }));
  await expect.element(page.getByRole("button", { name: "Pause" })).toBeVisible();
  // Which ones are caught depends on the machine; that it goes on does not.
  const seen = new Set<string>();
  await expect.poll(() => seen.add(/\d+ \/ 9/.exec(corner("top-right"))?.[0] ?? "").size).toBeGreaterThan(2);
  focus();
  await userEvent.keyboard("c");
  await expect.element(page.getByRole("button", { name: "Play" })).toBeVisible();
});
