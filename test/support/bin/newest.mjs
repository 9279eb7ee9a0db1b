import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run.mjs";

function newestIn(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce(
    (newest, name) => Math.max(newest, newestIn(join(path, name))),
    stat.mtimeMs,
  );
}

/** Whether `dist/` is there and newer than everything that it is made from. */
export function distIsFresh() {
  const built = statSync(join(root, "dist/index.html"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = ["src", "public", "index.html", "vite.config.ts", "package-lock.json", "test/support/vite"];
  return built > 0 && sources.every((name) => newestIn(join(root, name)) <= built);
}
