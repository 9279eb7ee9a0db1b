import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { studyHeads } from "../../../../src/domain/sync/study-heads.ts";
import { deriveProjectKeys } from "../../../../src/storage/keys.ts";
import { putAway } from "../../../../src/storage/put-away.ts";
import { bundleSeal } from "../../../../src/workers/sync/bundle-seal.ts";
import { mergeInto } from "../../../../src/workers/sync/follow.ts";
import { localLabels } from "../../../../src/workers/sync/local-objects.ts";
import { writeBundle } from "../../../../src/workers/sync/write-bundle.ts";
import { ctSlice, labelledStore } from "../../../support/dicom-export.ts";
import { bundleOf, makerOf, memoryZip, takeBundle } from "../../../support/hub/bundles.ts";
import { makeDevice, study } from "../../../support/hub/sync-device.ts";
import { keepKey } from "../../../support/hub/sync-store.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { dicomSchema } from "../../../support/label-images.ts";
import { makeRandom } from "../../../support/random.ts";
import { makeTiff } from "../../../support/tiff-image-maker.ts";

const signal = new AbortController().signal;
const noHub = () => Promise.reject(new TypeError("network"));

async function projectKey(secret = 7) {
  return {
    key: "project-secret",
    value: {
      keys: await deriveProjectKeys(new Uint8Array(32).fill(secret)),
      fingerprint: "made",
      madeAt: "",
      file: null,
    },
  };
}

async function tablets(seed = 1, secret = 7) {
  const random = makeRandom(seed);
  const one = await makeDevice({ reader: "R1", random, fetchFrom: noHub });
  const two = await makeDevice({ reader: "R1", random, fetchFrom: noHub, skewMs: 3 * 86_400_000 });
  await one.database.settings.put(await projectKey());
  await two.database.settings.put(await projectKey(secret));
  return { one, two };
}

type Tablet = Awaited<ReturnType<typeof makeDevice>>;

async function carry(from: Tablet, to: Tablet) {
  const zip = await bundleOf(from.maker(signal));
  if (!zip) throw new Error("no bundle");
  return takeBundle(to.maker(signal), zip);
}

/** A zip with other entries than a bundle's own; each as [name, bytes]. */
async function zipOf(entries: readonly (readonly [string, Uint8Array])[]): Promise<File> {
  const { sink } = memoryZip();
  for (const [name, bytes] of entries) await sink.write(name, [bytes]);
  await sink.finish();
  return (await sink.handOver()).file ?? new File([], "none");
}

const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** A list with the seal that the project's key gives it. */
async function sealed(list: Uint8Array<ArrayBuffer>, secret = 7) {
  const { px } = await deriveProjectKeys(new Uint8Array(32).fill(secret));
  return new TextEncoder().encode(await bundleSeal(px, list));
}

