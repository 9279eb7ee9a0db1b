import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright";
import { appHeaders, dist } from "../support/browser-app.ts";
import { findBrowser } from "../support/find-browser.mjs";
import { dicomFile, identity, pixels } from "../support/sample/dicom.mjs";

/** What `npm run bench -- load --json` prints. Bytes are gzip-encoded bodies; times in milliseconds of this machine. */
export interface LoadFigures {
  readonly firstLoadBytes: number;
  readonly requests: number;
  readonly foreignRequests: number;
  readonly interactiveMs: number;
  readonly precacheBytes: number;
  readonly offlineReload: boolean;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

/** A server that gzips whatever gets smaller by it, as hosts do, and adds up what it sent. */
async function countingServer() {
  const sent = { bytes: 0, requests: 0 };
  const packed = new Map<string, Buffer>();
  const pack = (file: string) => {
    const known = packed.get(file);
    if (known) return known;
    const bytes = gzipSync(readFileSync(file));
    packed.set(file, bytes);
    return bytes;
  };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const file = normalize(join(dist, path === "/" ? "index.html" : path));
    if (!file.startsWith(dist + sep) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const headers = { ...appHeaders, "Content-Type": types[extname(file)] ?? "application/octet-stream" };
    const body = pack(file);
    const size = statSync(file).size;
    sent.requests++;
    sent.bytes += Math.min(body.length, size);
    if (body.length < size) response.writeHead(200, { ...headers, "Content-Encoding": "gzip" }).end(body);
    else createReadStream(file).pipe(response.writeHead(200, headers));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://localhost:${port}/`, sent, close };
}

/** A small CT that nobody owns: importing it is the proof that a study can be imported. */
function smallStudy(): Buffer {
  const data = Uint16Array.from({ length: 64 * 64 }, (_, i) => i % 4096);
  return dicomFile([
    ...identity(9, { description: "Bench" }),
    ["00080016", "UI", "1.2.840.10008.5.1.4.1.1.2"],
    ["00080018", "UI", "2.25.7001"],
    ["00080060", "CS", "CT"],
    ["0020000E", "UI", "2.25.7002"],
    ...pixels({ rows: 64, columns: 64, bits: 16, stored: 12, data }),
  ]);
}

/** Measures a first visit without a service worker until a study is in the worklist, then a visit that goes offline. */
export async function main(): Promise<LoadFigures> {
  const server = await countingServer();
  const executablePath = findBrowser();
  if (!executablePath) throw new Error("No browser: set CHROME_PATH or install Chromium");
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-background-networking"],
  });
  try {
    const first = await browser.newContext({ serviceWorkers: "block", locale: "en-US" });
    const page = await first.newPage();
    let foreignRequests = 0;
    const origin = new URL(server.url).origin;
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.origin !== origin) foreignRequests++;
    });
    const start = performance.now();
    await page.goto(server.url);
    await page.getByRole("button", { name: "Import" }).first().waitFor();
    const interactiveMs = Math.round(performance.now() - start);
    await page.getByRole("button", { name: "Import" }).first().click();
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Choose files" }).click();
    await (await chooser).setFiles({ name: "ct.dcm", mimeType: "application/dicom", buffer: smallStudy() });
    const survey = page
      .locator("form")
      .filter({ has: page.getByRole("button", { name: "Import", exact: true }) });
    await survey.getByRole("button", { name: "Import", exact: true }).click();
    await page.getByRole("region", { name: "Import result" }).waitFor({ timeout: 60_000 });
    const { bytes: firstLoadBytes, requests } = server.sent;
    await first.close();

    server.sent.bytes = 0;
    const second = await browser.newContext({ locale: "en-US" });
    const visit = await second.newPage();
    await visit.goto(server.url);
    await visit.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await visit.waitForTimeout(500);
    const precacheBytes = server.sent.bytes;
    server.close();
    await second.setOffline(true);
    await visit.reload();
    const offlineReload = await visit
      .getByRole("button", { name: "Import" })
      .first()
      .waitFor({ timeout: 10_000 })
      .then(
        () => true,
        () => false,
      );
    return { firstLoadBytes, requests, foreignRequests, interactiveMs, precacheBytes, offlineReload };
  } finally {
    await browser.close();
    server.close();
  }
}
