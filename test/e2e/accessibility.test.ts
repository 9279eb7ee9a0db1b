import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import { dress, sizes, themes, walk } from "../support/screens/walk.ts";
import type { StaticServer } from "../support/static-server.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let browser: OwnBrowser;
let server: StaticServer;
beforeAll(async () => {
  server = await serveApp();
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

interface Finding {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

/** Serious and critical findings of axe, one line each; every rule that axe has. */
async function findings(page: Page): Promise<string[]> {
  // The driver's own evaluation: the page's policy forbids every other way in, and nothing of axe is shipped.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(root: Document, options: object): Promise<{ violations: Finding[] }> };
    };
    return (await axe.run(document, { resultTypes: ["violations"] })).violations;
  });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id}: ${target.join(" ")} ${failureSummary?.replaceAll("\n", " ")}`,
      ),
    );
}

test("axe finds what is planted", async () => {
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  await page.evaluate(() => {
    const button = document.createElement("button");
    button.style.cssText = "width:44px;height:44px";
    document.querySelector("main")?.append(button);
  });
  expect((await findings(page)).join()).toMatch(/button-name/);
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
      for (const line of await findings(page)) found.push(`${stop.name}, ${theme}: ${line}`);
      if (found.length > 0) console.error(found.at(-1));
    }
    await stop.leave?.(page);
  }
  expect(found).toEqual([]);
}, 400_000);
