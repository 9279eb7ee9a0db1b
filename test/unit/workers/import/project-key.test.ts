import { createCipheriv, pbkdf2Sync } from "node:crypto";
import { expect, test } from "vitest";
import type { KeyFile } from "../../../../src/domain/deid/key-file.ts";
import { projectKeySetting, readProjectKey } from "../../../../src/storage/keys.ts";
import { makeImageDicom } from "../../../support/image-dicom.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";

const passphrase = "four words are plenty";
const pixels = new Uint8Array(32).map((_, i) => i * 3);
const file = (patient: string) =>
  chosen(
    "a.dcm",
    makeImageDicom({
      columns: 4,
      rows: 4,
      bits: 16,
      stored: 12,
      pixels,
      sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
      sopUid: "1.2.3.4",
      more: [
        { tag: "00080060", vr: "CS", value: "CT" },
        { tag: "00100020", vr: "LO", value: patient },
        { tag: "0020000D", vr: "UI", value: "1.2.3.5" },
        { tag: "0020000E", vr: "UI", value: "1.2.3.6" },
      ],
    }),
  );

const device = () => makeImportHarness({ ownKey: true });
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => "no failure",
    (reason: { code?: string }) => reason.code ?? String(reason),
  );

async function bytesOf(harness: ReturnType<typeof device>) {
  const chunks = await harness.context.database.chunks.toArray();
  return chunks.map((row) => Buffer.from(row.bytes).toString("base64"));
}

test("two devices with one key write the same bytes; a third with its own key writes no identifier of theirs", async () => {
  const [a, b, c] = [device(), device(), device()];
  await a.call("keyProtect", { passphrase });
  const { text } = await a.call("keyExport", { passphrase });
  const taken = await b.call("keyImport", { text, passphrase });
  expect(taken.already).toBe(false);
  for (const one of [a, b, c]) {
    const { result } = await one.take([file("PAT-1")]);
    expect(result.refused).toEqual([]);
  }
  expect((await bytesOf(a)).length).toBeGreaterThan(0);
  expect(await bytesOf(b)).toEqual(await bytesOf(a));
  const [ours] = await a.context.database.instances.toArray();
  const [theirs] = await c.context.database.instances.toArray();
  expect([theirs?.sopUid, theirs?.studyUid, theirs?.seriesUid]).not.toContain(ours?.sopUid);
  expect(new Set([ours?.sopUid, theirs?.sopUid, ours?.studyUid, theirs?.studyUid]).size).toBe(4);
});

test("the file is PBKDF2-SHA256 of 600,000 rounds and AES-GCM, as another implementation reads it", async () => {
  const a = device();
  await a.call("keyProtect", { passphrase });
  const read = JSON.parse((await a.call("keyExport", { passphrase })).text) as KeyFile;
  expect(read.kdf.iterations).toBe(600_000);
  const key = pbkdf2Sync(passphrase, Buffer.from(read.kdf.salt, "base64"), 600_000, 32, "sha256");
  const wrapped = Buffer.from(read.wrapped, "base64");
  // GCM is CTR from the second counter on: what decrypts to the secret must encrypt back to the file.
  const counter = Buffer.concat([Buffer.from(read.cipher.iv, "base64"), Buffer.from([0, 0, 0, 2])]);
  const secret = createCipheriv("aes-256-ctr", key, counter).update(wrapped.subarray(0, 32));
  const cipher = createCipheriv("aes-256-gcm", key, Buffer.from(read.cipher.iv, "base64"));
  const { cipher: how, fingerprint, format, kdf, madeAt, version } = read;
  const head = (value: unknown): string =>
    typeof value === "object" && value !== null
      ? `{${Object.entries(value)
          .sort(([x], [y]) => (x < y ? -1 : 1))
          .map(([name, one]) => `${JSON.stringify(name)}:${head(one)}`)
          .join(",")}}`
      : JSON.stringify(value);
  cipher.setAAD(Buffer.from(head({ cipher: how, fingerprint, format, kdf, madeAt, version })));
  const again = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  expect(again.toString("base64")).toBe(read.wrapped);
});

