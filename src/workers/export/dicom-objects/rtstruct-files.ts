import type { PointImage } from "../../../domain/annotation.ts";
import type { ExportLoss } from "../../../domain/calls/export-calls.ts";
import { type Said, say } from "../../../domain/said.ts";
import { regionOutlines } from "../../../formats/rtstruct/region-outlines.ts";
import type { Roi, RoiContour } from "../../../formats/rtstruct/rtstruct-input.ts";
import { mostPoints, writeRtstruct } from "../../../formats/rtstruct/write-rtstruct.ts";
import type { Dataset, DatasetImage, DatasetObject, DatasetReader } from "../dataset.ts";
import { datasetThings } from "../dataset-things.ts";
import { datasetPaths } from "../paths.ts";
import type { DatasetSink } from "../sink.ts";
import type { Step } from "../write-dataset.ts";
import { labelFacts } from "./label-facts.ts";
import { maskLoss } from "./object-losses.ts";
import { type ObjectSources, objectOf } from "./object-sources.ts";
import { vertexOutline } from "./vertex-outline.ts";

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const placeless = say`no frame of reference or no pixel spacing, so no millimetres to write; SEG and SR can hold it`;

interface Member {
  readonly image: DatasetImage;
  readonly roi: Roi;
  readonly classIndex: number;
}

/** What a structure set says otherwise than the label, in words; null where it says the same. */
function shapeLoss({ annotation }: DatasetObject): Said | null {
  const { geometry } = annotation;
  if (geometry.type === "ellipse") return say`an ellipse is written as the outline of its pixels`;
  if (geometry.type === "polygon" && !vertexOutline(geometry))
    return say`a polygon with holes or more than ${mostPoints} corners is written as the outline of its pixels`;
  return null;
}

/** Writes one structure set for each series with labels that have a place (export-and-workflow 3.7); says what it left out. */
export async function writeRtstructFiles(
  dataset: Dataset,
  reader: DatasetReader,
  sources: ObjectSources,
  sink: DatasetSink,
  step: Step,
): Promise<readonly ExportLoss[]> {
  const losses: ExportLoss[] = [];
  const facts = labelFacts(dataset, sources.made.toolVersion);
  const series = new Map<string, Member[]>();
  const contoursOf = async (object: DatasetObject, isOne: boolean): Promise<readonly RoiContour[]> => {
    await sources.breathe();
    step();
    const { instanceUid, geometry } = object.annotation;
    const lose = (reason: Said) => losses.push({ format: "rtstruct", instanceUid, reason });
    const left = maskLoss(object);
    const source = left ? null : await sources.frame(object.image);
    if (left || !source?.place) {
      lose(left ?? placeless);
      return [];
    }
    const rings: readonly (readonly PointImage[])[] =
      vertexOutline(geometry) ?? regionOutlines(await reader.mask(object), mostPoints);
    if (rings.length === 0) lose(say`no pixel; NDJSON holds it`);
    const other = rings.length > 0 && shapeLoss(object);
    if (other) lose(other);
    return rings.map((pointsImage) => ({ source, pointsImage, label: isOne ? null : instanceUid }));
  };
  for (const thing of datasetThings(dataset.objects)) {
    const contours: RoiContour[] = [];
    const isOne = thing.objects.length === 1;
    for (const object of thing.objects) contours.push(...(await contoursOf(object, isOne)));
    if (contours.length === 0) continue;
    const label = facts(thing);
    const roi: Roi = {
      instanceUid: thing.uid,
      name: label.trackingId,
      color: label.color,
      type: label.codes.type,
      algorithmType: label.algorithmType,
      algorithmName: label.algorithm && `${label.algorithm.name} ${label.algorithm.version}`,
      contours,
    };
    const [{ image }] = thing.objects;
    const members = series.get(image.series.seriesUid) ?? [];
    series.set(image.series.seriesUid, members);
    members.push({ image, roi, classIndex: label.classIndex });
  }
  for (const [seriesUid, members] of [...series].sort(([a], [b]) => byText(a, b))) {
    members.sort((a, b) => a.classIndex - b.classIndex || byText(a.roi.instanceUid, b.roi.instanceUid));
    const image = members[0]?.image;
    if (!image || image.series.frameOfReferenceUid === null) continue;
    const { study } = image;
    // Every image of the series is named: readers build the volume from this list (PS3.3 C.8.8.5.1).
    const classes = new Map(
      image.series.frames.map(({ sopUid, frameIndex }) => {
        const own = sopUid === image.instance.sopUid ? image.instance : { ...image.instance, sopUid };
        const object = objectOf({ ...image, instance: own, frame: frameIndex + 1 });
        return [object.sopUid, object.sopClassUid] as const;
      }),
    );
    const written = await writeRtstruct(
      {
        header: await sources.header(image),
        made: sources.made,
        studyUid: study.studyUid,
        seriesUid,
        frameOfReferenceUid: image.series.frameOfReferenceUid,
        images: [...classes].map(([uid, sopClass]) => ({
          ReferencedSOPClassUID: sopClass,
          ReferencedSOPInstanceUID: uid,
        })),
        rois: members.map(({ roi }) => roi),
      },
      sources.digestOf,
      sources.breathe,
    );
    const path = datasetPaths(dataset).dicomObject("rtstruct", study.studyUid, written.sopUid);
    await sink.write(path, [written.bytes]);
    step();
  }
  return losses;
}
