import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import type { ExportOptions } from "../../../../src/domain/calls/export-calls.ts";
import type { Proposal } from "../../../../src/domain/proposal.ts";
import { readAuditPage } from "../../../../src/storage/audit-pages.ts";
import { deriveProjectKeys } from "../../../../src/storage/keys.ts";
import { runExport } from "../../../../src/workers/export/run-export.ts";
import { makeIdentity } from "../../../../src/workers/import/identity-maps.ts";
import { fixtureOptions, fixtureReader, makeStore, memorySink } from "../../../support/export-fixture.ts";
import { makeProposal } from "../../../support/proposal-maker.ts";

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

/** The store of the export tests, one label of which came from a model and was never accepted. */
async function proposedStore() {
  const database = await makeStore();
  const row = await database.annotations.get("2.25.102");
  if (!row) throw new Error("The fixture has a box");
  const provenance = { ...row.annotation.provenance, origin: "model" as const };
  await database.annotations.put({ ...row, annotation: { ...row.annotation, provenance } });
  return database;
}

const run = (
  database: Awaited<ReturnType<typeof makeStore>>,
  store: ReturnType<typeof memorySink>,
  change: Partial<ExportOptions> = {},
) =>
  runExport(
    {
      database,
      reader: fixtureReader(database),
      toolVersion: "0.1.0",
      openSink: async () => store.sink,
      progress: () => undefined,
      signal: new AbortController().signal,
    },
    { ...fixtureOptions, ...change },
  );

test("an error ends the export before a file is written, and says what it is", async () => {
  const store = memorySink();
  const refused = run(await proposedStore(), store);
  await expect(refused).rejects.toMatchObject({
    code: "vetting",
    message: expect.stringContaining("1 label came from a model"),
  });
  expect(store.files.size).toBe(0);
});

test("a person who gives a reason may let it pass: manifest, vetting, card and record of work say who and why", async () => {
  const database = await proposedStore();
  const store = memorySink();
  const override = { by: "u7", chain: "dev-a", reason: " pilot *only* " };
  const { findings } = await run(database, store, { override });
  expect(findings.filter((finding) => finding.severity === "error").map((finding) => finding.code)).toEqual([
    "proposal-as-truth",
  ]);
  const stated = {
    by: "u7",
    reason: "pilot *only*",
    at: fixtureOptions.createdAt,
    codes: ["proposal-as-truth"],
  };
  expect(JSON.parse(text(store.files.get("test-set/vetting.json"))).override).toEqual(stated);
  expect(JSON.parse(text(store.files.get("test-set/manifest.json"))).vetting).toMatchObject({
    errors: 1,
    override: stated,
  });
  expect(text(store.files.get("test-set/README.md"))).toContain("u7 let proposal-as-truth pass");
  expect(text(store.files.get("test-set/README.md"))).toContain("pilot \\*only\\*");
  const [event] = await readAuditPage(database, "dev-a");
  expect(event).toMatchObject({
    actor: "u7",
    action: "export.override",
    target: "test-set",
    detail: { reason: "pilot *only*", codes: "proposal-as-truth" },
  });
});

test("an override where nothing is wrong leaves no trace", async () => {
  const database = await makeStore();
  const store = memorySink();
  await run(database, store, { override: { by: "u7", chain: "dev-a", reason: "x" } });
  expect(text(store.files.get("test-set/manifest.json"))).not.toContain("override");
  expect(await database.audit.count()).toBe(0);
});

test("two newest versions that nobody merged end the export in words, and a person may flag them instead", async () => {
  const database = await makeStore();
  const version = (uid: string, predecessors: string[], author = "R1") => ({
    uid,
    author,
    predecessors,
    study: "2.25.1",
    series: "2.25.9",
    device: "d",
    completion: "PARTIAL" as const,
    verification: "UNVERIFIED" as const,
    madeAt: "2026-01-01T00:00:00Z",
    objects: {},
    classes: [],
  });
  await database.syncVersions.bulkAdd([version("2.25.51", []), version("2.25.52", ["2.25.51"])]);
  await run(database, memorySink());
  await database.syncVersions.add(version("2.25.53", ["2.25.51"]));
  const store = memorySink();
  await expect(run(database, store)).rejects.toMatchObject({
    code: "vetting",
    message: expect.stringContaining("1 study with two newest versions that nobody has merged"),
  });
  expect(store.files.size).toBe(0);
  const flagged = memorySink();
  await run(database, flagged, { override: { by: "u7", chain: "dev-a", reason: "pilot" } });
  const { findings } = JSON.parse(text(flagged.files.get("test-set/vetting.json")));
  expect(findings).toContainEqual(
    expect.objectContaining({ code: "versions-forked", severity: "error", uids: ["2.25.1"] }),
  );
  // Merged: one version names both.
  await database.syncVersions.add(version("2.25.54", ["2.25.52", "2.25.53"]));
  await run(database, memorySink());
});

