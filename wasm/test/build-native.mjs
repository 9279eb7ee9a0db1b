// Builds the core and its mutation test natively with ASan and UBSan.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { wasmRoot } from "../pipelines.mjs";

const flags = ["-std=c++17", "-O1", "-g", "-Wall", "-Wextra", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

/** The first C++ compiler of this machine that has sanitizers, or null. */
export const findCompiler = () =>
  ["g++", "clang++"].find((name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0) ?? null;

/** Writes the program to `binary`; its compiler's words go to `output`. Returns the compiler's status. */
export function buildNative(binary, output = "inherit") {
  const compiler = findCompiler();
  if (!compiler) return 127;
  const sources = ["core", "test"].flatMap((part) =>
    readdirSync(join(wasmRoot, part))
      .filter((name) => name.endsWith(".cpp"))
      .map((name) => join(wasmRoot, part, name)),
  );
  return spawnSync(compiler, [...flags, ...sources, "-o", binary], { stdio: ["ignore", output, output] }).status ?? 1;
}
