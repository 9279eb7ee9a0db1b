import { Show } from "solid-js";
import { everyClass, type LabelSchema } from "../../domain/label-schema.ts";
import type { ThingGroup } from "../../domain/review/compare-readers.ts";
import type { FuseChoice } from "../../domain/review/fuse-readers.ts";
import { useMessages } from "../messages/messages.ts";
import { readerLetter } from "./reader-style.ts";

/** The word of a choice. */
export function choiceText(choice: FuseChoice, m: ReturnType<typeof useMessages>): string {
  return choice.kind === "reader"
    ? m.adjudication.use(readerLetter(choice.reader))
    : m.adjudication[choice.kind];
}

/** One thing as the readers see it, and what was chosen. */
export function GroupRow(props: {
  readonly group: ThingGroup;
  readonly schema: LabelSchema;
  readonly choice: FuseChoice | undefined;
  readonly selected: boolean;
  readonly onChoose: () => void;
}) {
  const m = useMessages();
  const nameOf = (id: string) => everyClass(props.schema).find((entry) => entry.id === id)?.name ?? id;
  const classes = () => [...new Set(props.group.members.flatMap((one) => (one ? [one.classId] : [])))];
  const color = () => everyClass(props.schema).find(({ id }) => id === classes()[0])?.color ?? "#A8B1B9";
  const facts = () => {
    const present = props.group.members.flatMap((one, reader) => (one ? [readerLetter(reader)] : []));
    return [
      props.group.iou === null ? m.adjudication.noArea : m.adjudication.iou(props.group.iou),
      present.length < props.group.members.length ? m.adjudication.only(m.format.list(present)) : null,
      classes().length > 1 ? m.adjudication.classes(m.format.list(classes().map(nameOf))) : null,
    ]
      .filter(Boolean)
      .join(" · ");
  };
  return (
    <button type="button" class="change-row" aria-pressed={props.selected} onClick={() => props.onChoose()}>
      <i class="swatch" style={{ "--swatch": color() }} />
      <span class="row-names">
        <span class="clip">{nameOf(classes()[0] ?? "")}</span>
        <span class="dim small clip">{facts()}</span>
      </span>
      <Show when={props.choice} fallback={<span class="dim small">{m.adjudication.open}</span>}>
        {(choice) => <span class="ok small">{choiceText(choice(), m)}</span>}
      </Show>
    </button>
  );
}
