import { type Accessor, createMemo, createResource, createSignal } from "solid-js";
import { type Annotation, objectOf } from "../../../domain/annotation.ts";
import { makeMaskTiles } from "../../../domain/mask-tiles.ts";
import { compareLabels, type ObjectChange, spansOfLabel } from "../../../domain/review/compare-labels.ts";
import { tilesOf } from "../../../domain/review/study-version.ts";
import type { ViewCommands } from "../../../editor/actions/action.ts";
import type { EditorSession } from "../../../editor/session-types.ts";
import type { MainDatabase } from "../../../storage/database.ts";
import { readVersions } from "../../../storage/versions.ts";
import type { OverlayShape } from "../../../viewer/overlay-shape.ts";
import type { LabelLookup } from "../label-names.ts";
import type { OpenStudy } from "../load-study.ts";
import { previousShape, proposedShape } from "./change-shapes.ts";

/** What a dialog asks a reason for: one thing, or the whole task. */
export interface ReasonWish {
  readonly object: string | null;
}

/** What the reviewer sees: what changed since the version before, and which of it is looked at. */
export interface ReviewView {
  /** Changed, added, removed, unchanged: in this order. */
  readonly changes: Accessor<readonly ObjectChange[]>;
  /** How many versions were submitted. */
  readonly versionCount: Accessor<number>;
  readonly loading: Accessor<boolean>;
  readonly failed: Accessor<unknown>;
  readonly focused: Accessor<string | null>;
  show(object: string): void;
  step(by: 1 | -1): void;
  /** Previous outlines and proposals of what is looked at, and pins, on a frame. */
  shapesOn(sop: string, frame: number): readonly OverlayShape[];
  readonly reasonWish: Accessor<ReasonWish | null>;
  setReasonWish(wish: ReasonWish | null): void;
}

export interface ReviewViewOptions {
  readonly open: OpenStudy;
  readonly database: MainDatabase;
  readonly session: EditorSession;
  readonly lookup: Accessor<LabelLookup>;
  readonly view: () => ViewCommands;
}

const order = ["changed", "added", "removed", "same"] as const;

/** Compares what lies here with what was submitted before, while a round of review is open. */
export function createReviewView(options: ReviewViewOptions): ReviewView {
  const { open, database, session, lookup } = options;
  const { review, records, masks, proposals } = session;
  const [reasonWish, setReasonWish] = createSignal<ReasonWish | null>(null);
  const [removed, setRemoved] = createSignal<string | null>(null);
  const [versions] = createResource(
    () => review.current()?.version,
    async () =>
      (await readVersions(database, open.study.studyUid)).filter(({ kind }) => kind === "submitted"),
  );
  const submitted = () => (versions.state === "ready" ? (versions() ?? []) : []);
  const previous = createMemo(() => {
    const list = submitted();
    const at = list.findIndex(({ versionUid }) => versionUid === review.current()?.version);
    return at > 0 ? (list[at - 1] ?? null) : null;
  });
  const previousTiles = createMemo(() => {
    const version = previous();
    return version ? tilesOf(version) : makeMaskTiles();
  });
  const sizeOf = (sop: string) => {
    const facts = open.instances.get(sop)?.facts;
    return { columns: facts?.columns ?? 0, rows: facts?.rows ?? 0 };
  };
  const changes = createMemo<readonly ObjectChange[]>(() => {
    if (review.current() === null || versions.state !== "ready") return [];
    const before = { annotations: previous()?.annotations ?? [], tiles: previousTiles() };
    const after = {
      annotations: records.annotations(),
      tiles: { get: masks.tile, keysOfFrame: masks.tileKeys },
    };
    const found = compareLabels(before, after, sizeOf);
    return found.toSorted((a, b) => order.indexOf(a.change) - order.indexOf(b.change));
  });
  const focused = () => {
    if (removed() !== null) return removed();
    const [uid] = records.selection();
    const label = records.annotations().find(({ instanceUid }) => instanceUid === uid);
    return label ? objectOf(label) : null;
  };
  const show = (object: string) => {
    const change = changes().find((one) => one.object === object);
    const label = change?.labels[0];
    if (!change || !label) return;
    options.view().showFrame(label.target.series, label.target.sop, label.target.frame - 1);
    setRemoved(change.change === "removed" ? object : null);
    records.select(change.change === "removed" ? [] : [label.instanceUid]);
  };
  const onFrame = (labels: readonly Annotation[], sop: string, frame: number) =>
    labels.filter(({ target }) => target.sop === sop && target.frame === frame);
  return {
    changes,
    versionCount: () => submitted().length,
    loading: () => versions.loading,
    failed: () => versions.error,
    focused,
    show,
    step(by) {
      const list = changes();
      const at = list.findIndex(({ object }) => object === focused());
      const next = list[at < 0 ? 0 : (at + by + list.length) % list.length];
      if (next) show(next.object);
    },
    shapesOn(sop, frame) {
      const round = review.current() ?? (records.taskState() === "accepted" ? null : review.last());
      const pins = (round?.pins ?? []).flatMap((pin): OverlayShape[] => {
        if (pin.kind !== "point" || pin.sop !== sop || pin.frame !== frame) return [];
        const geometry = { type: "point", pointImage: pin.pointImage } as const;
        return [
          {
            id: `pin-${pin.id}`,
            geometry,
            color: "#F2B84B",
            look: "cursor",
            selected: false,
            text: pin.comment,
          },
        ];
      });
      const change = changes().find(({ object }) => object === focused());
      if (!change) return pins;
      const before = onFrame(change.before, sop, frame).flatMap(
        (label) =>
          previousShape(
            label,
            spansOfLabel(label, previousTiles(), sizeOf),
            lookup().colorOf(label.classId),
          ) ?? [],
      );
      const ids = new Set(
        onFrame(change.labels, sop, frame).map(({ provenance }) => provenance.model?.proposalId),
      );
      const proposed = proposals
        .proposals()
        .filter(({ id }) => ids.has(id))
        .flatMap((one) => proposedShape(one, lookup().colorOf(one.classId)) ?? []);
      return [...before, ...proposed, ...pins];
    },
    reasonWish,
    setReasonWish,
  };
}
