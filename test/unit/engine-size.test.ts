import { expect, test } from "vitest";
import { main } from "../bench/engine.ts";

/** Row 1 of viewer-and-tools 5. */
const mostBytes = 60_000;

test("engine and plain tools are at most 60 kB, packed, and what comes later is what the app says comes later", async () => {
  const { engineBytes, laterBytes, modules } = await main();
  expect(engineBytes).toBeLessThanOrEqual(mostBytes);
  // A measure that lost half of the engine would be no measure.
  expect(engineBytes).toBeGreaterThan(mostBytes / 2);
  expect(Object.keys(laterBytes).sort()).toEqual(["rare-parts", "tiled-image", "webgl-renderer"]);
  const later = (module: string) => modules.find((one) => one.module === module)?.later;
  // The processor draws the first picture anywhere, and takes over at once when a card is lost: it is never fetched.
  for (const module of ["src/viewer/cpu/canvas-renderer.ts", "src/editor/tools/brush/brush.ts"]) {
    expect(modules.map((one) => one.module)).toContain(module);
    expect(later(module)).toBeUndefined();
  }
  expect(later("src/editor/tools/livewire/livewire.ts")).toBe("rare-parts");
});
