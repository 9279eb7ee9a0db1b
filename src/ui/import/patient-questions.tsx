import { createMemo, createSignal, For, Show } from "solid-js";
import type { UnnamedGroup } from "../../domain/calls/import-calls.ts";
import { Check } from "../kit/check.tsx";
import { useMessages } from "../messages/messages.ts";

/** What a person says of files that name no patient: see `ImportCalls.import`. */
export interface PatientAnswers {
  readonly names: Readonly<Record<string, string>>;
  readonly apart: readonly string[];
  /** Whether every group has its answer. */
  readonly whole: boolean;
}

/** Answers of one survey, as the person gives them. */
export function createPatientAnswers(groups: () => readonly UnnamedGroup[]) {
  const [names, setNames] = createSignal<Readonly<Record<string, string>>>({});
  const [apart, setApart] = createSignal<readonly string[]>([]);
  const [together, setTogether] = createSignal<string | null>(null);
  const answers = createMemo((): PatientAnswers => {
    const one = together();
    if (one !== null) {
      const all = Object.fromEntries(groups().map(({ groupId }) => [groupId, one]));
      return { names: all, apart: [], whole: one.trim() !== "" };
    }
    const whole = groups().every(
      ({ groupId }) => apart().includes(groupId) || (names()[groupId] ?? "").trim() !== "",
    );
    return { names: names(), apart: apart(), whole };
  });
  return {
    answers,
    together,
    setTogether,
    isApart: (groupId: string) => apart().includes(groupId),
    nameOf: (groupId: string) => names()[groupId] ?? "",
    name: (groupId: string, name: string) => setNames({ ...names(), [groupId]: name }),
    part: (groupId: string, parted: boolean) =>
      setApart([...apart().filter((one) => one !== groupId), ...(parted ? [groupId] : [])]),
  };
}

interface QuestionsProps {
  readonly groups: readonly UnnamedGroup[];
  readonly state: ReturnType<typeof createPatientAnswers>;
}

/** One question per group of files that are one person's by evidence; or one for all, or none where each file is another's. */
export function PatientQuestions(props: QuestionsProps) {
  const m = useMessages();
  const fileCount = () => props.groups.reduce((sum, group) => sum + group.fileCount, 0);
  return (
    <fieldset class="unnamed">
      <legend>{m.import.unnamedTitle}</legend>
      <p class="dim small">{m.import.unnamedNote}</p>
      <Show when={props.groups.length > 1}>
        <Check
          label={m.import.onePatient(fileCount())}
          checked={props.state.together() !== null}
          onChange={(one) => props.state.setTogether(one ? "" : null)}
        />
      </Show>
      <Show
        when={props.state.together() === null}
        fallback={
          <label class="field">
            <span>{m.import.unnamedAll(fileCount())}</span>
            <input
              class="input"
              autocomplete="off"
              required
              onInput={(event) => props.state.setTogether(event.currentTarget.value)}
            />
          </label>
        }
      >
        <For each={props.groups}>{(group) => <Question group={group} state={props.state} />}</For>
      </Show>
    </fieldset>
  );
}

function Question(props: { readonly group: UnnamedGroup; readonly state: QuestionsProps["state"] }) {
  const m = useMessages();
  const parted = () => props.state.isApart(props.group.groupId);
  return (
    <fieldset class="field-group">
      <legend>
        {m.import.unnamedGroup(props.group.fileCount, m.format.list(props.group.formats))}
        <span class="unnamed-place">{props.group.place}</span>
      </legend>
      <Show when={!parted()}>
        <label class="field">
          <span>{m.import.unnamedField}</span>
          <input
            class="input"
            autocomplete="off"
            required
            value={props.state.nameOf(props.group.groupId)}
            onInput={(event) => props.state.name(props.group.groupId, event.currentTarget.value)}
          />
        </label>
      </Show>
      <Show when={props.group.mayDiffer && props.group.fileCount > 1}>
        <Check
          label={m.import.apart}
          note={m.import.apartNote}
          checked={parted()}
          onChange={(apart) => props.state.part(props.group.groupId, apart)}
        />
      </Show>
    </fieldset>
  );
}
