import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveFolder } from "../support/static-server.ts";
import { peerPackages } from "./peer-packages.ts";
import { buildPage, type PageName } from "./viewer/build-pages.ts";
import { measurePage, measurePlanes, type PageFigures } from "./viewer/page-runs.ts";

/** CPU-ms of ours, and ours over a peer's: below 1 is less. Null: the peer is absent, or did not draw. */
export interface Compared {
  readonly ours: number | null;
  readonly ratioToVtk: number | null;
  readonly ratioToCornerstone: number | null;
}

/** What `npm run bench -- viewer --json` prints. */
export interface ViewerFigures {
  readonly scroll512: Compared;
  readonly scroll2048: Compared;
  readonly brush512: Compared;
  readonly brush2048: Compared;
  readonly window512: Compared;
  readonly firstSlice: Compared;
  /** Growth of the graphics process by our MPR volume, over its voxels; null where the system does not tell. */
  readonly mprGpuBytesOverRaw: number | null;
}

const volumes = { 512: 40, 2048: 8 } as const;
type Side = keyof typeof volumes;

const rounded = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100);

/**
 * The same volume in the same Chromium, a page of its own for each program: the processor time of renderer and graphics process per
 * operation. Where software draws (no graphics card) it counts as processor time too; ours is then drawn by its CPU backend.
 */
export async function main(): Promise<ViewerFigures> {
  const folder = mkdtempSync(join(tmpdir(), "overread-viewer-bench-"));
  const server = await serveFolder(folder, "/");
  const attempt = async <T>(what: string, run: () => Promise<T>): Promise<T | null> => {
    try {
      const made = await run();
      console.error(what, JSON.stringify(made));
      return made;
    } catch (reason) {
      console.error(`${what}: ${reason instanceof Error ? reason.message : String(reason)}`);
      return null;
    }
  };
  try {
    const names: readonly PageName[] = peerPackages() ? ["ours", "vtk", "cornerstone"] : ["ours"];
    const figures = new Map<string, PageFigures | null>();
    for (const name of names) {
      await attempt(`${name} is built`, () => buildPage(name, folder));
      for (const side of [512, 2048] as const) {
        const key = `${name} ${side}`;
        figures.set(key, await attempt(key, () => measurePage(server.url, name, side, volumes[side])));
      }
    }
    const compare = (side: Side, what: keyof PageFigures): Compared => {
      const of = (name: PageName) => figures.get(`${name} ${side}`)?.[what] ?? null;
      const ours = of("ours");
      const over = (peer: number | null) => rounded(ours === null || !peer ? null : ours / peer);
      return {
        ours: rounded(ours),
        ratioToVtk: over(of("vtk")),
        ratioToCornerstone: over(of("cornerstone")),
      };
    };
    const linux = process.platform === "linux";
    return {
      scroll512: compare(512, "scroll"),
      scroll2048: compare(2048, "scroll"),
      brush512: compare(512, "brush"),
      brush2048: compare(2048, "brush"),
      window512: compare(512, "window"),
      firstSlice: compare(512, "firstSlice"),
      mprGpuBytesOverRaw: linux
        ? rounded(await attempt("planes", () => measurePlanes(server.url, 512, 200)))
        : null,
    };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
