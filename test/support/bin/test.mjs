import { ensureBrowser } from "./install-browser.mjs";
import { biome, node, tsc } from "./run.mjs";
import { makeSuite } from "./suite.mjs";

const suite = makeSuite();
// Side by side: neither fills the machine.
const lint = node([biome(), "ci"]);
await suite.step("types", () => node([tsc(), "-b"]));
await suite.step("lint", () => lint);
await suite.project("unit");
const browser = await ensureBrowser();
if (browser) {
  // Side by side: the tests wait for their pages now and then.
  const build = node(["test/support/bin/build.mjs", "--quiet"]);
  await suite.project("browser", { CHROME_PATH: browser });
  if (await suite.step("build", () => build)) {
    await suite.project("e2e", { CHROME_PATH: browser });
  }
} else {
  suite.fail("browser and e2e", "The browser and e2e tests did not run: there is no browser.");
}
suite.finish();
