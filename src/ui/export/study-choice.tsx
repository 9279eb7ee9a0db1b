import { For } from "solid-js";
import type { Study } from "../../domain/study.ts";
import { Check } from "../kit/check.tsx";
import { useMessages } from "../messages/messages.ts";

export interface StudyChoiceProps {
  readonly studies: readonly Study[];
  /** Null: all of them. */
  readonly chosen: ReadonlySet<string> | null;
  readonly onChange: (chosen: ReadonlySet<string> | null) => void;
}

/** All studies, or some of them. */
export function StudyChoice(props: StudyChoiceProps) {
  const m = useMessages();
  const isOn = (uid: string) => props.chosen === null || props.chosen.has(uid);
  const toggle = (uid: string, on: boolean) => {
    const next = new Set(props.studies.map((study) => study.studyUid).filter(isOn));
    if (on) next.add(uid);
    else next.delete(uid);
    props.onChange(next.size === props.studies.length ? null : next);
  };
  const summary = () =>
    props.chosen === null
      ? m.exporting.allStudies(props.studies.length)
      : m.exporting.chosenStudies(props.chosen.size);
  return (
    <details class="study-choice">
      <summary>
        {m.exporting.studies}
        <span class="dim">{summary()}</span>
      </summary>
      <For each={props.studies}>
        {(study) => (
          <Check
            label={`${study.description || m.worklist.noDescription} · ${study.pseudonym}`}
            checked={isOn(study.studyUid)}
            onChange={(on) => toggle(study.studyUid, on)}
          />
        )}
      </For>
    </details>
  );
}
