import {
  type Accessor,
  createEffect,
  createMemo,
  createResource,
  createSignal,
  on,
  onCleanup,
} from "solid-js";
import type { ReadersComparison, ThingGroup } from "../../domain/review/compare-readers.ts";
import type { FuseChoice } from "../../domain/review/fuse-readers.ts";
import { type ReaderThing, readerThings } from "../../domain/review/reader-things.ts";
import { makeReadersClient } from "../../jobs/readers-client.ts";
import { writeConsensus } from "../../storage/consensus.ts";
import type { MainDatabase } from "../../storage/database.ts";
import type { Identity } from "../app/identity.ts";
import type { Readings } from "./load-readings.ts";
import { makeConsensus } from "./make-consensus.ts";

/** What the desk is looking at and what was decided so far; in memory until the consensus is made. */
export interface Desk {
  readonly comparison: Accessor<ReadersComparison | undefined>;
  readonly failed: Accessor<unknown>;
  readonly things: Accessor<readonly ReaderThing[]>;
  readonly group: Accessor<ThingGroup | null>;
  select(id: string): void;
  step(by: 1 | -1): void;
  readonly choiceOf: (id: string) => FuseChoice | undefined;
  /** Decides on the selected thing; the next open one is selected. */
  choose(choice: FuseChoice): void;
  canChoose(choice: FuseChoice): boolean;
  chooseRest(): void;
  readonly undecided: Accessor<number>;
  readonly place: Accessor<{ readonly series: string; readonly slice: number } | null>;
  scroll(by: number): void;
  /** Writes the consensus; says how many labels, how many answers stay open, and whether something is drawn by hand. */
  finish(): Promise<{ readonly labels: number; readonly openAnswers: number; readonly byHand: boolean }>;
}

/** Compares in a worker; ends with the screen. */
export function createDesk(database: MainDatabase, identity: Identity, readings: Readings): Desk {
  const client = makeReadersClient();
  onCleanup(() => client.close());
  const { versions, series, schema, study } = readings;
  const input = { versions, series, fields: schema.classifications ?? [] };
  const [comparison] = createResource(() => client.compare(input));
  const done = () => (comparison.state === "ready" ? comparison() : undefined);
  const [chosen, setChosen] = createSignal<Readonly<Record<string, FuseChoice>>>({});
  const [at, setAt] = createSignal<string | null>(null);
  const [moved, setMoved] = createSignal(0);
  const groups = () => done()?.groups ?? [];
  const group = createMemo(() => groups().find(({ id }) => id === at()) ?? groups()[0] ?? null);
  createEffect(
    on(
      () => group()?.id,
      () => setMoved(0),
    ),
  );
  const frames = (uid: string) => series.find(({ seriesUid }) => seriesUid === uid)?.frames.length ?? 0;
  const place = createMemo(() => {
    const now = group();
    const uid = now?.series ?? series[0]?.seriesUid;
    if (uid === undefined) return null;
    const first = now?.slice ?? Math.floor(frames(uid) / 2);
    return { series: uid, slice: Math.min(frames(uid) - 1, Math.max(0, first + moved())) };
  });
  const step = (by: 1 | -1) => {
    const list = groups();
    const now = list.findIndex(({ id }) => id === group()?.id);
    const next = list[(now + by + list.length) % list.length];
    if (next) setAt(next.id);
  };
  const canChoose = (choice: FuseChoice): boolean => {
    const now = group();
    if (!now) return false;
    if (choice.kind === "reader") return (now.members[choice.reader] ?? null) !== null;
    // Of points and lines there is no majority: one takes a reader's own, or leaves it out.
    return choice.kind === "none" || now.iou !== null;
  };
  return {
    comparison: done,
    failed: () => comparison.error,
    things: createMemo(() => readerThings(versions, series)),
    group,
    select: (id) => setAt(id),
    step,
    choiceOf: (id) => chosen()[id],
    canChoose,
    choose(choice) {
      const now = group();
      if (!now || !canChoose(choice)) return;
      setChosen((all) => ({ ...all, [now.id]: choice }));
      const next = groups().find(({ id }) => chosen()[id] === undefined);
      if (next) setAt(next.id);
    },
    chooseRest() {
      const rest = groups().filter(({ id, iou }) => chosen()[id] === undefined && iou !== null);
      setChosen((all) => ({
        ...all,
        ...Object.fromEntries(rest.map(({ id }) => [id, { kind: "majority" }])),
      }));
    },
    undecided: () => groups().filter(({ id }) => chosen()[id] === undefined).length,
    place,
    scroll(by) {
      const now = place();
      if (!now) return;
      const next = Math.min(frames(now.series) - 1, Math.max(0, now.slice + by));
      setMoved((before) => before + next - now.slice);
    },
    async finish() {
      const things = await client.fuse({ input, choices: chosen() });
      const draft = makeConsensus(study.studyUid, things, versions, schema.version, identity, Date.now());
      const by = { chain: identity.device, actor: identity.user, at: new Date().toISOString() };
      await writeConsensus(database, study.studyUid, draft, by);
      return { labels: draft.labels.length, openAnswers: draft.openAnswers, byHand: draft.review !== null };
    },
  };
}
