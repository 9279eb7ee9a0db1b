import { createResource, For } from "solid-js";
import type { HeldImage } from "../../domain/calls/import-calls.ts";
import { useServices } from "../app/services.ts";
import { Picture } from "../kit/picture.tsx";
import { useMessages } from "../messages/messages.ts";

export interface PlaceListProps {
  readonly images: readonly HeldImage[];
  readonly current: HeldImage | null;
  readonly onChoose: (image: HeldImage) => void;
}

/** The contact sheet of what is held; the middle frame stands for an image. */
export function PlaceList(props: PlaceListProps) {
  const m = useMessages();
  return (
    <ul class="places" aria-label={m.pixels.places}>
      <For each={props.images}>
        {(image) => (
          <li>
            <button
              type="button"
              class="place"
              aria-current={props.current?.sopUid === image.sopUid ? "true" : undefined}
              onClick={() => props.onChoose(image)}
            >
              <PlacePicture image={image} />
              <span class="place-text">
                <strong class="clip">{m.pixels.image(image.modality, image.pseudonym)}</strong>
                <span class="dim small">{m.pixels.size(image.columns, image.rows, image.frames)}</span>
              </span>
            </button>
          </li>
        )}
      </For>
    </ul>
  );
}

function PlacePicture(props: { readonly image: HeldImage }) {
  const { importer } = useServices();
  const [frame] = createResource(
    () => props.image,
    ({ sopUid, frames }) =>
      importer.call("heldFrame", { sopUid, frameIndex: Math.floor(frames / 2) }).catch(() => null),
  );
  return (
    <span class="place-picture">
      <Picture data={frame.latest} />
    </span>
  );
}
