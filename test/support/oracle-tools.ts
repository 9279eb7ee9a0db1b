import { execFileSync, spawnSync } from "node:child_process";

/** Whether a program is on this machine. With `REQUIRE_ORACLES=1` a missing one is an error instead of a skip. */
export function hasTool(name: string): boolean {
  const found = spawnSync("sh", ["-c", `command -v ${name}`]).status === 0;
  if (!found && process.env.REQUIRE_ORACLES === "1") throw new Error(`The oracle ${name} is not installed.`);
  return found;
}

/** Everything that a program says of a file, on both streams, whatever its exit code. */
export function toolOutput(name: string, args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(name, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  return `${stdout}${stderr}`;
}

/** What a program prints; throws where it fails. */
export const toolPrints = (name: string, args: readonly string[]): string =>
  execFileSync(name, args, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] });
