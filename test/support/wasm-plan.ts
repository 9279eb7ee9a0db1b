import { createHash } from "node:crypto";
import type { ElementIndex } from "../../src/domain/deid/element-index.ts";
import type { DeidentificationPlan, PlanElement, PlanInsert } from "../../src/domain/deid/plan.ts";

/** What one path of a test plan changes. */
export type PlanChange = Partial<Pick<PlanElement, "action" | "value" | "base64" | "asVr">>;

/** A plan that keeps everything but what `changes` says, for tests of the rewrite. */
export function planOf(
  bytes: Uint8Array,
  index: ElementIndex,
  changes: Readonly<Record<string, PlanChange>> = {},
  extra: {
    readonly insert?: readonly PlanInsert[];
    readonly pixels?: Partial<DeidentificationPlan["pixels"]>;
  } = {},
): DeidentificationPlan {
  const syntax = extra.pixels?.replaceWithNative ? "1.2.840.10008.1.2.1" : index.transferSyntax;
  return {
    planVersion: 1,
    policy: { id: "test", hash: "", tables: "", options: [] },
    source: {
      sha256: createHash("sha256").update(bytes).digest("hex"),
      bytes: bytes.length,
      format: "dicom",
      transferSyntax: index.transferSyntax,
    },
    verdict: "released",
    reasons: [],
    risk: { class: "LOW", signs: [] },
    elements: index.elements.map(({ path, at, len, vr, items }) => ({
      path,
      at,
      len,
      vr,
      action: items === undefined ? "keep" : "recurse",
      why: "E.1-1",
      ...changes[path],
    })),
    fileMeta: [
      { path: "00020001", vr: "OB", base64: "AAE=", why: "file-level" },
      { path: "00020002", vr: "UI", value: "1.2.840.10008.5.1.4.1.1.7", why: "file-level" },
      { path: "00020003", vr: "UI", value: "2.25.1", why: "file-level" },
      { path: "00020010", vr: "UI", value: syntax, why: "file-level" },
    ],
    insert: extra.insert ?? [],
    pixels: { boxes: [], blank: [], maskBits: 0, signed: false, ...extra.pixels },
  };
}
