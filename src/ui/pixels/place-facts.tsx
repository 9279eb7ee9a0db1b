import { Show } from "solid-js";
import { useMessages } from "../messages/messages.ts";
import type { Review } from "./create-review.ts";
import { usePlaceWords } from "./place-words.ts";
import { type ReviewPlace, wordsIn } from "./review-state.ts";

/** What is known of the selected place, and why its image is held. */
export function PlaceFacts(props: { readonly review: Review }) {
  const m = useMessages();
  const words = usePlaceWords();
  const total = () => props.review.images().reduce((sum, image) => sum + image.frames, 0);
  const clip = () => props.review.clip();
  /** Codes as words; a code without words shows itself. */
  const signs = () =>
    m.format.list([
      ...new Set((clip()?.signs ?? []).map((sign) => m.pixels.signs[sign.split(":")[0] ?? ""] ?? sign)),
    ]);
  return (
    <>
      <Show when={props.review.selected()}>
        <h3>{m.pixels.selected}</h3>
      </Show>
      <dl class="facts">
        <Show when={props.review.selected()}>
          {(card) => (
            <>
              <dt>{m.pixels.foundBy}</dt>
              <dd>
                {card().kind === "found"
                  ? m.pixels.findings[card().place?.finding ?? "text"]
                  : words.title(card())}
              </dd>
              <Show when={card().read === null}>
                <dt>{m.pixels.readsAs}</dt>
                <dd>{m.pixels.unreadable}</dd>
              </Show>
              <Show when={wordsIn(card())}>
                {(read) => (
                  <>
                    <dt>{m.pixels.readsAs}</dt>
                    <dd>{m.pixels.readings[read().reading]}</dd>
                    <Show when={read().matchesHeader !== undefined}>
                      <dt>{m.pixels.matchesHeader}</dt>
                      <dd>{read().matchesHeader ? m.settings.yes : m.settings.no}</dd>
                    </Show>
                  </>
                )}
              </Show>
              <dt>{m.pixels.sameIn}</dt>
              <dd>{m.pixels.ofFrames(words.frames(card()), total())}</dd>
            </>
          )}
        </Show>
        <dt>{m.pixels.risk}</dt>
        <dd>{m.pixels.risks[clip()?.risk ?? ""] ?? clip()?.risk}</dd>
        <dt>{m.pixels.why}</dt>
        <dd>{signs()}</dd>
      </dl>
      <Show when={props.review.mode() === "frames" && props.review.selected()}>
        {(card) => <Decision card={card()} review={props.review} />}
      </Show>
    </>
  );
}

/** The decision on the selected place, for thumbs, where the sheet with its buttons is not in sight. */
function Decision(props: { readonly card: ReviewPlace; readonly review: Review }) {
  const m = useMessages();
  const decide = (decision: "keep" | "blank") => props.review.decide(props.card, decision);
  return (
    <div class="place-choice bare">
      <button
        type="button"
        class="button"
        aria-pressed={props.card.decision === "keep"}
        disabled={props.card.kind === "drawn" || props.card.covered}
        onClick={() => decide("keep")}
      >
        {m.pixels.keep}
      </button>
      <button
        type="button"
        class="button"
        aria-pressed={props.card.decision === "blank"}
        disabled={props.card.kind !== "found" || props.card.covered}
        onClick={() => decide("blank")}
      >
        {m.pixels.blank}
      </button>
    </div>
  );
}
