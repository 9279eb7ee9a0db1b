import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { node, vitest } from "./run.mjs";

/** Runs stages one after another and counts what passed and failed; a stage that ran nothing counts as a failure. */
export function makeSuite() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const lines = [];

  const add = (name, passed, failed, skipped = 0) => {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    lines.push(
      `${failed ? "FAILED" : "ok    "} ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`,
    );
  };

  return {
    /** One command that passes or fails as a whole. */
    async step(name, run) {
      console.log(`\n== ${name}`);
      const status = await run();
      add(name, status === 0 ? 1 : 0, status === 0 ? 0 : 1);
      return status === 0;
    },
    /** One Vitest project, counted test by test. */
    async project(name, env = {}) {
      console.log(`\n== ${name}`);
      const folder = mkdtempSync(join(tmpdir(), "overread-test-"));
      const report = join(folder, "report.json");
      const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
      const status = await node([vitest(), "run", "--project", name, ...reporters], { env });
      let counts = null;
      try {
        counts = JSON.parse(readFileSync(report, "utf8"));
      } catch {
        add(name, 0, 1); // no report: the run itself broke
      }
      rmSync(folder, { recursive: true, force: true });
      if (!counts) return false;
      const failed =
        counts.numFailedTests + (counts.numFailedTestSuites > 0 && counts.numFailedTests === 0 ? 1 : 0);
      const nothingRan = counts.numPassedTests + failed === 0;
      const broken = status !== 0 && failed === 0 ? 1 : 0;
      add(
        name,
        counts.numPassedTests,
        failed + broken + (nothingRan && !broken ? 1 : 0),
        counts.numPendingTests,
      );
      return status === 0;
    },
    fail(name, why) {
      console.error(why);
      add(name, 0, 1);
    },
    /** Prints the table and the closing line; sets the exit status. */
    finish() {
      console.log(`\n${lines.join("\n")}\n`);
      console.log(`${total.passed} passed, ${total.failed} failed`);
      process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
    },
  };
}
