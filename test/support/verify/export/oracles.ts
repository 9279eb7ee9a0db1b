import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { encodeMaskRle } from "../../../../src/domain/mask-rle.ts";
import { capturePart } from "../../../../src/formats/secondary-capture/capture-part.ts";
import { hasTool, toolOutput } from "../../oracle-tools.ts";
import { findPython } from "../../python-oracle.ts";
import type { DatasetFiles } from "./compare-truth.ts";
import type { ExpertStore } from "./expert-labels.ts";

/** Python libraries that read a dataset. */
export const pythonOracles = ["pycocotools", "nibabel", "pydicom", "highdicom"] as const;

/** What an independent reader said of all datasets. */
export interface OracleFigures {
  version: string | null;
  compared: number;
  mismatches: number;
}

/** What validators of DICOM said of all written objects. */
export interface ValidatorFigures {
  files: number;
  errors: number;
  warnings: number;
}

const scripts = join(import.meta.dirname, "../../oracles");

/** A dataset in a folder that is removed when `task` ends. */
async function inFolder<T>(files: DatasetFiles, task: (folder: string) => Promise<T> | T): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "overread-export-"));
  try {
    for (const [path, bytes] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    return await task(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The expert's masks as the Python script takes them. */
async function truthFile(folder: string, { truth, harness }: ExpertStore): Promise<string> {
  const rows: unknown[] = [];
  for (const { bits, columns, rows: height, ...label } of truth) {
    const instance = await harness.context.database.instances.get(label.sop);
    const [down, across] = instance?.facts.spacingMm ?? [];
    const capture =
      instance && instance.format !== "dicom" ? capturePart(label.sop, instance.facts, label.frame) : null;
    rows.push({
      ...label,
      columns,
      rows: height,
      areaMm2: down && across ? down * across : null,
      // DICOM objects name the Secondary Capture of an image that was no DICOM file; a long one is cut into parts.
      objectSop: capture?.sopUid ?? label.sop,
      objectFrame: capture?.frame ?? label.frame,
      byFrame: capture !== null || (instance?.facts.frames ?? 1) > 1,
      counts: encodeMaskRle({ columns, rows: height, bits }).counts,
    });
  }
  const file = join(folder, "truth.json");
  writeFileSync(file, JSON.stringify(rows));
  return file;
}

/** Runs what is installed over datasets and adds up; what is not installed stays null. */
export function makeOracles(wanted: boolean) {
  const pythons = new Map(
    pythonOracles.map((module) => [module, wanted ? findPython(["numpy", module]).python : null]),
  );
  const dciodvfy = wanted && hasTool("dciodvfy");
  const dcmtk = wanted && hasTool("dcmdump") && hasTool("dsrdump");
  const python: Partial<Record<(typeof pythonOracles)[number], OracleFigures>> = {};
  const figures = {
    dciodvfy: dciodvfy ? ({ files: 0, errors: 0, warnings: 0 } as ValidatorFigures) : null,
    dcmtk: dcmtk ? ({ files: 0, errors: 0, warnings: 0 } as ValidatorFigures) : null,
  };
  const failures: string[] = [];

  const readWithPython = async (folder: string, store: ExpertStore) => {
    const file = await truthFile(folder, store);
    for (const [module, path] of pythons) {
      if (!path) continue;
      const sum = python[module] ?? { version: null, compared: 0, mismatches: 0 };
      python[module] = sum;
      const args = [join(scripts, "read-dataset.py"), folder, file, module];
      const { status, stdout, stderr } = spawnSync(path, args, { encoding: "utf8", maxBuffer: 1 << 28 });
      if (status !== 0) {
        sum.mismatches++;
        failures.push(`${module}: ${stderr.trim().split("\n").at(-1) ?? "ended with an error"}`);
        continue;
      }
      const said = JSON.parse(stdout)[module] as { version: string; compared: number; mismatches: string[] };
      sum.version = said.version;
      sum.compared += said.compared;
      sum.mismatches += said.mismatches.length;
      failures.push(...said.mismatches.slice(0, 5).map((text) => `${module}: ${text}`));
    }
  };

  const validate = (folder: string, path: string) => {
    const file = join(folder, path);
    if (figures.dciodvfy) {
      const said = toolOutput("dciodvfy", [file]).split("\n");
      const errors = said.filter((line) => line.startsWith("Error"));
      figures.dciodvfy.files++;
      figures.dciodvfy.errors += errors.length;
      figures.dciodvfy.warnings += said.filter((line) => line.startsWith("Warning")).length;
      failures.push(...errors.slice(0, 3).map((line) => `dciodvfy: ${path.split("/")[1]}: ${line}`));
    }
    if (figures.dcmtk) {
      const report = path.startsWith("dicom/sr/");
      const { status, stderr } = spawnSync(
        report ? "dsrdump" : "dcmdump",
        [...(report ? ["-Ei"] : []), file],
        {
          encoding: "utf8",
          maxBuffer: 1 << 28,
        },
      );
      const lines = stderr.split("\n");
      const wrong = status !== 0 || lines.some((line) => line.startsWith("E:"));
      figures.dcmtk.files++;
      figures.dcmtk.errors += wrong ? 1 : 0;
      figures.dcmtk.warnings += lines.filter((line) => line.startsWith("W:")).length;
      if (wrong)
        failures.push(`dcmtk: ${path.split("/")[1]}: ${lines.find((line) => line.startsWith("E:"))}`);
    }
  };

  return {
    read: (files: DatasetFiles, store: ExpertStore) =>
      inFolder(files, async (folder) => {
        await readWithPython(folder, store);
        for (const path of files.keys()) if (/^dicom\/(seg|rtstruct|sr)\//.test(path)) validate(folder, path);
        // The images that were no DICOM files are written by us as well.
        const captures = [...files.keys()].filter((path) => /^dicom\/images\/.*\.dcm$/.test(path));
        if (store.raw) for (const path of captures) validate(folder, path);
      }),
    failures,
    result: () => ({
      ...Object.fromEntries(pythonOracles.map((module) => [module, python[module] ?? null])),
      ...figures,
    }),
  };
}
