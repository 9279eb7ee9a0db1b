import type { AnnotationTarget } from "../domain/annotation.ts";
import { keyImageField, keyImagesOf, keyImageTarget } from "../domain/key-image.ts";
import { makeClassify } from "./classify.ts";
import type { EditorCore } from "./core.ts";
import { derived } from "./derived.ts";
import type { SessionRecords } from "./session-types.ts";

/** Marks of key images: answers of their own, each one undo step. */
export function makeKeyImages(
  core: EditorCore,
): Pick<SessionRecords, "keyImages" | "toggleKeyImage" | "keyImageAfter"> {
  const { store } = core;
  const placeOf = core.options.placeOf ?? (() => 0);
  const keyImages = derived(
    () => [store.classifications()],
    () => keyImagesOf(store.classifications()).toSorted((a, b) => placeOf(a) - placeOf(b)),
  );
  const here = (): AnnotationTarget | null => {
    const target = core.target();
    if (!target) return null;
    const { studyUid: study, seriesUid: series, sopUid: sop, frameIndex } = target;
    return { study, series, sop, frame: frameIndex + 1 };
  };
  const isSame = (a: AnnotationTarget, b: AnnotationTarget) => a.sop === b.sop && a.frame === b.frame;
  return {
    keyImages,
    toggleKeyImage() {
      const now = here();
      if (!now) return;
      const marked = keyImages().some((image) => isSame(image, now));
      const act = marked ? "unmark-key-image" : "mark-key-image";
      makeClassify(core, act)(
        keyImageField.scope,
        keyImageTarget(now),
        keyImageField.id,
        marked ? undefined : true,
      );
    },
    keyImageAfter() {
      const now = here();
      const images = keyImages();
      const place = now ? placeOf(now) : 0;
      const at = now ? images.findIndex((image) => isSame(image, now)) : -1;
      const next = at >= 0 ? images[at + 1] : images.find((image) => placeOf(image) > place);
      return next ?? images[0] ?? null;
    },
  };
}
