import { expect, test } from "vitest";
import { makeSourceValues } from "../../../src/formats/dicom/deid/source-values.ts";
import { outputDifference } from "../../../src/formats/dicom/deid/verify-output.ts";
import { makeOwnPipelinesNode } from "../../support/own-pipeline-node.ts";
import { element, part10, syntaxOf } from "../../support/wasm-bytes.ts";
import { planOf } from "../../support/wasm-plan.ts";

const { inspectDicom, rewriteDicom } = makeOwnPipelinesNode();

// Small ones are compared byte by byte, large ones four bytes at a time and the rest.
for (const length of [64, 4096, 4098, 9000, 9002]) {
  test(`one byte of ${length} native pixel bytes that changed is found, wherever it lies`, async () => {
    const pixels = new Uint8Array(length).map((_, at) => (at * 31) & 0xff);
    const source = part10(
      syntaxOf.explicit,
      element("00280010", "US", Uint8Array.of(1, 0)),
      element("7FE00010", "OW", pixels),
    );
    const index = await inspectDicom(source);
    const plan = planOf(source, index);
    const { bytes } = await rewriteDicom(source, plan);
    const after = await inspectDicom(bytes);
    const start = after.elements.find(({ path }) => path === "7FE00010")?.valueAt ?? 0;
    const differs = (changed: Uint8Array) =>
      outputDifference(
        plan,
        { index, bytes: source },
        { index: after, bytes: changed, values: makeSourceValues(after, changed, () => null) },
      );
    expect(differs(bytes)).toBe(null);
    for (const at of [0, 1, 3, 4, length >> 1, length - 3, length - 2, length - 1]) {
      const changed = Uint8Array.from(bytes);
      changed[start + at] = (changed[start + at] ?? 0) ^ 0x10;
      expect(differs(changed), `byte ${at}`).toBe("7FE00010");
    }
  });
}
