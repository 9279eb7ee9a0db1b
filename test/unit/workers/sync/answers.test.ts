import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { isAnswerKey } from "../../../../src/domain/sync/answer-object.ts";
import { studyHeads } from "../../../../src/domain/sync/study-heads.ts";
import { readVersionRecord, versionRecordText } from "../../../../src/domain/sync/version-record.ts";
import { childOf, measurementGroups, readSr } from "../../../../src/formats/dicom-sr/read-sr.ts";
import { localOnlyStudies } from "../../../../src/storage/sync-versions.ts";
import { mergeInto } from "../../../../src/workers/sync/follow.ts";
import { bundleOf, takeBundle } from "../../../support/hub/bundles.ts";
import { makeMemoryHub } from "../../../support/hub/memory-hub.ts";
import { makeDevice, type SyncDevice, study } from "../../../support/hub/sync-device.ts";
import { makeRandom } from "../../../support/random.ts";

const signal = new AbortController().signal;

async function twoDevices(seed = 1) {
  const random = makeRandom(seed);
  const hub = makeMemoryHub(random);
  const one = await makeDevice({ reader: "R1", random, fetchFrom: hub.fetch });
  const two = await makeDevice({ reader: "R1", random, fetchFrom: hub.fetch, skewMs: 3 * 86_400_000 });
  return { hub, one, two };
}

async function conflictsOn(device: SyncDevice) {
  const { pair } = studyHeads(await device.versions(), "R1");
  const base = (await device.database.syncStudies.get(study))?.base;
  const [mine, other] = pair?.a.uid === base ? [pair?.a, pair?.b] : [pair?.b, pair?.a];
  return { conflicts: pair?.merge.conflicts ?? [], mine: mine?.uid ?? "", other: other?.uid ?? "" };
}

