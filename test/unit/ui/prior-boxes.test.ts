import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Annotation } from "../../../src/domain/annotation.ts";
import type { PromptBox } from "../../../src/domain/prompt-boxes.ts";
import type { Proposal } from "../../../src/domain/proposal.ts";
import { seriesStacks } from "../../../src/domain/series-stack.ts";
import type { Instance, Series, Study } from "../../../src/domain/study.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { en } from "../../../src/ui/messages/en.ts";
import { createPriorBoxes, type PriorBoxesOptions } from "../../../src/ui/viewer/create-prior-boxes.ts";
import { emptyRecords, makeTestEditor } from "../../support/editor-driver.ts";
import { greyFacts } from "../../support/golden-renderer-cases.ts";
import { makeLabel } from "../../support/label-store.ts";

const facts = {
  ...greyFacts({ columns: 100, rows: 80, type: "u8", bitsStored: 8 }),
  spacingMm: [1, 1] as const,
  spacingKind: "patient" as const,
};
const study = (studyUid: string, patientKey = "P", change: Partial<Study> = {}): Study => ({
  studyUid,
  patientKey,
  pseudonym: patientKey,
  description: "",
  modalities: ["CT"],
  importedAt: "2026-01-01T00:00:00.000Z",
  state: "labelling",
  seriesCount: 1,
  imageCount: 4,
  bytes: 0,
  appliedSeq: 0,
  ...change,
});
/** Four slices 5 mm apart; `z`: where the first lies. */
const seriesOf = (studyUid: string, frameOfReferenceUid: string | null, z: number): Series => ({
  seriesUid: `${studyUid}.1`,
  studyUid,
  modality: "CT",
  description: "",
  number: 1,
  frameOfReferenceUid,
  columns: 100,
  rows: 80,
  frames: [0, 1, 2, 3].map((at) => ({
    sopUid: `${studyUid}.1.${at}`,
    frameIndex: 0,
    plane: { positionMm: [0, 0, z + 5 * at], orientation: [1, 0, 0, 0, 1, 0] },
  })),
  warnings: [],
  laterality: "",
  bodyPart: "",
});
const box = (instanceUid: string, of: Series, at: number, change: Partial<Annotation> = {}): Annotation => ({
  ...makeLabel(
    instanceUid,
    "mass",
    { study: of.studyUid, series: of.seriesUid, sop: of.frames[at]?.sopUid ?? "", frame: 1 },
    { type: "box", boxImage: [20, 30, 40, 44] },
    { author: "u" },
  ),
  ...change,
});

let db: MainDatabase;
let databases = 0;
beforeEach(() => {
  db = openMainDatabase(`prior-${databases++}`);
});
afterEach(async () => {
  await db.delete();
});

/** The open study "2.25.10" and another of the patient, "2.25.20", with a box on its third slice. */
async function makeDesk(
  frames: readonly [here: string | null, there: string | null],
  {
    beside = null as number | null,
    there = {} as Partial<Study>,
    proposals = [] as readonly Proposal[],
  } = {},
) {
  const [here, other] = [seriesOf("2.25.10", frames[0], 0), seriesOf("2.25.20", frames[1], 0)];
  const stranger = seriesOf("2.25.30", frames[0], 0);
  const studies = [study("2.25.10"), study("2.25.20", "P", there), study("2.25.30", "Q")];
  await db.studies.bulkAdd(studies);
  await db.series.bulkAdd([here, other, stranger]);
  await db.instances.bulkAdd(
    [here, other, stranger].flatMap(({ studyUid, seriesUid, frames: refs }) =>
      refs.map(({ sopUid }) => ({ sopUid, seriesUid, studyUid, facts }) as unknown as Instance),
    ),
  );
  const labels = [
    box("2.25.201", other, 2),
    box("2.25.202", other, 2, { status: "rejected" }),
    box("2.25.301", stranger, 2),
  ];
  await db.annotations.bulkAdd(
    labels.map((annotation) => ({
      instanceUid: annotation.instanceUid,
      studyUid: annotation.target.study,
      annotation,
    })),
  );
  const { session } = makeTestEditor({ records: emptyRecords({ studyUid: "2.25.10", proposals }) });
  const stage = (of: Series, slice: number) =>
    ({
      series: () => seriesStacks(of)[0] ?? null,
      sliceAt: () => slice,
      factsOf: () => facts,
    }) as unknown as PriorBoxesOptions["panes"]["stage"];
  const asked: { readonly boxes: readonly PromptBox[]; readonly note: string }[] = [];
  const said: string[] = [];
  const ask = createPriorBoxes({
    open: { study: studies[0] } as PriorBoxesOptions["open"],
    database: db,
    panes: {
      stage: stage(here, 1),
      guestAt: () => (beside === null ? null : 1),
      visible: () => [0, 1],
      stageAt: () => stage(other, beside ?? 0),
    },
    user: "u1",
    session: () => session,
    outline: async (_, boxes, note) => {
      asked.push({ boxes, note });
    },
    say: (text) => said.push(text),
    messages: en,
  });
  return { ask, asked, said, session, here };
}