describe("a bundle between two tablets without a network", () => {
  it("brings labels and images to a device that had neither: masks, shapes, and a TIFF", async () => {
    const page = {
      columns: 40,
      rows: 30,
      bits: 16,
      values: Array.from({ length: 1200 }, (_, at) => at * 51),
    };
    const first = await labelledStore([
      ["0.dcm", ctSlice(0)],
      ["1.dcm", ctSlice(1)],
      ["a.tif", makeTiff([page, page])],
    ]);
    const { database, codecs } = first.context;
    await database.settings.put({ key: "schemaId", value: dicomSchema.id });
    const zip = await bundleOf(makerOf(database, "R1", codecs));
    const second = makeImportHarness();
    await keepKey(second);
    const there = makerOf(second.context.database, "R1");
    const { opened } = await takeBundle(there, zip ?? new Blob());
    if (typeof opened === "string") throw new Error(opened);
    expect(opened).toMatchObject({ studies: 2, versions: 2, damaged: 0 });
    const images = await Promise.all(
      opened.files.map(async ({ file }) => chosen(file.name, new Uint8Array(await file.arrayBuffer()))),
    );
    const { result } = await second.take(images);
    expect(result.refused).toEqual([]);
    const again = await takeBundle(there, zip ?? new Blob());
    expect(again.opened).toMatchObject({ versions: 0, files: [] });
    expect(again.followed).toHaveLength(2);
    for (const { studyUid } of await database.studies.toArray()) {
      const [here, copy] = [
        await localLabels(database, studyUid),
        await localLabels(second.context.database, studyUid),
      ];
      expect(Object.keys(here.objects).length).toBeGreaterThan(10);
      expect(copy.objects).toEqual(here.objects);
    }
  });

  it("merges like sync: what one side changed is taken, what both changed waits for a person, all versions stay", async () => {
    const { one, two } = await tablets();
    const [m1, m2] = [await one.add(2), await one.add(3)];
    expect((await carry(one, two)).followed).toEqual([study]);
    expect(await two.labels()).toEqual(await one.labels());
    await one.move(m1, 5);
    await two.move(m1, 6);
    await two.move(m2, 7);
    expect((await carry(two, one)).followed).toEqual([]);
    const { pair } = studyHeads(await one.versions(), "R1");
    expect(pair?.merge.conflicts.map(({ trackingUid, kind }) => [trackingUid, kind])).toEqual([
      [m1, "both-edited"],
    ]);
    const base = (await one.database.syncStudies.get(study))?.base;
    const [mine, other] = pair?.a.uid === base ? [pair?.a, pair?.b] : [pair?.b, pair?.a];
    const request = { studyUid: study, mine: mine?.uid ?? "", other: other?.uid ?? "", actor: "u" };
    const decisions = new Map([[m1, { keep: "b" as const }]]);
    expect(await mergeInto(one.maker(signal), { ...request, decisions })).toBe("merged");
    await carry(one, two);
    expect(await two.labels()).toEqual(await one.labels());
    expect(studyHeads(await two.versions(), "R1").own).toHaveLength(1);
    expect(await two.versions()).toHaveLength(4);
  });

  it("is passed on: a third device gets through the second what the first made, without a gap", async () => {
    const { one, two } = await tablets();
    const three = await makeDevice({ reader: "R1", random: makeRandom(5), fetchFrom: noHub });
    await three.database.settings.put(await projectKey());
    const uid = await one.add(2);
    await carry(one, two);
    await two.move(uid, 6);
    expect((await carry(two, three)).followed).toEqual([study]);
    expect(studyHeads(await three.versions(), "R1").incomplete).toEqual([]);
    expect(await three.labels()).toEqual(await two.labels());
  });

  it("leaves out what was damaged on the way, and takes the rest", async () => {
    const { one, two } = await tablets();
    await one.add(2);
    const zip = (await bundleOf(one.maker(signal))) ?? new File([], "");
    const bytes = Buffer.from(await zip.arrayBuffer());
    // Inside the image, whose marks end with this.
    const at = bytes.indexOf("b".repeat(32));
    expect(at).toBeGreaterThan(0);
    bytes[at] = 0x63;
    const { opened, followed } = await takeBundle(two.maker(signal), new Blob([bytes]));
    expect(opened).toMatchObject({ damaged: 1, versions: 1 });
    expect(followed).toEqual([study]);
  });

  it("is refused by name, and nothing is kept of it, when it is not what a device of the project wrote", async () => {
    const { one, two } = await tablets();
    await one.add(2);
    const zip = (await bundleOf(one.maker(signal))) ?? new File([], "");
    const whole = new Uint8Array(await zip.arrayBuffer());
    const object = {
      uid: "1.2",
      study: "1.3",
      series: "1.4",
      kind: "report",
      lengthBytes: 4,
      sha256: "0".repeat(64),
    };
    const list = (objects: unknown, schema = "overread-bundle/1") => text({ schema, objects });
    const made = async (manifest: Uint8Array<ArrayBuffer>, ...more: (readonly [string, Uint8Array])[]) =>
      zipOf([["overread-bundle.json", manifest], ["overread-bundle.seal", await sealed(manifest)], ...more]);
    const four = new Uint8Array(4);
    const cases: readonly (readonly [Blob, string])[] = [
      [new Blob([]), "not-a-bundle"],
      [new Blob(["no zip at all"]), "not-a-bundle"],
      [await zipOf([["a.dcm", four]]), "not-a-bundle"],
      [new Blob([whole.slice(0, whole.length - 200)]), "not-a-bundle"],
      [await made(list([], "overread-bundle/2")), "newer"],
      [await made(list([object])), "strange-entries"],
      [await made(list([{ ...object, uid: "../../etc/passwd" }])), "strange-entries"],
      [await made(list([object, object]), ["objects/1.3/1.2.dcm", four]), "strange-entries"],
      [await made(list([object]), ["objects/1.3/1.2.dcm", new Uint8Array(5)]), "strange-entries"],
      [await made(list([object]), ["objects/1.3/1.2.dcm", four], ["more", four]), "strange-entries"],
      [
        await made(list([{ ...object, lengthBytes: 2 ** 40 }]), ["objects/1.3/1.2.dcm", four]),
        "strange-entries",
      ],
      [
        await zipOf([
          ["overread-bundle.json", list([])],
          ["overread-bundle.seal", await sealed(list([]), 8)],
        ]),
        "other-project",
      ],
    ];
    for (const [blob, fault] of cases) expect((await takeBundle(two.maker(signal), blob)).opened).toBe(fault);
    expect(await two.versions()).toEqual([]);
    const stranger = await tablets(2, 8);
    expect((await takeBundle(stranger.two.maker(signal), zip)).opened).toBe("other-project");
    await two.database.settings.delete("project-secret");
    expect((await takeBundle(two.maker(signal), zip)).opened).toBe("no-key");
    expect(await two.database.labelObjects.count()).toBe(0);
  });

  it("leaves nothing behind when it is stopped, here or there", async () => {
    const { one, two } = await tablets();
    await one.add(2);
    const zip = (await bundleOf(one.maker(signal))) ?? new File([], "");
    const control = new AbortController();
    const { sink, state } = memoryZip();
    const stopped = writeBundle({
      maker: one.maker(control.signal),
      images: true,
      openSink: async () => sink,
      progress: () => control.abort(),
    });
    await expect(stopped).rejects.toThrow(/abort/i);
    expect(state.discarded).toBe(true);
    await expect(takeBundle(two.maker(control.signal), zip)).rejects.toThrow(/abort/i);
    expect(await two.versions()).toEqual([]);
  });

  it("counts the images that were asked for and are not in it", async () => {
    const { context } = await labelledStore([
      ["0.dcm", ctSlice(0)],
      ["1.dcm", ctSlice(1)],
    ]);
    const { database, codecs } = context;
    await database.settings.put({ key: "schemaId", value: dicomSchema.id });
    const maker = makerOf(database, "R1", codecs);
    const write = (images: boolean) =>
      writeBundle({ maker, images, openSink: async () => memoryZip().sink, progress: () => undefined });
    const whole = await write(true);
    expect(whole?.missingImages).toBe(0);
    const [instance] = await database.instances.toArray();
    if (!instance) throw new Error("nothing was stored");
    await putAway(database, instance.studyUid, [instance.sopUid]);
    const rest = await write(true);
    expect([rest?.missingImages, rest?.objects]).toEqual([1, (whole?.objects ?? 0) - 1]);
    expect((await write(false))?.missingImages).toBe(0);
  });

  it("is not written where no study has labels", async () => {
    const { one } = await tablets();
    expect(await bundleOf(one.maker(signal))).toBeNull();
  });
});