describe("answers about a study and its images", () => {
  it("reach the other device, changed and taken back too, in a study without a single label", async () => {
    const { one, two } = await twoDevices();
    await one.answer("quality", "good");
    await one.answer("sharp", true, "image");
    await one.sync();
    expect((await one.rows()).map(({ kind, state }) => [kind, state])).toContainEqual(["report", "verified"]);
    expect((await two.sync()).followed).toEqual([study]);
    expect(await two.answers()).toEqual({ quality: "good", sharp: true });
    await two.answer("quality", "poor");
    await two.answer("sharp", undefined, "image");
    await two.sync();
    expect((await one.sync()).followed).toEqual([study]);
    expect(await one.answers()).toEqual({ quality: "poor" });
    // Nothing more to say: no version is made of nothing.
    const before = (await one.versions()).length;
    await one.sync();
    await two.sync();
    expect(await two.versions()).toHaveLength(before);
  });

  it("can be read by others in the report: about the study as evaluations, about an image in a group", async () => {
    const { one } = await twoDevices(2);
    await one.answer("quality", "good");
    await one.answer("sharp", true, "image");
    await one.sync();
    const [row] = await one.database.labelObjects.toArray();
    const report = await readSr(new Uint8Array(row?.bytes ?? new ArrayBuffer()));
    expect(childOf(report.root, "UMLS", "C0034375")?.children.map(({ text }) => text)).toEqual(["good"]);
    expect(measurementGroups(report).map(({ template }) => template)).toEqual(["1501"]);
  });

  it("merge by their question: only what both answered differently waits for a person", async () => {
    const { one, two } = await twoDevices(3);
    await one.answer("quality", "good");
    await one.sync();
    await two.sync();
    await one.answer("quality", "poor");
    await one.answer("phase", "late");
    await two.answer("quality", "unusable");
    // The same answer to the same question from two people's hands is no conflict, whatever its record is called.
    await two.answer("phase", "late");
    await two.answer("side", "left");
    await one.sync();
    await two.sync();
    await one.sync();
    const { conflicts, mine, other } = await conflictsOn(one);
    expect(conflicts).toMatchObject([{ kind: "both-edited" }]);
    const key = conflicts[0]?.trackingUid ?? "";
    expect(isAnswerKey(key)).toBe(true);
    const request = { studyUid: study, mine, other, actor: "u" };
    const anew = new Map([[key, { keep: "anew" as const, drawn: conflicts[0]?.a ?? "" }]]);
    await expect(mergeInto(one.maker(signal), { ...request, decisions: anew })).rejects.toThrow(
      /one is taken/,
    );
    const decisions = new Map([[key, { keep: "b" as const }]]);
    expect(await mergeInto(one.maker(signal), { ...request, decisions })).toBe("merged");
    await one.sync();
    await two.sync();
    expect(await one.answers()).toEqual({ quality: "unusable", phase: "late", side: "left" });
    expect(await two.answers()).toEqual(await one.answers());
    expect(studyHeads(await two.versions(), "R1").own).toHaveLength(1);
    expect(await one.database.classifications.count()).toBe(3);
  });

  it("are never overwritten while no version holds them", async () => {
    const { one, two } = await twoDevices(4);
    await one.answer("quality", "good");
    await one.sync();
    await two.sync();
    await one.answer("quality", "poor");
    await one.sync();
    for (const version of await one.versions()) await two.database.syncVersions.put(version);
    await two.answer("quality", "unusable");
    await two.sync();
    expect(await two.answers()).toEqual({ quality: "unusable" });
    expect((await conflictsOn(two)).conflicts).toHaveLength(1);
  });

  it("about images that no hub can hold stay here, and that is said", async () => {
    const { hub, one } = await twoDevices(8);
    const [row] = await one.database.instances.toArray();
    if (!row) throw new Error("no image");
    await one.database.instances.put({ ...row, format: "tiff", facts: { ...row.facts, type: "f32" } });
    expect(await localOnlyStudies(one.database)).toEqual([]);
    await one.answer("quality", "good");
    expect((await one.sync()).end).toBe("done");
    expect(hub.objects.size).toBe(0);
    expect(await localOnlyStudies(one.database)).toEqual([{ study, obstacle: "wide-samples" }]);
    await one.answer("sharp", true, "image");
    await one.answer("quality", undefined);
    expect(await localOnlyStudies(one.database)).toEqual([{ study, obstacle: "wide-samples" }]);
  });

  it("go by bundle too", async () => {
    const { one, two } = await twoDevices(5);
    const { deriveProjectKeys } = await import("../../../../src/storage/keys.ts");
    const keys = await deriveProjectKeys(new Uint8Array(32).fill(7));
    for (const { database } of [one, two])
      await database.settings.put({
        key: "project-secret",
        value: { keys, fingerprint: "made", madeAt: "", file: null },
      });
    await one.answer("quality", "good");
    const zip = await bundleOf(one.maker(signal));
    await takeBundle(two.maker(signal), zip ?? new Blob());
    expect(await two.answers()).toEqual({ quality: "good" });
  });

  it("stand in a record that a device which does not know them refuses, instead of taking them for deleted", async () => {
    const { one } = await twoDevices(6);
    await one.add(3);
    await one.sync();
    const [plain] = await one.versions();
    if (!plain) throw new Error("no version");
    expect(JSON.parse(versionRecordText(plain)).schema).toBe("overread-version/1");
    await one.answer("quality", "good");
    await one.sync();
    const version = (await one.versions()).find(({ objects }) => Object.keys(objects).some(isAnswerKey));
    if (!version) throw new Error("no version with an answer");
    const text = versionRecordText(version);
    expect(JSON.parse(text).schema).toBe("overread-version/2");
    expect(readVersionRecord(text, study)?.objects).toEqual(version.objects);
    const record = JSON.parse(text) as { answers: Record<string, unknown>[] };
    const [answer] = record.answers;
    for (const wrong of [
      { ...answer, target: { study: "2.25.1" } },
      { ...answer, target: { study, series: "x" } },
      { ...answer, scope: "patient" },
      { ...answer, scope: "image" },
      { ...answer, value: { html: "<b>" } },
      { ...answer, recordUid: "../x" },
      { ...answer, provenance: null },
    ])
      expect(readVersionRecord(JSON.stringify({ ...record, answers: [wrong] }), study)).toBeNull();
    // Two answers to one question.
    expect(readVersionRecord(JSON.stringify({ ...record, answers: [answer, answer] }), study)).toBeNull();
  });
});
