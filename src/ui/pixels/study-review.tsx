import { IconArrowBackUp, IconChevronRight, IconKeyboard, IconTextRecognition } from "@tabler/icons-solidjs";
import { createEffect, createSignal, createUniqueId, For, Match, Show, Switch } from "solid-js";
import type { HeldImage } from "../../domain/calls/import-calls.ts";
import { useApp } from "../app/app-state.ts";
import { failureText } from "../app/failure-text.ts";
import { useServices } from "../app/services.ts";
import { Segmented } from "../kit/segmented.tsx";
import { useMessages } from "../messages/messages.ts";
import { createPlayback } from "./create-playback.ts";
import { createReview } from "./create-review.ts";
import { FaceView } from "./face-view.tsx";
import { FrameView } from "./frame-view.tsx";
import { PlaceCard } from "./place-card.tsx";
import { RefuseDialog } from "./refuse-dialog.tsx";
import { releaseStudy } from "./release-study.ts";
import { ReviewBar } from "./review-bar.tsx";
import { createReviewKeys } from "./review-keys.ts";
import { ReviewKeysDialog } from "./review-keys-dialog.tsx";
import { ReviewPanel } from "./review-panel.tsx";

export interface StudyReviewProps {
  /** Held images of the study under review. */
  readonly images: readonly HeldImage[];
  readonly studies: readonly string[];
  readonly studyUid: string;
  readonly onStudy: (studyUid: string) => void;
}

/** One study: the contact sheet or a frame, the panel, the keys. */
export function StudyReview(props: StudyReviewProps) {
  const app = useApp();
  const m = useMessages();
  const { importer } = useServices();
  const prefix = createUniqueId();
  let drawn = 0;
  const review = createReview(
    importer,
    () => props.images,
    () => `${prefix}-${++drawn}`,
  );
  const playback = createPlayback(review);
  const [busy, setBusy] = createSignal<string | null>(null);
  const [cancel, setCancel] = createSignal<(() => void) | null>(null);
  const [dialog, setDialog] = createSignal<"refuse" | "keys" | null>(null);
  let sheet: HTMLUListElement | undefined;
  createEffect(() => {
    if (review.frameError()) app.toasts.show(m.pixels.frameFailed(review.frameIndex() + 1));
  });
  const at = () => props.studies.indexOf(props.studyUid);
  const nextStudy = () => {
    const next = props.studies[(at() + 1) % props.studies.length];
    if (next) props.onStudy(next);
  };
  const release = async () => {
    if (busy() !== null || !review.whole()) return;
    playback.stop();
    const control = new AbortController();
    setCancel(() => () => control.abort());
    setBusy(m.pixels.releasing(1, props.images.length, null));
    const { released, places, recoded, failure } = await releaseStudy(
      importer,
      props.images,
      review,
      (done, total, percent) => setBusy(m.pixels.releasing(done, total, percent)),
      control.signal,
    );
    await app.held.refresh();
    setBusy(null);
    setCancel(null);
    if (released > 0) app.toasts.show(m.pixels.released(released));
    if (recoded.before > 0)
      app.toasts.show(m.pixels.recoded(recoded.syntaxes, recoded.before, recoded.after));
    if (places > 0) {
      review.setMode("places");
      app.toasts.show(m.pixels.foundAgain(places));
    }
    if (failure) app.toasts.show(m.pixels.releaseFailed(failureText(failure, m)));
  };
  const readWords = async () => {
    try {
      await review.readWords();
    } catch (reason) {
      app.toasts.show(failureText(reason, m));
    }
  };
  createReviewKeys({
    review,
    playback,
    columns: () => (sheet ? getComputedStyle(sheet).gridTemplateColumns.split(" ").length : 1),
    release: () => void release(),
    nextStudy,
    readWords: () => void readWords(),
    showKeys: () => setDialog("keys"),
  });
  const first = () => props.images[0];
  const found = () => review.cards().filter((card) => card.kind === "found").length;
  const onlyFaces = () => props.images.every((image) => image.face === "only");
  const heading = () =>
    onlyFaces() ? m.face.heading(props.images.length) : m.pixels.heading(found(), props.images.length);
  const hints = () => ({ places: m.pixels.note, frames: m.pixels.drawHint, face: m.face.note });
  const modes = () => [
    ...(onlyFaces() ? [] : [{ value: "places" as const, text: m.pixels.places }]),
    { value: "frames" as const, text: m.pixels.wholeFrames },
    ...(review.heads().length > 0 ? [{ value: "face" as const, text: m.face.mode }] : []),
  ];
  return (
    <>
      <ReviewBar study={m.pixels.image(first()?.modality ?? "", first()?.pseudonym ?? "")}>
        <span class="dim small progress-words" role="status">
          <Show when={review.cards().length > 0}>
            {m.pixels.progress(review.decided(), review.cards().length)}
          </Show>
        </span>
        <Show when={props.studies.length > 1}>
          <button type="button" class="button plain" aria-label={m.pixels.nextStudy} onClick={nextStudy}>
            {m.pixels.study(at() + 1, props.studies.length)}
            <IconChevronRight size={20} stroke-width={1.75} />
          </button>
        </Show>
        <button
          type="button"
          class="button icon"
          aria-label={m.pixels.undo}
          disabled={!review.canUndo()}
          onClick={() => review.undo()}
        >
          <IconArrowBackUp size={22} stroke-width={1.75} />
        </button>
        <button type="button" class="button icon" aria-label={m.keys.title} onClick={() => setDialog("keys")}>
          <IconKeyboard size={22} stroke-width={1.75} />
        </button>
      </ReviewBar>
      <div class="pixels">
        <div class="pixels-main">
          <div class="pixels-head">
            <div class="grow">
              <h2>{heading()}</h2>
              <p class="dim small">{hints()[review.mode()]}</p>
            </div>
            <Show when={review.mode() === "places" && found() > 0}>
              <button
                type="button"
                class="button"
                title={m.pixels.readWordsNote}
                disabled={review.reading() !== null}
                onClick={() => void readWords()}
              >
                <IconTextRecognition size={18} stroke-width={1.75} />
                <Show when={review.reading()} fallback={m.pixels.readWords}>
                  {(now) => m.pixels.readingWords(now().done, now().total)}
                </Show>
              </button>
            </Show>
            <Segmented
              label={m.pixels.show}
              value={review.mode()}
              options={modes()}
              onChange={review.setMode}
            />
          </div>
          <Switch fallback={<FrameView review={review} />}>
            <Match when={review.mode() === "face"}>
              <FaceView review={review} />
            </Match>
            <Match when={review.mode() === "places"}>
              <ul ref={sheet} class="sheet" aria-label={m.pixels.places}>
                <For each={review.cards().map((card) => card.id)}>
                  {(id) => (
                    <Show when={review.cards().find((card) => card.id === id)}>
                      {(card) => <PlaceCard card={card()} review={review} />}
                    </Show>
                  )}
                </For>
              </ul>
            </Match>
          </Switch>
        </div>
        <ReviewPanel
          review={review}
          playback={playback}
          busy={busy()}
          onCancel={cancel()}
          onRelease={() => void release()}
          onRefuse={() => setDialog("refuse")}
        />
      </div>
      <RefuseDialog open={dialog() === "refuse"} images={props.images} onClose={() => setDialog(null)} />
      <ReviewKeysDialog open={dialog() === "keys"} onClose={() => setDialog(null)} />
    </>
  );
}
