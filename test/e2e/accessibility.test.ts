import { afterAll, beforeAll, expect, test } from "vitest";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import { seriousFindings } from "../support/screens/serious-findings.ts";
import { dress, sizes, themes, walk } from "../support/screens/walk.ts";
import type { StaticServer } from "../support/static-server.ts";

let browser: OwnBrowser;
let server: StaticServer;
beforeAll(async () => {
  server = await serveApp({ online: true });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

test("axe finds what is planted", async () => {
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  await page.evaluate(() => {
    const button = document.createElement("button");
    button.style.cssText = "width:44px;height:44px";
    document.querySelector("main")?.append(button);
  });
  expect((await seriousFindings(page)).join()).toMatch(/button-name/);
  await page.close();
});

test("no screen and no dialog has a serious or critical finding of axe, in either theme", async () => {
  const page = await browser.newPage();
  const desk = sizes[1];
  const found: string[] = [];
  for (const stop of walk) {
    await stop.arrive(page, server.url);
    for (const theme of themes) {
      await dress(page, desk, theme);
      for (const line of await seriousFindings(page)) found.push(`${stop.name}, ${theme}: ${line}`);
      if (found.length > 0) console.error(found.at(-1));
    }
    await stop.leave?.(page);
  }
  expect(found).toEqual([]);
}, 400_000);
