import { canonicalJson } from "../../../domain/canonical-json.ts";
import type { BinaryMask } from "../../../domain/mask.ts";
import { readSeg, type SegmentReading, type SegReading } from "../../../formats/dicom-seg/read-seg.ts";
import type { CheckList, Difference } from "../check-list.ts";
import type { Dataset, DatasetObject, DatasetReader } from "../dataset.ts";
import type { DatasetSink } from "../sink.ts";
import { type Expected, expectedLabel, sameNumbers } from "./expected-label.ts";
import { labelFacts } from "./label-facts.ts";
import { objectFiles } from "./object-files.ts";
import { maskLoss } from "./object-losses.ts";

interface Found {
  readonly file: string;
  readonly seg: SegReading;
  readonly segment: SegmentReading;
}

const shown = (value: unknown) => canonicalJson(value ?? null);

/** The first fact of a segment that is not what the label says. */
function factDiffers({ seg, segment }: Found, wish: Expected): readonly [string, string] | null {
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
  const wrong = pairs.find(([, expected, found]) => shown(expected) !== shown(found));
  if (wrong) return [`${wrong[0]} ${shown(wrong[1])}`, shown(wrong[2])];
  const numbers = [
    ["position", place?.positionMm, frame?.positionMm],
    ["orientation", place?.orientation, frame?.orientation],
    ["spacing", place?.spacingMm, frame?.spacingMm],
  ] as const;
  const off = numbers.find(([, expected, found]) => !sameNumbers(expected, found ?? undefined, 1e-6));
  return off ? [`${off[0]} ${shown(off[1])}`, shown(off[2])] : null;
}

function pixelsDiffer(found: Found, { bits, columns }: BinaryMask): readonly [string, string] | null {
  const read = found.segment.frames[0]?.bits() ?? new Uint8Array();
  if (read.length !== bits.length) return [`${bits.length} pixels`, `${read.length}`];
  const at = bits.findIndex((bit, index) => (bit ? 1 : 0) !== read[index]);
  if (at < 0) return null;
  return [`${bits[at]} at pixel ${at % columns}, ${Math.floor(at / columns)}`, `${read[at]}`];
}

/** Re-reads every segmentation and compares it with the store: each label voxel for voxel, with its codes, origin and place. */
export async function compareSeg(
  dataset: Dataset,
  reader: DatasetReader,
  sink: DatasetSink,
  list: CheckList,
  toolVersion: string,
  wanted: (object: DatasetObject) => boolean,
): Promise<void> {
  const facts = labelFacts(dataset, toolVersion);
  const found = new Map<string, Found>();
  let segments = 0;
  for (const file of await objectFiles(dataset, sink, "seg")) {
    const seg = await readSeg(await sink.read(file));
    for (const segment of seg.segments) {
      segments++;
      found.set(segment.trackingUid, { file, seg, segment });
    }
  }
  const folder = `${dataset.options.name}/dicom/seg`;
  let expected = 0;
  for (const object of dataset.objects.filter(wanted)) {
    if (maskLoss(object)) continue;
    const { instanceUid } = object.annotation;
    const mask = await reader.mask(object);
    if (!mask.bits.includes(1)) continue;
    expected++;
    list.written("seg");
    const item = found.get(instanceUid);
    const wrong: readonly [string, string] | null = item
      ? (factDiffers(item, expectedLabel(object, facts(object.annotation))) ?? pixelsDiffer(item, mask))
      : ["a segment", "none"];
    const difference: Difference | null = wrong && {
      file: item?.file ?? folder,
      subject: instanceUid,
      expected: wrong[0],
      found: wrong[1],
    };
    list.compared("seg", difference);
  }
  if (segments !== expected)
    list.compared("seg", {
      file: folder,
      subject: "all",
      expected: `${expected} segments`,
      found: `${segments}`,
    });
}
