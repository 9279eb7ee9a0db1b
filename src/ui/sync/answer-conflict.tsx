import { createResource, For } from "solid-js";
import { type FieldValue, fieldName } from "../../domain/label-field.ts";
import { answerOfText } from "../../domain/sync/answer-object.ts";
import type { Conflict } from "../../domain/sync/merge-versions.ts";
import { activeSchema } from "../../storage/schemas.ts";
import { useServices } from "../app/services.ts";
import { Segmented } from "../kit/segmented.tsx";
import { useMessages } from "../messages/messages.ts";

/** A question that was answered differently in both versions: one of the answers is taken. */
export function AnswerConflict(props: {
  readonly conflict: Conflict;
  readonly choice: "a" | "b" | null;
  readonly onChoose: (choice: "a" | "b") => void;
}) {
  const m = useMessages();
  const { database } = useServices();
  const read = (text: string | null) => (text === null ? null : answerOfText(text));
  const a = () => read(props.conflict.a);
  const b = () => read(props.conflict.b);
  const about = () => a() ?? b();
  const [facts] = createResource(about, async ({ scope, field, target }) => {
    const schema = await activeSchema(database);
    const asked = schema.classifications?.find((one) => one.id === field && one.scope === scope);
    const instance = target.sop === undefined ? undefined : await database.instances.get(target.sop);
    const series = target.series === undefined ? undefined : await database.series.get(target.series);
    return { asked, number: target.frame ?? instance?.instanceNumber ?? null, series };
  });
  const question = () => {
    const asked = facts.latest?.asked;
    return asked ? fieldName(asked) : (about()?.field ?? "");
  };
  const place = () => {
    const number = facts.latest?.number ?? null;
    const { scope } = about() ?? {};
    if (scope === "study" || scope === undefined) return m.versions.wholeStudy;
    const series = facts.latest?.series?.description ?? "";
    return [series, number === null ? "" : m.versions.image(number)]
      .filter((part) => part !== "")
      .join(" · ");
  };
  const words = (value: FieldValue): string => {
    if (typeof value === "boolean") return value ? m.fields.yes : m.fields.no;
    if (typeof value === "number") return m.format.number(value);
    const options = facts.latest?.asked?.options ?? [];
    const named = (id: string) => fieldName(options.find((one) => one.id === id) ?? { id });
    return typeof value === "string" ? named(value) : m.format.list(value.map(named));
  };
  const said = (side: "a" | "b") => {
    const answer = side === "a" ? a() : b();
    return answer ? words(answer.value) : m.versions.deleted;
  };
  const letters = { a: m.versions.keepA, b: m.versions.keepB };
  return (
    <div class="stack">
      <strong>{question()}</strong>
      <span class="small">{place()}</span>
      <span class="small">{m.versions.conflicts[props.conflict.kind]}</span>
      <For each={["a", "b"] as const}>
        {(side) => <span class="small">{m.versions.answered(letters[side], said(side))}</span>}
      </For>
      <Segmented<"a" | "b" | "open">
        label={m.versions.keep}
        value={props.choice ?? "open"}
        options={(["a", "b"] as const).map((value) => ({ value, text: letters[value] }))}
        onChange={(value) => value !== "open" && props.onChoose(value)}
      />
    </div>
  );
}
