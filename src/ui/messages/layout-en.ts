import type { LinkMode } from "../../domain/hanging/link-slices.ts";
import { number } from "./numbers.ts";

/** Texts of several viewports. */
export const layoutEn = {
  layout: {
    title: "Layout",
    link: "Link viewports",
    linked: "Viewports go together",
    notLinked: "Each viewport goes alone",
    mode: (mode: LinkMode, offset: number) =>
      mode === "position"
        ? "linked by position"
        : `linked by number${offset === 0 ? "" : `, ${offset > 0 ? "+" : "−"}${number(Math.abs(offset))}`}`,
    prior: (imported: string) => `Earlier study, taken in on ${imported}. To look at only.`,
    priorCorner: (pseudonym: string) => `${pseudonym} · earlier study`,
    noPrior: "There is no other study of this patient on this device.",
    priorFailed: (reason: string) => `The earlier study did not open. ${reason}`,
    lookOnly: "This is an earlier study, to look at only. Draw on the study that is open.",
    empty: "Choose a series, or drag one here.",
  },
};
