import type { Geometry, PointImage } from "../../src/domain/annotation.ts";
import type { Series } from "../../src/domain/study.ts";
import type { MainDatabase } from "../../src/storage/database.ts";
import { makeLabel, paintMask, storeLabels } from "./label-store.ts";

/** Classes of the labels below: with codes, with all of them, and with none. */
export const dicomSchema = {
  schema: "overread-label-schema/1",
  id: "dicom",
  version: 1,
  title: "DICOM",
  classes: [
    {
      id: "mass",
      index: 2,
      name: "Mass",
      color: "#F0007C",
      hotkey: "",
      geometry: ["mask", "polygon", "box"],
      category: { scheme: "SCT", value: "49755003", meaning: "Morphologically Altered Structure" },
      type: { scheme: "SCT", value: "4147007", meaning: "Mass" },
      modifier: null,
      site: { scheme: "SCT", value: "10200004", meaning: "Liver" },
      overlap: "allow",
    },
    {
      id: "kidney",
      index: 1,
      name: "Kidney",
      color: "#79C7FE",
      hotkey: "",
      geometry: ["mask"],
      category: { scheme: "SCT", value: "123037004", meaning: "Anatomical Structure" },
      type: { scheme: "SCT", value: "64033007", meaning: "Kidney" },
      modifier: { scheme: "SCT", value: "7771000", meaning: "Left" },
      site: null,
      overlap: "allow",
    },
    {
      id: "own",
      index: 7,
      name: "Größe \\ unklar",
      color: "#22BF12",
      hotkey: "",
      geometry: ["mask", "polygon", "box"],
      category: null,
      type: null,
      overlap: "allow",
    },
  ],
} as const;

/**
 * Labels on the first, the middle and the last frame of a series: overlapping masks with holes and islands of three origins, each vector
 * shape, and the measurements. Gives their count.
 */
export async function labelSeries(database: MainDatabase, series: Series): Promise<number> {
  const { frames } = series;
  const chosen = [...new Set([0, Math.floor(frames.length / 2), frames.length - 1])];
  let count = 0;
  for (const [place, at] of chosen.entries()) {
    const ref = frames[at];
    const instance = ref && (await database.instances.get(ref.sopUid));
    if (!ref || !instance) continue;
    const target = {
      study: series.studyUid,
      series: series.seriesUid,
      sop: ref.sopUid,
      frame: ref.frameIndex + 1,
    };
    const { columns, rows } = instance.facts;
    const scale = Math.min(columns, rows);
    const point = (x: number, y: number): PointImage => [x * (columns - 1), y * (rows - 1)];
    const uid = () =>
      `2.25.${BigInt(`0x${series.seriesUid.slice(-12).replace(/\D/g, "")}`) + BigInt(1000 * place + count++)}`;
    const disk = (cx: number, cy: number, radius: number) => (x: number, y: number) =>
      Math.hypot(x - cx * columns, y - cy * rows) < radius * scale;
    const [outer, hole, island, beside] = [
      disk(0.4, 0.4, 0.3),
      disk(0.4, 0.4, 0.2),
      disk(0.4, 0.4, 0.1),
      disk(0.55, 0.5, 0.25),
    ];
    // Accepted as it was proposed: the origin stays, and a person stands for it.
    const acceptedBy = "7d9f0a52-7d3c-4e0e-9d50-6a1f0c2b3e4f";
    const model = {
      id: "prompt-unet-s",
      version: "0.1.0",
      sha256: "0".repeat(64),
      backend: "wasm",
      confidence: 0.9,
      proposalId: "p",
    };
    const masks = [
      ["mass", (x: number, y: number) => (outer(x, y) && !hole(x, y)) || island(x, y), { origin: "human" }],
      ["kidney", beside, { origin: "model", model, acceptedBy }],
      ["own", (x: number, y: number) => x === 0 && y === 0, { origin: "classical" }],
      ["kidney", (x: number, y: number) => (x + y) % 2 === 0 && x < 9 && y < 7, { origin: "human" }],
    ] as const;
    for (const [layer, [classId, inside, provenance]] of masks.entries()) {
      const label = makeLabel(
        uid(),
        classId,
        target,
        { type: "mask", layer, segmentIndex: layer + 1 },
        provenance,
      );
      await storeLabels(database, [label]);
      await paintMask(database, label, columns, rows, inside);
    }
    const shapes: Geometry[] = [
      { type: "polygon", pointsImage: [point(0.1, 0.1), point(0.6, 0.15), point(0.3, 0.7)] },
      { type: "box", boxImage: [...point(0.2, 0.3), ...point(0.5, 0.8)] },
      {
        type: "ellipse",
        centerImage: point(0.5, 0.5),
        radiiImage: [scale * 0.2, scale * 0.1],
        angleRad: 0.4,
      },
      { type: "point", pointImage: point(0.25, 0.75) },
      { type: "polyline", pointsImage: [point(0.1, 0.9), point(0.5, 0.5), point(0.9, 0.9)] },
      { type: "length", pointsImage: [point(0.1, 0.2), point(0.8, 0.6)] },
      { type: "angle", pointsImage: [point(0.1, 0.2), point(0.5, 0.5), point(0.9, 0.1)] },
      {
        type: "bidirectional",
        pointsImage: [point(0.2, 0.5), point(0.8, 0.5), point(0.5, 0.4), point(0.5, 0.6)],
      },
      {
        type: "cobb",
        pointsImage: [point(0.2, 0.2), point(0.8, 0.25), point(0.25, 0.8), point(0.75, 0.6)],
      },
    ];
    await storeLabels(
      database,
      shapes.map((geometry) =>
        makeLabel(
          uid(),
          "mass",
          target,
          geometry,
          geometry.type === "box" ? { origin: "model", model, acceptedBy } : {},
        ),
      ),
    );
  }
  return count;
}

/** `count` masks over one another on the first frame of a series: disks that wander through it. */
export async function crowdFrame(database: MainDatabase, series: Series, count: number): Promise<void> {
  const [ref] = series.frames;
  const instance = ref && (await database.instances.get(ref.sopUid));
  if (!ref || !instance) throw new Error("The series has no frame");
  const { columns, rows } = instance.facts;
  const target = {
    study: series.studyUid,
    series: series.seriesUid,
    sop: ref.sopUid,
    frame: ref.frameIndex + 1,
  };
  for (let at = 0; at < count; at++) {
    const label = makeLabel(`2.25.${90_000 + at}`, at % 2 ? "mass" : "kidney", target, {
      type: "mask",
      layer: at,
      segmentIndex: 1,
    });
    await storeLabels(database, [label]);
    const [cx, cy] = [(columns * (at + 1)) / (count + 2), (rows * ((7 * at) % count)) / count];
    const radius = Math.min(columns, rows) / 6;
    await paintMask(database, label, columns, rows, (x, y) => Math.hypot(x - cx, y - cy) < radius);
  }
}
