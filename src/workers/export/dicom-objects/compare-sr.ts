import {
  childOf,
  eachMeasurementGroup,
  readSr,
  type SrNode,
  type SrReading,
  wholeNode,
} from "../../../formats/dicom-sr/read-sr.ts";
import type { DatasetReader } from "../dataset.ts";
import { type DatasetThing, datasetThings } from "../dataset-things.ts";
import {
  answerDiffers,
  answersAbout,
  answersOfThings,
  studyAnswersDiffer,
  thingAnswersDiffer,
} from "./compare-answers.ts";
import { type Comparing, firstWrong, type Segments, type Wrong } from "./comparing.ts";
import { type Expected, expectedLabel } from "./expected-label.ts";
import { objectFiles } from "./object-files.ts";
import { objectOf } from "./object-sources.ts";
import { numbersOf, reportLoss } from "./sr-files.ts";
import { bySegment } from "./sr-group.ts";
import { wantedShape } from "./wanted-shape.ts";

interface Found {
  readonly report: SrReading;
  /** What its evidence names. */
  readonly evidence: ReadonlySet<string>;
  readonly group: SrNode;
}

function factsDiffer({ report, evidence, group }: Found, wish: Expected, { objects }: DatasetThing): Wrong {
  const [{ annotation }] = objects;
  const { region } = wantedShape(annotation.geometry);
  const template = bySegment(annotation.geometry) ? "1411" : region ? "1410" : "1501";
  const finding = childOf(group, "DCM", "121071");
  return firstWrong([
    ["study", wish.studyUid, report.studyUid],
    ["patient", wish.patientId, report.patientId],
    ["template", template, group.template],
    ["tracking identifier", wish.trackingId, childOf(group, "DCM", "112039")?.text],
    ["category", wish.codes.category, childOf(group, "SCT", "276214006")?.code],
    ["finding", wish.codes.type, finding?.code],
    ["modifier", wish.codes.modifier, finding?.children[0]?.code],
    ["site", wish.codes.site, childOf(group, "SCT", "363698007")?.code],
    ...objects.map(
      ({ image }) => ["image in the evidence", true, evidence.has(objectOf(image).sopUid)] as const,
    ),
  ]);
}

/** A shape with its image. */
function shapeDiffers(
  node: SrNode | undefined,
  graphic: string,
  points: readonly number[],
  { sopUid, frame }: Expected,
): Wrong {
  const image = node?.children.find(({ relationship }) => relationship === "SELECTED FROM");
  const wrong = firstWrong([
    ["shape", graphic, node?.graphic],
    ["image", { sopUid, frame }, { sopUid: image?.sopUid, frame: image?.frame }],
  ]);
  if (wrong) return wrong;
  // Points are floats of 32 bits: seven digits.
  const same =
    node?.points.length === points.length &&
    points.every(
      (value, at) => Math.abs(value - (node.points[at] ?? Number.NaN)) <= 1e-6 + 2e-7 * Math.abs(value),
    );
  return same ? null : [`points ${points.join(", ")}`, node?.points.join(", ") ?? "none"];
}

function regionDiffers({ group }: Found, wish: Expected, thing: DatasetThing, segments: Segments): Wrong {
  const [{ annotation }] = thing.objects;
  const region = childOf(group, "DCM", "111030");
  const referred = childOf(group, "DCM", "121191");
  const box = childOf(group, "99OVERREAD", "shape")?.code?.value;
  if (bySegment(annotation.geometry)) {
    const place = segments.get(thing.uid);
    return firstWrong([
      ["segmentation", place?.sopUid, referred?.sopUid],
      ["segment", place?.number, referred?.segment],
      ["series of the segment", wish.seriesUid, childOf(group, "DCM", "121232")?.text],
      ["region", undefined, region?.graphic],
    ]);
  }
  const shape = wantedShape(annotation.geometry);
  const wrong = firstWrong([
    ["segment", undefined, referred?.sopUid],
    ["shape name", annotation.geometry.type === "box" ? "box" : undefined, box],
  ]);
  if (wrong) return wrong;
  if (!shape.region) return firstWrong([["region", undefined, region?.graphic]]);
  return shapeDiffers(region, shape.region.graphic, shape.region.points, wish);
}

