import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchFrame } from "./decode-frames.ts";
import { frameFile } from "./frame-file.ts";

const many = 41;

/** Milliseconds of processor time of one run of native GDCM, which decodes a file and writes it raw; null where it is not installed. */
function runMs(file: string, output: string): number | null {
  const script = `TIMEFORMAT='%3U %3S'; time gdcmconv --raw "$1" "$2" >/dev/null 2>/dev/null`;
  const run = spawnSync("bash", ["-c", script, "bench", file, output], { encoding: "latin1" });
  const found = /^(\d+\.\d+) (\d+\.\d+)$/m.exec(run.stderr ?? "");
  return run.status === 0 && found ? (Number(found[1]) + Number(found[2])) * 1000 : null;
}

/**
 * Processor time of native GDCM for one frame: the difference of a file of 41 frames and one of a single frame, least of several runs,
 * so that starting, reading the header and writing cancel out as far as they can. Null where it is not installed or refuses the file.
 */
export function nativeFrameMs(frame: BenchFrame, runs = 3): number | null {
  const folder = mkdtempSync(join(tmpdir(), "overread-gdcm-"));
  try {
    const [one, all, out] = ["one.dcm", "all.dcm", "out.dcm"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(one, frameFile(frame));
    writeFileSync(all, frameFile(frame, many));
    const least = (file: string) => {
      const times = Array.from({ length: runs }, () => runMs(file, out));
      return times.some((time) => time === null) ? null : Math.min(...times.map(Number));
    };
    const [single, whole] = [least(one), least(all)];
    return single === null || whole === null ? null : Math.max(0.001, (whole - single) / (many - 1));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
