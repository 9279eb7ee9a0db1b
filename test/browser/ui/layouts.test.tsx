import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { PlaneFacts } from "../../../src/domain/image-facts.ts";
import type { SeriesPart } from "../../../src/domain/series-part.ts";
import type { FrameRef } from "../../../src/domain/study.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import {
  imagesAreSeen,
  openStudyPage,
  mouseStroke as stroke,
  shownStudy as study,
} from "../../support/study-page.tsx";
import { fillStudy, type ScreenSeries, screenFacts } from "../../support/study-screen.ts";

let database: MainDatabase;
let dispose = () => {};

/** A stack of slices `stepMm` apart from `startMm` on, axial or sagittal, with the geometry that an import measures. */
function stack(uid: string, count: number, stepMm: number, startMm: number, sagittal = false): ScreenSeries {
  const orientation: PlaneFacts["orientation"] = sagittal ? [0, 1, 0, 0, 0, -1] : [1, 0, 0, 0, 1, 0];
  const frames = Array.from({ length: count }, (_, at): FrameRef => {
    const mm = startMm + at * stepMm;
    const positionMm = sagittal ? ([-mm, 0, 62] as const) : ([0, 0, mm] as const);
    return { sopUid: `${uid}.${at + 1}`, frameIndex: 0, plane: { positionMm, orientation } };
  });
  const part: SeriesPart = {
    start: 0,
    count,
    columns: 64,
    rows: 64,
    names: [],
    stepMm,
    stepVectorMm: sagittal ? [-stepMm, 0, 0] : [0, 0, stepMm],
    gaps: [],
    warnings: [],
  };
  return {
    seriesUid: uid,
    frames,
    frameOfReferenceUid: "2.25.77",
    parts: [part],
    description: `Series ${uid}`,
  };
}

const start = async (size: readonly [number, number] = [1440, 900]) => {
  await page.viewport(...size);
  dispose = await openStudyPage(database);
};

beforeEach(async () => {
  database = openMainDatabase(`layouts-${crypto.randomUUID()}`);
  const facts = { ...screenFacts, spacingMm: [1, 1] as const, spacingKind: "patient" as const };
  const series = [stack("2.25.2", 31, 2, 0), stack("2.25.3", 29, 1, 16), stack("2.25.4", 9, 6, -60, true)];
  await fillStudy(database, study, series, facts);
  await start();
});
afterEach(async () => {
  dispose();
  database.close();
  await database.delete();
});

const viewport = (n: number) => page.getByRole("application", { name: `Image viewport ${n}`, exact: true });
const layout = async (name: string) => {
  await userEvent.click(page.getByRole("button", { name: "Layout", exact: true }));
  await userEvent.click(page.getByRole("menuitem", { name }));
};
const cornerOf = (n: number) =>
  page
    .getByRole("application", { name: new RegExp(`^Image viewport ${n}`) })
    .element()
    .parentElement?.querySelector(".top-right")?.textContent ?? "";

