import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const places = {
  linux: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"],
};

function onPath(name) {
  for (const folder of (process.env.PATH ?? "").split(":")) {
    const file = join(folder, name);
    if (existsSync(file)) return file;
  }
  return null;
}

function downloaded() {
  try {
    const script = "process.stdout.write(require('playwright').chromium.executablePath())";
    const file = execFileSync(process.execPath, ["-e", script], { encoding: "utf8" });
    return existsSync(file) ? file : null;
  } catch {
    return null; // playwright is not installed yet: there is no download to find
  }
}

/**
 * Path of an installed Chromium-like browser: `$CHROME_PATH`, the usual places, playwright's own; null when there is none.
 * @returns {string | null}
 */
export function findBrowser() {
  const named = process.env.CHROME_PATH;
  if (named) return existsSync(named) ? named : null;
  for (const place of places[process.platform] ?? []) {
    if (process.platform === "linux") {
      const found = onPath(place);
      if (found) return found;
    } else if (process.platform === "win32") {
      for (const root of [
        process.env.ProgramFiles,
        process.env["ProgramFiles(x86)"],
        process.env.LOCALAPPDATA,
      ]) {
        if (root && existsSync(join(root, place))) return join(root, place);
      }
    } else if (existsSync(place)) return place;
  }
  return downloaded();
}
