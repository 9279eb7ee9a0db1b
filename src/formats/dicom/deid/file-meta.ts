import type { PlanInsert } from "../../../domain/deid/plan.ts";

/** Our Implementation Class UID (PS3.7 D.3.3.2), made once. */
const implementationClassUid = "2.25.281530817348012497714329465219883542770";

/** The whole new group 0002: nothing of the source's. */
export function fileMeta(
  sopClassUid: string,
  sopInstanceUid: string,
  transferSyntax: string,
): readonly PlanInsert[] {
  const why = "file-level" as const;
  return [
    { path: "00020001", vr: "OB", base64: "AAE=", why },
    { path: "00020002", vr: "UI", value: sopClassUid, why },
    { path: "00020003", vr: "UI", value: sopInstanceUid, why },
    { path: "00020010", vr: "UI", value: transferSyntax, why },
    { path: "00020012", vr: "UI", value: implementationClassUid, why },
    { path: "00020013", vr: "SH", value: "OVERREAD_1", why },
  ];
}
