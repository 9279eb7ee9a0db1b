import { tiffAllowedTags } from "../../../domain/deid/tiff-allowed-tags.ts";
import type { TiffIndex, TiffPage } from "../../../domain/deid/tiff-index.ts";
import type { TiffPageReason, TiffPlan, TiffPlanPage } from "../../../domain/deid/tiff-plan.ts";
import type { ByteView } from "../../byte-view.ts";
import { newDescription } from "./description.ts";
import { mainPage, pageRole } from "./page-role.ts";
import { tiffRisk } from "./tiff-risk.ts";
import { textOf } from "./tiff-values.ts";

/** Everything that a plan for a TIFF follows from. */
export interface TiffPlanInput {
  readonly index: TiffIndex;
  /** The whole file: texts are read from it to classify pages, and never copied. */
  readonly bytes: ByteView;
  /** SHA-256 of `bytes`, hex. */
  readonly sourceSha256: string;
  readonly policy: TiffPlan["policy"];
}

const kept: ReadonlySet<TiffPageReason> = new Set(["image", "pyramid", "mask"]);
const allowed = new Set(tiffAllowedTags);
const description = 270;

/** The fate of one page: kept pages keep the tags of the list, and a description made anew. */
function planPage(page: TiffPage, why: TiffPageReason, keep: boolean, bytes: ByteView): TiffPlanPage {
  const base = { path: page.path, at: page.at, why, boxes: [], blank: [] };
  if (!keep) return { ...base, action: "drop", tags: [], description: null };
  return {
    ...base,
    action: "keep",
    tags: page.entries.map((entry) => entry.tag).filter((tag) => allowed.has(tag)),
    description: newDescription(textOf(page, description, bytes)),
  };
}

/** What happens to every page and tag of a TIFF. Pure. Source: deidentification 3.9. */
export function buildTiffPlan({ index, bytes, sourceSha256, policy }: TiffPlanInput): TiffPlan {
  const main = mainPage(index.pages);
  const gone = new Set<string>();
  const pages = index.pages.map((page): TiffPlanPage => {
    const why = main ? pageRole(page, main, bytes) : "unknown";
    const parent = page.path.includes("/") ? page.path.slice(0, page.path.lastIndexOf("/")) : null;
    const keep = kept.has(why) && !(parent !== null && gone.has(parent));
    if (!keep) gone.add(page.path);
    return planPage(page, why, keep, bytes);
  });
  const stays = index.pages.filter((_, i) => pages[i]?.action === "keep");
  const risk = tiffRisk(stays);
  return {
    planVersion: 1,
    policy,
    source: { sha256: sourceSha256, bytes: index.bytes, format: "tiff" },
    verdict: stays.length === 0 ? "refused" : risk.class === "HIGH" ? "quarantined" : "released",
    reasons: stays.length === 0 ? ["no-pixel-data"] : risk.class === "HIGH" ? ["pixels-need-a-person"] : [],
    risk,
    pages,
  };
}