async function numbersDiffer(
  { group }: Found,
  wish: Expected,
  thing: DatasetThing,
  reader: DatasetReader,
): Promise<Wrong> {
  const { geometry } = thing.objects[0].annotation;
  const expected = await numbersOf(thing, reader);
  const found = group.children.filter(({ type }) => type === "NUM");
  if (found.length !== expected.length) return [`${expected.length} numbers`, `${found.length}`];
  for (const [index, number] of expected.entries()) {
    const node = found[index];
    const wrong = firstWrong([
      ["measurement", number.name, node?.name],
      ["unit", number.unit, node?.unit],
      ["method", number.method, node && childOf(node, "SCT", "370129005")?.code],
      ["algorithm", wish.algorithm?.name, node && childOf(node, "DCM", "111001")?.text],
      ["version", wish.algorithm?.version, node && childOf(node, "DCM", "111003")?.text],
    ]);
    if (wrong) return wrong;
    if (!(Math.abs((node?.value ?? Number.NaN) - number.value) <= 5e-5))
      return [`${number.name.meaning} ${number.value}`, `${node?.value}`];
    const along = wantedShape(geometry).lines[index];
    const line = node?.children.find(({ relationship }) => relationship === "INFERRED FROM");
    if (!along && line) return ["no line", "one"];
    const off = along ? shapeDiffers(line, "POLYLINE", along, wish) : null;
    if (off) return off;
  }
  return null;
}

/**
 * Re-reads every report and compares each group with the store: codes, place, numbers to four decimals, the algorithm behind them, and that
 * the segments that it names are where `segments` has them.
 */
export async function compareSr(
  { dataset, reader, sink, list, facts, note, step }: Comparing,
  segments: Segments,
): Promise<void> {
  const things = datasetThings(dataset.objects).filter(
    ({ uid, objects: [first] }) => !reportLoss(first, segments.has(uid)),
  );
  const said = answersOfThings(dataset);
  const open = new Map(things.map((thing) => [thing.uid, thing]));
  const say = (file: string, subject: string, wrong: Wrong) =>
    list.compared("sr", wrong && { file, subject, expected: wrong[0], found: wrong[1] });
  for (const file of await objectFiles(dataset, sink, "sr")) {
    const report = await readSr(await sink.read(file));
    const evidence = new Set(report.evidence);
    const answers = studyAnswersDiffer(report, dataset);
    if (answers) say(file, report.studyUid, answers);
    const instances: string[] = [];
    const about = new Map(answersAbout(dataset, report.studyUid).map((one) => [one.recordUid, one]));
    for (const lazy of eachMeasurementGroup(report)) {
      await reader.breathe();
      const group = wholeNode(lazy);
      const instanceUid = childOf(group, "DCM", "112040")?.text ?? "";
      const thing = open.get(instanceUid);
      list.written("sr");
      // Groups of answers have no finding.
      if (childOf(group, "DCM", "121071")) instances.push(instanceUid);
      const answer = about.get(instanceUid);
      if (answer) {
        about.delete(instanceUid);
        say(file, instanceUid, answerDiffers(report, group, answer, dataset));
        continue;
      }
      if (!thing) {
        say(file, instanceUid, ["one group for each thing", "one more"]);
        continue;
      }
      open.delete(instanceUid);
      for (const _ of thing.objects) step();
      const wish = expectedLabel(thing.objects[0], facts(thing));
      const found = { report, evidence, group };
      say(
        file,
        instanceUid,
        factsDiffer(found, wish, thing) ??
          regionDiffers(found, wish, thing, segments) ??
          (await numbersDiffer(found, wish, thing, reader)) ??
          thingAnswersDiffer(group, thing, dataset, said),
      );
    }
    note(file, { format: "sr", sop: report.sopUid, study: report.studyUid, instances });
    for (const [uid] of about) say(file, uid, ["a group with the answer", "none"]);
  }
  for (const [instanceUid] of open)
    say(`${dataset.options.name}/dicom/sr`, instanceUid, ["a measurement group", "none"]);
}
