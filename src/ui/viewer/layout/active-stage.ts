import type { Accessor } from "solid-js";
import type { Stage } from "../stage.ts";

/** A stage that is whichever is active: rail, panel, scrubber and keys work on it and need not know of the others. */
export function activeStage(active: Accessor<Stage>): Stage {
  return {
    seriesAt: () => active().seriesAt(),
    series: () => active().series(),
    sliceAt: () => active().sliceAt(),
    shown: () => active().shown(),
    error: () => active().error(),
    state: () => active().state(),
    pick: () => active().pick(),
    viewport: () => active().viewport(),
    isSeen: () => active().isSeen(),
    prior: () => active().prior(),
    factsOf: (ref) => active().factsOf(ref),
    attach: (host, texts, onIntent) => active().attach(host, texts, onIntent),
    detach: () => active().detach(),
    showSeries: (index, slice) => active().showSeries(index, slice),
    showSlice: (slice) => active().showSlice(slice),
    setPick: (pick) => active().setPick(pick),
    setPlaying: (playing) => active().setPlaying(playing),
    setHeld: (held) => active().setHeld(held),
    held: (slice) => active().held(slice),
    setSlab: (slab) => active().setSlab(slab),
    decode: (ref, signal) => active().decode(ref, signal),
    ask: () => active().ask(),
  };
}
