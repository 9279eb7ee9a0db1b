import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright";
import type { Route } from "../../../src/ui/app/router.ts";
import { en } from "../../../src/ui/messages/en.ts";
import { imageIsSeen, openApp, openSample, openStudy, waitForSaved } from "../app-driver.ts";
import { askChest, imageOf, labelChest } from "./label-chest.ts";
import { lookAtSlide } from "./look-at-slide.ts";
import { readTwice } from "./read-twice.ts";

/** A state of the interface that is pictured and checked; `arrive` starts from the state before it. */
export interface Stop {
  readonly name: string;
  readonly screen: Route["name"];
  arrive(page: Page, url: string): Promise<void>;
  /** Closes what lies over the screen. */
  leave?(page: Page): Promise<void>;
  /** Checked, but like another one to look at. */
  readonly unpictured?: true;
  /** It lies at a place of the window: opened anew for each size. */
  readonly placed?: true;
}

const go = (screen: string, ready: (page: Page) => Promise<void>) => async (page: Page, url: string) => {
  await page.goto(`${url}#/${screen}`);
  await ready(page);
};
const heading = (name: string) => (page: Page) =>
  page.getByRole("heading", { name, exact: true }).first().waitFor();
/** Waits until a dialog is gone: a key that comes sooner is the dialog's. */
const pressEscape = async (page: Page) => {
  await page.keyboard.press("Escape");
  await page.locator("dialog[open]").waitFor({ state: "detached" });
};
/** The study under review begins with crops of its places, or with a frame; a canvas is of one pixel until its picture has come. */
const reviewIsDrawn = (page: Page) =>
  page.waitForFunction(() => {
    const pictures = [...document.querySelectorAll<HTMLCanvasElement>("canvas.frame-picture")];
    return pictures.length > 0 && pictures.every(({ width }) => width > 1);
  });
const dialogOf = (page: Page) => page.locator("dialog[open]").waitFor();

const tiny = fileURLToPath(new URL("../onnx/tiny/", import.meta.url));
const tinyModel = readdirSync(tiny).map((name) => join(tiny, name));

