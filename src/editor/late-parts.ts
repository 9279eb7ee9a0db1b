import { makeLater } from "../domain/later.ts";
import type { RareParts } from "./rare-parts.ts";

/** The parts of the editor that are fetched after the first picture; every session has them from here. */
export const lateParts = makeLater(
  async (): Promise<RareParts> => (await import("./rare-parts.ts")).rareParts,
);
