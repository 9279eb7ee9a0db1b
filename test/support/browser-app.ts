import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type BrowserContext, chromium, type Page } from "playwright";
import { contentSecurityPolicy, isolationHeaders } from "../../src/csp.ts";
import { findBrowser } from "./find-browser.mjs";
import { type StaticServer, serveFolder } from "./static-server.ts";

/** The built app's folder. */
export const dist = resolve(dirname(fileURLToPath(import.meta.url)), "../../dist");

/** Headers as the preview server sends them. */
export const appHeaders: Readonly<Record<string, string>> = {
  ...isolationHeaders,
  "Content-Security-Policy": contentSecurityPolicy(null),
};

const flags = [
  "--headless=new",
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  // The app follows the browser's language; tests speak English whatever the machine speaks.
  "--lang=en-US",
  "--accept-lang=en-US",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
  // Without a graphics card: pages are drawn by the processor itself, not by a card that it plays, as Debian's Chromium would have it. WebGL stays.
  "--disable-gpu",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--remote-debugging-port=0",
];

/** A Chromium of our own, in its own process group, so that a test can kill all of it at once. */
export interface OwnBrowser {
  readonly context: BrowserContext;
  readonly profile: string;
  readonly pid: number;
  newPage(size?: { width: number; height: number }): Promise<Page>;
  /** `kill -9` of the whole process group: a crash, not a power loss. The profile stays. */
  kill(): Promise<void>;
  /** Ends the browser; removes the profile unless `keep`. */
  close(keep?: boolean): Promise<void>;
}

async function debuggerUrl(profile: string, child: ChildProcess): Promise<string> {
  const file = join(profile, "DevToolsActivePort");
  for (let attempt = 0; attempt < 1200; attempt++) {
    if (child.exitCode !== null) throw new Error(`Chromium ended at once with status ${child.exitCode}`);
    try {
      const [port, path] = readFileSync(file, "utf8").trim().split("\n");
      if (port && path) return `ws://127.0.0.1:${port}${path}`;
    } catch {
      // not written yet
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error("Chromium did not open its debugging port within 60 s");
}

/** Starts Chromium on `profile` (a new one when none is given) and connects to it. */
export async function startBrowser(
  options: { profile?: string; touch?: boolean; args?: readonly string[] } = {},
): Promise<OwnBrowser> {
  const executable = findBrowser();
  if (!executable) throw new Error("No browser: set CHROME_PATH or install Chromium");
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), "overread-profile-"));
  rmSync(join(profile, "DevToolsActivePort"), { force: true });
  const touch = options.touch ? ["--touch-events=enabled"] : [];
  const more = options.args ?? [];
  const child = spawn(
    executable,
    [...flags, ...touch, ...more, `--user-data-dir=${profile}`, "about:blank"],
    {
      detached: true,
      stdio: "ignore",
    },
  );
  const pid = child.pid;
  if (!pid) throw new Error("Chromium did not start");
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  const browser = await chromium.connectOverCDP(await debuggerUrl(profile, child));
  const [context] = browser.contexts();
  if (!context) throw new Error("Chromium has no context");
  // Playwright's own half minute is less than a busy machine needs for some states; it is for what never comes.
  context.setDefaultTimeout(60_000);
  const end = async () => {
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // already gone
    }
    await gone;
  };
  return {
    context,
    profile,
    pid,
    async newPage(size = { width: 1440, height: 900 }) {
      const page = await context.newPage();
      await page.setViewportSize(size);
      if (options.touch) {
        const session = await context.newCDPSession(page);
        await session.send("Emulation.setTouchEmulationEnabled", { enabled: true, maxTouchPoints: 5 });
      }
      return page;
    },
    kill: end,
    async close(keep = false) {
      await browser.close().catch(() => undefined);
      await end();
      if (!keep) rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

interface AppServing {
  readonly path?: string;
  /** Without a header of ours, as any static host. */
  readonly plain?: boolean;
  readonly port?: number;
  /** A copy of the built app. */
  readonly folder?: string;
  /** Without its service worker the app runs online, under the headers of the host: nothing is installed, which takes two seconds of processor. */
  readonly online?: boolean;
}

/** The built app on a loopback port under `path`, with the preview server's headers unless `plain`. */
export function serveApp(options: AppServing = {}): Promise<StaticServer> {
  return serveFolder(
    options.folder ?? dist,
    options.path ?? "/",
    options.plain ? {} : appHeaders,
    options.port ?? 0,
    options.online ? ["sw.js"] : [],
  );
}
