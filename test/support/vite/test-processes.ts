import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * What outlives the file that does it, in a process that it shares with others: stubs and clocks of Vitest, the environment, globals and prototypes.
 * `memoryUsage` counts what others left.
 */
const remains =
  /\bvi\.(?!fn\b)|\bprocess\.(?:env|on|once|exit\w*|chdir|memoryUsage)\b|\bglobalThis\b[^;\n]{0,80}?\.\w+ =(?!=)|\bprototype\.\w+ =(?!=)|\bObject\.(?:assign|definePropert\w+)\((?:globalThis|navigator|window|document|\w+\.prototype)|\bDexie\.\w+\.\w+ =(?!=)|worker_threads/;
const imported = /(?:from|import)\s*\(?\s*"(\.[^"]+)"/g;

/** The unit tests by the process that they may have. */
export interface TestProcesses {
  /** One each. */
  readonly own: readonly string[];
  /** Theirs is shared; each file finds an empty IndexedDB. */
  readonly shared: readonly string[];
}

/** Sorts the unit tests below `root` by their text and that of the helpers under `test/` which they import; paths as Vitest takes them. */
export function testProcesses(root: string): TestProcesses {
  const tests = resolve(root, "test");
  const texts = new Map<string, string>();
  const read = (path: string) => {
    const text = texts.get(path) ?? readFileSync(path, "utf8");
    texts.set(path, text);
    return text;
  };
  const leaves = (path: string, seen = new Set<string>()): boolean => {
    if (seen.has(path)) return false;
    seen.add(path);
    const text = read(path);
    if (leavesTraces(text)) return true;
    return [...text.matchAll(imported)].some(([, to = ""]) => {
      const helper = resolve(dirname(path), to);
      return helper.startsWith(tests) && existsSync(helper) && leaves(helper, seen);
    });
  };
  const found = { own: [] as string[], shared: [] as string[] };
  const files = readdirSync(join(tests, "unit"), { recursive: true, encoding: "utf8" }).sort();
  for (const file of files) {
    if (!/\.test\.tsx?$/.test(file)) continue;
    const path = join(tests, "unit", file);
    const kind = leaves(path) ? "own" : "shared";
    found[kind].push(`test/unit/${file.replaceAll("\\", "/")}`);
  }
  return found;
}

/** Whether a file's text does what the next file in the same process would find. */
export const leavesTraces = (text: string): boolean => remains.test(text);
