import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FileValues, fileValues } from "./file-values.ts";

const textOf = (bytes: Buffer) => bytes.toString("latin1").replace(/[\0 ]+$/, "");
const registered = (uid: string) => uid.startsWith("1.2.840.10008.");

/** UIDs of originals and what they became, over all files: equal stays equal, unlike stays unlike. */
export function makeReferences() {
  const became = new Map<string, string>();
  const from = new Map<string, string>();
  let checked = 0;
  const broken: string[] = [];
  return {
    /** Compares every UID of an output with the one at the same place of its original. */
    add(file: string, original: FileValues, output: FileValues): void {
      const before = new Map(original.values.map((value) => [value.path, value]));
      for (const { path, vr, bytes } of output.values) {
        const old = before.get(path);
        if (vr !== "UI" || old?.vr !== "UI" || path.startsWith("0002")) continue;
        const [olds, news] = [textOf(old.bytes).split("\\"), textOf(bytes).split("\\")];
        news.forEach((uid, index) => {
          const was = olds[index] ?? "";
          if (was === "" || uid === "") return;
          checked++;
          if (registered(was) || registered(uid)) {
            if (was !== uid) broken.push(`${file} ${path}: a registered UID was changed`);
            return;
          }
          if ((became.get(was) ?? uid) !== uid) broken.push(`${file} ${path}: one UID became two`);
          if ((from.get(uid) ?? was) !== was) broken.push(`${file} ${path}: two UIDs became one`);
          became.set(was, uid);
          from.set(uid, was);
        });
      }
    },
    result: () => ({ checked, broken }),
  };
}

/** Whether a program can be started here. */
export const isInstalled = (program: string) =>
  spawnSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore" }).status === 0;

/** Runs `task` in a folder of its own that is gone afterwards. */
export async function inScratch<T>(task: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "overread-deid-"));
  try {
    return await task(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Errors of `dciodvfy -new` (dicom3tools) with their values left out, as a set. */
function dicomErrors(path: string): Set<string> | null {
  const run = spawnSync("dciodvfy", ["-new", path], {
    encoding: "latin1",
    maxBuffer: 1 << 26,
    timeout: 60_000,
  });
  const said = `${run.stderr}${run.stdout}`;
  // It does not read deflated data sets.
  if (said.includes("Dicom dataset read failed")) return null;
  return new Set(
    said
      .split("\n")
      .filter((line) => line.startsWith("Error"))
      // Values and item numbers are left out; the path of the attribute stays.
      .map((line) => line.replace(/= <[^>]*>/g, "= <>").replace(/\[\d+\]/g, "")),
  );
}

/** Errors that an output has and its original has not; null where dciodvfy cannot read the original. */
export function newDicomErrors(original: string, output: Uint8Array): Promise<string[] | null> {
  return inScratch((folder) => {
    const path = join(folder, "output.dcm");
    writeFileSync(path, output);
    const before = dicomErrors(original);
    if (!before) return null;
    return [...(dicomErrors(path) ?? ["the output cannot be read"])].filter((error) => !before.has(error));
  });
}

/** PixelData as GDCM decodes it, or null where it cannot. */
function gdcmPixels(path: string, folder: string): FileValues | null {
  const raw = join(folder, "raw.dcm");
  try {
    execFileSync("gdcmconv", ["--raw", path, raw], { stdio: "ignore", timeout: 60_000 });
    const values = fileValues(readFileSync(raw));
    return values.pixels ? values : null;
  } catch {
    return null;
  } finally {
    rmSync(raw, { force: true });
  }
}

function numberAt({ values }: FileValues, path: string): number {
  const bytes = values.find((value) => value.path === path)?.bytes;
  return bytes && bytes.length >= 2 ? bytes.readUInt16LE(0) : 0;
}

/** How the pixels of an output compare with those of its original, as GDCM decodes both; null where it decodes neither. */
export function comparePixels(
  original: string,
  output: Uint8Array,
): Promise<"equal" | "overlay removed" | "changed" | null> {
  return inScratch((folder) => {
    const path = join(folder, "output.dcm");
    writeFileSync(path, output);
    const [before, after] = [gdcmPixels(original, folder), gdcmPixels(path, folder)];
    if (!before?.pixels || !after?.pixels) return null;
    if (before.pixels.equals(after.pixels)) return "equal";
    const stored = numberAt(after, "00280101");
    if (numberAt(after, "00280100") !== 16 || stored >= 16 || before.pixels.length !== after.pixels.length)
      return "changed";
    const keep = 2 ** stored - 1;
    for (let at = 0; at + 1 < before.pixels.length; at += 2)
      if ((before.pixels.readUInt16LE(at) & keep) !== (after.pixels.readUInt16LE(at) & keep))
        return "changed";
    return "overlay removed";
  });
}
