import { createResource, createSignal, onCleanup, Show } from "solid-js";
import type { FacePreview, ReviewFrame } from "../../domain/calls/import-calls.ts";
import { failureText } from "../app/failure-text.ts";
import { useServices } from "../app/services.ts";
import { Picture } from "../kit/picture.tsx";
import { Segmented } from "../kit/segmented.tsx";
import { useMessages } from "../messages/messages.ts";
import type { Review } from "./create-review.ts";

/** What can be computed of the face that a study shows, as it is and covered, and the decision on it. */
export function FaceView(props: { readonly review: Review }) {
  const m = useMessages();
  const { importer } = useServices();
  const [done, setDone] = createSignal(0);
  /** Of the series at hand, where that shows a head. */
  const series = () => {
    const heads = props.review.heads();
    const at = heads.find(({ sopUid }) => sopUid === props.review.clip()?.sopUid) ?? heads[0];
    return heads.filter(({ seriesUid }) => seriesUid === at?.seriesUid);
  };
  const total = () => series().reduce((sum, { frames }) => sum + frames, 0);
  let control = new AbortController();
  const [preview] = createResource(
    () => series()[0]?.seriesUid,
    (): Promise<FacePreview> => {
      control.abort();
      control = new AbortController();
      setDone(0);
      const sopUids = series().map(({ sopUid }) => sopUid);
      const { signal } = control;
      const onProgress = (progress: { readonly done: number }) => setDone(progress.done);
      return importer.call("heldFace", { sopUids }, { signal, onProgress });
    },
  );
  onCleanup(() => control.abort());
  const choice = () => (
    <div class="face-choice">
      <Segmented
        label={m.face.mode}
        value={props.review.faces() ?? ""}
        options={[
          { value: "cover", text: m.face.cover },
          { value: "leave", text: m.face.leave },
        ]}
        onChange={(value) => props.review.setFaces(value === "leave" ? "leave" : "cover")}
      />
      <p class="dim small">{m.face.choiceNote}</p>
    </div>
  );
  return (
    <div class="face-view">
      <Show
        when={!preview.error}
        fallback={
          <>
            <p role="alert">{failureText(preview.error, m)}</p>
            {choice()}
          </>
        }
      >
        <Show
          when={preview()}
          fallback={
            <p class="dim" role="status">
              {m.face.computing(done(), total())}
            </p>
          }
        >
          {(made) => (
            <div class="face-pictures">
              <Face picture={made().before} text={m.face.before} missing={m.face.noVolume} />
              <Face picture={made().after} text={m.face.after} missing={m.face.noVolume} />
              <Face
                picture={made().slice}
                text={m.face.slice(made().coveredShare)}
                missing={m.face.noVolume}
              />
              {choice()}
            </div>
          )}
        </Show>
      </Show>
    </div>
  );
}

/** A picture with its words below. */
function Face(props: {
  readonly picture: ReviewFrame | null;
  readonly text: string;
  readonly missing: string;
}) {
  return (
    <figure>
      <Show when={props.picture} fallback={<p class="dim small face-missing">{props.missing}</p>}>
        {(picture) => <Picture class="face-picture" data={picture()} />}
      </Show>
      <figcaption class="small">{props.text}</figcaption>
    </figure>
  );
}
