import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveFolder } from "../support/static-server.ts";
import { peerPackages } from "./peer-packages.ts";
import { buildPage, type PageName } from "./viewer/build-pages.ts";
import { firstPlaneMs, growthByPlanes, measurePage, type PageFigures } from "./viewer/page-runs.ts";

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
  /**
   * Growth of the graphics process by our MPR volume, over its voxels: the median of five openings, each less what the same page grows by
   * with a volume of one image. Null where the system does not tell.
   */
  readonly mprGpuBytesOverRaw: number | null;
  /** Each of these openings. */
  readonly mprGpuBytesOverRawEach: readonly (number | null)[];
  /** 200 images of 512² in memory: to the first plane across them on the screen, ms; median and slowest of five pages. */
  readonly firstPlaneMs: number | null;
  readonly firstPlaneSlowestMs: number | null;
}

/** How often the planes are opened: one graphics process tells of itself what happens to lie in it. */
const openings = 5;
const volumes = { 512: 40, 2048: 8 } as const;
type Side = keyof typeof volumes;

const rounded = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100);

type Attempt = <T>(what: string, run: () => Promise<T>) => Promise<T | null>;

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? null;

/** The planes through 200 images: what they take on the card, and how soon the first is seen. */
async function measurePlanes(
  url: string,
  attempt: Attempt,
): Promise<
  Pick<
    ViewerFigures,
    "mprGpuBytesOverRaw" | "mprGpuBytesOverRawEach" | "firstPlaneMs" | "firstPlaneSlowestMs"
  >
> {
  const [side, depth] = [512, 200];
  const growths: (number | null)[] = [];
  const bases: number[] = [];
  const times: number[] = [];
  for (let opening = 0; opening < openings; opening++) {
    if (process.platform === "linux") {
      growths.push(await attempt("planes", () => growthByPlanes(url, side, depth)));
      const base = await attempt("planes of one image", () => growthByPlanes(url, side, 1));
      if (base !== null) bases.push(base);
    }
    const time = await attempt("first plane", () => firstPlaneMs(url, side, depth));
    if (time !== null) times.push(time);
  }
  const base = median(bases);
  const each = growths.map((growth) =>
    growth === null || base === null ? null : (growth - base) / (side * side * (depth - 1) * 2),
  );
  const slowest = times.length > 0 ? Math.max(...times) : null;
  return {
    mprGpuBytesOverRaw: rounded(median(each.filter((one) => one !== null))),
    mprGpuBytesOverRawEach: each.map(rounded),
    firstPlaneMs: rounded(median(times)),
    firstPlaneSlowestMs: rounded(slowest),
  };
}

/**
 * The same volume in the same Chromium, a page of its own for each program: the processor time of renderer and graphics process per
 * operation. Where software draws (no graphics card) it counts as processor time too; ours is then drawn by its CPU backend.
 */
export async function main(): Promise<ViewerFigures> {
  const folder = mkdtempSync(join(tmpdir(), "overread-viewer-bench-"));
  const server = await serveFolder(folder, "/");
  const attempt: Attempt = async (what, run) => {
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
    const planes = await measurePlanes(server.url, attempt);
    return {
      scroll512: compare(512, "scroll"),
      scroll2048: compare(2048, "scroll"),
      brush512: compare(512, "brush"),
      brush2048: compare(2048, "brush"),
      window512: compare(512, "window"),
      firstSlice: compare(512, "firstSlice"),
      ...planes,
    };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
