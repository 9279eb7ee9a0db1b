import { createSignal, For, Show } from "solid-js";
import { isAnswerKey } from "../../domain/sync/answer-object.ts";
import type { Version } from "../../domain/sync/version.ts";
import { ancestors, byUid } from "../../domain/sync/version-graph.ts";
import { taskOfState, versionState } from "../../domain/sync/version-state.ts";
import { createLive } from "../app/create-live.ts";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";
import { MergePanel } from "./merge-panel.tsx";
import { readStudyVersions, type StudyVersions } from "./read-study-versions.ts";

/** Studies whose labels were made on several devices, and the way to merge them. */
export function VersionsCard(props: { readonly reader: string }) {
  const m = useMessages();
  const { database } = useServices();
  const studies = createLive(
    () => props.reader,
    (reader) => readStudyVersions(database, reader),
  );
  return (
    <section class="card block" aria-label={m.versions.title}>
      <h2>{m.versions.title}</h2>
      <p class="dim small">{m.versions.intro}</p>
      <Show when={(studies.value()?.length ?? 0) > 0} fallback={<p class="dim">{m.versions.none}</p>}>
        <For each={studies.value()}>{(study) => <StudyPart study={study} />}</For>
      </Show>
    </section>
  );
}

function StudyPart(props: { readonly study: StudyVersions }) {
  const m = useMessages();
  const [open, setOpen] = createSignal<string | null>(null);
  // The labels here are those of an own head, or of a version behind one: then that head is what another is merged with.
  const mine = () => {
    const { base, versions, heads } = props.study;
    const behind = (uid: string) => base === null || ancestors(byUid(versions), uid).has(base);
    return heads.own.find(({ uid }) => uid === base) ?? heads.own.find(({ uid }) => behind(uid)) ?? null;
  };
  const ownOthers = () => props.study.heads.own.filter(({ uid }) => uid !== mine()?.uid);
  const canTake = ({ uid }: Version) => {
    const { base, versions } = props.study;
    return mine() !== null || base === null || ancestors(byUid(versions), uid).has(base);
  };
  const held = ({ objects }: Version) => {
    const answers = Object.keys(objects).filter(isAnswerKey).length;
    const labels = m.versions.labels(Object.keys(objects).length - answers);
    return answers > 0 ? `${labels}, ${m.versions.answers(answers)}` : labels;
  };
  const entry = (version: Version, own: boolean) => (
    <li>
      <div class="grow">
        <strong>{own ? m.versions.two : m.versions.other(version.author)}</strong>
        <span class="dim small">
          {held(version)}, {m.versions.madeAt(version.madeAt)}
        </span>
        <Show when={versionState(version) !== "draft"}>
          <span class="small">
            {m.taskStates[taskOfState(versionState(version))]}
            {version.review?.reason ? `: ${version.review.reason.text || version.review.reason.code}` : ""}
          </span>
        </Show>
        <Show when={own}>
          <span class="small">{m.versions.twoNote}</span>
        </Show>
      </div>
      <Show when={canTake(version)}>
        <button
          type="button"
          class="button"
          aria-expanded={open() === version.uid}
          onClick={() => setOpen(open() === version.uid ? null : version.uid)}
        >
          {open() === version.uid ? m.versions.close : own ? m.versions.compare : m.versions.take}
        </button>
      </Show>
    </li>
  );
  const opened = () => props.study.versions.find(({ uid }) => uid === open());
  return (
    <div class="stack">
      <h3>{props.study.name}</h3>
      <ul class="sync-list">
        <For each={ownOthers()}>{(version) => entry(version, true)}</For>
        <For each={props.study.heads.others}>{(version) => entry(version, false)}</For>
      </ul>
      <Show when={props.study.heads.incomplete.length > 0}>
        <p class="attention small">{m.versions.incomplete}</p>
      </Show>
      <Show when={props.study.heads.invalid.length > 0}>
        <p class="attention small">{m.versions.invalid}</p>
      </Show>
      <Show when={props.study.blind}>
        <p class="dim small">{m.versions.blind}</p>
      </Show>
      <Show when={props.study.foreign > 0}>
        <p class="dim small">{m.versions.foreign(props.study.foreign)}</p>
      </Show>
      <Show when={opened()} keyed>
        {(other) => (
          <MergePanel
            versions={props.study.versions}
            mine={mine()}
            other={other}
            onDone={() => setOpen(null)}
          />
        )}
      </Show>
    </div>
  );
}
