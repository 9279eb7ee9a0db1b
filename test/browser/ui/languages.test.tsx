// The script as it is, so that no optimizer of the test server looks at it.
import axeSource from "axe-core/axe.min.js?raw";
import { render } from "solid-js/web";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { App } from "../../../src/ui/app/app.tsx";
import { readPreferences } from "../../../src/ui/app/preferences.ts";
import { type Language, languages, loadMessages } from "../../../src/ui/messages/languages.ts";
import { cutTextsHere } from "../../support/screens/cut-texts.ts";
import { toolsStand } from "../../support/study-page.tsx";
import { fillStudy, screenServices } from "../../support/study-screen.ts";

const study = "2.25.1";
const patience = { timeout: 30_000 };
let database: MainDatabase;
let dispose = () => {};

beforeAll(() => {
  const script = document.createElement("script");
  script.textContent = axeSource;
  document.head.append(script);
});
beforeEach(async () => {
  await page.viewport(1180, 820);
  database = openMainDatabase(`languages-${crypto.randomUUID()}`);
  const frames = ["2.25.11", "2.25.12", "2.25.13"].map((sopUid) => ({ sopUid, frameIndex: 0 }));
  await fillStudy(database, study, [{ seriesUid: "2.25.2", frames }]);
});
afterEach(async () => {
  dispose();
  document.documentElement.dir = "ltr";
  database.close();
  await database.delete();
});

/** The app in a language, as a start finds it chosen. */
async function open(language: Language, hash: string): Promise<void> {
  const messages = await loadMessages(language, []);
  const preferences = { ...(await readPreferences(database)), language };
  location.hash = hash;
  const host = document.createElement("div");
  host.id = "app";
  document.body.append(host);
  const end = render(
    () => <App services={screenServices(database)} preferences={preferences} messages={messages} />,
    host,
  );
  dispose = () => {
    end();
    host.remove();
  };
}

/** Serious and critical findings of axe, one line each. */
async function seriousHere(): Promise<string[]> {
  const { axe } = window as unknown as {
    axe: {
      run(
        root: Element,
        options: object,
      ): Promise<{
        violations: { id: string; impact: string | null; nodes: { target: string[] }[] }[];
      }>;
    };
  };
  const root = document.getElementById("app");
  if (!root) throw new Error("The app is not there");
  const { violations } = await axe.run(root, { resultTypes: ["violations"] });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

const screens = ["worklist", "import", "pixels", "review", "schema", "export", "sync", "settings"] as const;

test.each(Object.keys(languages) as Language[])(
  "%s: no text of a control is cut at 1180 × 820, and mirrored nothing is serious to axe",
  async (language) => {
    // English is looked at by axe on the whole walk (test/e2e/accessibility.test.ts); German differs in words only.
    const serious = language === "ar" ? seriousHere : async () => [];
    const m = await loadMessages(language, []);
    await open(language, "#/worklist");
    const found: string[] = [];
    for (const screen of screens) {
      location.hash = `#/${screen}`;
      const title =
        screen === "import"
          ? m.import.title
          : screen === "pixels"
            ? m.pixels.title
            : m[screen === "export" ? "exporting" : screen].title;
      await expect.element(page.getByRole("heading", { name: title }).first(), patience).toBeVisible();
      found.push(...cutTextsHere().map((line) => `${screen}: ${line}`));
      found.push(...(await serious()).map((line) => `${screen}: ${line}`));
    }
    location.hash = `#/study/${study}`;
    await expect.element(page.getByText("2 / 3"), patience).toBeVisible();
    await toolsStand();
    found.push(...cutTextsHere().map((line) => `study: ${line}`));
    found.push(...(await serious()).map((line) => `study: ${line}`));
    expect(found).toEqual([]);
  },
  180_000,
);

test("a text that is longer than its button is found", async () => {
  await open("en", "#/worklist");
  await expect.element(page.getByRole("heading", { name: "Worklist" }), patience).toBeVisible();
  const button = document.createElement("button");
  button.style.cssText = "width: 60px; white-space: nowrap; overflow: hidden; padding: 0";
  button.textContent = "Bereichswachstum durch die ganze Serie";
  document.querySelector("main")?.append(button);
  expect(cutTextsHere()).toHaveLength(1);
});

test("a language is chosen in Settings: the page speaks it at once, and the choice is kept", async () => {
  await open("en", "#/settings");
  const choice = () => document.querySelector<HTMLSelectElement>("#setting-language");
  await expect.poll(choice, patience).not.toBeNull();
  choice()?.focus();
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Language" }), "Deutsch");
  await expect.element(page.getByRole("heading", { name: "Einstellungen" }), patience).toBeVisible();
  expect(document.documentElement.lang).toBe("de");
  expect(document.documentElement.dir).toBe("ltr");
  expect(document.title).toBe("Overread – Optionen");
  expect(choice()?.value).toBe("de");
  await expect.poll(async () => (await readPreferences(database)).language, patience).toBe("de");
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Sprache" }), "العربية");
  await expect.element(page.getByRole("heading", { name: "الإعدادات" }), patience).toBeVisible();
  expect([document.documentElement.lang, document.documentElement.dir]).toEqual(["ar", "rtl"]);
});

test("in Arabic the chrome is mirrored, the image and what is written on it are not", async () => {
  await open("ar", `#/study/${study}`);
  await expect.element(page.getByText("2 / 3"), patience).toBeVisible();
  await toolsStand();
  const box = (selector: string) => {
    const element = document.querySelector(selector);
    if (!element) throw new Error(`${selector} is not there`);
    return element.getBoundingClientRect();
  };
  const image = box(".image-area");
  expect(box(".tool-rail").left).toBeGreaterThan(image.right - 1);
  expect(box(".side-panel").right).toBeLessThan(image.left + 1);
  expect(box(".corner.top-left").left - image.left).toBeLessThan(20);
  expect(image.right - box(".corner.top-right").right).toBeLessThan(20);
  for (const selector of [".image-grid", ".viewport", ".corner"]) {
    const element = document.querySelector(selector);
    expect(element && getComputedStyle(element).direction, selector).toBe("ltr");
  }
  // A drag to the right is a drag to the right of the image: nothing of the pointer's way is mirrored.
  expect(document.querySelector(".scrubber .groove")?.getBoundingClientRect().left).toBeCloseTo(
    box(".scrubber").left + 21,
    0,
  );
});
