import { fleissKappa } from "../agreement/fleiss.ts";
import { cohenKappa, confusionMatrix, quadraticKappa } from "../agreement/kappa.ts";
import { matchObjects } from "../agreement/match.ts";
import { meanOfKnown } from "../agreement/mean.ts";
import { overlapOf } from "../agreement/overlap.ts";
import { surfaceDistance } from "../agreement/surface-distance.ts";
import { canonicalJson } from "../canonical-json.ts";
import type { ScopedField } from "../label-field.ts";
import { type ReaderThing, readerThings, type SeriesFrames, thingGrid, thingIou } from "./reader-things.ts";
import type { StudyVersion } from "./study-version.ts";

/** One thing as all readers see it. */
export interface ThingGroup {
  /** `objectUid` of the first reader who has it. */
  readonly id: string;
  readonly series: string;
  /** Position in the series of the image that shows most of it. */
  readonly slice: number;
  /** By reader; null: that reader does not have it. */
  readonly members: readonly ({
    readonly object: string;
    readonly classId: string;
    readonly hasArea: boolean;
  } | null)[];
  /** The lowest `iou/1` of two readers; 0 where one does not have it; null where it has no area. */
  readonly iou: number | null;
}

/** A number with the definition that it follows. */
export interface Measure {
  readonly id: string;
  /** Null: there is no such number, and `note` says why. */
  readonly value: number | null;
  readonly unit: "" | "mm" | "px";
  /** How many pairs or subjects it is over. */
  readonly over: number;
  readonly note?: string;
}

/** How far readers agree on something: two of them, or all. */
export interface AgreementRow {
  /** Positions of the readers. */
  readonly readers: readonly number[];
  /** A field of the schema; null: on the things drawn. */
  readonly field: string | null;
  readonly measures: readonly Measure[];
}

export interface ReadersComparison {
  /** Worst first. */
  readonly groups: readonly ThingGroup[];
  readonly agreement: readonly AgreementRow[];
}

export interface ReadersInput {
  /** One for each reader. */
  readonly versions: readonly StudyVersion[];
  readonly series: readonly SeriesFrames[];
  readonly fields: readonly ScopedField[];
}

const pairsOf = (count: number): (readonly [number, number])[] =>
  Array.from({ length: count }, (_, a) =>
    Array.from({ length: count - a - 1 }, (_, step) => [a, a + 1 + step] as const),
  ).flat();

/** Things of readers as they match (`match/1`), class or not: that two readers name the same thing otherwise is to be seen. */
export function groupThings(things: readonly ReaderThing[], readers: number): (ReaderThing | null)[][] {
  const groups = things.map((thing) => [thing]);
  const groupOf = new Map(things.map((thing, at) => [thing, at]));
  const edges = pairsOf(readers).flatMap(([a, b]) => {
    const [listA, listB] = [a, b].map((reader) => things.filter((thing) => thing.reader === reader)) as [
      ReaderThing[],
      ReaderThing[],
    ];
    const iou = listA.map((one) => listB.map((other) => thingIou(one, other)));
    return matchObjects(iou, listB.length).pairs.map(
      (pair) => [listA[pair.a], listB[pair.b], pair.iou] as const,
    );
  });
  // The surest pairs first; a group holds one thing of each reader.
  for (const [one, other] of edges.sort((a, b) => b[2] - a[2])) {
    if (!one || !other) continue;
    const [here, there] = [groupOf.get(one) ?? 0, groupOf.get(other) ?? 0];
    if (here === there) continue;
    const [into, from] = [groups[here] ?? [], groups[there] ?? []];
    if (into.some((thing) => from.some((second) => second.reader === thing.reader))) continue;
    for (const thing of from) groupOf.set(thing, here);
    groups[here] = [...into, ...from];
    groups[there] = [];
  }
  return groups
    .filter((group) => group.length > 0)
    .map((group) =>
      Array.from({ length: readers }, (_, reader) => group.find((thing) => thing.reader === reader) ?? null),
    );
}

function describe(group: readonly (ReaderThing | null)[]): ThingGroup {
  const present = group.filter((thing) => thing !== null);
  const first = present[0] as ReaderThing;
  const sizes = new Map<number, number>();
  for (const { slices } of present)
    for (const [slice, spans] of slices ?? [])
      sizes.set(slice, (sizes.get(slice) ?? 0) + spans.reduce((sum, [, from, to]) => sum + to - from, 0));
  const slice = [...sizes].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 0;
  const ious = pairsOf(group.length).map(([a, b]) => {
    const [one, other] = [group[a], group[b]];
    return one && other ? thingIou(one, other) : 0;
  });
  return {
    id: first.object,
    series: first.series,
    slice,
    members: group.map(
      (thing) => thing && { object: thing.object, classId: thing.classId, hasArea: thing.slices !== null },
    ),
    iou: present.some(({ slices }) => slices === null) ? null : Math.min(1, ...ious),
  };
}

