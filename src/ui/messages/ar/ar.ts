import type { Messages } from "../messages.ts";
import { actionsAr } from "./actions-ar.ts";
import { adjudicationAr } from "./adjudication-ar.ts";
import { auditAr } from "./audit-ar.ts";
import { bundleAr } from "./bundle-ar.ts";
import { deidAr } from "./deid-ar.ts";
import { deskAr } from "./desk-ar.ts";
import { evaluateAr } from "./evaluate-ar.ts";
import { faceAr } from "./face-ar.ts";
import { fieldsAr } from "./fields-ar.ts";
import { formatsAr } from "./formats-ar.ts";
import { frameAr } from "./frame-ar.ts";
import { intakeAr } from "./intake-ar.ts";
import { keysAr } from "./keys-ar.ts";
import { layoutAr } from "./layout-ar.ts";
import { lookAr } from "./look-ar.ts";
import { migrationAr } from "./migration-ar.ts";
import { modelsAr } from "./models-ar.ts";
import { mprAr } from "./mpr-ar.ts";
import { paintAr } from "./paint-ar.ts";
import { pixelsAr } from "./pixels-ar.ts";
import { privacyAr } from "./privacy-ar.ts";
import { recordAr } from "./record-ar.ts";
import { refusalsAr } from "./refusals-ar.ts";
import { reviewAr } from "./review-ar.ts";
import { runsAr } from "./runs-ar.ts";
import { saidAr } from "./said-ar.ts";
import { skeletonAr } from "./skeleton-ar.ts";
import { syncAr } from "./sync-ar.ts";
import { tasksAr } from "./tasks-ar.ts";
import { vettingAr } from "./vetting-ar.ts";
import { viewerAr } from "./viewer-ar.ts";

/** كل نصوص الواجهة بالعربية (المسرد: docs/languages.md). */
export const ar: Messages = {
  ...frameAr,
  ...viewerAr,
  ...paintAr,
  ...lookAr,
  ...intakeAr,
  ...deskAr,
  ...deidAr,
  ...privacyAr,
  ...pixelsAr,
  ...faceAr,
  ...auditAr,
  ...syncAr,
  ...tasksAr,
  ...bundleAr,
  ...vettingAr,
  ...recordAr,
  ...refusalsAr,
  ...reviewAr,
  ...adjudicationAr,
  ...fieldsAr,
  ...skeletonAr,
  ...keysAr,
  ...mprAr,
  ...migrationAr,
  ...evaluateAr,
  ...modelsAr,
  ...layoutAr,
  ...runsAr,
  said: saidAr,
  actions: actionsAr,
  language: "ar",
  format: formatsAr,
};
