import { createSignal, For, Show } from "solid-js";
import { instanceUidFrom } from "../../domain/instance-uid.ts";
import { isAnswerKey } from "../../domain/sync/answer-object.ts";
import { anewWay } from "../../domain/sync/draw-anew.ts";
import { labelOfText, withNewUid } from "../../domain/sync/label-object.ts";
import { mergeBase } from "../../domain/sync/merge-base.ts";
import { type Conflict, type Decision, mergeVersions } from "../../domain/sync/merge-versions.ts";
import type { Version } from "../../domain/sync/version.ts";
import { useApp } from "../app/app-state.ts";
import { failureText } from "../app/failure-text.ts";
import { randomBytes } from "../app/identity.ts";
import { useServices } from "../app/services.ts";
import { Segmented } from "../kit/segmented.tsx";
import { useMessages } from "../messages/messages.ts";
import { AnswerConflict } from "./answer-conflict.tsx";
import { ConflictPicture } from "./conflict-picture.tsx";

type Choice = Decision["keep"];

/** Of two answers one is taken; nothing else can be chosen. */
const sideOf = (choice: Choice | undefined) => (choice === "a" || choice === "b" ? choice : null);

export interface MergePanelProps {
  readonly versions: readonly Version[];
  /** Null: this reader has no version yet. */
  readonly mine: Version | null;
  readonly other: Version;
  readonly onDone: () => void;
}

/** Two versions side by side: each label that both changed is decided by a person; nothing is written before that. */
export function MergePanel(props: MergePanelProps) {
  const app = useApp();
  const m = useMessages();
  const { sync } = useServices();
  const base = props.mine && mergeBase(props.versions, props.mine.uid, props.other.uid);
  const was = props.versions.find(({ uid }) => uid === base)?.objects ?? {};
  const { conflicts } = mergeVersions(was, props.mine?.objects ?? {}, props.other.objects);
  const [choices, setChoices] = createSignal<ReadonlyMap<string, Choice>>(new Map());
  const [drawn, setDrawn] = createSignal<ReadonlyMap<string, string>>(new Map());
  const isDecided = ({ trackingUid }: Conflict) => {
    const choice = choices().get(trackingUid);
    return choice === "anew" ? drawn().has(trackingUid) : choice !== undefined;
  };
  const open = () => conflicts.filter((conflict) => !isDecided(conflict)).length;
  const decisionOf = ({ trackingUid, b }: Conflict): Decision => {
    const keep = choices().get(trackingUid) ?? "a";
    if (keep === "anew") return { keep, drawn: drawn().get(trackingUid) ?? "" };
    if (keep !== "both" || b === null) return { keep: keep === "both" ? "a" : keep };
    const newTrackingUid = instanceUidFrom(randomBytes(16));
    return { keep, newTrackingUid, second: withNewUid(b, newTrackingUid) };
  };
  const merge = async () => {
    try {
      const decisions = new Map(conflicts.map((conflict) => [conflict.trackingUid, decisionOf(conflict)]));
      const end = await sync.merge(props.other.study, props.mine?.uid ?? null, props.other.uid, decisions);
      app.toasts.show(m.versions[end]);
      props.onDone();
      void sync.run();
    } catch (reason) {
      app.toasts.show(failureText(reason, m));
    }
  };
  return (
    <div class="stack merge-panel">
      <p role="status">
        {conflicts.length > 0
          ? m.versions.decide(open())
          : props.mine
            ? m.versions.mergeAll
            : m.versions.takeWhole}
      </p>
      <For each={conflicts.filter(({ trackingUid }) => isAnswerKey(trackingUid))}>
        {(conflict) => (
          <AnswerConflict
            conflict={conflict}
            choice={sideOf(choices().get(conflict.trackingUid))}
            onChoose={(choice) => setChoices(new Map([...choices(), [conflict.trackingUid, choice]]))}
          />
        )}
      </For>
      <For each={conflicts.filter(({ trackingUid }) => !isAnswerKey(trackingUid))}>
        {(conflict) => (
          <ConflictPart
            conflict={conflict}
            classes={[...(props.mine?.classes ?? []), ...props.other.classes]}
            choice={choices().get(conflict.trackingUid) ?? null}
            drawn={drawn().get(conflict.trackingUid) ?? null}
            onChoose={(choice) => setChoices(new Map([...choices(), [conflict.trackingUid, choice]]))}
            onDraw={(text) => {
              const next = new Map(drawn());
              if (text === null) next.delete(conflict.trackingUid);
              else next.set(conflict.trackingUid, text);
              setDrawn(next);
            }}
          />
        )}
      </For>
      <button type="button" class="button primary" disabled={open() > 0} onClick={() => void merge()}>
        {props.mine ? m.versions.merge : m.versions.takeOver}
      </button>
    </div>
  );
}

function ConflictPart(props: {
  readonly conflict: Conflict;
  readonly classes: Version["classes"];
  readonly choice: Choice | null;
  readonly drawn: string | null;
  readonly onChoose: (choice: Choice) => void;
  readonly onDraw: (text: string | null) => void;
}) {
  const m = useMessages();
  const options = (): readonly Choice[] =>
    props.conflict.a !== null && props.conflict.b !== null ? ["a", "b", "both", "anew"] : ["a", "b", "anew"];
  const way = () => anewWay(labelOfText(props.conflict.a ?? props.conflict.b ?? "").geometry);
  const words: Record<Choice, string> = {
    a: m.versions.keepA,
    b: m.versions.keepB,
    both: m.versions.keepBoth,
    anew: m.versions.drawAnew,
  };
  const text = (choice: Choice) => {
    const gone =
      (choice === "a" && props.conflict.a === null) || (choice === "b" && props.conflict.b === null);
    return gone ? `${words[choice]} (${m.versions.deleted})` : words[choice];
  };
  return (
    <div class="conflict">
      <ConflictPicture
        a={props.conflict.a}
        b={props.conflict.b}
        classes={props.classes}
        drawn={props.choice === "anew" ? props.drawn : null}
        onDraw={props.choice === "anew" ? props.onDraw : null}
      />
      <div class="stack">
        <strong>{m.versions.conflicts[props.conflict.kind]}</strong>
        <span class="small">{m.versions.mine}</span>
        <span class="small">{m.versions.theirs}</span>
        <Segmented<Choice | "open">
          label={m.versions.keep}
          value={props.choice ?? "open"}
          options={options().map((value) => ({ value, text: text(value) }))}
          onChange={(value) => value !== "open" && props.onChoose(value)}
        />
        <Show when={props.choice === "anew"}>
          <p class="small" classList={{ attention: props.drawn === null }} role="status">
            {props.drawn === null ? m.versions.drawHow(way()) : m.versions.drawDone}
          </p>
          <Show when={props.drawn !== null}>
            <button type="button" class="button" onClick={() => props.onDraw(null)}>
              {m.versions.drawOver}
            </button>
          </Show>
        </Show>
      </div>
    </div>
  );
}