test("of whom nobody knows who it is stands as a study in the split's proof, and the card warns; a known patient does not", async () => {
  const database = await makeStore();
  const keys = await deriveProjectKeys(new Uint8Array(32).fill(3));
  const value = { keys, fingerprint: "made", madeAt: "", file: null };
  await database.settings.put({ key: "project-secret", value });
  const known = memorySink();
  await run(database, known);
  const split = (store: typeof known) => JSON.parse(text(store.files.get("test-set/manifest.json"))).split;
  expect(split(known)).toMatchObject({ patientSource: "patient" });
  expect(split(known).unknownPatients).toBeUndefined();
  // As the import names the patient of a file that a person set apart.
  const record = await database.deidRecords.get("2.25.3");
  const patientKey = await makeIdentity(keys).patient({
    issuer: "overread:file",
    id: record?.sourceHmac ?? "",
  });
  await database.studies.update("2.25.1", { patientKey: patientKey.patientKey });
  const unknown = memorySink();
  const { findings } = await run(database, unknown);
  expect(split(unknown)).toMatchObject({ patientSource: "study", unknownPatients: ["2.25.1"] });
  expect(findings.map(({ code }) => code)).toContain("patient-unknown");
  expect(text(unknown.files.get("test-set/README.md"))).toContain(
    "1 study of which nobody knows whose it is",
  );
});

test("a missing de-identification record cannot be let pass", async () => {
  const database = await makeStore();
  await database.deidRecords.clear();
  const override = { by: "u7", chain: "dev-a", reason: "x" };
  await expect(run(database, memorySink(), { override, formats: ["coco"] })).rejects.toMatchObject({
    code: "vetting-final",
  });
});

test("after its last day the data does not leave; before it the card states the terms", async () => {
  const use = { purpose: "Triage research", license: "DUA 12", reference: "IRB 7", expires: "2026-02-02" };
  await expect(run(await makeStore(), memorySink(), { use })).rejects.toMatchObject({ code: "expired" });
  const store = memorySink();
  await run(await makeStore(), store, { use: { ...use, expires: "2026-02-03" } });
  for (const line of ["| Triage research |", "| DUA 12 |", "| IRB 7 |", "| 2026-02-03 |"])
    expect(text(store.files.get("test-set/README.md"))).toContain(line);
});

test("the card counts what the manifest lists, and guesses nothing", async () => {
  const store = memorySink();
  const { findings } = await run(await makeStore(), store);
  const card = text(store.files.get("test-set/README.md"));
  expect(card).toContain("3 objects on 1 image of 1 patient.");
  expect(card).toContain("| licence of the data | not stated |");
  expect(card).toContain(`| Mass | 2 | ${"█".repeat(20)} |`);
  expect(card).toContain(`| Liver | 1 | ${"█".repeat(10)} |`);
  expect(card).toContain("No study of this dataset was submitted by several readers");
  expect(card).toContain("| train | 1 | 1 | 1 | 3 |");
  expect(card).toContain("- human: 3 (100 %)");
  for (const finding of findings) expect(card).toContain(finding.text);
  expect(findings.map((finding) => finding.code)).toEqual([
    "overlap",
    "class-rare",
    "class-rare",
    "one-reader",
    "source-unknown",
  ]);
});

test("the card says what became of each model's proposals and how long a decision took; replaced ones are exported by nobody", async () => {
  const database = await makeStore();
  const base = makeProposal("p");
  const at = { study: "2.25.1", series: "2.25.2", sop: "2.25.3", frame: 1 };
  const row = (id: string, change: Partial<Proposal>): Proposal => ({
    ...base,
    id,
    studyId: "2.25.1",
    target: at,
    classId: "mass",
    ...change,
  });
  await database.proposals.bulkAdd([
    row("a", { state: "accepted", decision: "single", secondsActive: 2 }),
    row("b", { state: "accepted", decision: "bulk", secondsActive: 9 }),
    row("c", { state: "rejected", decision: "single", secondsActive: 4 }),
    row("d", {
      state: "edited",
      decision: "single",
      secondsActive: 12,
      edit: { dice: 0.8, addedPixels: 1, removedPixels: 1, changedFraction: 0.3 },
    }),
    row("open", {}),
    row("old", { supersededBy: "open" }),
  ]);
  const store = memorySink();
  await run(database, store, { includeProposals: true });
  const manifest = JSON.parse(text(store.files.get("test-set/manifest.json")));
  expect(manifest.counts.proposals).toBe(1);
  expect(text(store.files.get("test-set/ndjson/proposals.ndjson"))).not.toContain('"old"');
  expect(manifest.proposalDecisions).toEqual([
    {
      toolId: "prompt-unet-s",
      version: "0.1.0",
      accepted: 2,
      acceptedInBulk: 1,
      corrected: 1,
      rejected: 1,
      medianDice: 0.8,
      decided: 3,
      medianSeconds: 4,
    },
  ]);
  expect(text(store.files.get("test-set/README.md"))).toContain(
    "| prompt-unet-s 0.1.0 | 2 (1 at once) | 1 | 1 | 0.800 | 4.0 |",
  );
});

test("a label that came without its proposal still has the terms of its model; unknown ones are warned of", async () => {
  const database = await makeStore();
  const of = async (uid: string, license: string) => {
    const found = await database.annotations.get(uid);
    if (!found) throw new Error("no label");
    const { annotation } = found;
    const model = {
      id: "m",
      version: "1",
      sha256: "",
      license,
      backend: "wasm",
      confidence: 1,
      proposalId: "gone",
    };
    const provenance = { ...annotation.provenance, origin: "model" as const, acceptedBy: "u", model };
    await database.annotations.put({ ...found, annotation: { ...annotation, provenance } });
  };
  await of("2.25.101", "CC0-1.0");
  await of("2.25.102", "unknown");
  const { findings } = await run(database, memorySink());
  const found = findings.find(({ code }) => code === "model-license");
  expect(JSON.stringify(found)).toContain("2.25.102");
  expect(JSON.stringify(found)).not.toContain("2.25.101");
});
