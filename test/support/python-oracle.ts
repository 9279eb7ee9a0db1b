import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The versions that the tests were made with; pip names and import names differ in none but scikit. */
const pinned: Readonly<Record<string, string>> = {
  numpy: "numpy",
  scipy: "scipy",
  nibabel: "nibabel",
  pycocotools: "pycocotools",
};

const required = process.env.REQUIRE_ORACLES === "1";
const venv = join(tmpdir(), "overread-oracles");
const inVenv = join(venv, "bin", "python");

const has = (python: string, modules: readonly string[]) =>
  spawnSync(python, ["-c", `import ${modules.join(", ")}`], { stdio: "ignore" }).status === 0;

/** A Python that has these modules, or why there is none; with `REQUIRE_ORACLES=1` it is installed under the temp folder, and none is an error. */
export function findPython(modules: readonly string[]): {
  readonly python: string | null;
  readonly why: string;
} {
  const known = [process.env.OVERREAD_PYTHON, inVenv, "python3"].filter((path) => path !== undefined);
  const found = known.find((python) => has(python, modules));
  if (found) return { python: found, why: "" };
  const why = `no Python with ${modules.join(", ")} (set OVERREAD_PYTHON, or REQUIRE_ORACLES=1 to install them)`;
  if (!required) return { python: null, why };
  if (!existsSync(inVenv)) execFileSync("python3", ["-m", "venv", venv], { stdio: "inherit" });
  const names = modules.map((name) => pinned[name] ?? name);
  execFileSync(inVenv, ["-m", "pip", "install", "-q", ...names], { stdio: "inherit" });
  if (!has(inVenv, modules)) throw new Error(`An oracle is missing: ${why}`);
  return { python: inVenv, why: "" };
}

/** Runs Python text and gives what it prints. Throws with its error. */
export function runPython(python: string, code: string, args: readonly string[] = [], cwd?: string): string {
  const result = spawnSync(python, ["-c", code, ...args], { encoding: "utf8", cwd, maxBuffer: 1 << 28 });
  if (result.status !== 0) throw new Error(result.stderr || `Python ended with ${result.status}`);
  return result.stdout;
}
