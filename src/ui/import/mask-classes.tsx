import { For } from "solid-js";
import type { LabelPreview, MaskChoices, MaskValue } from "../../domain/calls/labels-calls.ts";
import type { LabelClass } from "../../domain/label-schema.ts";
import { Segmented } from "../kit/segmented.tsx";
import { useMessages } from "../messages/messages.ts";

/** What the values of the masks stand for: a class each, or nothing; and what is one thing. Each change is read anew. */
export function MaskClasses(props: {
  readonly masks: NonNullable<LabelPreview["masks"]>;
  readonly classes: readonly LabelClass[];
  readonly disabled: boolean;
  readonly onChange: (choices: MaskChoices) => void;
}) {
  const m = useMessages();
  /** What stands in the table, so that a value which was right by its index stays what it is. */
  const said = (): Record<string, string | null> =>
    Object.fromEntries(
      props.masks.values
        .filter(({ classId, leftOut }) => classId !== null || leftOut)
        .map(({ value, classId }) => [String(value), classId]),
    );
  const choose = ({ value }: MaskValue, chosen: string) =>
    props.onChange({
      classes: { ...said(), [String(value)]: chosen === "" ? null : chosen },
      things: props.masks.things,
    });
  return (
    <section class="mask-classes" aria-label={m.labelFiles.masks}>
      <h3>{m.labelFiles.masks}</h3>
      <table class="table">
        <thead>
          <tr>
            <th scope="col" class="num">
              {m.labelFiles.maskValue}
            </th>
            <th scope="col" class="num">
              {m.labelFiles.maskPixels}
            </th>
            <th scope="col">{m.labelFiles.maskClass}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.masks.values}>
            {(row) => (
              <tr>
                <th scope="row" class="num">
                  {m.format.number(row.value)}
                </th>
                <td class="num">{m.format.number(row.pixels)}</td>
                <td>
                  <select
                    class="input"
                    aria-label={m.labelFiles.maskClassOf(row.value)}
                    disabled={props.disabled}
                    value={row.classId ?? (row.leftOut ? "" : "?")}
                    onChange={(event) => choose(row, event.currentTarget.value)}
                  >
                    <option value="?" disabled hidden={row.classId !== null || row.leftOut}>
                      {m.labelFiles.maskOpen}
                    </option>
                    <For each={props.classes}>
                      {(entry) => (
                        <option value={entry.id} selected={entry.id === row.classId}>
                          {entry.name}
                        </option>
                      )}
                    </For>
                    <option value="" selected={row.leftOut}>
                      {m.labelFiles.maskLeaveOut}
                    </option>
                  </select>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Segmented
        label={m.labelFiles.maskThings}
        value={props.masks.things}
        options={(["value", "part"] as const).map((value) => ({
          value,
          text: m.labelFiles.maskThing[value],
        }))}
        onChange={(things) => props.onChange({ classes: said(), things })}
      />
      <p class="dim small">{m.labelFiles.maskNote}</p>
    </section>
  );
}
