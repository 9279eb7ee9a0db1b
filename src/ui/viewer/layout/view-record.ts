import { type GridLayout, gridLayouts } from "../../../domain/hanging/grid-layout.ts";

/** How a study was looked at last, kept on this device: view state is no command and no part of the log. */
export interface ViewRecord {
  readonly v: 1;
  readonly layout: GridLayout;
  /** Series and stack of each viewport; null: it is empty. */
  readonly places: readonly (ViewPlace | null)[];
  readonly linked: boolean;
  readonly planes: boolean;
  /** An earlier study of the patient stood in the second viewport; `layout` is then that without the viewport that was opened for it. */
  readonly prior: boolean;
}

/** A stack by its names, which outlive an import of more images. */
export interface ViewPlace {
  readonly seriesUid: string;
  readonly stackIndex: number;
}

/** Name of the setting that holds it. */
export const viewSetting = (studyUid: string): string => `view.${studyUid}`;

/** A stored record, or null when it is none of ours. */
export function readViewRecord(value: unknown): ViewRecord | null {
  if (typeof value !== "object" || value === null) return null;
  const { v, layout, places, linked, planes, prior } = value as Partial<ViewRecord>;
  if (v !== 1 || !layout || !gridLayouts.includes(layout) || !Array.isArray(places)) return null;
  const isPlace = (place: Partial<ViewPlace> | null) =>
    place === null ||
    (typeof place === "object" &&
      typeof place.seriesUid === "string" &&
      typeof place.stackIndex === "number");
  if (!places.every(isPlace)) return null;
  return { v, layout, places, linked: linked !== false, planes: planes === true, prior: prior === true };
}
