import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const folder = mkdtempSync(join(tmpdir(), "overread-faults-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Exit status and output of a checker of the house, run over planted files in a folder of its own. */
function run(file: string, args: string[], cwd = folder): { status: number; output: string } {
  try {
    const output = execFileSync(process.execPath, [join(root, file), ...args], {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    return { status: 0, output };
  } catch (reason) {
    const { status, stdout, stderr } = reason as { status: number; stdout: string; stderr: string };
    return { status, output: `${stdout}${stderr}` };
  }
}

function plant(layer: string, text: string): { status: number; output: string } {
  mkdirSync(join(folder, "src", layer), { recursive: true });
  copyFileSync(join(root, "tsconfig.base.json"), join(folder, "tsconfig.base.json"));
  copyFileSync(join(root, "src", layer, "tsconfig.json"), join(folder, "src", layer, "tsconfig.json"));
  writeFileSync(join(folder, "src", layer, "planted.ts"), text);
  return run("node_modules/typescript/bin/tsc", [
    "-p",
    `src/${layer}`,
    "--noEmit",
    "--composite",
    "false",
    "--emitDeclarationOnly",
    "false",
  ]);
}

test("the compiler lets clean code of the domain through", () => {
  expect(plant("domain", "export const side = 64;")).toEqual({ status: 0, output: "" });
});

test("the compiler finds `document` in the domain", () => {
  const { status, output } = plant("domain", "export const title = document.title;");
  expect(status).not.toBe(0);
  expect(output).toContain("document");
});

test("the compiler finds `window` in a format", () => {
  const { status, output } = plant("formats", "export const width = window.innerWidth;");
  expect(status).not.toBe(0);
  expect(output).toContain("window");
});

test("Biome finds an import cycle", () => {
  const cyclic = join(folder, "cycle", "src");
  mkdirSync(cyclic, { recursive: true });
  copyFileSync(join(root, "biome.json"), join(folder, "cycle", "biome.json"));
  const lint = () => run("node_modules/@biomejs/biome/bin/biome", ["lint", "src"], join(folder, "cycle"));
  writeFileSync(join(cyclic, "a.ts"), "export const one = 1;\n");
  writeFileSync(join(cyclic, "b.ts"), 'import { one } from "./a.ts";\nexport const two = one + 1;\n');
  expect(lint().status).toBe(0);
  writeFileSync(
    join(cyclic, "a.ts"),
    'import { two } from "./b.ts";\nexport const one = (): number => two;\n',
  );
  const { status, output } = lint();
  expect(status).not.toBe(0);
  expect(output).toContain("noImportCycles");
});
