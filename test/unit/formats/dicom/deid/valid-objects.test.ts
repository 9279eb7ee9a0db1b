import { expect, test } from "vitest";
import { type MadeElement, madePixels, makeDicom } from "../../../../support/dicom-maker.ts";
import { planFor, planned } from "../../../../support/plan-maker.ts";

const segmentation = "1.2.840.10008.5.1.4.1.1.66.4";

const plan = (elements: readonly MadeElement[], sopClass = segmentation) =>
  planFor(
    makeDicom([
      { tag: "00080016", vr: "UI", value: sopClass },
      ...elements,
      ...madePixels(2, 2, 8, new Uint8Array(4)),
    ]),
  );

test("makers, models, versions and algorithms that are not known become a dummy: they are of type 1 in some objects", () => {
  const made = plan([
    { tag: "00080070", vr: "LO", value: "Doe Industries" },
    { tag: "00081090", vr: "LO", value: "Doe 7" },
    { tag: "00181020", vr: "LO", value: "Doe 7.1" },
    { tag: "00700081", vr: "LO", value: "Doe's lesion" },
    {
      tag: "00620002",
      vr: "SQ",
      value: [
        [
          { tag: "00620009", vr: "LO", value: "Doe Net" },
          { tag: "00620020", vr: "UT", value: "Doe 1" },
          { tag: "00620007", vr: "SQ", value: [[{ tag: "00660036", vr: "LO", value: "Doe Net" }]] },
        ],
      ],
    },
  ]);
  for (const path of [
    "00080070",
    "00081090",
    "00181020",
    "00620002[0]/00620009",
    "00620002[0]/00620007[0]/00660036",
  ])
    expect(planned(made, path), path).toMatchObject({ action: "replace", value: "REMOVED" });
  expect(planned(made, "00700081").action).toBe("empty");
  expect(planned(made, "00620002[0]/00620020").value).toMatch(/^\d{10}$/);
});

test("a segmentation keeps its source images under mapped UIDs; who issued an accession number goes whole", () => {
  const made = plan([
    {
      tag: "00082112",
      vr: "SQ",
      value: [[{ tag: "00081155", vr: "UI", value: "1.2.826.0.1.4711.5" }]],
    },
    {
      tag: "00080051",
      vr: "SQ",
      value: [[{ tag: "00400033", vr: "CS", value: "ISO" }]],
    },
  ]);
  expect(planned(made, "00082112").action).toBe("recurse");
  expect(planned(made, "00082112[0]/00081155").action).toBe("uid");
  expect(planned(made, "00080051").action).toBe("remove");
});

test("a code string is words; five digits in a row go, the number of an ISO standard stays", () => {
  const made = plan([
    { tag: "00180022", vr: "CS", value: "MRN 471147" },
    { tag: "00282114", vr: "CS", value: "ISO_10918_1" },
    { tag: "00180020", vr: "CS", value: "SE\\IR" },
  ]);
  expect(planned(made, "00180022").action).toBe("remove");
  expect(planned(made, "00282114").action).toBe("keep");
  expect(planned(made, "00180020").action).toBe("keep");
});

test("a sequence under VR UN is read by its tag; other items under UN, and values under a sequence's tag, go", () => {
  const reference = [[{ tag: "00081155", vr: "UI", value: "1.2.826.0.1.4711.5" }]];
  const made = makeDicom([
    { tag: "00080016", vr: "UI", value: "1.2.840.10008.5.1.4.1.1.481.2" },
    { tag: "300C0002", vr: "SQ", value: reference },
    { tag: "00180050", vr: "SQ", value: reference },
    { tag: "300C0004", vr: "UN", value: "DOE^PLANTED" },
    ...madePixels(2, 2, 8, new Uint8Array(4)),
  ]);
  const elements = made.index.elements.map((entry) => (entry.vr === "SQ" ? { ...entry, vr: "UN" } : entry));
  const dose = planFor({ ...made, index: { ...made.index, elements } });
  expect(planned(dose, "300C0002").action).toBe("recurse");
  expect(planned(dose, "300C0002[0]/00081155").action).toBe("uid");
  expect(planned(dose, "00180050").action).toBe("remove");
  expect(planned(dose, "300C0004").action).toBe("remove");
});

test("a parametric map says that features may be recognised; elsewhere an unproved claim goes", () => {
  const claim = [{ tag: "00280302", vr: "CS", value: "NO" }];
  expect(planned(plan(claim, "1.2.840.10008.5.1.4.1.1.30"), "00280302")).toMatchObject({
    action: "replace",
    value: "YES",
  });
  expect(planned(plan(claim, "1.2.840.10008.5.1.4.1.1.2"), "00280302").action).toBe("remove");
});
