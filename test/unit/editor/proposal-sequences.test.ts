import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { encodeMaskRle } from "../../../src/domain/mask-rle.ts";
import type { Proposal } from "../../../src/domain/proposal.ts";
import { boxSpans, spansToMask } from "../../../src/domain/rasterize.ts";
import type { ImageTarget } from "../../../src/editor/image-target.ts";
import { commitLogRow } from "../../../src/storage/log.ts";
import { runExport } from "../../../src/workers/export/run-export.ts";
import { at, emptyRecords, makeTestEditor, type TestEditor } from "../../support/editor-driver.ts";
import {
  columns,
  fixtureOptions,
  fixtureReader,
  makeStore,
  memorySink,
  rows,
} from "../../support/export-fixture.ts";
import { makeProposal } from "../../support/proposal-maker.ts";
import { makeRandom } from "../../support/random.ts";
import { stateOf } from "../../support/random-editing.ts";

const sequences = 1000;
const [study, series, sop] = ["2.25.1", "2.25.2", "2.25.3"] as const;
const target: ImageTarget = { studyUid: study, seriesUid: series, sopUid: sop, frameIndex: 0, columns, rows };

const proposal = (id: string, left: number, top: number, change: Partial<Proposal> = {}): Proposal =>
  makeProposal(id, {
    studyId: study,
    target: { study, series, sop, frame: 1 },
    classId: "mass",
    mask: encodeMaskRle(spansToMask(boxSpans([left, top, left + 12, top + 9], columns, rows), columns, rows)),
    ...change,
  });

/** Acts that can meet a proposal, drawn by lot; what cannot be done now does nothing. */
function actAtRandom(editor: TestEditor, pick: (count: number) => number, serial: number): void {
  const { session } = editor;
  const { proposals, history } = session;
  const one = () => `p${pick(5)}`;
  const place = () => [5 + pick(50), 5 + pick(50)] as const;
  const acts: readonly (() => void)[] = [
    () => proposals.acceptProposal(one()),
    () => proposals.acceptProposal(one()),
    () => proposals.rejectProposal(one()),
    () => {
      proposals.correctProposal(one());
      at(editor).tap(...place());
    },
    () =>
      at(editor)
        .tool("eraser")
        .tap(...place()),
    () => {
      proposals.setConfidenceThreshold(pick(2) * 0.6);
      proposals.acceptAllShown();
    },
    () => proposals.addProposals([proposal(`q${serial}`, pick(50), pick(50))]),
    () => {
      const [label] = session.records.annotations();
      if (label) session.records.remove([label.instanceUid]);
    },
    () => history.undo(),
    () => history.redo(),
  ];
  acts[pick(acts.length)]?.();
}

/** The records of a session in a store of its own, exported as an export is by default: the text of every file. */
async function exported({ session, rows: log }: TestEditor, first: readonly Proposal[]): Promise<string> {
  await session.history.flush();
  const database = await makeStore();
  await database.annotations.clear();
  await database.maskTiles.clear();
  await database.proposals.bulkPut([...first]);
  for (const row of log) await commitLogRow(database, study, row, { chain: "dev-a", tab: null });
  const kept = (await database.annotations.toArray()).map(({ instanceUid }) => instanceUid).sort();
  expect(kept).toEqual(
    session.records
      .annotations()
      .map(({ instanceUid }) => instanceUid)
      .sort(),
  );
  if (kept.length === 0) return "";
  const store = memorySink();
  await runExport(
    {
      database,
      reader: fixtureReader(database),
      toolVersion: "0.1.0",
      openSink: async () => store.sink,
      progress: () => undefined,
      signal: new AbortController().signal,
    },
    { ...fixtureOptions, formats: ["coco", "ndjson"] },
  );
  // The record of work tells of every act, also of what was proposed: it is no label.
  const files = [...store.files].filter(([path]) => !path.includes("/audit/"));
  return files.map(([, bytes]) => new TextDecoder().decode(bytes)).join("\n");
}

test(`over ${sequences} random sequences no proposal that nobody decided is a label or in a default export; undo and redo are identities`, async () => {
  let [labels, undecided, exports] = [0, 0, 0];
  for (let turn = 0; turn < sequences; turn++) {
    const random = makeRandom(turn + 1);
    const pick = (count: number) => Math.floor(random() * count);
    const first = Array.from({ length: 5 }, (_, at) =>
      proposal(`p${at}`, 2 + 12 * at, 5 + pick(40), { confidence: at / 5 }),
    );
    const editor = makeTestEditor({ records: emptyRecords({ studyUid: study, proposals: first }) }, turn + 1);
    const { session } = editor;
    session.tools.setTarget(target);
    const before = stateOf(session);
    for (let act = 0; act < 7; act++) actAtRandom(editor, pick, act);

    const known = new Map(session.proposals.proposals().map((item) => [item.id, item]));
    for (const { instanceUid, provenance } of session.records.annotations()) {
      if (!provenance.model) continue;
      labels++;
      const source = known.get(provenance.model.proposalId);
      expect(["accepted", "edited"], `sequence ${turn}`).toContain(source?.state);
      expect(source?.instanceUid, `sequence ${turn}`).toBe(instanceUid);
      expect(provenance.acceptedBy !== undefined || provenance.origin === "model-edited").toBe(true);
    }
    const open = [...known.values()].filter(({ state }) => state === "proposed" || state === "rejected");
    undecided += open.length;
    if (turn % 50 === 0) {
      const text = await exported(editor, first);
      if (text !== "") exports++;
      for (const { id } of open) expect(text, `sequence ${turn}`).not.toContain(`"${id}"`);
    }

    const { history } = session;
    const states = [stateOf(session)];
    while (history.undoLabels().length > 0) {
      history.undo();
      states.push(stateOf(session));
    }
    // What a run has added is no act of the person: it stays.
    const added = [...known.values()].filter(({ id }) => id.startsWith("q"));
    if (added.length === 0) expect(states.at(-1), `sequence ${turn}`).toBe(before);
    expect(session.records.annotations(), `sequence ${turn}`).toEqual([]);
    expect(session.proposals.proposals().every(({ state }) => state === "proposed")).toBe(true);
    for (let step = states.length - 2; step >= 0; step--) {
      history.redo();
      expect(stateOf(session), `sequence ${turn}, redo to ${step}`).toBe(states[step]);
    }
  }
  // The test saw what it speaks of.
  expect(labels).toBeGreaterThan(sequences);
  expect(undecided).toBeGreaterThan(sequences);
  expect(exports).toBeGreaterThan(10);
}, 240_000);
