import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What pip installs for a module, in the versions that the tests were made with. The rest comes from elsewhere: Debian's python3-torch. */
const pinned: Readonly<Record<string, string>> = {
  numpy: "numpy==2.4.6",
  scipy: "scipy==1.17.1",
  nibabel: "nibabel==5.4.2",
  pycocotools: "pycocotools==2.0.11",
  SimpleITK: "SimpleITK==2.5.7",
  PIL: "pillow",
  tifffile: "tifffile==2026.3.3",
  imagecodecs: "imagecodecs==2026.3.6",
};

const required = process.env.REQUIRE_ORACLES === "1";
const venv = join(tmpdir(), "overread-oracles");
const inVenv = join(venv, "bin", "python");

const has = (python: string, modules: readonly string[]) =>
  spawnSync(python, ["-c", `import ${modules.join(", ")}`], { stdio: "ignore" }).status === 0;

/** A Python for a test, or why there is none. `skip`: the test is passed over by name; with `REQUIRE_ORACLES=1` it fails instead. */
export interface Oracle {
  readonly python: string | null;
  readonly why: string;
  readonly skip: boolean;
}

/** Installs under the temp folder what pip has; null where it cannot. */
function installed(modules: readonly string[]): string | null {
  const names = modules.map((name) => pinned[name]);
  if (names.includes(undefined)) return null;
  try {
    if (!existsSync(inVenv)) execFileSync("python3", ["-m", "venv", venv], { stdio: "ignore" });
    execFileSync(inVenv, ["-m", "pip", "install", "-q", ...names.map(String)], { stdio: "ignore" });
  } catch {
    return null;
  }
  return has(inVenv, modules) ? inVenv : null;
}

/** A Python that has these modules: `OVERREAD_PYTHON`, one under the temp folder, or the system's. Says so where a test is passed over. */
export function findPython(modules: readonly string[]): Oracle {
  const known = [process.env.OVERREAD_PYTHON, inVenv, "python3", "/usr/bin/python3"];
  const found = known.find((python) => python !== undefined && has(python, modules));
  const python = found ?? (required ? installed(modules) : null);
  if (python) return { python, why: "", skip: false };
  const why = `no Python with ${modules.join(", ")} (set OVERREAD_PYTHON, or REQUIRE_ORACLES=1 to install what pip has)`;
  if (!required) console.warn(`Skipped: ${why}`);
  return { python: null, why, skip: !required };
}

/** Runs Python text and gives what it prints. Throws with its error, or with why there is no Python. */
export function runPython(
  { python, why }: Oracle,
  code: string,
  args: readonly string[] = [],
  cwd?: string,
): string {
  if (!python) throw new Error(`An oracle is missing: ${why}`);
  const result = spawnSync(python, ["-c", code, ...args], { encoding: "utf8", cwd, maxBuffer: 1 << 28 });
  if (result.status !== 0) throw new Error(result.stderr || `Python ended with ${result.status}`);
  return result.stdout;
}
