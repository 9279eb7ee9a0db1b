import { command, node, program } from "./run.mjs";

/** Finds a Chromium-like browser or installs one; returns its path, or null after saying which command is missing. */
export async function ensureBrowser() {
  const { findBrowser } = await import("../find-browser.mjs");
  const found = findBrowser();
  if (found) return found;
  const isDebianRoot = process.platform === "linux" && process.getuid?.() === 0;
  if (isDebianRoot && (await program("apt-get", ["update"])) === 0) {
    await program("apt-get", ["install", "-y", "--no-install-recommends", "chromium"]);
  } else {
    await node([command("playwright", "cli.js"), "install", "chromium"]);
  }
  const installed = findBrowser();
  if (!installed) {
    console.error("No browser was found, and none could be installed. Run: npx playwright install chromium");
    console.error("or set CHROME_PATH to an installed Chrome, Chromium or Edge.");
  }
  return installed;
}