/** How far two readers agree on what they drew. */
function drawnAgreement(
  groups: readonly (readonly (ReaderThing | null)[])[],
  [a, b]: readonly [number, number],
  seriesOf: ReadonlyMap<string, SeriesFrames>,
): AgreementRow {
  const pairs = groups.flatMap((group) => {
    const [one, other] = [group[a] ?? null, group[b] ?? null];
    const series = one && other && one.slices && other.slices ? seriesOf.get(one.series) : undefined;
    const grid = series && thingGrid([one, other], series);
    const [maskA, maskB] = grid?.masks ?? [];
    if (!grid || !maskA || !maskB) return [];
    return [{ overlap: overlapOf(maskA, maskB), surface: surfaceDistance(maskA, maskB, grid.spacing) }];
  });
  const counts = groups.reduce((sum, group) => sum + (group[a] ? 1 : 0) + (group[b] ? 1 : 0), 0);
  const f1 = counts === 0 ? 1 : (2 * pairs.length) / counts;
  const mean = (id: string, unit: Measure["unit"], values: readonly (number | null)[]): Measure => {
    const { mean: value, used, skipped } = meanOfKnown(values);
    return { id, value, unit, over: used, ...(skipped > 0 ? { note: `${skipped} without a value` } : {}) };
  };
  // Millimetres and pixels are never one mean.
  const units = new Set(pairs.map(({ surface }) => surface.unit));
  const unit = units.size === 1 ? ([...units][0] ?? "px") : "px";
  const surfaces = pairs.map(({ surface }) => (surface.unit === unit ? surface : null));
  return {
    readers: [a, b],
    field: null,
    measures: [
      { id: "match/1", value: f1, unit: "", over: counts },
      mean(
        "dice/1",
        "",
        pairs.map(({ overlap }) => overlap.dice.value),
      ),
      mean(
        "iou/1",
        "",
        pairs.map(({ overlap }) => overlap.iou.value),
      ),
      mean(
        "hd95/1",
        unit,
        surfaces.map((surface) => surface?.hd95.value ?? null),
      ),
      mean(
        "assd/1",
        unit,
        surfaces.map((surface) => surface?.assd.value ?? null),
      ),
    ],
  };
}

/** How far readers agree on their answers to one question; where it is a scale, two of them by how many steps they are apart. */
function answerAgreement(field: ScopedField, versions: readonly StudyVersion[]): AgreementRow[] {
  const answers = versions.map(
    (version) =>
      new Map(
        version.classifications
          .filter((one) => one.field === field.id && one.scope === field.scope)
          .map((one) => [canonicalJson(one.target), canonicalJson(one.value)]),
      ),
  );
  const subjects = [...new Set(answers.flatMap((one) => [...one.keys()]))].sort();
  const isScale = field.kind === "choice" && field.ordinal === true;
  const categories = isScale
    ? (field.options ?? []).map(({ id }) => canonicalJson(id))
    : [...new Set(answers.flatMap((one) => [...one.values()]))].sort();
  const rows = pairsOf(versions.length).map(([a, b]): AgreementRow => {
    const pairs = subjects.flatMap((subject) => {
      const [one, other] = [answers[a]?.get(subject), answers[b]?.get(subject)];
      return one !== undefined && other !== undefined ? [[one, other] as const] : [];
    });
    const kappa = isScale ? quadraticKappa : cohenKappa;
    const { id, value, subjects: over, reason } = kappa(confusionMatrix(pairs, categories));
    return {
      readers: [a, b],
      field: field.id,
      measures: [{ id, value, unit: "", over, ...(reason ? { note: reason } : {}) }],
    };
  });
  if (versions.length < 3) return rows;
  const ratings = subjects.map((subject) => answers.map((one) => one.get(subject) ?? null));
  const { id, value, subjects: over, left, reason } = fleissKappa(ratings, versions.length);
  const note = reason ?? (left > 0 ? `${left} not answered by all` : undefined);
  return [
    ...rows,
    {
      readers: versions.map((_, at) => at),
      field: field.id,
      measures: [{ id, value, unit: "", over, ...(note ? { note } : {}) }],
    },
  ];
}

/** What several readers of one study agree on and what not (export-and-workflow 3.3, 3.4). */
export function compareReaders({ versions, series, fields }: ReadersInput): ReadersComparison {
  const groups = groupThings(readerThings(versions, series), versions.length);
  const seriesOf = new Map(series.map((one) => [one.seriesUid, one]));
  const described = groups.map(describe);
  const asked = fields.filter(({ kind }) => kind === "choice" || kind === "boolean");
  return {
    groups: described.sort((a, b) => (a.iou ?? 0) - (b.iou ?? 0) || (a.id < b.id ? -1 : 1)),
    agreement: [
      ...pairsOf(versions.length).map((pair) => drawnAgreement(groups, pair, seriesOf)),
      ...asked.flatMap((field) => answerAgreement(field, versions)),
    ],
  };
}
