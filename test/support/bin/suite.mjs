import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { node, vitest } from "./run.mjs";

/** Runs stages one after another and counts what passed and failed; a stage that ran nothing counts as a failure. */
export function makeSuite() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const lines = [];
  const broken = [];

  let since = performance.now();
  const add = (name, passed, failed, skipped = 0) => {
    const seconds = Math.round((performance.now() - since) / 1000);
    since = performance.now();
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    lines.push(
      `${failed ? "FAILED" : "ok    "} ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped, ${seconds} s`,
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
    /** The Vitest projects whose names begin so, counted test by test. */
    async project(name, env = {}) {
      console.log(`\n== ${name}`);
      const folder = mkdtempSync(join(tmpdir(), "overread-test-"));
      const report = join(folder, "report.json");
      const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
      const status = await node([vitest(), "run", "--project", `${name}*`, ...reporters], { env });
      let counts = null;
      try {
        counts = JSON.parse(readFileSync(report, "utf8"));
      } catch {
        add(name, 0, 1); // no report: the run itself broke
      }
      rmSync(folder, { recursive: true, force: true });
      if (!counts) return false;
      broken.push(...failures(name, counts));
      const failed =
        counts.numFailedTests + (counts.numFailedTestSuites > 0 && counts.numFailedTests === 0 ? 1 : 0);
      const nothingRan = counts.numPassedTests + failed === 0;
      const died = status !== 0 && failed === 0 ? 1 : 0;
      add(name, counts.numPassedTests, failed + died + (nothingRan && !died ? 1 : 0), counts.numPendingTests);
      return status === 0;
    },
    fail(name, why) {
      console.error(why);
      add(name, 0, 1);
    },
    /** Prints the table, every failure once more where a cut log still shows it, and the closing line; sets the exit status. */
    finish() {
      console.log(`\n${lines.join("\n")}\n`);
      if (broken.length > 0) console.log(`${broken.join("\n")}\n`);
      console.log(`${total.passed} passed, ${total.failed} failed`);
      process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
    },
  };
}

/** One line a failed test, and one a file that could not be run: project, file, name, first lines of the message. */
function failures(project, counts) {
  const short = (text) => (text ?? "").split("\n").slice(0, 3).join(" | ").slice(0, 400);
  const here = `${process.cwd()}/`;
  return counts.testResults.flatMap((file) => {
    const name = `${project} ${file.name.replace(here, "")}`;
    const failed = file.assertionResults.filter((test) => test.status === "failed");
    if (failed.length === 0)
      return file.status === "failed" ? [`FAILED ${name}: ${short(file.message)}`] : [];
    return failed.map((test) => `FAILED ${name} > ${test.fullName}: ${short(test.failureMessages[0])}`);
  });
}
