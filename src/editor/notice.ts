/** Something to say at the foot of the panel; the text stands in ui/messages under `notice.<code>`. */
export interface Notice {
  readonly code:
    | "label-locked"
    | "choose-label-first"
    | "no-active-label"
    | "too-small"
    | "self-intersecting"
    | "layers-full"
    | "nothing-to-undo"
    | "nothing-to-redo"
    | "partly-undone"
    | "stroke-restored"
    | "no-proposal"
    | "bulk-needs-label"
    | "no-range"
    | "no-values"
    | "area-elsewhere"
    | "no-sphere"
    | "no-sample"
    | "no-skeleton"
    | "nothing-grown"
    | "nothing-between"
    | "too-frayed"
    | "choose-one"
    | "choose-two"
    | "needs-mask"
    | "needs-shape"
    | "split-first"
    | "too-large"
    | "nothing-changed"
    | "no-neighbour"
    | "copied"
    | "other-size"
    | "already-there"
    | "task-closed"
    | "not-yours"
    | "records-rebuilt"
    | "not-fetched"
    | "not-there-yet";
  readonly count?: number;
  /** Rises with every notice, so that the same one twice is seen twice. */
  readonly serial: number;
}
