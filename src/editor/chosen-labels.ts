import type { Annotation } from "../domain/annotation.ts";
import type { EditorCore } from "./core.ts";
import type { ImageTarget } from "./image-target.ts";
import { isOn } from "./new-label.ts";

/** The selected labels of the frame on the screen, `least` of them and none locked; null, with a notice, else. */
export function chosenLabels(
  core: EditorCore,
  least: number,
): { readonly labels: readonly Annotation[]; readonly target: ImageTarget } | null {
  const target = core.target();
  const labels = core.selection().flatMap((uid) => core.store.annotation(uid) ?? []);
  const here = target ? labels.filter((label) => isOn(label, target)) : [];
  if (!target || here.length < least) {
    core.say(least > 1 ? "choose-two" : "choose-one");
    return null;
  }
  if (here.some(({ locked }) => locked)) {
    core.say("label-locked");
    return null;
  }
  return { labels: here, target };
}
