import { createSignal, For, Show } from "solid-js";
import type { Version } from "../../domain/sync/version.ts";
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
  const mine = () => props.study.heads.own.find(({ uid }) => uid === props.study.base) ?? null;
  const ownOthers = () => props.study.heads.own.filter(({ uid }) => uid !== props.study.base);
  const entry = (version: Version, own: boolean) => (
    <li>
      <div class="grow">
        <strong>{own ? m.versions.two : m.versions.other(version.author)}</strong>
        <span class="dim small">
          {m.versions.labels(Object.keys(version.objects).length)}, {m.versions.madeAt(version.madeAt)}
        </span>
        <Show when={own}>
          <span class="small">{m.versions.twoNote}</span>
        </Show>
      </div>
      <Show when={mine()}>
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
        <Show when={mine() || props.study.heads.own.length > 1}>
          <For each={ownOthers()}>{(version) => entry(version, true)}</For>
        </Show>
        <For each={props.study.heads.others}>{(version) => entry(version, false)}</For>
      </ul>
      <Show when={props.study.heads.incomplete.length > 0}>
        <p class="attention small">{m.versions.incomplete}</p>
      </Show>
      <Show when={props.study.heads.invalid.length > 0}>
        <p class="attention small">{m.versions.invalid}</p>
      </Show>
      <Show when={props.study.foreign > 0}>
        <p class="dim small">{m.versions.foreign(props.study.foreign)}</p>
      </Show>
      <Show when={opened()} keyed>
        {(other) => (
          <Show when={mine()} keyed>
            {(own) => (
              <MergePanel
                versions={props.study.versions}
                mine={own}
                other={other}
                onDone={() => setOpen(null)}
              />
            )}
          </Show>
        )}
      </Show>
    </div>
  );
}
