import { afterAll, expect, test } from "vitest";
import { fileHandle, makeImporter } from "../../src/jobs/importer.ts";
import { openMainDatabase } from "../../src/storage/database.ts";
import { openQuarantineDatabase } from "../../src/storage/quarantine-database.ts";
import { madePixels, makeDicom } from "../support/dicom-maker.ts";

const importer = makeImporter(
  () => new Worker(new URL("../support/hanging-import.worker.ts", import.meta.url), { type: "module" }),
);
const main = openMainDatabase("import-hang");
const quarantine = openQuarantineDatabase("import-hang-quarantine");

afterAll(async () => {
  importer.close();
  await main.delete();
  await quarantine.delete();
});

const image = (serial: number, description: string) =>
  makeDicom([
    { tag: "00080016", vr: "UI", value: "1.2.840.10008.5.1.4.1.1.2" },
    { tag: "00080018", vr: "UI", value: `1.2.826.0.1.99472.3.${serial}` },
    { tag: "00080060", vr: "CS", value: "CT" },
    { tag: "0008103E", vr: "LO", value: description },
    { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.99472.1" },
    { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.99472.2" },
    { tag: "00200013", vr: "IS", value: String(serial) },
    ...madePixels(8, 16, 16, new Uint8Array(256)),
  ]).bytes;

test("a file that hangs in its worker is refused after five seconds; all the others are here, once each", async () => {
  const files = [1, 2, 3, 4, 5].map((serial) =>
    fileHandle(new File([image(serial, serial === 3 ? "HANG-HERE" : "chest")], `${serial}.dcm`)),
  );
  const survey = await importer.call("survey", { files });
  const [group] = survey.unnamed;
  expect(survey.unnamed).toHaveLength(1);
  const result = await importer.call("import", {
    surveyId: survey.surveyId,
    names: { [group?.groupId ?? ""]: "Case 1" },
  });
  expect(result.refused).toMatchObject([{ name: "3.dcm", code: "no-answer" }]);
  expect(result.ready).toMatchObject([{ images: 4, known: 0 }]);
  expect(await main.instances.count()).toBe(4);
  const [series] = await main.series.toArray();
  expect(series?.frames).toHaveLength(4);
  expect(await main.refusals.toArray()).toMatchObject([{ code: "no-answer", sourceHmac: "" }]);
});