/** Every screen and every dialog, in the order in which a person comes by: one walk for pictures and for accessibility. */
export const walk: readonly Stop[] = [
  {
    name: "worklist-empty",
    screen: "worklist",
    arrive: (page, url) => openApp(page, url),
  },
  {
    name: "import",
    screen: "import",
    arrive: go("import", async (page) => page.getByRole("button", { name: "Choose files" }).waitFor()),
  },
  {
    name: "look-empty",
    screen: "look",
    arrive: go("look", async (page) => page.locator(".empty").waitFor()),
    unpictured: true,
  },
  {
    name: "look",
    screen: "look",
    arrive: lookAtSlide,
    async leave(page) {
      await page.getByRole("button", { name: "Back" }).click();
      await page.getByRole("button", { name: "Cancel" }).click();
      await page.getByRole("button", { name: "Choose files" }).waitFor();
    },
  },
  {
    name: "study",
    screen: "study",
    async arrive(page, url) {
      await page.goto(`${url}#/worklist`);
      await openSample(page);
      await openStudy(page, /CT chest/);
      await page.getByText("14 / 26").waitFor();
      await labelChest(page);
      await waitForSaved(page);
      await askChest(page);
    },
  },
  {
    name: "study-actions",
    screen: "study",
    async arrive(page) {
      await imageOf(page).focus();
      await page.keyboard.press("Control+k");
      await dialogOf(page);
    },
    leave: pressEscape,
  },
  {
    name: "study-keys",
    screen: "study",
    async arrive(page) {
      await page.getByRole("button", { name: "Keys" }).click();
      await dialogOf(page);
    },
    leave: pressEscape,
  },
  {
    name: "study-keys-change",
    screen: "study",
    async arrive(page) {
      await page.getByRole("button", { name: "Keys" }).click();
      await dialogOf(page);
      await page.getByRole("button", { name: "Change keys" }).click();
      await page.locator(".key-changes li").first().waitFor();
    },
    leave: pressEscape,
    unpictured: true,
  },
  {
    name: "study-menu",
    screen: "study",
    async arrive(page) {
      await page.getByRole("button", { name: "More", exact: true }).first().click();
      await page.getByRole("menu").waitFor();
    },
    placed: true,
    leave: pressEscape,
  },
  {
    name: "study-row-menu",
    screen: "study",
    async arrive(page) {
      await page.getByRole("button", { name: "More for Nodule" }).click();
      await page.getByRole("menu").waitFor();
    },
    leave: pressEscape,
    unpictured: true,
  },
  {
    name: "study-planes",
    screen: "study",
    async arrive(page) {
      await imageOf(page).focus();
      await page.keyboard.press("Shift+M");
      await page
        .getByRole("region", { name: "Three planes" })
        .getByText(en.mpr.hint)
        .waitFor({ timeout: 60_000 });
      await imageIsSeen(page);
    },
    async leave(page) {
      await page.keyboard.press("Shift+M");
    },
  },
  {
    name: "record",
    screen: "record",
    async arrive(page) {
      await page.getByRole("button", { name: "More", exact: true }).first().click();
      await page.getByRole("menuitem", { name: "De-identification record" }).click();
      await heading("What was in force")(page);
    },
    unpictured: true,
  },
  {
    name: "worklist",
    screen: "worklist",
    arrive: go("worklist", async (page) => page.getByRole("row", { name: /CT chest/ }).waitFor()),
  },
  {
    name: "worklist-tasks",
    screen: "worklist",
    async arrive(page) {
      await page.getByRole("button", { name: "Tasks", exact: true }).click();
      await dialogOf(page);
    },
    leave: pressEscape,
    unpictured: true,
  },
  {
    name: "pixels",
    screen: "pixels",
    arrive: go("pixels", async (page) => {
      await page.getByRole("button", { name: "Release to worklist" }).waitFor();
      await reviewIsDrawn(page);
    }),
  },
  {
    name: "pixels-refuse",
    screen: "pixels",
    async arrive(page) {
      await page.getByRole("button", { name: "Refuse this study" }).click();
      await dialogOf(page);
    },
    leave: pressEscape,
  },
  {
    name: "pixels-keys",
    screen: "pixels",
    async arrive(page) {
      await page.keyboard.press("Shift+Slash");
      await dialogOf(page);
    },
    leave: pressEscape,
    unpictured: true,
  },
  { name: "review-empty", screen: "review", arrive: go("review", heading("Review")), unpictured: true },
  { name: "sync", screen: "sync", arrive: go("sync", heading("Sync")) },
  { name: "schema", screen: "schema", arrive: go("schema", heading("Schema")) },
  {
    name: "schema-move",
    screen: "schema",
    async arrive(page) {
      await page.getByRole("button", { name: "Retire Nodule or move its labels" }).click();
      await dialogOf(page);
      await page.getByRole("combobox", { name: "Its labels" }).selectOption({ label: "Move to Mass" });
      await page.getByText(/moves? to Mass/).waitFor();
      await page.locator("dialog:modal").waitFor();
    },
    leave: pressEscape,
    unpictured: true,
  },
  {
    name: "schema-points",
    screen: "schema",
    async arrive(page) {
      await page.getByRole("button", { name: "Points of Nodule" }).click();
      const points = page.getByRole("region", { name: "Points of Nodule" });
      for (const [at, name] of ["Upper", "Lower"].entries()) {
        await points.getByRole("button", { name: "Add point" }).click();
        await points.getByRole("textbox", { name: `Name of point ${at + 1}` }).fill(name);
      }
      await points.getByRole("combobox", { name: "From point" }).selectOption({ label: "Upper" });
      await points.getByRole("combobox", { name: "To point" }).selectOption({ label: "Lower" });
      await points.getByRole("button", { name: "Join" }).click();
    },
    async leave(page) {
      await page.getByRole("button", { name: "Publish version" }).click();
      await page.getByText("Points 2").waitFor();
    },
    unpictured: true,
  },
  {
    name: "export",
    screen: "export",
    arrive: go("export", async (page) => page.getByRole("button", { name: "Export dataset" }).waitFor()),
  },
  {
    name: "export-result",
    screen: "export",
    async arrive(page) {
      const drafts = page.getByRole("checkbox", { name: "Drafts" });
      if (!(await drafts.isChecked())) await drafts.click({ force: true });
      await page.getByRole("button", { name: "Export dataset" }).click();
      await page.getByRole("button", { name: "Save dataset" }).waitFor({ timeout: 120_000 });
    },
  },
  { name: "settings", screen: "settings", arrive: go("settings", heading("Settings")) },
  {
    name: "settings-evaluate",
    screen: "settings",
    async arrive(page) {
      await page.getByRole("button", { name: "Evaluate" }).click();
      await dialogOf(page);
      await page.getByRole("radio", { name: "Test" }).click();
      await page.getByRole("textbox", { name: /Why it is opened/ }).waitFor();
    },
    leave: pressEscape,
    unpictured: true,
  },
  {
    name: "settings-project-codes",
    screen: "settings",
    async arrive(page) {
      await page.getByRole("button", { name: "Show as QR codes" }).click();
      await page.getByRole("img", { name: /^Code 1 of/ }).waitFor();
    },
    leave: pressEscape,
    unpictured: true,
  },
  {
    name: "settings-scan-project",
    screen: "settings",
    async arrive(page) {
      await page.getByRole("button", { name: "Scan QR codes" }).click();
      await dialogOf(page);
    },
    leave: pressEscape,
    unpictured: true,
  },
  {
    name: "settings-import-key",
    screen: "settings",
    async arrive(page) {
      await page.getByRole("button", { name: "Import key" }).click();
      await dialogOf(page);
    },
    leave: pressEscape,
    unpictured: true,
  },
  {
    name: "settings-own-model",
    screen: "settings",
    async arrive(page) {
      await page.locator("input[data-picker=model]").setInputFiles(tinyModel);
      await page.getByRole("dialog", { name: "Add tiny 0.0.1?" }).waitFor({ timeout: 60_000 });
    },
    leave: pressEscape,
    unpictured: true,
  },
  {
    name: "settings-open-map",
    screen: "settings",
    async arrive(page) {
      await page.getByRole("button", { name: "Open a map file" }).click();
      await dialogOf(page);
    },
    leave: pressEscape,
    unpictured: true,
  },
  {
    name: "study-proposals",
    screen: "study",
    async arrive(page, url) {
      await page.goto(`${url}#/worklist`);
      await openStudy(page, /CT chest/);
      await page.getByText("14 / 26").waitFor();
      await imageOf(page).focus();
      await page.keyboard.press("j");
      await page
        .getByRole("option", { name: /proposal/ })
        .first()
        .waitFor({ timeout: 60_000 });
      await page.keyboard.press(";");
      await page.getByRole("button", { name: "Accept all shown" }).waitFor();
    },
  },
  {
    name: "study-accept-all",
    screen: "study",
    async arrive(page) {
      await page.getByRole("button", { name: "Accept all shown" }).click();
      await dialogOf(page);
    },
    leave: pressEscape,
  },
  {
    name: "study-rejected",
    screen: "study",
    async arrive(page) {
      await imageOf(page).focus();
      await page.keyboard.press("Backspace");
      await page.getByRole("combobox", { name: "Rejected. Why?" }).waitFor();
    },
    async leave(page) {
      await imageOf(page).focus();
      await page.keyboard.press("Control+z");
      await page.getByRole("combobox", { name: "Rejected. Why?" }).waitFor({ state: "detached" });
    },
    unpictured: true,
  },
  {
    name: "review",
    screen: "review",
    async arrive(page, url) {
      await readTwice(page, url);
      await page.goto(`${url}#/review`);
      await page.getByRole("link", { name: /Compare CT chest/ }).waitFor();
    },
  },
  {
    name: "adjudicate",
    screen: "adjudicate",
    async arrive(page) {
      await page.getByRole("link", { name: /Compare CT chest/ }).click();
      await page.getByRole("table", { name: "Agreement" }).getByText("hd95/1").waitFor();
      await page.getByText("1 match to decide").waitFor();
    },
  },
];

/** The sizes of a tablet lying and of a desk. */
export const sizes = [
  { name: "tablet", width: 1180, height: 820, touch: true },
  { name: "desk", width: 1440, height: 900, touch: false },
] as const;

/** Both looks. */
export const themes = ["dark", "light"] as const;

/** Brings the page to a size and a theme without leaving where it is. */
export async function dress(
  page: Page,
  size: (typeof sizes)[number],
  theme: (typeof themes)[number],
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setTouchEmulationEnabled", {
    enabled: size.touch,
    ...(size.touch ? { maxTouchPoints: 5 } : {}),
  });
  await session.detach();
  // Colours change at once: a picture or a measurement in between is of neither theme.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.setViewportSize({ width: size.width, height: size.height });
  // Away from rows that light up under the pointer.
  await page.mouse.move(2, size.height - 2);
  await page.evaluate((name) => {
    document.documentElement.dataset.theme = name;
  }, theme);
  await settled(page);
}

/** Waits until what was changed is drawn and whatever moves, but does not turn for ever, has come to its end. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    const ending = document
      .getAnimations()
      .filter(
        ({ playState, effect }) =>
          playState === "running" && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY,
      );
    await Promise.all(ending.map(({ finished }) => finished.catch(() => undefined)));
  });
}
