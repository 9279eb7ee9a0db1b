import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createServer } from "vite";
import { distIsFresh } from "./newest.mjs";
import { node, root } from "./run.mjs";

/**
 * Runs `test/<folder>/<what>.ts` after making sure that the built app is fresh. With `--json` stdout is the module's result
 * as one JSON object and nothing else; everything else goes to stderr. `only`: the module, where the command has but one.
 */
export async function runModule(folder, usage, only) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    strict: false,
    options: {
      json: { type: "boolean" },
      corpus: { type: "string" },
      runs: { type: "string" },
      limit: { type: "string" },
      native: { type: "string" },
      chromium: { type: "string" },
      seed: { type: "string" },
      planted: { type: "boolean" },
      dataset: { type: "string" },
      methods: { type: "string" },
      gate: { type: "boolean" },
      threads: { type: "string" },
      size: { type: "string" },
      trace: { type: "string" },
      seconds: { type: "string" },
    },
  });
  const what = only ?? positionals[0];
  const file = join(root, "test", folder, `${what}.ts`);
  if (!what || !/^[a-z]+$/.test(what) || !existsSync(file)) {
    console.error(usage);
    process.exit(2);
  }
  // Child processes and libraries may print: only the result may reach stdout.
  const print = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  // What only reads files, runs in Node alone, or bundles pages of its own, needs no built app.
  const inNode = `${folder} ${what}`;
  const alone =
    what === "split" ||
    (what === "deid" && values.score === true) ||
    [
      "bench engine",
      "bench viewer",
      "bench store",
      "bench assist",
      "bench sync",
      "support/verify sync",
      "support/verify export",
      "support/verify ranged",
    ].includes(inNode);
  if (!alone && !distIsFresh()) {
    const status = await node(["test/support/bin/build.mjs", "--quiet"], { toStderr: true });
    if (status !== 0) process.exit(status);
  }
  // A server without a port: what the module imports later on is still resolved, unlike with `runnerImport`.
  const server = { middlewareMode: true, hmr: false, ws: false, watch: null };
  const vite = await createServer({
    root,
    configFile: false,
    logLevel: "error",
    appType: "custom",
    optimizeDeps: { noDiscovery: true },
    server,
  });
  const module = await vite.ssrLoadModule(file);
  const result = await module.main(values);
  print(`${JSON.stringify(result, null, values.json ? 0 : 2)}\n`);
  // A module that judges (`--gate`) says so by the exit code.
  process.exit(process.exitCode ?? 0);
}
