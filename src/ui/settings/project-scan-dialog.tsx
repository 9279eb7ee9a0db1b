import { createEffect, createSignal, For, Show } from "solid-js";
import { addCode, type CodeFault, type CodeSet, missingCodes } from "../../domain/project-codes.ts";
import { readsCodes } from "../../jobs/code-reader.ts";
import { type UnpackFault, unpackProject } from "../../jobs/project-codes.ts";
import { CodeCamera } from "../kit/code-camera.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { useMessages } from "../messages/messages.ts";

/** Which codes were read, and which are missing: in words and at a glance. */
function Gathered(props: { readonly set: CodeSet }) {
  const m = useMessages();
  const missing = () => missingCodes(props.set);
  const numbers = () => Array.from({ length: props.set.count }, (_, at) => at + 1);
  return (
    <>
      <ol class="code-numbers" aria-hidden="true">
        <For each={numbers()}>
          {(number) => <li classList={{ read: props.set.parts.has(number) }}>{m.format.number(number)}</li>}
        </For>
      </ol>
      <p role="status">
        {m.projectCodes.read(props.set.parts.size, props.set.count)}{" "}
        {missing().length > 0 &&
          m.projectCodes.missing(m.format.list(missing().map((number) => m.format.number(number))))}
      </p>
    </>
  );
}

export interface ProjectScanDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** All codes were read: the text of the project's file, as it was before. */
  readonly onText: (text: string) => void;
}

/** Gathers the QR codes that another device shows, in any order, until they are a project's file. */
export function ProjectScanDialog(props: ProjectScanDialogProps) {
  const m = useMessages();
  const [set, setSet] = createSignal<CodeSet | null>(null);
  const [fault, setFault] = createSignal<CodeFault | UnpackFault | null>(null);
  const [ended, setEnded] = createSignal(false);
  const begin = () => {
    setSet(null);
    setFault(null);
    setEnded(false);
  };
  createEffect(() => {
    if (props.open) begin();
  });
  const take = (text: string): boolean => {
    const next = addCode(set(), text);
    setSet(next.set);
    setFault(next.fault);
    return next.set !== null && missingCodes(next.set).length === 0;
  };
  const finish = async () => {
    const whole = set();
    if (!whole) return;
    const found = await unpackProject(whole);
    // A dialog that was closed meanwhile takes nothing.
    if (!props.open) return;
    if ("text" in found) props.onText(found.text);
    else {
      setFault(found.fault);
      setEnded(true);
    }
  };
  return (
    <Dialog open={props.open} title={m.projectCodes.scanTitle} onClose={props.onClose}>
      <div class="stack">
        <Show when={readsCodes()} fallback={<p>{m.projectCodes.noReader}</p>}>
          <Show when={!ended()}>
            <CodeCamera
              hint={m.projectCodes.looking}
              noCamera={m.projectCodes.noCamera}
              wanted={take}
              onRead={() => void finish()}
              onStop={props.onClose}
            />
          </Show>
          <Show when={set()}>{(gathered) => <Gathered set={gathered()} />}</Show>
          <Show when={fault()}>
            {(why) => (
              <p class="danger" role="alert">
                {m.projectCodes.faults[why()]}
              </p>
            )}
          </Show>
          <Show when={set()}>
            <button type="button" class="button" onClick={begin}>
              {m.projectCodes.again}
            </button>
          </Show>
        </Show>
      </div>
    </Dialog>
  );
}
