// Builds the core natively with ASan and UBSan and runs the mutation test: node wasm/test/run.mjs [seed] [rounds]
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildNative } from "./build-native.mjs";

const [seed = "1", rounds = "3000"] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "overread-native-"));

try {
  const binary = join(folder, "fuzz");
  const built = buildNative(binary);
  process.exitCode = built === 0 ? (spawnSync(binary, [seed, rounds], { stdio: "inherit" }).status ?? 1) : built;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
