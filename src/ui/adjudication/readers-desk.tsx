import { createSignal, For, onCleanup, Show } from "solid-js";
import type { FuseChoice } from "../../domain/review/fuse-readers.ts";
import { keyName } from "../../editor/actions/chord.ts";
import { personName } from "../../storage/people.ts";
import { useApp } from "../app/app-state.ts";
import { failureText } from "../app/failure-text.ts";
import type { Identity } from "../app/identity.ts";
import { useServices } from "../app/services.ts";
import { Segmented } from "../kit/segmented.tsx";
import { Slider } from "../kit/slider.tsx";
import { useMessages } from "../messages/messages.ts";
import { AgreementTable } from "./agreement-table.tsx";
import { createDesk } from "./create-desk.ts";
import { choiceText, GroupRow } from "./group-row.tsx";
import type { Readings } from "./load-readings.ts";
import { ReaderImage } from "./reader-image.tsx";
import { readerShapes } from "./reader-shapes.ts";
import { readerLetter } from "./reader-style.ts";

/** Keys of the choices that are no reader's; a reader's own is its letter. */
const choiceKeys = { majority: "M", staple: "S", draw: "W", none: "X" } as const;

/** Images with every reader's outlines, the matches, and what becomes of them. */
export function ReadersDesk(props: { readonly readings: Readings; readonly identity: Identity }) {
  const app = useApp();
  const m = useMessages();
  const { database } = useServices();
  const { readings, identity } = props;
  const desk = createDesk(database, identity, readings);
  const [layout, setLayout] = createSignal<"side" | "over">("side");
  const [busy, setBusy] = createSignal(false);
  const all = readings.versions.map((_, reader) => reader);
  const choices: readonly FuseChoice[] = [
    ...all.map((reader) => ({ kind: "reader", reader }) as const),
    ...(["majority", "staple", "draw", "none"] as const).map((kind) => ({ kind })),
  ];
  const keyOf = (choice: FuseChoice) =>
    choice.kind === "reader" ? readerLetter(choice.reader) : choiceKeys[choice.kind];
  const frame = () => {
    const place = desk.place();
    const ref = place && readings.refs.get(place.series)?.[place.slice];
    const instance = ref && readings.instances.get(ref.sopUid);
    return place && ref && instance ? { place, ref, instance } : null;
  };
  const shapes = (readers: readonly number[]) => {
    const now = frame();
    if (!now) return [];
    const { sopUid: sop, frameIndex } = now.ref;
    const selected = new Set(
      (desk.group()?.members ?? []).flatMap((one, reader) => (one ? [`${reader}-${one.object}`] : [])),
    );
    const place = { ...now.place, sop, frame: frameIndex + 1 };
    return readerShapes(desk.things(), readers, place, readings.schema, selected);
  };
  const finish = async () => {
    setBusy(true);
    try {
      const made = await desk.finish();
      const open = made.openAnswers > 0 ? ` ${m.adjudication.answersOpen(made.openAnswers)}` : "";
      app.toasts.show(`${m.adjudication.made(made.labels)}.${open}`);
      const { studyUid } = readings.study;
      app.router.go(made.byHand ? { name: "study", studyUid } : { name: "review" });
    } catch (reason) {
      app.toasts.show(failureText(reason, m));
    } finally {
      setBusy(false);
    }
  };
  const onKey = (event: KeyboardEvent) => {
    const { target } = event;
    const isField =
      target instanceof HTMLElement && target.closest("input,[role=slider],[role=radiogroup]") !== null;
    if (isField || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== "Enter" || desk.undecided() > 0 || busy()) return;
      event.preventDefault();
      void finish();
      return;
    }
    const name = keyName(event);
    const choice = choices.find((one) => keyOf(one) === name);
    if (choice) desk.choose(choice);
    else if (event.key === ";" || event.key === ":") desk.step(event.key === ";" ? 1 : -1);
    else if (name === ";") desk.step(event.shiftKey ? -1 : 1);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp")
      desk.scroll(event.key === "ArrowDown" ? 1 : -1);
    else return;
    event.preventDefault();
  };
  addEventListener("keydown", onKey);
  onCleanup(() => removeEventListener("keydown", onKey));
  const last = () => Math.max(0, (readings.refs.get(desk.place()?.series ?? "")?.length ?? 1) - 1);
  const nameOf = (reader: number) =>
    `${m.adjudication.reader(readerLetter(reader))} · ${personName(readings.people, readings.versions[reader]?.reader ?? "")}`;
  return (
    <div class="desk-of-readers">
      <div class="reader-images" classList={{ over: layout() === "over" }}>
        <Show when={frame()}>
          {(now) => (
            <Show
              when={layout() === "side"}
              fallback={
                <ReaderImage
                  name={m.adjudication.overlaid}
                  imageRef={now().ref}
                  instance={now().instance}
                  shapes={shapes(all)}
                  onScroll={desk.scroll}
                />
              }
            >
              <For each={all}>
                {(reader) => (
                  <ReaderImage
                    name={nameOf(reader)}
                    imageRef={now().ref}
                    instance={now().instance}
                    shapes={shapes([reader])}
                    onScroll={desk.scroll}
                  />
                )}
              </For>
            </Show>
          )}
        </Show>
      </div>
      <aside class="side-panel adjudication-panel">
        <div class="adjudication-head">
          <Segmented
            label={m.adjudication.layout}
            value={layout()}
            options={[
              { value: "side", text: m.adjudication.sideBySide },
              { value: "over", text: m.adjudication.together },
            ]}
            onChange={setLayout}
          />
          <Show when={last() > 0}>
            <Slider
              label={m.adjudication.slice}
              value={desk.place()?.slice ?? 0}
              min={0}
              max={last()}
              step={1}
              valueText={m.viewer.sliceOf((desk.place()?.slice ?? 0) + 1, last() + 1)}
              onInput={(slice) => desk.scroll(slice - (desk.place()?.slice ?? 0))}
            />
          </Show>
          <p class="dim small">{m.adjudication.lines}</p>
        </div>
        <div class="review-list">
          <Show when={!desk.failed()} fallback={<p role="alert">{failureText(desk.failed(), m)}</p>}>
            <Show
              when={desk.comparison()}
              fallback={
                <p class="pad-line" role="status">
                  {m.adjudication.comparing}
                </p>
              }
            >
              {(result) => (
                <>
                  <h3>{m.adjudication.groups}</h3>
                  <For each={result().groups} fallback={<p class="pad-line">{m.adjudication.nothing}</p>}>
                    {(group) => (
                      <GroupRow
                        group={group}
                        schema={readings.schema}
                        choice={desk.choiceOf(group.id)}
                        selected={desk.group()?.id === group.id}
                        onChoose={() => desk.select(group.id)}
                      />
                    )}
                  </For>
                  <h3>{m.adjudication.agreement}</h3>
                  <AgreementTable rows={result().agreement} schema={readings.schema} />
                </>
              )}
            </Show>
          </Show>
        </div>
        <div class="dock">
          <fieldset class="choice-buttons">
            <legend class="visually-hidden">{m.adjudication.decide}</legend>
            <For each={choices}>
              {(choice) => (
                <button
                  type="button"
                  class="button"
                  disabled={!desk.canChoose(choice)}
                  onClick={() => desk.choose(choice)}
                >
                  {choiceText(choice, m)}
                  <kbd class="key">{keyOf(choice)}</kbd>
                </button>
              )}
            </For>
          </fieldset>
          <div class="dock-buttons">
            <button type="button" class="button" disabled={desk.undecided() === 0} onClick={desk.chooseRest}>
              {m.adjudication.rest}
            </button>
            <button
              type="button"
              class="button primary"
              disabled={!desk.comparison() || desk.undecided() > 0 || busy()}
              onClick={() => void finish()}
            >
              {m.adjudication.make}
            </button>
          </div>
          <p class="dim small">{m.adjudication.undecided(desk.undecided())}</p>
        </div>
      </aside>
    </div>
  );
}
