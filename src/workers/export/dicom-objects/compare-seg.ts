import type { BinaryMask } from "../../../domain/mask.ts";
import { readSeg, type SegmentReading, type SegReading } from "../../../formats/dicom-seg/read-seg.ts";
import type { DatasetObject, DatasetReader } from "../dataset.ts";
import { type Comparing, firstWrong, shown, type Wrong } from "./comparing.ts";
import { type Expected, expectedLabel, sameNumbers } from "./expected-label.ts";
import { objectFiles } from "./object-files.ts";
import { maskLoss } from "./object-losses.ts";

interface Found {
  readonly seg: SegReading;
  readonly segment: SegmentReading;
}

/** The first fact of a segment that is not what the label says. */
function factDiffers({ seg, segment }: Found, wish: Expected): Wrong {
  const [frame] = segment.frames;
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
    ["frames", 1, segment.frames.length],
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

function pixelsDiffer(found: Found, { bits, columns }: BinaryMask): Wrong {
  const read = found.segment.frames[0]?.bits() ?? new Uint8Array();
  if (read.length !== bits.length) return [`${bits.length} pixels`, `${read.length}`];
  let at = 0;
  while (at < bits.length && (bits[at] ? 1 : 0) === read[at]) at++;
  if (at === bits.length) return null;
  return [`${bits[at]} at pixel ${at % columns}, ${Math.floor(at / columns)}`, `${read[at]}`];
}

/** Whether a label has pixels: then it must have a segment. */
const hasPixels = async (object: DatasetObject, reader: DatasetReader) =>
  (await reader.mask(object)).bits.includes(1);

/**
 * Re-reads every segmentation, one after the other, and compares it with the store: each label voxel for voxel, with its codes, origin
 * and place. `wanted` tells which labels must have a segment; no other may have one, and none two.
 */
export async function compareSeg(
  { dataset, reader, sink, list, signal, facts }: Comparing,
  wanted: (object: DatasetObject) => boolean,
): Promise<void> {
  const objects = dataset.objects.filter((object) => wanted(object) && !maskLoss(object));
  const open = new Map(objects.map((object) => [object.annotation.instanceUid, object]));
  const say = (file: string, subject: string, wrong: Wrong) =>
    list.compared("seg", wrong && { file, subject, expected: wrong[0], found: wrong[1] });
  for (const file of await objectFiles(dataset, sink, "seg")) {
    const seg = await readSeg(await sink.read(file));
    for (const segment of seg.segments) {
      signal.throwIfAborted();
      const object = open.get(segment.trackingUid);
      list.written("seg");
      if (!object) {
        say(file, segment.trackingUid, ["one segment for each label", "one more"]);
        continue;
      }
      open.delete(segment.trackingUid);
      const found = { seg, segment };
      const wish = expectedLabel(object, facts(object.annotation));
      const wrong = factDiffers(found, wish) ?? pixelsDiffer(found, await reader.mask(object));
      say(file, segment.trackingUid, wrong);
    }
  }
  for (const [instanceUid, object] of open)
    if (await hasPixels(object, reader))
      say(`${dataset.options.name}/dicom/seg`, instanceUid, ["a segment", "none"]);
}
