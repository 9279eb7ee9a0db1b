import "fake-indexeddb/auto";
import { strictOptions } from "../../../src/domain/deid/options.ts";
import { writeDeidOptions } from "../../../src/storage/deid-options.ts";
import { instanceBytes } from "../../../src/storage/instances.ts";
import type { MadeElement } from "../dicom-maker.ts";
import { makeImageDicom } from "../image-dicom.ts";
import { chosen, makeImportHarness } from "../import-harness.ts";
import { makeDice, plantedText, techniqueWordsOf } from "../planted-descriptors.ts";
import { descriptors } from "../technique-descriptors.ts";
import { makeUltrasound } from "../ultrasound-maker.ts";
import { type FileValues, fileValues } from "./file-values.ts";

/** The kinds of answers by which MIDI-B 2024 scored (arXiv 2507.23608). */
export const scoredKinds = [
  "date_shifted",
  "patid_consistent",
  "pixels_hidden",
  "pixels_retained",
  "tag_retained",
  "text_notnull",
  "text_removed",
  "text_retained",
  "uid_changed",
  "uid_consistent",
] as const;

/** One of them. */
export type ScoredKind = (typeof scoredKinds)[number];

/** Kinds whose miss is a leak: nothing less than all will do. */
export const leakKinds: readonly ScoredKind[] = [
  "date_shifted",
  "pixels_hidden",
  "text_removed",
  "uid_changed",
];

/** Figures of `npm run verify -- deid --score`: our own made set and answers, in the manner of MIDI-B; not its score. */
export interface DeidScore {
  readonly patients: number;
  readonly files: number;
  readonly seed: number;
  readonly kinds: Readonly<Record<ScoredKind, { readonly answers: number; readonly right: number }>>;
  /** Right answers of all, in percent. */
  readonly score: number;
  readonly leaks: number;
  /** The first wrong ones: kind and what was expected; made values, nobody's. */
  readonly wrong: readonly string[];
}

const dateTags = ["00080020", "00080021", "00080022", "00080023"] as const;
const uidTags = ["00080018", "0020000D", "0020000E", "00200052"] as const;
const referenced = "00081115[0]/0008114A[0]/00081155";
const filled = ["00080016", "00080018", "00080060", "00100010", "00100020", "0020000D", "0020000E"] as const;
const numbers: readonly MadeElement[] = [
  { tag: "00180050", vr: "DS", value: "1.25" },
  { tag: "00180060", vr: "DS", value: "120" },
  { tag: "00200032", vr: "DS", value: "1.5\\-2\\3" },
  { tag: "00200037", vr: "DS", value: "1\\0\\0\\0\\1\\0" },
  { tag: "00280030", vr: "DS", value: "0.5\\0.5" },
  { tag: "00281052", vr: "DS", value: "-1024" },
  { tag: "00281053", vr: "DS", value: "1" },
];

const textOf = ({ values }: FileValues, path: string) =>
  values
    .find((value) => value.path === path)
    ?.bytes.toString("utf8")
    .replace(/[\0 ]+$/, "");
const daysOf = (text: string | undefined) =>
  /^\d{8}$/.test(text ?? "")
    ? Date.parse(`${text?.slice(0, 4)}-${text?.slice(4, 6)}-${text?.slice(6)}T00:00:00Z`) / 86_400_000
    : Number.NaN;

