import { IconChevronLeft, IconShieldCheck } from "@tabler/icons-solidjs";
import { createEffect, createMemo, createSignal, Match, Switch } from "solid-js";
import { useApp } from "../app/app-state.ts";
import { failureText } from "../app/failure-text.ts";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";
import { createReview } from "./create-review.ts";
import { FrameView } from "./frame-view.tsx";
import { PlaceList } from "./place-list.tsx";
import { ReviewPanel } from "./review-panel.tsx";

/** Where a person looks at pixels that may name the patient, before anything else may see them. */
export function PixelsScreen() {
  const app = useApp();
  const m = useMessages();
  const { importer } = useServices();
  const [chosen, setChosen] = createSignal<string | null>(null);
  const [allFrames, setAllFrames] = createSignal(true);
  void app.held.refresh();
  const images = () => app.held.images() ?? [];
  const image = createMemo(
    () => images().find((held) => held.sopUid === chosen()) ?? images()[0] ?? null,
    null,
    { equals: (a, b) => a?.sopUid === b?.sopUid },
  );
  const review = createReview(importer, image);
  createEffect(() => {
    if (review.frameError()) app.toasts.show(m.pixels.frameFailed(review.frameIndex() + 1));
  });
  return (
    <>
      <header class="topbar">
        <button
          type="button"
          class="button icon"
          aria-label={m.app.back}
          onClick={() => app.router.go({ name: "worklist" })}
        >
          <IconChevronLeft size={22} stroke-width={1.75} />
        </button>
        <div class="title">
          <h1>{m.pixels.title}</h1>
          <small>{m.pixels.subtitle}</small>
        </div>
      </header>
      <Switch>
        <Match when={app.held.error() && !app.held.images()}>
          <p class="page" role="alert">
            {failureText(app.held.error())}
          </p>
        </Match>
        <Match when={app.held.images() === undefined}>
          <p class="page dim" role="status">
            {m.pixels.reading}
          </p>
        </Match>
        <Match when={images().length === 0}>
          <div class="empty">
            <IconShieldCheck size={44} stroke-width={1.25} />
            <h2>{m.pixels.empty}</h2>
            <p>{m.pixels.emptyNote}</p>
            <a class="button primary" href="#/worklist">
              {m.import.toWorklist}
            </a>
          </div>
        </Match>
        <Match when={image()}>
          {(current) => (
            <div class="pixels">
              <div class="pixels-list">
                <h2>{m.pixels.heading(images().length)}</h2>
                <p class="dim small">{m.pixels.note}</p>
                <PlaceList
                  images={images()}
                  current={current()}
                  onChoose={(next) => setChosen(next.sopUid)}
                />
              </div>
              <FrameView
                frame={review.frame()}
                frameIndex={review.frameIndex()}
                boxes={review.boxes()}
                allFrames={allFrames()}
                onBox={review.add}
              />
              <ReviewPanel
                image={current()}
                images={images()}
                review={review}
                allFrames={allFrames()}
                onAllFrames={setAllFrames}
              />
            </div>
          )}
        </Match>
      </Switch>
    </>
  );
}