test("two viewports of one frame of reference scroll by millimetres, and each alone when the link is off", async () => {
  await expect.element(page.getByText("16 / 31")).toBeVisible();
  await layout("Layout 1 × 2");
  await expect.element(viewport(2)).toBeVisible();
  await expect.poll(() => cornerOf(2)).toContain("linked by position");
  (viewport(1).element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  // Image 18 of the first lies at 34 mm: image 19 of the second.
  await expect.poll(() => cornerOf(1)).toContain("18 / 31");
  await expect.poll(() => cornerOf(2)).toContain("19 / 29");
  await userEvent.keyboard("{Shift>}s{/Shift}{ArrowDown}");
  await expect.poll(() => cornerOf(1)).toContain("19 / 31");
  expect(cornerOf(2)).toContain("19 / 29");
  expect(cornerOf(2)).not.toContain("linked");
});

test("what comes to stand beside, or comes back, shows the place that the other one shows", async () => {
  await expect.element(page.getByText("16 / 31")).toBeVisible();
  (page.getByRole("application").first().element() as HTMLElement).focus();
  await userEvent.keyboard("{Home}{ArrowDown>10/}");
  // Image 11 lies at 20 mm: image 5 of the second series, whose middle is 15.
  await expect.element(page.getByText("11 / 31")).toBeVisible();
  await layout("Layout 1 × 2");
  await expect.poll(() => cornerOf(2)).toContain("5 / 29");
  // The same series twice: the same image.
  (viewport(2).element() as HTMLElement).focus();
  await userEvent.click(page.getByRole("button", { name: /Series 2\.25\.2/ }));
  await expect.poll(() => cornerOf(2)).toContain("11 / 31");
  await layout("Layout 1 × 1");
  await expect.element(viewport(2)).not.toBeInTheDocument();
  (page.getByRole("application").first().element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowDown}");
  await expect.element(page.getByText("12 / 31")).toBeVisible();
  await layout("Layout 1 × 2");
  await expect.poll(() => cornerOf(2)).toContain("12 / 31");
  dispose();
  await start();
  await expect.poll(() => cornerOf(2)).toContain("/ 31");
  await expect.poll(() => cornerOf(2).split(" / ")[0]).toBe(cornerOf(1).split(" / ")[0]);
});

test("arrow keys choose the viewport; what is drawn there is a label of its own image", async () => {
  await layout("Layout 1 × 2");
  await expect.element(viewport(2)).toBeVisible();
  (viewport(1).element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(document.activeElement).toBe(viewport(2).element());
  await userEvent.keyboard("{Shift>}1{/Shift}b");
  await expect.poll(() => cornerOf(1)).toContain("/ 31");
  await imagesAreSeen();
  stroke(viewport(2).element(), [0.4, 0.4], [0.5, 0.5]);
  await expect.element(page.getByRole("option", { name: "Mass, You" })).toBeVisible();
  stroke(viewport(1).element(), [0.4, 0.4], [0.5, 0.5]);
  await expect.poll(() => database.annotations.count()).toBe(2);
  const rows = await database.annotations.toArray();
  expect(rows.map((row) => row.annotation.target.series).sort()).toEqual(["2.25.2", "2.25.3"]);
});

test("a picture of the strip is dragged into a viewport, and a tap puts it into the active one", async () => {
  await layout("Layout 1 × 2");
  await expect.poll(() => cornerOf(2)).toContain("/ 29");
  const thumb = page.getByRole("button", { name: /Series 2\.25\.4/ }).element();
  const from = thumb.getBoundingClientRect();
  const to = viewport(2).element().getBoundingClientRect();
  const send = (target: EventTarget, type: string, x: number, y: number) =>
    target.dispatchEvent(
      new PointerEvent(type, {
        bubbles: true,
        pointerId: 5,
        pointerType: "mouse",
        button: 0,
        clientX: x,
        clientY: y,
      }),
    );
  send(thumb, "pointerdown", from.left + 20, from.top + 20);
  send(window, "pointermove", from.left + 60, from.top + 30);
  send(window, "pointermove", to.left + 50, to.top + 50);
  expect(document.querySelector(".series-ghost")).not.toBeNull();
  expect(document.querySelector('[data-pane="1"]')?.classList.contains("drop-here")).toBe(true);
  send(window, "pointerup", to.left + 50, to.top + 50);
  await expect.poll(() => cornerOf(2)).toContain("/ 9");
  expect(cornerOf(1)).toContain("/ 31");
  expect(document.querySelector(".series-ghost")).toBeNull();
  (viewport(1).element() as HTMLElement).focus();
  await userEvent.click(page.getByRole("button", { name: /Series 2\.25\.3/ }));
  await expect.poll(() => cornerOf(1)).toContain("/ 29");
});

test("the line where the active image cuts a crossing one is drawn on that one only, and moves with it", async () => {
  await layout("Layout 1 × 2");
  const overlay = (n: number) => {
    const canvas = viewport(n).element().querySelectorAll("canvas")[1];
    const context = canvas?.getContext("2d");
    if (!canvas || !context) throw new Error("no overlay");
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    const rows = new Set<number>();
    for (let at = 3; at < data.length; at += 4)
      if ((data[at] ?? 0) > 200) rows.add(Math.floor(at / 4 / width));
    return { rows, height };
  };
  await expect.poll(() => cornerOf(2)).toContain("/ 29");
  expect(overlay(2).rows.size).toBe(0);
  (viewport(2).element() as HTMLElement).focus();
  await userEvent.click(page.getByRole("button", { name: /Series 2\.25\.4/ }));
  (viewport(1).element() as HTMLElement).focus();
  await expect.poll(() => overlay(2).rows.size).toBeGreaterThan(0);
  const middle = () => {
    const all = [...overlay(2).rows];
    return all.reduce((sum, row) => sum + row, 0) / all.length;
  };
  const before = middle();
  expect(overlay(1).rows.size).toBe(0);
  await userEvent.keyboard("{Home}");
  // The first slice lies at the feet, which are at the foot of the sagittal picture.
  await expect.poll(middle).toBeGreaterThan(before + 20);
});

test("an earlier study of the patient stands beside by one key, to look at only, and goes by the same key", async () => {
  await userEvent.keyboard("{Shift>}h{/Shift}");
  await expect.element(page.getByText("There is no other study").first()).toBeInTheDocument();
  await fillStudy(database, "2.25.50", [stack("2.25.51", 7, 2, 24)]);
  await userEvent.keyboard("{Shift>}h{/Shift}");
  await expect.element(page.getByText("7KQ2XM4A · earlier study")).toBeVisible();
  await expect.poll(() => cornerOf(2)).toContain("4 / 7");
  await userEvent.keyboard("{Shift>}1{/Shift}b");
  await imagesAreSeen();
  stroke(viewport(2).element(), [0.4, 0.4], [0.5, 0.5]);
  await expect.element(page.getByText("to look at only. Draw on").first()).toBeInTheDocument();
  stroke(viewport(1).element(), [0.4, 0.4], [0.5, 0.5]);
  await expect.poll(() => database.annotations.count()).toBe(1);
  expect((await database.annotations.toArray())[0]?.annotation.target.study).toBe(study);
  await userEvent.keyboard("{Shift>}h{/Shift}");
  await expect.element(viewport(2)).not.toBeInTheDocument();
});

test("layout, series and planes are there again when the study is opened again", async () => {
  await layout("Layout 2 × 2");
  await expect.element(viewport(4)).toBeVisible();
  (viewport(2).element() as HTMLElement).focus();
  await userEvent.click(page.getByRole("button", { name: /Series 2\.25\.4/ }));
  await expect.poll(() => cornerOf(2)).toContain("/ 9");
  await expect
    .poll(async () => JSON.stringify((await database.settings.get(`view.${study}`))?.value))
    .toContain("2x2");
  dispose();
  await start();
  await expect.element(viewport(4)).toBeVisible();
  await expect.poll(() => cornerOf(2)).toContain("/ 9");
  await userEvent.keyboard("{Shift>}m{/Shift}");
  await expect.element(page.getByRole("application", { name: "Image viewport 1 axial" })).toBeVisible();
  await expect.element(viewport(4)).not.toBeInTheDocument();
  await expect
    .poll(async () => JSON.stringify((await database.settings.get(`view.${study}`))?.value))
    .toContain('"planes":true');
  dispose();
  await start();
  await expect.element(page.getByRole("application", { name: "Image viewport 3 sagittal" })).toBeVisible();
});

test("an earlier study hangs again when the study is opened again, and gives its viewport back when it goes", async () => {
  await fillStudy(database, "2.25.50", [stack("2.25.51", 7, 2, 24)]);
  await layout("Layout 1 × 1");
  await expect.element(viewport(2)).not.toBeInTheDocument();
  await userEvent.keyboard("{Shift>}h{/Shift}");
  await expect.element(page.getByText("7KQ2XM4A · earlier study")).toBeVisible();
  await expect
    .poll(async () => (await database.settings.get(`view.${study}`))?.value)
    .toMatchObject({ layout: "1x1", prior: true });
  dispose();
  await start();
  await expect.element(page.getByText("7KQ2XM4A · earlier study")).toBeVisible();
  await userEvent.keyboard("{Shift>}h{/Shift}");
  await expect.element(viewport(2)).not.toBeInTheDocument();
  await expect
    .poll(async () => (await database.settings.get(`view.${study}`))?.value)
    .toMatchObject({ layout: "1x1", prior: false });
});

test("on a tablet in nine viewports the window stands in one line, and ends before the scale", async () => {
  await page.viewport(1180, 820);
  await expect.element(page.getByText("16 / 31")).toBeVisible();
  await layout("Layout 3 × 3");
  await expect.element(viewport(9)).toBeVisible();
  await imagesAreSeen();
  (viewport(1).element() as HTMLElement).focus();
  const text = () => {
    const area = viewport(1).element().parentElement;
    const [button, cell] = [area?.querySelector(".corner-button"), area?.getBoundingClientRect()];
    const box = button?.getBoundingClientRect();
    // 44 px are one line with room for a finger; the scale begins at two thirds of the viewport.
    const fits = box && cell && box.height <= 44.5 && box.right <= cell.left + cell.width * 0.67;
    return `${button?.textContent?.split(" · ").at(-1)}: ${fits}`;
  };
  await userEvent.keyboard("1");
  await expect.poll(text).toBe("Soft tissue: true");
  await userEvent.keyboard("8");
  await expect.poll(text).toBe("Brain, contrast: true");
});
