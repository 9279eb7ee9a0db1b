import type { Page } from "playwright";
import { dragImage, openStudy, waitForSaved } from "../app-driver.ts";
import { imageOf } from "./label-chest.ts";

const workAs = async (page: Page, url: string, name: string) => {
  await page.goto(`${url}#/settings`);
  await page.getByRole("button", { name: `Work as ${name}` }).click();
  await page.getByText(`${name} is working now`).first().waitFor();
};

async function press(page: Page, ...keys: readonly string[]) {
  await imageOf(page).focus();
  for (const key of keys) await page.keyboard.press(key);
}

/** Draws one box round the heart, a little elsewhere for each reader, and submits. */
async function readChest(page: Page, url: string, by: number) {
  await page.goto(`${url}#/worklist`);
  await openStudy(page, /CT chest/);
  await page.getByText("14 / 26").waitFor();
  await press(page, "Shift+Digit1", "x");
  await dragImage(page, [
    [0.42 + by, 0.3 + by],
    [0.64 + by, 0.52],
  ]);
  await press(page, "Control+Enter");
  await page.getByText("Submitted. “Next task” opens the next study.").first().waitFor();
  await waitForSaved(page);
}

/** Two people read the sample's CT, the first without what lies there already; a third is at work when it returns. */
export async function readTwice(page: Page, url: string): Promise<void> {
  await page.goto(`${url}#/settings`);
  for (const name of ["Anna", "Ben", "Cora"]) {
    await page.getByRole("textbox", { name: "Name", exact: true }).last().fill(name);
    await page.getByRole("button", { name: "Add person" }).click();
    await page.getByRole("button", { name: `Work as ${name}` }).waitFor();
  }
  await page.getByRole("combobox", { name: "Readers for each study" }).selectOption("2");
  await page.getByText("2 people label each study").first().waitFor();
  for (const [name, by] of [
    ["Anna", 0],
    ["Ben", 0.02],
  ] as const) {
    await workAs(page, url, name);
    await readChest(page, url, by);
  }
  await workAs(page, url, "Cora");
}
