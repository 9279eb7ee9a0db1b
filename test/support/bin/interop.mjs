import { ensureBrowser } from "./install-browser.mjs";
import { distIsFresh } from "./newest.mjs";
import { node } from "./run.mjs";
import { makeSuite } from "./suite.mjs";

const suite = makeSuite();
const browser = await ensureBrowser();
const built = distIsFresh() || (await suite.step("build", () => node(["test/support/bin/build.mjs"])));
if (browser && built) await suite.project("interop", { CHROME_PATH: browser });
else suite.fail("interop", "The interop tests did not run: there is no browser or no build.");
suite.finish();
