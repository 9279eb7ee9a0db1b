import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");

/** Path of a package's command, run by Node itself so that no shell is needed. */
export function command(packageName, file) {
  const path = join(root, "node_modules", packageName, file);
  if (!existsSync(path)) throw new Error(`${packageName} is not installed. Run: npm ci`);
  return path;
}

/** Runs a Node script of the project; resolves to its exit status. Output goes to the terminal, or to stderr. */
export function node(args, { env = {}, toStderr = false } = {}) {
  return new Promise((done, fail) => {
    const stdio = toStderr ? ["ignore", 2, 2] : ["ignore", "inherit", "inherit"];
    const child = spawn(process.execPath, args, { cwd: root, stdio, env: { ...process.env, ...env } });
    child.on("error", fail);
    child.on("close", (code) => done(code ?? 1));
  });
}

/** Runs any program; resolves to its exit status, 127 when it is not there. */
export function program(name, args) {
  return new Promise((done) => {
    const child = spawn(name, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", () => done(127));
    child.on("close", (code) => done(code ?? 1));
  });
}

export const tsc = () => command("typescript", "bin/tsc");
export const vite = () => command("vite", "bin/vite.js");
export const vitest = () => command("vitest", "vitest.mjs");
export const biome = () => command("@biomejs/biome", "bin/biome");
