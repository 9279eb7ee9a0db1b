import { openApp, openSample, openStudy, readTable } from "../support/app-driver.ts";
import { serveApp, startBrowser } from "../support/browser-app.ts";

export async function main() {
  const app = await serveApp({ online: true });
  const browser = await startBrowser();
  const out: unknown[] = [];
  process.once("SIGTERM", () => void browser.kill().then(() => process.exit(143)));
  try {
    const page = await browser.newPage({ width: 1180, height: 820 });
    page.setDefaultTimeout(60_000);
    page.on("pageerror", (error) => console.error("PAGE ERROR", error.message));
    await openApp(page, app.url);
    await openSample(page);
    await page.goto(`${app.url}#/worklist`);
    await openStudy(page, /CT chest/);
    await page.getByText("14 / 26").waitFor();
    const image = page.getByRole("application").first();
    await image.focus();
    const act = async (words: string) => {
      await image.focus();
      await page.keyboard.press("Control+k");
      await page.locator("dialog[open]").getByRole("combobox").fill(words);
      await page.keyboard.press("Enter");
    };
    await page.keyboard.press("j");
    await page.getByRole("option", { name: /proposal/ }).first().waitFor();
    await page.keyboard.press(";");
    await page.keyboard.press("Backspace");
    await page.getByRole("combobox", { name: "Rejected. Why?" }).waitFor();
    await page.screenshot({ path: "/tmp/shot-1-rejected.png" });
    await page.getByRole("combobox", { name: "Rejected. Why?" }).selectOption("wrong-outline");
    await page.waitForTimeout(800);
    out.push((await readTable<{ state: string; rejectReason?: string }>(page, "proposals")).map((row) => [row.state, row.rejectReason]));
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.waitForTimeout(300);
    await page.screenshot({ path: "/tmp/shot-2-menu.png" });
    await page.keyboard.press("Escape");
    await act("Pre-label this series");
    await page.getByRole("region", { name: "Pre-labelling" }).getByText(/of 26/).waitFor();
    await page.waitForTimeout(5000);
    await page.screenshot({ path: "/tmp/shot-3-running.png" });
    await page.getByRole("region", { name: "Pre-labelling" }).getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("region", { name: "The run has ended" }).waitFor();
    await page.screenshot({ path: "/tmp/shot-4-ended.png" });
    out.push((await readTable<{ state: string; done: number; proposals: number }>(page, "prelabelRuns")).map(({ state, done, proposals }) => ({ state, done, proposals })));
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.screenshot({ path: "/tmp/shot-5-ended-wide.png" });
    await page.getByRole("button", { name: "Discard its proposals" }).click();
    await page.waitForTimeout(1500);
    out.push([(await readTable(page, "proposals")).length, (await readTable(page, "prelabelRuns")).length]);
    await image.focus();
    await page.keyboard.press("x");
    const box = await image.boundingBox();
    if (!box) throw new Error("no image");
    await page.keyboard.press("Shift+1");
    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.48, box.y + box.height * 0.6, { steps: 5 });
    await page.mouse.up();
    await page.waitForTimeout(500);
    await act("Outline the boxes");
    await page.waitForTimeout(4000);
    await page.screenshot({ path: "/tmp/shot-6-outlined.png" });
    out.push((await readTable<{ source: { prompts: unknown; parentIds: string[] }; state: string; classId: string }>(page, "proposals")).slice(-1).map(({ source, state, classId }) => ({ state, classId, prompts: source.prompts, parents: source.parentIds })));
    return out;
  } finally {
    await browser.close();
    await app.close();
  }
}
