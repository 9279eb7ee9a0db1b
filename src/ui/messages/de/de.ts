import type { Messages } from "../messages.ts";
import { actionsDe } from "./actions-de.ts";
import { adjudicationDe } from "./adjudication-de.ts";
import { auditDe } from "./audit-de.ts";
import { bundleDe } from "./bundle-de.ts";
import { deidDe } from "./deid-de.ts";
import { deskDe } from "./desk-de.ts";
import { evaluateDe } from "./evaluate-de.ts";
import { faceDe } from "./face-de.ts";
import { fieldsDe } from "./fields-de.ts";
import { formatsDe } from "./formats-de.ts";
import { frameDe } from "./frame-de.ts";
import { intakeDe } from "./intake-de.ts";
import { keysDe } from "./keys-de.ts";
import { layoutDe } from "./layout-de.ts";
import { lookDe } from "./look-de.ts";
import { migrationDe } from "./migration-de.ts";
import { modelsDe } from "./models-de.ts";
import { mprDe } from "./mpr-de.ts";
import { paintDe } from "./paint-de.ts";
import { pixelsDe } from "./pixels-de.ts";
import { privacyDe } from "./privacy-de.ts";
import { recordDe } from "./record-de.ts";
import { refusalsDe } from "./refusals-de.ts";
import { reviewDe } from "./review-de.ts";
import { runsDe } from "./runs-de.ts";
import { saidDe } from "./said-de.ts";
import { skeletonDe } from "./skeleton-de.ts";
import { syncDe } from "./sync-de.ts";
import { tasksDe } from "./tasks-de.ts";
import { vettingDe } from "./vetting-de.ts";
import { viewerDe } from "./viewer-de.ts";

/** Alle Texte der Oberfläche auf Deutsch (Glossar: docs/languages.md). */
export const de: Messages = {
  ...frameDe,
  ...viewerDe,
  ...paintDe,
  ...lookDe,
  ...intakeDe,
  ...deskDe,
  ...deidDe,
  ...privacyDe,
  ...pixelsDe,
  ...faceDe,
  ...auditDe,
  ...syncDe,
  ...tasksDe,
  ...bundleDe,
  ...vettingDe,
  ...recordDe,
  ...refusalsDe,
  ...reviewDe,
  ...adjudicationDe,
  ...fieldsDe,
  ...skeletonDe,
  ...keysDe,
  ...mprDe,
  ...migrationDe,
  ...evaluateDe,
  ...modelsDe,
  ...layoutDe,
  ...runsDe,
  said: saidDe,
  actions: actionsDe,
  language: "de",
  format: formatsDe,
};
