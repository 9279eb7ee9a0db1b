import type { AssistResult } from "../../src/domain/calls/assist-calls.ts";
import type { ImageFacts } from "../../src/domain/image-facts.ts";
import { encodeMaskRle } from "../../src/domain/mask-rle.ts";
import { plainFacts } from "../../src/domain/plain-facts.ts";
import type { FrameRef, Series } from "../../src/domain/study.ts";
import type { MainDatabase } from "../../src/storage/database.ts";
import type { Services } from "../../src/ui/app/services.ts";

const side = 64;

/** Facts of every image of {@link fillStudy}. */
export const screenFacts: ImageFacts = plainFacts(side, side, {
  units: "HU",
  windows: [{ center: 128, width: 256 }],
});

/** A series to be stored: its frames, and what differs from a plain CT. */
export interface ScreenSeries extends Partial<Series> {
  readonly seriesUid: string;
  readonly frames: readonly FrameRef[];
}

/** One study in a store: rows only, its pixels are what {@link screenServices} answers. */
export async function fillStudy(
  db: MainDatabase,
  studyUid: string,
  series: readonly ScreenSeries[],
  facts: ImageFacts = screenFacts,
): Promise<void> {
  await db.studies.add({
    studyUid,
    patientKey: "7KQ2XM4A7KQ2XM4A",
    pseudonym: "7KQ2XM4A",
    description: "CT abdomen",
    modalities: ["CT"],
    importedAt: "2026-01-01T00:00:00.000Z",
    state: "todo",
    seriesCount: series.length,
    imageCount: series.reduce((sum, { frames }) => sum + frames.length, 0),
    bytes: 1,
    appliedSeq: 0,
  });
  for (const [at, change] of series.entries()) {
    await db.series.add({
      studyUid,
      modality: "CT",
      description: "",
      number: at + 1,
      frameOfReferenceUid: null,
      columns: side,
      rows: side,
      warnings: [],
      laterality: "",
      bodyPart: "",
      ...change,
    });
    await db.instances.bulkAdd(
      change.frames.map(({ sopUid }) => ({
        sopUid,
        seriesUid: change.seriesUid,
        studyUid,
        sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
        format: "dicom" as const,
        facts,
        instanceNumber: null,
        planes: [],
        lengthBytes: 1,
        sha256: "",
        chunkCount: 1,
        madeHere: true,
        pixelVerdict: "clean-by-class" as const,
      })),
    );
  }
}

const ramp = () => new Uint8Array(side * side).map((_, at) => (at % side) * 4);

/** Workers replaced by what they would say; store, session and screen are the app's own. */
export function screenServices(db: MainDatabase): Services {
  const bits = new Uint8Array(side * side);
  for (let row = 20; row < 30; row++) bits.fill(1, row * side + 20, row * side + 30);
  const answer: AssistResult = {
    mask: encodeMaskRle({ columns: side, rows: side, bits }),
    confidence: 0.71,
    entropyBand: 0.2,
    midFraction: 0.1,
    notice: null,
    toolId: "geodesic",
    version: "1.0.0",
    fileSha256: [],
    engine: "typescript",
    engineVersion: "1",
    license: "Apache-2.0",
    params: {},
    milliseconds: 1,
  };
  const never = () => Promise.reject(new Error("not in this test"));
  return {
    database: db,
    importer: { call: async () => [] as never, close: () => {} },
    pixels: {
      frame: async ({ sopUid, frameIndex }) => ({
        sopUid,
        frameIndex,
        columns: side,
        rows: side,
        samples: 1,
        type: "u8",
        pixels: ramp(),
      }),
      tile: never,
      thumbnail: never,
      decodeFile: never,
      warm: () => {},
      close: () => {},
    },
    makeLook: () => ({ open: never, close: () => {} }),
    exporter: { run: never, close: () => {} },
    inference: {
      state: () => ({ status: "idle" }),
      onState: () => () => {},
      load: never,
      propose: async () => answer,
      suggest: never,
      follow: never,
      outline: never,
      flipDoubts: never,
      standAside: () => {},
      whenIdle: async () => {},
      restart: () => {},
      close: () => {},
    },
    sync: {
      state: () => ({ running: false, last: null }),
      onChange: () => () => {},
      run: async () => null,
      runNow: async () => null,
      signIn: () => {},
      hasSignIn: () => false,
      test: never,
      merge: never,
      search: never,
      fetchStudy: never,
      makeRoom: never,
      saveBundle: never,
      openBundle: never,
      audit: never,
      eraseStudy: never,
      close: () => {},
    },
    offline: null,
    labeller: {
      chosen: async () => false,
      load: never,
      label: never,
      standAside: () => {},
      restart: () => {},
    },
    makeModelTrial: () => ({ check: never, keep: never, close: () => {} }),
    loadSample: never,
  };
}
