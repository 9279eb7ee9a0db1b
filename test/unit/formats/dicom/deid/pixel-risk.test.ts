import { expect, test } from "vitest";
import {
  type MadeElement,
  type MakeOptions,
  madePixels,
  makeDicom,
} from "../../../../support/dicom-maker.ts";
import { planFor } from "../../../../support/plan-maker.ts";

const classes: Readonly<Record<string, string>> = {
  CT: "2",
  MR: "4",
  US: "6.1",
  DX: "1.1",
  SC: "7",
  CR: "1",
};

function file(modality: string, bits: 8 | 16, more: MadeElement[] = [], options: MakeOptions = {}) {
  const usual: MadeElement[] = [
    { tag: "00080016", vr: "UI", value: `1.2.840.10008.5.1.4.1.1.${classes[modality] ?? "4"}` },
    { tag: "00080018", vr: "UI", value: "1.2.3" },
    { tag: "00080060", vr: "CS", value: modality },
    ...madePixels(2, 2, bits, new Uint8Array(8)),
  ];
  return makeDicom(
    [...usual.filter((one) => !more.some((other) => other.tag === one.tag)), ...more],
    options,
  );
}

test("risk follows modality, image type, colour, depth and syntax", () => {
  const risk = (...parameters: Parameters<typeof file>) => planFor(file(...parameters)).risk.class;
  expect(risk("CT", 16)).toBe("LOW");
  expect(risk("CT", 8)).toBe("HIGH");
  expect(risk("US", 8)).toBe("HIGH");
  expect(risk("DX", 16)).toBe("MEDIUM");
  expect(risk("CT", 16, [{ tag: "00080008", vr: "CS", value: "DERIVED\\SECONDARY" }])).toBe("HIGH");
  expect(risk("DX", 16, [{ tag: "00280301", vr: "CS", value: "YES" }])).toBe("HIGH");
  expect(risk("DX", 16, [{ tag: "00280301", vr: "CS", value: "NO" }])).toBe("MEDIUM");
  expect(risk("SC", 8)).toBe("HIGH");
  expect(risk("CT", 16, [{ tag: "00280004", vr: "CS", value: "RGB" }])).toBe("HIGH");
  expect(risk("CT", 16, [{ tag: "60000102", vr: "US", value: [12] }])).toBe("HIGH");
});

test("high risk waits for a person and says so in the file", () => {
  const plan = planFor(file("US", 8));
  expect(plan.verdict).toBe("quarantined");
  expect(plan.insert.find((one) => one.path === "00120062")?.value).toBe("NO");
});

test("an overlay in the high bits of the pixels is masked away", () => {
  const more: MadeElement[] = [
    { tag: "60000102", vr: "US", value: [12] },
    { tag: "00280101", vr: "US", value: [12] },
    { tag: "00280102", vr: "US", value: [11] },
  ];
  expect(planFor(file("CT", 16, more)).pixels.maskBits).toBe(12);
  expect(planFor(file("CT", 16)).pixels.maskBits).toBe(0);
});

test.each([
  ["encapsulated-document", "1.2.840.10008.5.1.4.1.1.104.1", "1.2.840.10008.1.2.1"],
  ["waveform", "1.2.840.10008.5.1.4.1.1.9.1.1", "1.2.840.10008.1.2.1"],
  ["structured-report", "1.2.840.10008.5.1.4.1.1.88.33", "1.2.840.10008.1.2.1"],
  ["presentation-state", "1.2.840.10008.5.1.4.1.1.11.1", "1.2.840.10008.1.2.1"],
  ["private-sop-class", "1.2.3.4", "1.2.840.10008.1.2.1"],
  ["video", "1.2.840.10008.5.1.4.1.1.77.1.4.1", "1.2.840.10008.1.2.4.102"],
  ...["4.100", "4.100.1", "4.101", "4.103.1", "4.105", "4.106.1", "4.107", "4.108", "7.1", "7.2"].map(
    (end) => ["video", "1.2.840.10008.5.1.4.1.1.77.1.2.1", `1.2.840.10008.1.2.${end}`],
  ),
  ...["94", "95", "204", "205"].map((end) => [
    "pixels-elsewhere",
    "1.2.840.10008.5.1.4.1.1.2",
    `1.2.840.10008.1.2.4.${end}`,
  ]),
  ["unsupported-syntax", "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.1.2.4.92"],
])("%s is refused with its code: %s in %s", (code, sopClass, transferSyntax) => {
  const made = file("CT", 16, [{ tag: "00080016", vr: "UI", value: sopClass }], { transferSyntax });
  expect(planFor(made)).toMatchObject({ verdict: "refused", reasons: [code] });
});

test("a file without pixels is refused as no image", () => {
  const made = makeDicom([{ tag: "00080016", vr: "UI", value: "1.2.840.10008.5.1.4.1.1.481.5" }]);
  expect(planFor(made)).toMatchObject({ verdict: "refused", reasons: ["no-pixel-data"] });
});
