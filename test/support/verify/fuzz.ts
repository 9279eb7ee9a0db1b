import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { openAppPage } from "./app-page.ts";
import { mutateFile } from "./fuzz-mutate.ts";

/** Figures of `npm run verify -- fuzz`. `seeds`: what was found, as `native:SEED:ROUND` or `chromium:SEED:ROUND`. */
export interface VerifyFuzz {
  /** null where this machine has no C++ compiler. */
  readonly native: { runs: number; crashes: number; hangs: number } | null;
  readonly chromium: { runs: number; crashes: number; hangs: number; refused: number; opened: number };
  readonly seeds: string[];
}

const mostBytes = 1 << 20;
const silentMs = 20_000;

const corpusFiles = (folder: string): string[] =>
  ["dicom", "tiff", "series"].flatMap((part) =>
    readdirSync(join(folder, part), { recursive: true, encoding: "utf8" })
      .map((name) => join(folder, part, name))
      .filter((name) => statSync(name).isFile() && statSync(name).size <= mostBytes)
      .sort(),
  );

/** Runs rounds until one ends the program or keeps it silent; gives that round, or null when all are done. */
async function nativeRounds(child: ChildProcess): Promise<{ round: number; hung: boolean } | null> {
  let round = 0;
  let hung = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      hung = true;
      child.kill("SIGKILL");
    }, silentMs);
  };
  wait();
  const ended = new Promise<number | null>((done) => child.once("close", done));
  if (child.stdout)
    for await (const line of createInterface({ input: child.stdout })) {
      wait();
      if (line.startsWith("@")) round = Number(line.slice(1));
    }
  const status = await ended;
  clearTimeout(timer);
  return status === 0 ? null : { round, hung };
}

async function fuzzNative(
  files: readonly string[],
  runs: number,
  seed: number,
  folder: string,
  seeds: string[],
) {
  const builder = pathToFileURL(resolve("wasm/test/build-native.mjs")).href;
  const { buildNative } = (await import(builder)) as {
    buildNative: (binary: string, output: "inherit" | number) => number;
  };
  const binary = join(folder, "fuzz");
  if (buildNative(binary, 2) !== 0) return null;
  const list = join(folder, "list");
  writeFileSync(list, files.join("\n"));
  const figures = { runs, crashes: 0, hangs: 0 };
  for (let from = 0; from < runs; ) {
    const child = spawn(binary, [`${seed}`, `${from}`, `${runs}`, list], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ASAN_OPTIONS: "max_allocation_size_mb=1024" },
    });
    const found = await nativeRounds(child);
    if (!found) break;
    figures[found.hung ? "hangs" : "crashes"]++;
    seeds.push(`native:${seed}:${found.round}`);
    from = found.round + 1;
  }
  return figures;
}

async function fuzzChromium(
  files: readonly string[],
  runs: number,
  seed: number,
  folder: string,
  seeds: string[],
) {
  const figures = { runs, crashes: 0, hangs: 0, refused: 0, opened: 0 };
  if (runs === 0) return figures;
  const page = await openAppPage();
  try {
    for (let round = 0; round < runs; round++) {
      // Steps that share no factor with most counts: a short run meets files of all kinds too.
      const name = files[(round * 7919) % files.length] ?? "";
      const other = files[(round * 104729 + 1) % files.length] ?? name;
      const path = join(folder, "mutated");
      const bytes = mutateFile(readFileSync(name), readFileSync(other), seed * 1_000_003 + round);
      writeFileSync(path, bytes);
      const taken = await page.importFile(path);
      // What is refused is decoded as it lies too: the decoders meet what the import turned away.
      const answer = taken.kind === "imported" && taken.stored.length === 0 ? await page.decode(path) : taken;
      if (answer.kind === "hung") figures.hangs++;
      else if (answer.kind === "crashed") figures.crashes++;
      else if (answer.kind === "imported") figures.opened++;
      else figures.refused++;
      if (answer.kind === "hung" || answer.kind === "crashed") seeds.push(`chromium:${seed}:${round}`);
      if (round % 50 === 0) console.error(`fuzz ${round + 1} of ${runs}`);
    }
  } finally {
    await page.close();
  }
  return figures;
}

/**
 * Seeded mutations of the corpus' small files: through every pipeline's core under ASan and UBSan, and through the built app's own
 * workers in Chromium. A seed and a round name one file for good.
 */
export async function main(options: {
  corpus?: string;
  native?: string;
  chromium?: string;
  seed?: string;
}): Promise<VerifyFuzz> {
  const corpus = resolve(options.corpus ?? process.env.OVERREAD_CORPUS ?? "../shared/corpus");
  const files = corpusFiles(corpus);
  const seed = Number(options.seed ?? 1);
  const folder = mkdtempSync(join(tmpdir(), "overread-fuzz-"));
  const seeds: string[] = [];
  try {
    const runs = Number(options.native ?? 10_000);
    const native =
      runs === 0 ? { runs: 0, crashes: 0, hangs: 0 } : await fuzzNative(files, runs, seed, folder, seeds);
    const chromium = await fuzzChromium(files, Number(options.chromium ?? 1000), seed, folder, seeds);
    return { native, chromium, seeds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
