import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright";
import { preview } from "vite";
import { findBrowser } from "../find-browser.mjs";
import { root } from "./run.mjs";

// The pictures of the README: the built app with its own sample, driven as a person would.
const server = await preview({
  root,
  preview: { port: 0, strictPort: false, host: "127.0.0.1" },
  logLevel: "error",
});
const url = server.resolvedUrls?.local[0] ?? "";
const browser = await chromium.launch({
  executablePath: findBrowser() ?? "",
  args: ["--no-sandbox", "--disable-background-networking"],
});
mkdirSync(join(root, "docs/screenshots"), { recursive: true });

async function picture(name, viewport, hasTouch) {
  const context = await browser.newContext({ viewport, hasTouch });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole("button", { name: "Open sample study" }).first().click();
  await page.getByText("2 images are held").waitFor({ timeout: 60_000 });
  await page.getByRole("row").nth(3).waitFor({ timeout: 60_000 });
  await page.getByRole("row", { name: /CT chest/ }).click();
  await page.getByText("14 / 26").waitFor();
  const image = page.getByRole("application", { name: /Image viewport/ });
  const box = await image.boundingBox();
  const side = Math.min(box.width, box.height);
  // Places as fractions of the image's own square, from its centre.
  const at = (x, y) => ({ x: box.x + box.width / 2 + x * side, y: box.y + box.height / 2 + y * side });
  const key = async (...names) => {
    await image.focus();
    for (const pressed of names) await page.keyboard.press(pressed);
  };
  const drag = async (...places) => {
    const [first, ...rest] = places.map(([x, y]) => at(x, y));
    await page.mouse.move(first.x, first.y);
    await page.mouse.down();
    for (const place of rest) await page.mouse.move(place.x, place.y, { steps: 6 });
    await page.mouse.up();
  };
  const heart = Array.from({ length: 16 }, (_, step) => {
    const turn = (step / 16) * 2 * Math.PI;
    return [0.047 + 0.118 * Math.cos(turn), -0.079 + 0.109 * Math.sin(turn)];
  });
  await key("1", "Shift+Digit9", "g");
  for (const [x, y] of heart) await page.mouse.click(at(x, y).x, at(x, y).y);
  await key("Enter");
  await page.getByRole("combobox", { name: "Draw as" }).click();
  await page.getByRole("option", { name: "Vertebra" }).click();
  await key("x");
  await drag([-0.066, 0.12], [0.066, 0.252]);
  await key("Shift+Digit2", "b");
  await drag([-0.177, -0.031], [-0.169, -0.037], [-0.163, -0.029], [-0.17, -0.023], [-0.177, -0.031]);
  await key("Shift+Digit8");
  await page.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name: "Ask the model" }).click();
  await page.mouse.click(at(0.22, 0.0).x, at(0.22, 0.0).y);
  await page.getByText("Confidence").waitFor({ timeout: 60_000 });
  await page.mouse.move(at(0.2, 0.02).x, at(0.2, 0.02).y);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(root, `docs/screenshots/${name}.png`) });
  await context.close();
}

await picture("viewer-tablet", { width: 1180, height: 820 }, true);
await picture("viewer-desk", { width: 1440, height: 900 }, false);
await browser.close();
await server.close();
process.exit(0);
