/** How label layers are drawn (viewer-and-tools 3.5). */
export interface LabelStyle {
  /** 0–1; default 0.25. */
  readonly fillOpacity: number;
  /** Fill of the active instance while its tool is down; default 0.15. */
  readonly activeFillOpacity: number;
  /** The selected instance: wider outline. */
  readonly active: { readonly layer: number; readonly index: number } | null;
  /** Whether the active instance's tool is down. */
  readonly drawing: boolean;
  readonly outline: boolean;
  /** All labels hidden (the peek key). */
  readonly hidden: boolean;
}

/** What a viewer shows before anybody changes it. */
export const defaultLabelStyle: LabelStyle = {
  fillOpacity: 0.25,
  activeFillOpacity: 0.15,
  active: null,
  drawing: false,
  outline: true,
  hidden: false,
};
