import type { OverlayLook } from "../../viewer/overlay-shape.ts";

/** A, B, C …: what a reader is called while their work is compared. */
export const readerLetter = (reader: number): string => String.fromCharCode(65 + reader);

const looks: readonly OverlayLook[] = ["draft", "proposal", "previous"];

/** The line of a reader, so that colour stays the class: solid, dashed, dotted, and again. */
export const readerLook = (reader: number): OverlayLook => looks[reader % looks.length] ?? "draft";
