import { spawnSync } from "node:child_process";
import { node, root, tsc, vite } from "./run.mjs";

/** The commit that the tree is, for the manifests of datasets; none where something was changed since, or where this is no checkout. */
function commitOfTree() {
  const git = (...args) => spawnSync("git", args, { cwd: root, encoding: "utf8" });
  const changed = git("status", "--porcelain", "--", "src", "public", "package-lock.json", "vite.config.ts");
  return changed.status === 0 && changed.stdout === "" ? git("rev-parse", "HEAD").stdout.trim() : "";
}

// Types first: a build that does not type-check is not shipped.
const toStderr = process.argv.includes("--quiet");
const types = await node([tsc(), "-b"], { toStderr });
const env = { VITE_COMMIT: process.env.VITE_COMMIT ?? commitOfTree() };
process.exitCode =
  types === 0 ? await node([vite(), "build", "--logLevel", "warn"], { toStderr, env }) : types;
