import { IconX } from "@tabler/icons-solidjs";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { ActionId } from "../../editor/actions/action-table.ts";
import type { CleanSettings, CombineOperation } from "../../editor/clean-types.ts";
import { Check } from "../kit/check.tsx";
import { useMessages } from "../messages/messages.ts";
import { ThingField } from "./thing-field.tsx";
import { useViewer } from "./viewer-model.ts";

/** A number that an operation needs, and the operation. */
function WithNumber(props: {
  readonly label: string;
  readonly value: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
  readonly children: JSX.Element;
}) {
  return (
    <div class="clean-row">
      <label class="field">
        <span>{props.label}</span>
        <input
          class="input number"
          type="number"
          min={props.step}
          step={props.step}
          aria-label={props.label}
          value={props.value}
          onChange={(event) => {
            const value = event.currentTarget.valueAsNumber;
            if (value > 0) props.onChange(value);
          }}
        />
      </label>
      {props.children}
    </div>
  );
}

/** Operations on the selected label, in place of the tool settings: each is one step that Undo takes back. */
export function CleanPanel() {
  const m = useMessages();
  const viewer = useViewer();
  const { records, tools, cleanUp } = viewer.session;
  const [other, setOther] = createSignal("");
  const settings = () => tools.options().clean;
  const set = (change: Partial<CleanSettings>) => tools.setOptions({ clean: { ...settings(), ...change } });
  const here = () => records.annotationsHere();
  const chosen = () => {
    const [uid] = records.selection();
    return uid === undefined ? null : (here().find(({ instanceUid }) => instanceUid === uid) ?? null);
  };
  const isMask = () => chosen()?.geometry.type === "mask";
  // By uid, so that the options stay while records change: a select forgets its choice with them.
  const others = () =>
    here()
      .map(({ instanceUid }) => instanceUid)
      .filter((uid) => uid !== chosen()?.instanceUid);
  const otherUid = () => (others().includes(other()) ? other() : others()[0]);
  const inPx = () => {
    const facts = viewer.stage.shown()?.facts;
    return !facts?.spacingMm || facts.spacingKind === "unknown";
  };
  const combine = (operation: CombineOperation) => {
    const uid = otherUid();
    if (uid !== undefined) cleanUp.combine(operation, uid);
  };
  const merge = () => {
    const [uid, with_] = [chosen()?.instanceUid, otherUid()];
    if (uid === undefined || with_ === undefined) return;
    records.select([uid, with_]);
    cleanUp.merge();
  };
  const Run = (props: { readonly id: ActionId; readonly text?: string; readonly disabled?: boolean }) => (
    <button
      type="button"
      class="button clean-button"
      disabled={props.disabled || !viewer.can(props.id)}
      onClick={() => viewer.run(props.id)}
    >
      {props.text ?? m.actions[props.id]}
    </button>
  );
  return (
    <section class="tool-settings clean-panel" aria-label={m.clean.title}>
      <div class="panel-title">
        <h2 class="clip">
          {m.clean.title}
          <Show when={chosen()}>{(label) => ` · ${viewer.lookup().nameOf(label().instanceUid)}`}</Show>
        </h2>
        <button
          type="button"
          class="button icon"
          aria-label={m.clean.close}
          onClick={() => viewer.context.app.toggleCleanUp()}
        >
          <IconX size={20} stroke-width={1.75} />
        </button>
      </div>
      <Show
        when={chosen()}
        fallback={
          <p class="dim small hint-text">
            {records.selection().length > 0 ? m.clean.elsewhere : m.clean.nothing}
          </p>
        }
      >
        <Show
          when={isMask()}
          fallback={
            <div class="clean-buttons">
              <Run id="shape-to-mask" text={m.clean.toMask} />
              <Show when={viewer.can("fix-selection")}>
                <Run id="fix-selection" />
              </Show>
              <Run id="copy-to-next-slice" text={m.clean.copyNext} />
            </div>
          }
        >
          <div class="clean-buttons">
            <Run id="fill-holes" />
            <Run id="keep-largest" text={m.clean.largest} />
          </div>
          <WithNumber
            label={m.clean.islandPx}
            value={settings().islandPx}
            step={1}
            onChange={(islandPx) => set({ islandPx })}
          >
            <Run id="remove-islands" />
          </WithNumber>
          <WithNumber
            label={m.clean.smoothMm(inPx())}
            value={settings().smoothMm}
            step={0.5}
            onChange={(smoothMm) => set({ smoothMm })}
          >
            <Run id="smooth-label" />
          </WithNumber>
          <WithNumber
            label={m.clean.marginMm(inPx())}
            value={settings().marginMm}
            step={0.5}
            onChange={(marginMm) => set({ marginMm })}
          >
            <div class="clean-buttons">
              <Run id="shrink-label" />
              <Run id="grow-label" />
            </div>
          </WithNumber>
          <Check
            label={m.clean.allSlices}
            checked={settings().allSlices}
            onChange={(allSlices) => set({ allSlices })}
          />
          <ThingField label={chosen()} />
          <Show when={others().length > 0}>
            <div class="clean-row">
              <label class="field">
                <span>{m.clean.other}</span>
                <select
                  class="input"
                  aria-label={m.clean.other}
                  onChange={(event) => setOther(event.currentTarget.value)}
                >
                  <For each={others()}>
                    {(uid) => (
                      <option value={uid} selected={uid === otherUid()}>
                        {viewer.lookup().nameOf(uid)}
                      </option>
                    )}
                  </For>
                </select>
              </label>
              <button type="button" class="button clean-button" onClick={merge}>
                {m.clean.merge}
              </button>
            </div>
            <div class="clean-buttons three">
              <For
                each={
                  [
                    ["unite-labels", m.clean.unite],
                    ["subtract-labels", m.clean.subtract],
                    ["intersect-labels", m.clean.intersect],
                  ] as const
                }
              >
                {([operation, text]) => (
                  <button type="button" class="button clean-button" onClick={() => combine(operation)}>
                    {text}
                  </button>
                )}
              </For>
            </div>
          </Show>
          <div class="clean-buttons">
            <Run id="split-label" text={m.clean.split} />
            <Run id="mask-to-shape" text={m.clean.toShape} />
            <Run id="copy-to-next-slice" text={m.clean.copyNext} />
            <Run id="fill-between" text={m.clean.between} />
          </div>
        </Show>
      </Show>
    </section>
  );
}
