import type { Annotation, Provenance } from "../domain/annotation.ts";
import type { EditorCore } from "./core.ts";

/** Where a label comes from that was a part of another one: of that one's origin, made now by who works here. */
export function provenanceOfPart(core: EditorCore, label: Annotation): Provenance {
  const { at, user, device } = core.stamp();
  return {
    ...label.provenance,
    author: user,
    device,
    createdAt: at,
    editedAt: at,
    activeSeconds: 0,
    derivedFrom: [label.instanceUid],
  };
}
