import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  dragImage,
  openApp,
  openSample,
  openStudy,
  waitForOffline,
  waitForSaved,
} from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import { exportZip } from "../support/label-loop.ts";
import type { StaticServer } from "../support/static-server.ts";

let browser: OwnBrowser;
let app: StaticServer;
let foreign: Server;
let foreignUrl = "";
let reached = 0;

beforeAll(async () => {
  app = await serveApp();
  // Another origin that would answer anybody: only the app's own policy can keep a request from it.
  foreign = createServer((_request, response) => {
    reached++;
    response.writeHead(200, {
      "Access-Control-Allow-Origin": "*",
      "Cross-Origin-Resource-Policy": "cross-origin",
    });
    response.end("hello");
  });
  await new Promise<void>((done) => foreign.listen(0, "127.0.0.1", done));
  const address = foreign.address();
  foreignUrl = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/`;
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await app.close();
  foreign.closeAllConnections();
  foreign.close();
});

const plantedFetch = async (url: string) => {
  try {
    await fetch(url, { mode: "cors" });
    return "reached";
  } catch {
    return "refused";
  }
};

test("the foreign server answers whoever may ask", async () => {
  const bare = await serveApp({ plain: true });
  const page = await browser.newPage();
  // A page of a plain host that our service worker does not control yet: no policy is in force.
  await page.goto(`${bare.url}icons/icon.svg`);
  expect(await page.evaluate(plantedFetch, foreignUrl)).toBe("reached");
  expect(reached).toBe(1);
  await page.close();
  await bare.close();
});

test("a fetch planted in the page and in each worker never leaves the origin", async () => {
  const page = await browser.newPage();
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await openApp(page, app.url);
  await waitForOffline(page);
  await openSample(page);
  await openStudy(page, /CT chest/);
  // Every worker is at work once: a box wakes the classical tools, an export its own worker.
  await page.keyboard.press("Shift+Digit2");
  await page.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name: "Ask the model" }).click();
  await dragImage(page, [
    [0.3, 0.35],
    [0.5, 0.55],
  ]);
  await page.getByRole("region", { name: "Proposal" }).getByText("Confidence").waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: "Accept proposal" }).click();
  await waitForSaved(page);
  await exportZip(page, app.url);
  const names = new Set<string>();
  for (const worker of page.workers()) {
    // The threads of onnxruntime sleep inside wasm and answer nobody; they run under the policy of the worker that owns them.
    const name = /([\w-]+)\.worker/.exec(worker.url())?.[1];
    if (!name) continue;
    names.add(name);
    expect(await worker.evaluate(plantedFetch, foreignUrl), worker.url()).toBe("refused");
  }
  expect([...names]).toEqual(expect.arrayContaining(["import", "pixels", "infer", "assist", "export"]));
  expect(await page.evaluate(plantedFetch, foreignUrl)).toBe("refused");
  expect(reached).toBe(1);
  const away = requests.filter(
    (url) => /^(http|ws)/.test(url) && !url.startsWith(app.url) && !url.startsWith(foreignUrl),
  );
  expect(away).toEqual([]);
  await page.close();
});
