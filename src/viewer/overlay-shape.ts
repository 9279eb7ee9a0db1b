import type { Geometry, PointImage } from "../domain/annotation.ts";

/** What can be drawn over the image: every vector geometry of an annotation. */
export type OverlayGeometry = Exclude<Geometry, { readonly type: "mask" }>;

/** `label` solid; `proposal` hatched and dashed; `draft` solid without fill; `invalid` red, dashed; `cursor` thin, no fill; `pixels` fill only; `previous` dotted. */
export type OverlayLook = "label" | "proposal" | "draft" | "invalid" | "cursor" | "pixels" | "previous";

/** One vector drawing over the image, in image coordinates; drawn in the order given. */
export interface OverlayShape {
  readonly id: string;
  readonly geometry: OverlayGeometry;
  /** `#RRGGBB`. */
  readonly color: string;
  readonly look: OverlayLook;
  readonly selected: boolean;
  /** 0–1; default 0.25 (`label`, `proposal`), 0 else. */
  readonly fillOpacity?: number;
  /** Square handles, drawn 10 px, to be hit within 22 px by touch. */
  readonly handles?: readonly PointImage[];
  /** Which handle is under the pointer or held. */
  readonly activeHandle?: number;
  /** Of a point: an arrow whose tip it is, with the text at its tail. */
  readonly arrow?: boolean;
  /** A badge at the upper right of the shape, as "? 0.71" or "12.4 mm". */
  readonly text?: string;
}
