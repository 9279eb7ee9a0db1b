import { type Accessor, createContext, useContext } from "solid-js";
import type { PointImage } from "../../domain/annotation.ts";
import type { ReviewRules } from "../../domain/review/review-record.ts";
import type { ActionContext } from "../../editor/actions/action.ts";
import type { ActionId } from "../../editor/actions/action-table.ts";
import type { EditorSession } from "../../editor/session-types.ts";
import type { Assistant } from "./create-assistant.ts";
import type { Cine } from "./create-cine.ts";
import type { Region } from "./create-region.ts";
import type { LabelLookup } from "./label-names.ts";
import type { Links } from "./layout/create-links.ts";
import type { Panes } from "./layout/create-panes.ts";
import type { OpenStudy } from "./load-study.ts";
import type { Mpr } from "./mpr/create-mpr.ts";
import type { ReviewView } from "./review/create-review-view.ts";
import type { SliceIndex } from "./slice-index.ts";
import type { Stage } from "./stage.ts";

/** Which of the viewer's dialogs is open. */
export type ViewerDialog = "keys" | "palette" | "accept-all" | "series" | "submit" | "pin" | null;

/** Where the context menu opens, in client px, and on which label. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
  /** Instance UID; null: the empty image. */
  readonly label: string | null;
}

/** What the parts of the viewer screen share. */
export interface ViewerModel {
  readonly open: OpenStudy;
  readonly session: EditorSession;
  /** The stage of the active viewport. */
  readonly stage: Stage;
  readonly index: SliceIndex;
  readonly cine: Cine;
  readonly panes: Panes;
  readonly links: Links;
  readonly mpr: Mpr;
  readonly assistant: Assistant;
  readonly region: Region;
  readonly lookup: Accessor<LabelLookup>;
  readonly labelsHidden: Accessor<boolean>;
  setLabelsHidden(hidden: boolean): void;
  readonly context: ActionContext;
  /** Runs an action if it may run now. */
  run(id: ActionId): void;
  can(id: ActionId): boolean;
  readonly dialog: Accessor<ViewerDialog>;
  setDialog(dialog: ViewerDialog): void;
  /** Whether the operations on the selected label are shown in place of the tool settings. */
  readonly cleaning: Accessor<boolean>;
  /** Counts how often the note of the selected point was asked for. */
  readonly noteAsked: Accessor<number>;
  readonly menu: Accessor<MenuPlace | null>;
  setMenu(menu: MenuPlace | null): void;
  readonly review: ReviewView;
  readonly reviewRules: ReviewRules;
  /** The name of a person, or the start of their id. */
  nameOf(person: string): string;
  /** Whether a label is this person's own work. */
  isOwn(author: string): boolean;
  /** Brings a label or a thing on the screen and selects it. */
  showLabel(uid: string): void;
  /** What lies in the middle of the view, in image coordinates. */
  middleOfView(): PointImage | null;
  /** The focus goes back to the image after a tap on a button. */
  focusImage(): void;
}

/** Provided by the study's screen. */
export const ViewerContext = createContext<ViewerModel>();

/** The open study's screen; only inside it. */
export function useViewer(): ViewerModel {
  const model = useContext(ViewerContext);
  if (!model) throw new Error("useViewer outside of the viewer");
  return model;
}
