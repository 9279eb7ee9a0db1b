// Builds the core natively with ASan and UBSan and runs the mutation test: node wasm/test/run.mjs [seed] [rounds]
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { wasmRoot } from "../pipelines.mjs";

const [seed = "1", rounds = "3000"] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "overread-native-"));
const sources = ["core", "test"].flatMap((part) =>
  readdirSync(join(wasmRoot, part))
    .filter((name) => name.endsWith(".cpp"))
    .map((name) => join(wasmRoot, part, name)),
);
const run = (command, args) => spawnSync(command, args, { stdio: "inherit" }).status ?? 1;

try {
  const binary = join(folder, "fuzz");
  const flags = ["-std=c++17", "-O1", "-g", "-Wall", "-Wextra", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
  const built = run("g++", [...flags, ...sources, "-o", binary]);
  process.exitCode = built === 0 ? run(binary, [seed, rounds]) : built;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
