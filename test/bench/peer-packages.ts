import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const folder = join(dirname(fileURLToPath(import.meta.url)), "peers");
const quiet = { print: () => undefined, printErr: () => undefined };

/** Packages of `test/bench/peers`, as they are installed there. */
export interface PeerPackages {
  /** A fresh wasm module of a codec package of cornerstone: `script` and `wasm` are its exports. */
  codec(name: string, script: string, wasm: string): Promise<unknown>;
  /** A module by its path inside its package. */
  file(path: string): Promise<Record<string, unknown>>;
}

/** Installs the peers from their committed lockfile when they are not there yet; null when that fails (no network). */
export function peerPackages(): PeerPackages | null {
  const { dependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const there = () =>
    Object.keys(dependencies).every((name) => existsSync(join(folder, "node_modules", name, "package.json")));
  if (!there()) {
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const args = ["ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund"];
    spawnSync(npm, args, { stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  }
  if (!there()) return null;
  const require = createRequire(join(folder, "package.json"));
  return {
    codec: async (name, script, wasm) => {
      const make = require(`@cornerstonejs/${name}/${script}`) as (options: object) => Promise<unknown>;
      return make({ wasmBinary: readFileSync(require.resolve(`@cornerstonejs/${name}/${wasm}`)), ...quiet });
    },
    file: async (path) =>
      (await import(/* @vite-ignore */ pathToFileURL(join(folder, "node_modules", path)).href)) as Record<
        string,
        unknown
      >,
  };
}
