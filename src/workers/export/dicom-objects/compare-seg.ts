import type { BinaryMask } from "../../../domain/mask.ts";
import {
  readSeg,
  type SegFrameReading,
  type SegmentReading,
  type SegReading,
} from "../../../formats/dicom-seg/read-seg.ts";
import type { DatasetObject, DatasetReader } from "../dataset.ts";
import { type DatasetThing, datasetThings } from "../dataset-things.ts";
import { type Comparing, firstWrong, type Segments, shown, type Wrong } from "./comparing.ts";
import { type Expected, expectedLabel, sameNumbers } from "./expected-label.ts";
import { objectFiles } from "./object-files.ts";
import { maskLoss } from "./object-losses.ts";
import { objectOf } from "./object-sources.ts";

interface Found {
  readonly seg: SegReading;
  readonly segment: SegmentReading;
}

/** The first fact of a segment and of its frame of one label that is not what the label says. */
function factDiffers(
  { seg, segment }: Found,
  frame: SegFrameReading | undefined,
  wish: Expected,
  instanceUid: string,
): Wrong {
  const { place } = wish;
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ["study", wish.studyUid, seg.studyUid],
    ["patient", wish.patientId, seg.patientId],
    ["series", wish.seriesUid, seg.seriesUid],
    ["class name", wish.name, segment.label],
    ["tracking identifier", wish.trackingId, segment.trackingId],
    ["category", wish.codes.category, segment.category],
    ["type", wish.codes.type, segment.type],
    ["modifier", wish.codes.modifier, segment.modifier],
    ["site", wish.codes.site, segment.site],
    ["algorithm type", wish.algorithmType, segment.algorithmType],
    [
      "algorithm",
      wish.algorithm ? `${wish.algorithm.name} ${wish.algorithm.version}` : "",
      segment.algorithmName,
    ],
    ["label of the frame", instanceUid, frame?.label],
    ["image", wish.sopUid, frame?.sopUid],
    ["frame", wish.frame, frame?.frame],
    ["size", [wish.columns, wish.rows], [seg.columns, seg.rows]],
    ["frame of reference", place?.frameOfReferenceUid ?? "", seg.frameOfReferenceUid],
  ];
  const wrong = firstWrong(pairs);
  if (wrong) return wrong;
  const numbers = [
    ["position", place?.positionMm, frame?.positionMm],
    ["orientation", place?.orientation, frame?.orientation],
    ["spacing", place?.spacingMm, frame?.spacingMm],
  ] as const;
  const off = numbers.find(([, expected, found]) => !sameNumbers(expected, found ?? undefined, 1e-6));
  return off ? [`${off[0]} ${shown(off[1])}`, shown(off[2])] : null;
}

function pixelsDiffer(frame: SegFrameReading | undefined, { bits, columns }: BinaryMask): Wrong {
  const read = frame?.bits() ?? new Uint8Array();
  if (read.length !== bits.length) return [`${bits.length} pixels`, `${read.length}`];
  let at = 0;
  while (at < bits.length && (bits[at] ? 1 : 0) === read[at]) at++;
  if (at === bits.length) return null;
  return [`${bits[at]} at pixel ${at % columns}, ${Math.floor(at / columns)}`, `${read[at]}`];
}

/** The labels of a thing that have pixels: each must have a frame of the thing's segment. */
async function withPixels({ objects }: DatasetThing, reader: DatasetReader): Promise<DatasetObject[]> {
  const found: DatasetObject[] = [];
  for (const object of objects) if ((await reader.mask(object)).bits.includes(1)) found.push(object);
  return found;
}

/**
 * Re-reads every segmentation, one after the other, and compares it with the store: each label voxel for voxel, with its codes, origin
 * and place; the slices of one thing in one segment. `wanted` tells which labels must be there; no other may be, and none twice. Says where
 * each segment lies.
 */
export async function compareSeg(
  { dataset, reader, sink, list, facts, note, step }: Comparing,
  wanted: (object: DatasetObject) => boolean,
): Promise<Segments> {
  // As everywhere: what is one thing depends on all of its labels, also on those that are left out here.
  const things = datasetThings(dataset.objects.filter(wanted));
  const solid = things.filter(({ objects: [first] }) => !maskLoss(first));
  const open = new Map(solid.map((thing) => [thing.uid, thing]));
  const say = (file: string, subject: string, wrong: Wrong) =>
    list.compared("seg", wrong && { file, subject, expected: wrong[0], found: wrong[1] });
  const segments = new Map<string, { sopUid: string; number: number }>();
  for (const file of await objectFiles(dataset, sink, "seg")) {
    const seg = await readSeg(await sink.read(file), reader.breathe);
    const { sopUid: sop, studyUid: study } = seg;
    note(file, { format: "seg", sop, study, instances: seg.segments.map(({ trackingUid }) => trackingUid) });
    for (const segment of seg.segments) {
      await reader.breathe();
      segments.set(segment.trackingUid, { sopUid: sop, number: segment.number });
      const thing = open.get(segment.trackingUid);
      list.written("seg");
      if (!thing) {
        say(file, segment.trackingUid, ["one segment for each thing", "one more"]);
        continue;
      }
      open.delete(segment.trackingUid);
      for (const _ of thing.objects) step();
      const objects = await withPixels(thing, reader);
      let wrong = firstWrong([["frames", objects.length, segment.frames.length]]);
      for (const object of objects) {
        const { sopUid, frame } = objectOf(object.image);
        const own = segment.frames.find((one) => one.sopUid === sopUid && one.frame === frame);
        const wish = expectedLabel(object, facts(thing));
        wrong ??=
          factDiffers({ seg, segment }, own, wish, object.annotation.instanceUid) ??
          pixelsDiffer(own, await reader.mask(object));
      }
      say(file, segment.trackingUid, wrong);
    }
  }
  for (const [uid, thing] of open)
    if ((await withPixels(thing, reader)).length > 0)
      say(`${dataset.options.name}/dicom/seg`, uid, ["a segment", "none"]);
  return segments;
}
