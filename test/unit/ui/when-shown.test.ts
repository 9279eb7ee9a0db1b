import { createRoot, createSignal } from "solid-js";
import { expect, test } from "vitest";
import type { SeriesStack } from "../../../src/domain/series-stack.ts";
import type { ShownFrame } from "../../../src/ui/viewer/stage.ts";
import { createWhenShown } from "../../../src/ui/viewer/when-shown.ts";

const stack = (seriesUid: string) => ({ seriesUid }) as SeriesStack;
const [first, second, third] = [stack("1"), stack("2"), stack("3")];
const frameOf = (series: SeriesStack) => ({ series }) as unknown as ShownFrame;

/** A stage of signals; what is set is seen at once, since the root is closed already. */
function makeStage(start: SeriesStack | null) {
  return createRoot((dispose) => {
    const [series, setSeries] = createSignal<SeriesStack | null>(first);
    const [shown, setShown] = createSignal<ShownFrame | null>(start && frameOf(start));
    const stage = { series, shown };
    return { setSeries, shown, setShown, whenShown: createWhenShown(stage), dispose };
  });
}

test("keys that are pressed before the first image is there act on it when it comes, in order and once", () => {
  const stage = makeStage(null);
  const { whenShown } = stage;
  const did: string[] = [];
  whenShown(() => did.push("preset"));
  whenShown(() => did.push("invert"));
  expect(did).toEqual([]);
  stage.setShown(frameOf(first));
  expect(did).toEqual(["preset", "invert"]);
  stage.setShown(frameOf(first));
  whenShown(() => did.push("now"));
  expect(did).toEqual(["preset", "invert", "now"]);
  stage.dispose();
});

test("a key after a change of series does nothing to the image that still stands there", () => {
  const stage = makeStage(first);
  const { whenShown } = stage;
  const did: string[] = [];
  stage.setSeries(second);
  whenShown(() => did.push(`preset on ${stage.shown()?.series.seriesUid}`));
  // Another image of the old series arrives late.
  stage.setShown(frameOf(first));
  expect(did).toEqual([]);
  stage.setShown(frameOf(second));
  expect(did).toEqual(["preset on 2"]);
  stage.dispose();
});

test("what was meant for a series that was left before it came has no effect", () => {
  const stage = makeStage(first);
  const { whenShown } = stage;
  const did: string[] = [];
  stage.setSeries(second);
  whenShown(() => did.push("for the second"));
  stage.setSeries(third);
  whenShown(() => did.push("for the third"));
  stage.setShown(frameOf(third));
  stage.setSeries(second);
  stage.setShown(frameOf(second));
  expect(did).toEqual(["for the third"]);
  stage.dispose();
});
