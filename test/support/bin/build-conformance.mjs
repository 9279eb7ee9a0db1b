// npm run build:conformance: writes docs/conformance.md from the tables and rules of the code.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runnerImport } from "vite";
import { root } from "./run.mjs";

const { module } = await runnerImport(join(root, "test/support/conformance/statement.ts"), {
  configFile: false,
  logLevel: "error",
});
const file = join(root, "docs/conformance.md");
writeFileSync(file, module.conformanceStatement());
console.log("Wrote docs/conformance.md");
