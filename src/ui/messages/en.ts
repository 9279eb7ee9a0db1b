import type { RefusalCode } from "../../domain/deid/plan.ts";
import type { SeriesWarning } from "../../domain/series-part.ts";
import type { TaskState } from "../../domain/study.ts";
import { actionsEn } from "./actions-en.ts";
import { adjudicationEn } from "./adjudication-en.ts";
import { auditEn } from "./audit-en.ts";
import { bundleEn } from "./bundle-en.ts";
import { deidEn } from "./deid-en.ts";
import { deskEn } from "./desk-en.ts";
import { evaluateEn } from "./evaluate-en.ts";
import { faceEn } from "./face-en.ts";
import { fieldsEn } from "./fields-en.ts";
import { intakeEn } from "./intake-en.ts";
import { keysEn } from "./keys-en.ts";
import type { Language } from "./languages.ts";
import { layoutEn } from "./layout-en.ts";
import { lookEn } from "./look-en.ts";
import { migrationEn } from "./migration-en.ts";
import { modelsEn } from "./models-en.ts";
import { mprEn } from "./mpr-en.ts";
import { bytes, formatsEn } from "./numbers.ts";
import { paintEn } from "./paint-en.ts";
import { pixelsEn } from "./pixels-en.ts";
import { privacyEn } from "./privacy-en.ts";
import { recordEn } from "./record-en.ts";
import { refusalsEn } from "./refusals-en.ts";
import { reviewEn } from "./review-en.ts";
import { runsEn } from "./runs-en.ts";
import { skeletonEn } from "./skeleton-en.ts";
import { syncEn } from "./sync-en.ts";
import { tasksEn } from "./tasks-en.ts";
import { vettingEn } from "./vetting-en.ts";
import { viewerEn } from "./viewer-en.ts";

const taskStates: Record<TaskState, string> = {
  todo: "To do",
  labelling: "Labelling",
  submitted: "Submitted",
  "in-review": "In review",
  accepted: "Done",
  rejected: "Sent back",
};

const refusals: Record<RefusalCode, string> = {
  "not-an-image": "Not an image",
  "parse-error": "Cannot be read",
  truncated: "Ends early",
  "no-patient": "Names no patient",
  "encapsulated-document": "Document, not an image",
  video: "Video",
  "pixels-elsewhere": "Pixels are on a server",
  waveform: "Waveform, not an image",
  "private-sop-class": "Private object",
  "structured-report": "Report, not an image",
  "presentation-state": "Drawings on images",
  "own-labels": "Labels of this project",
  "no-images": "Its images are not here",
  "no-pixel-data": "No pixels",
  "unsupported-syntax": "Compression not known",
  "unsupported-pixels": "Pixel format not known",
  "residual-identity": "A name was still found after cleaning",
  "too-large": "Too large",
  "blank-too-large": "Too large to blank",
  duplicate: "Already here",
  "rewrite-mismatch": "Cleaning could not be proved",
  "no-space": "No space",
  cancelled: "Cancelled",
  "no-answer": "No answer",
  crashed: "The reader stopped",
  internal: "Something went wrong",
};

const seriesWarnings: Record<SeriesWarning, string> = {
  gap: "images missing",
  "duplicate-position": "two images in one place",
  "duplicate-uid": "two images of one identifier",
  "uneven-spacing": "uneven spacing",
  tilt: "tilted gantry",
  "mixed-size": "mixed sizes",
  "mixed-orientation": "mixed orientation",
  "two-acquisitions": "several acquisitions",
  localizer: "localizer among the images",
  "no-position": "position unknown",
  "pages-left-out": "pages of another size or kind are not shown",
  lossy: "lossy compression",
};

/** Every text of the interface in English (words: docs/design.md, look: section 6). */
export const en = {
  ...viewerEn,
  ...paintEn,
  ...lookEn,
  ...intakeEn,
  ...deskEn,
  ...deidEn,
  ...privacyEn,
  ...pixelsEn,
  ...faceEn,
  ...auditEn,
  ...syncEn,
  ...tasksEn,
  ...bundleEn,
  ...vettingEn,
  ...recordEn,
  ...refusalsEn,
  ...reviewEn,
  ...adjudicationEn,
  ...fieldsEn,
  ...skeletonEn,
  ...keysEn,
  ...mprEn,
  ...migrationEn,
  ...evaluateEn,
  ...modelsEn,
  ...layoutEn,
  ...runsEn,
  language: "en" as Language,
  format: formatsEn,
  app: {
    name: "Overread",
    starting: "Starting",
    updateReady: "A new version is ready.",
    updateNow: "Restart now",
    updateNote: "Nothing is lost: your work is saved.",
    offline: "Offline",
    offlineReady: "Works offline",
    unsecured: "This page is not protected, so no image can be opened here",
    unsecuredNote:
      "Overread expected its security headers or a service worker, and found neither. Open it over HTTPS, outside a private window.",
    startSlow: "Starting takes longer than usual",
    startSlowNote: "The browser has not answered yet. Nothing is lost. Wait a little, or try again.",
    screenFailed: "This screen could not be shown",
    screenFailedNote: "A part of the app did not come. Nothing that was saved is lost.",
    storeWaits: "Another tab has an older Overread open",
    storeWaitsNote: "Close that tab: this one goes on by itself. Nothing is lost.",
    storeFailed: "The store did not open. Nothing was deleted",
    storeFailedNote:
      "Expected to open the browser's storage for this site. Close other tabs of Overread, check that this is not a private window, then try again.",
    tryAgain: "Try again",
    storeLost: "The browser has deleted what was kept here",
    storeLostNote:
      "It took its storage for damaged and emptied it: studies, labels and settings of this device are gone. What was synced is on the hub, what was exported is where you saved it; studies can be imported again.",
    startEmpty: "Start empty",
    reserveUsed: "The storage is full",
    reserveUsedNote:
      "The last label found room in a reserve that is now used up. Nothing is lost. Make room now: export and delete studies, or put images away that the hub holds (Sync).",
    fullTitle: (free: number) => `${bytes(free)} free. Import is off`,
    fullNote: "Remove studies that you have exported, or free space on this device.",
    dropHere: "Drop to import",
    dismiss: "Dismiss",
    close: "Close",
    cancel: "Cancel",
    back: "Back",
    more: "More",
  },
  nav: {
    main: "Main",
    worklist: "Worklist",
    pixels: "Pixels",
    review: "Review",
    schema: "Schema",
    export: "Export",
    sync: "Sync",
    settings: "Settings",
  },
  taskStates,
  refusals,
  seriesWarnings,
  actions: actionsEn,
  keys: {
    title: "Keys",
    search: "Find an action or press a key",
    print: "Print",
    none: "No action has this name.",
    gestures: "Touch and pen",
    gestureRows: [
      ["Undo · redo", "tap 2 · tap 3"],
      ["Zoom and pan", "2 fingers"],
      ["Window level", "3 fingers"],
      ["Images, in pen mode", "1 finger"],
      ["Menu", "long press"],
    ] as readonly (readonly [string, string])[],
    groups: {
      tools: "Tools",
      view: "Look",
      labels: "Label",
      proposals: "Model",
      history: "History",
      task: "Task",
      app: "Everywhere",
    },
  },
  palette: {
    title: "Find an action",
    search: "Type what you want to do",
    none: "No action that can be done now has this name.",
  },
  /** What workers and storage say, by its English pattern (`domain/said.ts`): in English it is said as it stands. */
  said: {} as Readonly<Record<string, string>>,
  files: { copyName: (study: string) => `overread-unsaved-${study}.json` },
};