/** Makes patients with two studies each, and clips with burned-in lines; takes them in as a project would that shifts dates and cleans texts; scores. */
export async function verifyScore(seed = 1, patients = 40): Promise<DeidScore> {
  const dice = makeDice(seed * 2_654_435_761);
  const tally = new Map<ScoredKind, { answers: number; right: number }>(
    scoredKinds.map((kind) => [kind, { answers: 0, right: 0 }]),
  );
  const wrong: string[] = [];
  const score = (kind: ScoredKind, right: boolean, expected: string) => {
    const row = tally.get(kind);
    if (!row) return;
    row.answers++;
    if (right) row.right++;
    else if (wrong.length < 40) wrong.push(`${kind}: ${expected}`);
  };
  const harness = makeImportHarness();
  const { database } = harness.context;
  const by = { chain: "score", actor: "score", at: "2026-01-01T00:00:00.000Z" };
  await writeDeidOptions(
    database,
    { ...strictOptions, longitudinal: "modified", cleanDescriptors: true },
    by,
  );
  const became = new Map<string, string>();
  const from = new Map<string, string>();
  const keysOf = new Map<string, string>();
  let files = 0;
  const stored = async (bytes: Uint8Array): Promise<{ output: FileValues; sopUid: string } | null> => {
    files++;
    const before = new Set(await database.instances.toCollection().primaryKeys());
    const { result } = await harness.take([chosen("a.dcm", bytes)]);
    // As a person who blanks every place that is proposed.
    for (const { sopUid, places = [] } of result.held) {
      const boxes = places.map(({ box }) => ({ ...box, frames: "all" as const }));
      await harness.call("release", { sopUids: [sopUid], boxes });
    }
    const sopUid = (await database.instances.toCollection().primaryKeys()).find((key) => !before.has(key));
    const output = sopUid && (await instanceBytes(database, sopUid));
    return output ? { output: fileValues(output), sopUid } : null;
  };

  for (let patient = 0; patient < patients; patient++) {
    const id = `MRN-${seed}-${patient}`;
    const name = `Planted${String.fromCharCode(97 + (patient % 26))}name^Given${patient}x`;
    let shift: number | null = null;
    for (let study = 0; study < 2; study++) {
      const root = `1.2.826.0.1.3680043.9.${seed}.${patient}`;
      const planted = plantedText(dice.pick(["date", "address"] as const), dice);
      const plain = dice.pick(descriptors);
      const month = String(1 + dice.roll(12)).padStart(2, "0");
      const date = `20${10 + dice.roll(15)}${month}${String(1 + dice.roll(28)).padStart(2, "0")}`;
      const pixels = new Uint8Array(32 * 32 * 2).map((_, at) => (at % 2 ? 3 : dice.roll(256)));
      const uids = [`${root}.${study}.9`, `${root}.${study}`, `${root}.${study}.1`, `${root}.7`];
      const more: MadeElement[] = [
        { tag: "00080005", vr: "CS", value: "ISO_IR 192" },
        ...dateTags.map((tag) => ({ tag, vr: "DA", value: date })),
        { tag: "00080060", vr: "CS", value: "CT" },
        { tag: "00080090", vr: "PN", value: "Planteddoctor^Erna" },
        { tag: "00081030", vr: "LO", value: planted.text.slice(0, 64) },
        { tag: "0008103E", vr: "LO", value: plain },
        { tag: "00181030", vr: "LO", value: `${plain} ${name.split("^")[0]} ${id}` },
        {
          tag: "00081115",
          vr: "SQ",
          value: [
            [
              {
                tag: "0008114A",
                vr: "SQ",
                value: [[{ tag: "00081155", vr: "UI", value: `${root}.${1 - study}.9` }]],
              },
            ],
          ],
        },
        { tag: "00100010", vr: "PN", value: name },
        { tag: "00100020", vr: "LO", value: id },
        { tag: "00104000", vr: "LT", value: `${name} of Plantedtown, ${id}` },
        ...numbers,
        ...uidTags.slice(1).map((tag, at) => ({ tag, vr: "UI", value: uids[at + 1] ?? "" })),
        { tag: "00290010", vr: "LO", value: "PLANTED MAKER" },
        { tag: "00291001", vr: "LO", value: `Plantedprivate ${id}` },
      ];
      const source = makeImageDicom({
        columns: 32,
        rows: 32,
        bits: 16,
        pixels,
        sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
        sopUid: uids[0] ?? "",
        more: more.sort((a, b) => (a.tag < b.tag ? -1 : 1)),
      });
      const taken = await stored(source);
      if (!taken) {
        score("tag_retained", false, `a stored file of patient ${patient}`);
        continue;
      }
      const { output } = taken;
      const whole = output.text.toString("utf8");
      for (const tag of dateTags) {
        const moved = daysOf(textOf(output, tag)) - daysOf(date);
        shift ??= moved;
        score("date_shifted", moved < 0 && moved === shift, `${tag} moved by ${shift} days, not ${moved}`);
      }
      const key = textOf(output, "00100020") ?? "";
      const known = keysOf.get(id) ?? key;
      const alone = [...keysOf].every(([other, value]) => other === id || value !== key);
      score(
        "patid_consistent",
        key !== "" && key !== id && key === known && alone,
        `one pseudonym for ${id}`,
      );
      keysOf.set(id, known);
      const changed: readonly (readonly [string, string])[] = [
        ...uidTags.map((tag, at) => [tag, uids[at] ?? ""] as const),
        [referenced, `${root}.${1 - study}.9`],
      ];
      for (const [path, was] of changed) {
        const now = textOf(output, path) ?? "";
        score("uid_changed", /^2\.25\.\d{1,39}$/.test(now) && !whole.includes(was), `${path} mapped`);
        const same = (became.get(was) ?? now) === now && (from.get(now) ?? was) === was;
        score("uid_consistent", now !== "" && same, `${path} mapped as before`);
        became.set(was, now);
        from.set(now, was);
      }
      for (const { tag, value } of numbers)
        score("tag_retained", textOf(output, tag) === value, `${tag} ${String(value)}`);
      for (const tag of filled) score("text_notnull", (textOf(output, tag) ?? "") !== "", `${tag} filled`);
      const gone = [
        planted.planted,
        ...name.split("^"),
        id,
        "Planteddoctor",
        "Plantedtown",
        "Plantedprivate",
      ];
      const low = whole.toLowerCase();
      for (const text of gone)
        score("text_removed", !low.includes(text.toLowerCase()), `no ${text} in ${planted.text}`);
      const words = new Set(techniqueWordsOf(textOf(output, "0008103E") ?? ""));
      for (const word of techniqueWordsOf(plain))
        score("text_retained", words.has(word), `${word} of ${plain}`);
      const samples = output.pixels;
      score("pixels_retained", samples !== null && Buffer.from(pixels).equals(samples), "the same pixels");
    }
  }
  for (let clip = 0; clip < Math.max(1, patients / 8); clip++) {
    const line = { x: 12 + dice.roll(60), y: 8 + dice.roll(20), width: 180 + dice.roll(80), height: 18 };
    const made = makeUltrasound({ frames: 2, lines: [line], number: 100 + clip, study: 10 + clip });
    const taken = await stored(made.file);
    for (let frame = 0; frame < 2; frame++) {
      let bright = 0;
      for (let y = line.y; y < line.y + line.height; y++)
        for (let x = line.x; x < line.x + line.width; x++)
          if (taken?.output.pixels?.[(frame * made.rows + y) * made.columns + x] === 235) bright++;
      score("pixels_hidden", taken !== null && bright === 0, `the line of clip ${clip} in frame ${frame}`);
    }
  }
  const rows = [...tally];
  const sum = (of: "answers" | "right") => rows.reduce((all, [, row]) => all + row[of], 0);
  const leaks = rows
    .filter(([kind]) => leakKinds.includes(kind))
    .reduce((all, [, { answers, right }]) => all + answers - right, 0);
  return {
    patients,
    files,
    seed,
    kinds: Object.fromEntries(rows) as unknown as DeidScore["kinds"],
    score: Number(((100 * sum("right")) / sum("answers")).toFixed(3)),
    leaks,
    wrong,
  };
}
