import { IconEye, IconPencil, IconShieldCheck } from "@tabler/icons-solidjs";
import { createEffect, createMemo, createResource, createSignal, Match, Show, Switch } from "solid-js";
import { useServices } from "../app/services.ts";
import { Picture } from "../kit/picture.tsx";
import { useMessages } from "../messages/messages.ts";
import type { Review } from "./create-review.ts";
import { type Area, cropArea, placeStyle } from "./crop-area.ts";
import { usePlaceWords } from "./place-words.ts";
import type { ReviewPlace } from "./review-state.ts";

export interface PlaceCardProps {
  readonly card: ReviewPlace;
  readonly review: Review;
}

/** A place of the contact sheet: its crop, what it is, where it is, and the two decisions. */
export function PlaceCard(props: PlaceCardProps) {
  const m = useMessages();
  const words = usePlaceWords();
  const selected = () => props.review.selected()?.id === props.card.id;
  let element: HTMLLIElement | undefined;
  createEffect(() => {
    if (selected()) element?.scrollIntoView({ block: "nearest" });
  });
  const decide = (decision: "keep" | "blank" | null) => props.review.decide(props.card, decision);
  return (
    <li
      ref={element}
      class="place-card"
      classList={{ selected: selected() }}
      aria-current={selected() ? "true" : undefined}
      aria-label={words.name(props.card)}
      onPointerDown={() => props.review.select(props.card)}
    >
      <PlaceCrop card={props.card} selected={selected()} />
      <div class="place-text">
        <strong class="clip">{words.title(props.card)}</strong>
        <span class="dim small clip">{words.scope(props.card, props.review.images())}</span>
      </div>
      <Switch>
        <Match when={props.card.decision === null}>
          <div class="place-choice">
            <button type="button" class="button" onClick={() => decide("keep")}>
              {m.pixels.keep}
            </button>
            <Show
              when={props.card.kind === "found"}
              fallback={
                <button
                  type="button"
                  class="button"
                  onClick={() => {
                    props.review.select(props.card);
                    props.review.setMode("frames");
                  }}
                >
                  <IconPencil size={18} stroke-width={1.75} />
                  {m.pixels.drawBox}
                </button>
              }
            >
              <button type="button" class="button" onClick={() => decide("blank")}>
                {m.pixels.blank}
              </button>
            </Show>
          </div>
        </Match>
        <Match when={props.card.decision !== null}>
          <div class="place-state">
            <Show when={props.card.decision === "blank"} fallback={<IconEye size={18} stroke-width={1.75} />}>
              <IconShieldCheck size={18} stroke-width={1.75} />
            </Show>
            <span class="grow">
              {props.card.covered
                ? m.pixels.covered
                : props.card.decision === "blank"
                  ? m.pixels.blanked
                  : m.pixels.kept}
            </span>
            <Show when={!props.card.covered}>
              <button type="button" class="button plain" onClick={() => decide(null)}>
                {props.card.kind === "drawn" ? m.pixels.remove : m.pixels.change}
              </button>
            </Show>
          </div>
        </Match>
      </Switch>
    </li>
  );
}

/** The crop with its box; a blanked place is black until it is held. The pixels live in this canvas only. */
function PlaceCrop(props: { readonly card: ReviewPlace; readonly selected: boolean }) {
  const { importer } = useServices();
  const words = usePlaceWords();
  const [peek, setPeek] = createSignal(false);
  const member = () => props.card.members[0];
  const request = createMemo(
    () => {
      const first = member();
      if (!first) return null;
      const { image, box } = first;
      const area: Area =
        props.card.kind === "whole"
          ? { x: 0, y: 0, width: image.columns, height: image.rows }
          : cropArea(box, image.columns, image.rows);
      const frameIndex = box.frames === "all" ? Math.floor(image.frames / 2) : (box.frames[0] ?? 0);
      return { sopUid: image.sopUid, frameIndex, area, mostColumns: 900 };
    },
    null,
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  const [crop] = createResource(request, (wanted) => importer.call("heldCrop", wanted).catch(() => null));
  const hidden = () => props.card.decision === "blank" && !peek();
  return (
    <div
      class="place-crop"
      role="img"
      aria-label={words.title(props.card)}
      onPointerDown={() => setPeek(true)}
      onPointerUp={() => setPeek(false)}
      onPointerLeave={() => setPeek(false)}
      onPointerCancel={() => setPeek(false)}
      onContextMenu={(event) => event.preventDefault()}
    >
      <Show when={request()}>
        {(wanted) => (
          <div
            class="place-canvas"
            style={{ "--columns": wanted().area.width, "--rows": wanted().area.height }}
          >
            <Picture data={crop.latest} class="frame-picture" />
            <Show when={props.card.kind !== "whole" && member()}>
              {(first) => (
                <span
                  class="place-box"
                  classList={{
                    open: props.card.decision === null,
                    hidden: hidden(),
                    kept: props.card.decision === "keep",
                  }}
                  style={placeStyle(first().box, wanted().area)}
                />
              )}
            </Show>
          </div>
        )}
      </Show>
    </div>
  );
}
