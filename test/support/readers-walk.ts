import { join } from "node:path";
import type { Locator, Page } from "playwright";
import { afterAll, beforeAll } from "vitest";
import { openApp, openSample, waitForOffline } from "./app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "./browser-app.ts";
import type { StaticServer } from "./static-server.ts";

/** How a person touches what is on the screen. */
export type Tap = (target: Locator) => Promise<void>;

const click: Tap = (target) => target.click();

/** The built app and a browser for the tests of a file; both are there once the first test runs. */
export function serveReaders(options: { readonly online?: boolean; readonly touch?: boolean } = {}) {
  let made: { readonly browser: OwnBrowser; readonly server: StaticServer } | undefined;
  const here = () => {
    if (!made) throw new Error("no app is served yet");
    return made;
  };
  beforeAll(async () => {
    const server = await serveApp({ online: options.online ?? false });
    made = { server, browser: await startBrowser({ touch: options.touch ?? false }) };
  });
  afterAll(async () => {
    await made?.browser.close();
    await made?.server.close();
  });
  /** A page with the app in it, and the errors that it will have thrown. */
  const open = async (size: { readonly width: number; readonly height: number }) => {
    const page = await here().browser.newPage(size);
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await openApp(page, here().server.url);
    return { page, errors };
  };
  /** The same with the sample in it, and no server any more. */
  const openOffline = async (size: { readonly width: number; readonly height: number }) => {
    const opened = await open(size);
    await waitForOffline(opened.page);
    await openApp(opened.page, here().server.url);
    await openSample(opened.page);
    await here().server.close();
    return opened;
  };
  return { open, openOffline };
}

/** With OVERREAD_SHOTS=folder, a picture of what was reached. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.OVERREAD_SHOTS;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** To a screen, by its link. */
export const goTo = (page: Page, name: string, tap: Tap = click): Promise<void> =>
  tap(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }));

/** Another person takes the device. Without a `tap` also from screens that have no links. */
export async function workAs(page: Page, name: string, tap?: Tap): Promise<void> {
  if (tap) await goTo(page, "Settings", tap);
  else await page.goto(`${new URL(page.url()).origin}/#/settings`);
  await (tap ?? click)(page.getByRole("button", { name: `Work as ${name}` }));
  await page.getByText(`${name} is working now`).first().waitFor();
}

/** Gives the person at the device a name. */
export async function nameFirst(page: Page, name: string): Promise<void> {
  await page.getByRole("list", { name: "People of the project" }).getByRole("textbox").first().fill(name);
  await page.keyboard.press("Tab");
}

/** Adds people in Settings. `write`: puts a name into a field that has the focus already, or not. */
export async function addPeople(
  page: Page,
  names: readonly string[],
  { tap = click, write = (field: Locator, name: string) => field.fill(name) } = {},
): Promise<void> {
  for (const name of names) {
    await write(page.getByRole("textbox", { name: "Name", exact: true }).last(), name);
    await tap(page.getByRole("button", { name: "Add person" }));
    await page.getByRole("button", { name: `Work as ${name}` }).waitFor();
  }
}

/** Two people read each study. The list of a native field is the device's, not the page's. */
export async function wantTwoReaders(page: Page): Promise<void> {
  await page.getByRole("combobox", { name: "Readers for each study" }).selectOption("2");
  await page.getByText("2 people label each study").first().waitFor();
}

/** Keys on the image. */
export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  await page
    .getByRole("application", { name: /Image viewport/ })
    .first()
    .focus();
  for (const key of keys) await page.keyboard.press(key);
}
