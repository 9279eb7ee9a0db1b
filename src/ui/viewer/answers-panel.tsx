import { createEffect, createMemo, createSignal, For, on, Show } from "solid-js";
import { objectOf } from "../../domain/annotation.ts";
import { type ClassificationTarget, sameTarget } from "../../domain/classification.ts";
import { type FieldScope, isAsked, type LabelField, missingFields } from "../../domain/label-field.ts";
import { noteField } from "../../domain/note.ts";
import { isOpenForLabels } from "../../domain/review/task-flow.ts";
import { FieldInput } from "../fields/field-input.tsx";
import { useMessages } from "../messages/messages.ts";
import { useViewer } from "./viewer-model.ts";

const scopes: readonly FieldScope[] = ["object", "frame", "image", "series", "study"];

/** Questions about the selected label, and about the image, series and study on the screen. Absent where the schema asks nothing. */
export function AnswersPanel() {
  const m = useMessages();
  const viewer = useViewer();
  const { records, tools, review } = viewer.session;
  const [open, setOpen] = createSignal(true);
  const label = () => {
    const [uid] = records.selection();
    return records.annotations().find(({ instanceUid }) => instanceUid === uid) ?? null;
  };
  const attributes = () => {
    const now = label();
    return records.schema().classes.find(({ id }) => id === now?.classId)?.attributes ?? [];
  };
  const closed = () => !isOpenForLabels(records.taskState()) && review.current() === null;
  /** What the questions of a scope are about now; null: nothing of the kind is on the screen. */
  const targetOf = (scope: FieldScope): ClassificationTarget | null => {
    const study = viewer.open.study.studyUid;
    const target = tools.target();
    const chosen = label();
    if (scope === "study") return { study };
    if (scope === "object")
      return chosen ? { study, series: chosen.target.series, object: objectOf(chosen) } : null;
    if (!target) return null;
    const { seriesUid: series, sopUid: sop, frameIndex } = target;
    if (scope === "series") return { study, series };
    return scope === "image" ? { study, series, sop } : { study, series, sop, frame: frameIndex + 1 };
  };
  const groups = createMemo(() =>
    scopes.flatMap((scope) => {
      const fields = (records.schema().classifications ?? []).filter((field) => field.scope === scope);
      const target = fields.length > 0 ? targetOf(scope) : null;
      if (!target) return [];
      const here = records
        .classifications()
        .filter((one) => one.scope === scope && sameTarget(one.target, target));
      return [
        { scope, target, fields, values: Object.fromEntries(here.map((one) => [one.field, one.value])) },
      ];
    }),
  );
  let section: HTMLElement | undefined;
  const noteInput = () => {
    const now = label();
    const field = now && noteField(now, { attributes: attributes() });
    return field && section?.querySelector<HTMLInputElement>(`[data-field="${CSS.escape(field.id)}"] input`);
  };
  createEffect(
    on(
      viewer.noteAsked,
      () => {
        setOpen(true);
        // After the palette has closed and given the focus back to the image.
        setTimeout(() => noteInput()?.focus());
      },
      { defer: true },
    ),
  );
  /** Written: the keys are the image's again. */
  const leaveNote = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.isComposing && event.target === noteInput()) viewer.focusImage();
  };
  const missing = () =>
    missingFields(attributes(), label()?.attributes ?? {}).length +
    groups().reduce((sum, { fields, values }) => sum + missingFields(fields, values).length, 0);
  const asked = <F extends LabelField>(fields: readonly F[], values: Parameters<typeof isAsked>[2]) =>
    fields.filter((field) => isAsked(field, fields, values));
  return (
    <Show when={attributes().length > 0 || groups().length > 0}>
      <section class="answers" aria-label={m.fields.questions} ref={section}>
        <button
          type="button"
          class="answers-head"
          aria-expanded={open()}
          onClick={() => setOpen((now) => !now)}
        >
          <strong class="grow">{m.fields.questions}</strong>
          <span class="small" classList={{ attention: missing() > 0, dim: missing() === 0 }}>
            {m.fields.open(missing())}
          </span>
        </button>
        <Show when={open()}>
          <div class="answers-body" ref={(body) => body.addEventListener("keydown", leaveNote)}>
            <Show when={attributes().length > 0 && label()}>
              {(shown) => (
                <>
                  <h3>{m.fields.aboutLabel(viewer.lookup().nameOf(shown().instanceUid))}</h3>
                  <For each={asked(attributes(), shown().attributes)}>
                    {(field) => (
                      <FieldInput
                        field={field}
                        value={shown().attributes[field.id]}
                        disabled={closed()}
                        onChange={(value) => records.setAttribute([shown().instanceUid], field.id, value)}
                      />
                    )}
                  </For>
                </>
              )}
            </Show>
            <For each={groups().map(({ scope }) => scope)}>
              {(scope) => {
                const group = () => groups().find((one) => one.scope === scope);
                return (
                  <Show when={group()}>
                    {(now) => (
                      <>
                        <h3>{m.fields.about(scope)}</h3>
                        <For each={asked(now().fields, now().values)}>
                          {(field) => (
                            <FieldInput
                              field={field}
                              value={now().values[field.id]}
                              disabled={closed()}
                              onChange={(value) => records.classify(scope, now().target, field.id, value)}
                            />
                          )}
                        </For>
                      </>
                    )}
                  </Show>
                );
              }}
            </For>
          </div>
        </Show>
      </section>
    </Show>
  );
}