test("a wrong passphrase, a changed byte, another file and a newer version are told apart, and nothing changes", async () => {
  const [a, b] = [device(), device()];
  await a.call("keyProtect", { passphrase });
  const { text } = await a.call("keyExport", { passphrase });
  expect(await failure(a.call("keyExport", { passphrase: "another passphrase" }))).toBe("key-passphrase");
  const attempts: readonly (readonly [string, string, string])[] = [
    [text, "another passphrase", "key-passphrase"],
    [
      text.replace(/"wrapped": "(.)/, (_, one) => `"wrapped": "${one === "A" ? "B" : "A"}`),
      passphrase,
      "key-file-damaged",
    ],
    [text.slice(0, -40), passphrase, "key-file-damaged"],
    [text.replace("600000", "1000"), passphrase, "key-file-damaged"],
    ['{"format":"something"}', passphrase, "key-file-foreign"],
    ["not json", passphrase, "key-file-foreign"],
    [text.replace('"version": 1', '"version": 2'), passphrase, "key-file-version"],
  ];
  for (const [given, words, code] of attempts) {
    expect(await failure(b.call("keyImport", { text: given, passphrase: words }))).toBe(code);
    expect(await b.call("keyState", {})).toEqual({ made: false });
  }
  expect(await b.context.database.audit.count()).toBe(0);
});

test("another key is refused while studies or held images stand under one; the same key is no change", async () => {
  const [a, b] = [device(), device()];
  await a.call("keyProtect", { passphrase });
  await b.call("keyProtect", { passphrase });
  const theirs = await a.call("keyExport", { passphrase });
  const own = await b.call("keyExport", { passphrase });
  await b.take([file("PAT-1")]);
  const before = await bytesOf(b);
  expect(await failure(b.call("keyImport", { text: theirs.text, passphrase }))).toBe("key-in-use");
  expect(await bytesOf(b)).toEqual(before);
  const same = await b.call("keyImport", { text: own.text, passphrase });
  expect(same.already).toBe(true);
  const known = await b.take([file("PAT-1")]);
  expect(known.result.ready[0]?.known).toBe(1);
});

test("a key made by an import can be put under a passphrase by the worker that made it, later by none", async () => {
  const a = device();
  await a.take([file("PAT-1")]);
  const made = await a.call("keyState", {});
  expect(made).toMatchObject({ made: true, passphrase: "now", studies: 1 });
  expect(await failure(a.call("keyExport", { passphrase }))).toBe("key-not-movable");
  expect(await failure(a.call("keyProtect", { passphrase: "short" }))).toBe("key-passphrase-short");
  const after = await a.call("keyProtect", { passphrase });
  expect(after).toMatchObject({ passphrase: "set" });
  expect(made.made && after.made && made.fingerprint === after.fingerprint).toBe(true);
  expect((await a.take([file("PAT-1")])).result.ready[0]?.known).toBe(1);

  const b = device();
  await b.take([file("PAT-1")]);
  const reopened = b.restarted();
  expect(await reopened.call("keyState", {})).toMatchObject({ passphrase: "never" });
  expect(await failure(reopened.call("keyProtect", { passphrase }))).toBe("key-in-use");
});

test("no stored key can be read out, none derives others, and the secret lies nowhere in the open", async () => {
  const a = device();
  await a.call("keyProtect", { passphrase });
  const stored = await readProjectKey(a.context.database);
  const row = await a.context.database.settings.get(projectKeySetting);
  const keys = Object.values(stored?.keys ?? {}) as CryptoKey[];
  expect(keys.length).toBe(7);
  for (const key of keys) {
    expect(key.extractable).toBe(false);
    expect(key.usages.some((usage) => usage.startsWith("derive") || usage.endsWith("Key"))).toBe(false);
    await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
  }
  expect(Object.keys(row?.value as object).sort()).toEqual(["file", "fingerprint", "keys", "madeAt"]);
});

test("a store of the first version keeps its pseudonyms and loses the key that derives the others", async () => {
  const secret = new Uint8Array(32).fill(9);
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const a = device();
  await a.context.database.settings.put({ key: projectKeySetting, value: { base } });
  const b = makeImportHarness({ secret: 9 });
  await a.take([file("PAT-1")]);
  await b.take([file("PAT-1")]);
  expect(await bytesOf(a)).toEqual(await bytesOf(b));
  const row = await a.context.database.settings.get(projectKeySetting);
  expect(Object.keys(row?.value as object)).not.toContain("base");
});

test("making, exporting and taking a key are links of the device's chain", async () => {
  const [a, b] = [device(), device()];
  await a.call("keyProtect", { passphrase });
  const { text } = await a.call("keyExport", { passphrase });
  await b.call("keyImport", { text, passphrase });
  const actions = async (one: typeof a) =>
    (await one.context.database.audit.toArray()).map((event) => event.action);
  expect(await actions(a)).toEqual(["key-protected", "key-exported"]);
  expect(await actions(b)).toEqual(["key-imported"]);
});
