import { makeLater } from "../../domain/later.ts";

/** What draws with a graphics card: fetched where there is one. The processor can draw everything, so it is there from the first. */
export const lateWebgl = makeLater(async () => (await import("./webgl-renderer.ts")).makeWebglRenderer);
