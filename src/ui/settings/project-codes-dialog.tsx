import {
  IconChevronLeft,
  IconChevronRight,
  IconDownload,
  IconPlayerPause,
  IconPlayerPlay,
} from "@tabler/icons-solidjs";
import { createEffect, createResource, createSignal, Match, onCleanup, Show, Switch } from "solid-js";
import { mostCodes } from "../../domain/project-codes.ts";
import { packProject } from "../../jobs/project-codes.ts";
import { failureText } from "../app/failure-text.ts";
import { Dialog } from "../kit/dialog.tsx";
import { type QrMemory, QrPicture } from "../kit/qr-picture.tsx";
import { useMessages } from "../messages/messages.ts";

/** How long one code stands: long enough for a camera that looks some times a second. */
const standsMs = 1500;

/** The codes one after the other, by themselves or, where a person wants less motion, by their hand. */
function Slides(props: { readonly codes: readonly string[] }) {
  const m = useMessages();
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const [at, setAt] = createSignal(0);
  const [playing, setPlaying] = createSignal(!calm);
  const memory: QrMemory = new Map();
  const count = () => props.codes.length;
  const step = (by: number) => setAt((before) => (before + by + count()) % count());
  const stepByHand = (by: number) => {
    setPlaying(false);
    step(by);
  };
  createEffect(() => {
    if (!playing() || count() < 2) return;
    const timer = setInterval(() => step(1), standsMs);
    onCleanup(() => clearInterval(timer));
  });
  const where = () => m.projectCodes.codeOf(at() + 1, count());
  return (
    <>
      <QrPicture text={props.codes[at()] ?? ""} label={where()} memory={memory} />
      <Show when={count() > 1}>
        <div class="row-buttons code-steps">
          <button
            type="button"
            class="button icon"
            aria-label={m.projectCodes.previous}
            onClick={() => stepByHand(-1)}
          >
            <IconChevronLeft size={20} stroke-width={1.75} />
          </button>
          {/* Read out when a person steps, not each time that it goes on by itself. */}
          <span aria-live={playing() ? "off" : "polite"}>{where()}</span>
          <button
            type="button"
            class="button icon"
            aria-label={m.projectCodes.next}
            onClick={() => stepByHand(1)}
          >
            <IconChevronRight size={20} stroke-width={1.75} />
          </button>
          <button type="button" class="button" onClick={() => setPlaying((before) => !before)}>
            <Show when={playing()} fallback={<IconPlayerPlay size={20} stroke-width={1.75} />}>
              <IconPlayerPause size={20} stroke-width={1.75} />
            </Show>
            {playing() ? m.projectCodes.pause : m.projectCodes.play}
          </button>
        </div>
      </Show>
      <p>{m.projectCodes.showNote(count())}</p>
    </>
  );
}

export interface ProjectCodesDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** The text of the project's file. */
  readonly text: () => Promise<string>;
  /** The way for projects that are too large. */
  readonly onSave: () => void;
}

/** The project's file as QR codes, for the camera of another device. */
export function ProjectCodesDialog(props: ProjectCodesDialogProps) {
  const m = useMessages();
  const [made] = createResource(
    () => props.open,
    async () => ({ codes: await packProject(await props.text()) }),
  );
  const codes = () => (made.state === "ready" ? made().codes : undefined);
  return (
    <Dialog open={props.open} title={m.projectCodes.showTitle} onClose={props.onClose}>
      <div class="stack">
        <Switch fallback={<p role="status">{m.projectCodes.making}</p>}>
          <Match when={made.error}>
            {(reason) => (
              <p class="danger" role="alert">
                {failureText(reason(), m)}
              </p>
            )}
          </Match>
          <Match when={codes()}>{(list) => <Slides codes={list()} />}</Match>
          <Match when={codes() === null}>
            <p>{m.projectCodes.tooLarge(mostCodes)}</p>
            <button type="button" class="button primary" onClick={() => props.onSave()}>
              <IconDownload size={20} stroke-width={1.75} />
              {m.projectFile.save}
            </button>
          </Match>
        </Switch>
      </div>
    </Dialog>
  );
}