test("in one frame of reference the other study's boxes are prompts where they lie; other patients' and rejected ones are not", async () => {
  const { ask, asked } = await makeDesk(["f", "f"]);
  await ask();
  expect(asked).toEqual([
    {
      boxes: [
        {
          id: "2.25.201",
          isLabel: true,
          classId: "mass",
          sopUid: "2.25.10.1.2",
          frameIndex: 0,
          boxImage: [20, 30, 40, 44],
          placed: "frame-of-reference",
        },
      ],
      note: "",
    },
  ]);
});

test("without a common frame of reference it is said that nothing tells where the boxes lie, and nothing is proposed", async () => {
  const { ask, asked, said, session } = await makeDesk(["f", "g"]);
  await ask();
  expect(asked).toEqual([]);
  expect(session.proposals.proposals()).toEqual([]);
  expect(said).toEqual([en.runs.priorUnplaced(1)]);
  expect(await nothing(["f", null])).toEqual([en.runs.priorUnplaced(1)]);
  expect(await nothing([null, null])).toEqual([en.runs.priorUnplaced(1)]);
});

async function nothing(frames: readonly [string | null, string | null]) {
  await db.delete();
  db = openMainDatabase(`prior-${databases++}`);
  const { ask, said, session } = await makeDesk(frames);
  await ask();
  expect(session.proposals.proposals()).toEqual([]);
  return said;
}

test("lined up beside each other they are places to look at that say so, boxes and no outlines, once, and not again when turned away", async () => {
  // Image 2 here beside image 3 there: the box, on image 3 there, comes to lie on image 2 here.
  const { ask, asked, said, session } = await makeDesk(["f", "g"], { beside: 2 });
  await ask();
  expect(asked).toEqual([]);
  const [place, ...others] = session.proposals.proposals();
  expect(others).toEqual([]);
  expect(place).toMatchObject({
    state: "proposed",
    classId: "mass",
    boxImage: [20, 30, 40, 44],
    target: { study: "2.25.10", series: "2.25.10.1", sop: "2.25.10.1.1", frame: 1 },
    source: { kind: "classical", params: { placed: "by-hand" }, parentIds: ["2.25.201"] },
  });
  expect(said).toEqual([en.runs.priorPlaced(1, 2, 3, 0)]);
  await ask();
  expect(said.at(-1)).toBe(en.runs.priorTaken);
  session.proposals.rejectProposal(place?.id);
  await ask();
  expect(said.at(-1)).toBe(en.runs.priorNoPlace(1));
  expect(session.proposals.proposals()).toHaveLength(1);
});

test("an accepted place names the label that it comes from", async () => {
  const { ask, session } = await makeDesk(["f", "g"], { beside: 2 });
  await ask();
  session.proposals.acceptProposal(session.proposals.proposals()[0]?.id);
  expect(session.records.annotations()[0]).toMatchObject({
    classId: "mass",
    geometry: { type: "box" },
    provenance: { origin: "classical", derivedFrom: ["2.25.201"] },
  });
});

test("of several blind readers each takes their own boxes alone", async () => {
  await db.settings.put({ key: "review-rules", value: { readers: 2 } });
  const { ask, said } = await makeDesk(["f", "f"], { there: { reader: "u2" } });
  await ask();
  expect(said).toEqual([en.runs.noPriorBoxes]);
});
