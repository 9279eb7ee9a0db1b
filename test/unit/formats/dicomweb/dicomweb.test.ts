import { describe, expect, it } from "vitest";
import { checkedHubUrl, hubPaths } from "../../../../src/formats/dicomweb/hub-path.ts";
import {
  boundaryFor,
  boundaryOf,
  multipartPieces,
  readMultipart,
} from "../../../../src/formats/dicomweb/multipart.ts";
import { readStoreOutcome } from "../../../../src/formats/dicomweb/store-outcome.ts";
import { makeRandom } from "../../../support/random.ts";

const join = (pieces: readonly Uint8Array[]) => new Uint8Array(pieces.flatMap((piece) => [...piece]));
const typeOf = (boundary: string) => `multipart/related; type="application/dicom"; boundary=${boundary}`;

describe("a multipart body", () => {
  it("gives back its parts byte for byte, over random payloads of line ends and dashes", () => {
    const random = makeRandom(7);
    const bytes = [13, 10, 45, 45, 0, 111];
    for (let round = 0; round < 500; round++) {
      const payloads = Array.from({ length: 1 + Math.floor(random() * 4) }, () =>
        Uint8Array.from(
          { length: Math.floor(random() * 40) },
          () => bytes[Math.floor(random() * bytes.length)] ?? 0,
        ),
      );
      const boundary = boundaryFor(payloads, () => String(Math.floor(random() * 1e9)));
      const parts = readMultipart(join(multipartPieces(payloads, boundary)), typeOf(boundary));
      expect(parts.map((part) => [...part.bytes])).toEqual(payloads.map((payload) => [...payload]));
      expect(parts.every(({ headers }) => headers.get("content-type") === "application/dicom")).toBe(true);
    }
  });

  it("takes a boundary that no payload contains", () => {
    const payload = new TextEncoder().encode("xx overread-1 xx");
    const tries = ["1", "2"];
    expect(boundaryFor([payload], () => tries.shift() ?? "3")).toBe("overread-2");
  });

  it("is refused wherever it was cut off", () => {
    const whole = join(multipartPieces([Uint8Array.of(1, 2, 3), Uint8Array.of(4)], "b"));
    for (let length = 0; length < whole.length - 4; length++)
      expect(() => readMultipart(whole.subarray(0, length), typeOf("b"))).toThrow(/Expected/);
  });

  it("is read with a preamble, quoted boundary, other headers and blanks after a boundary", () => {
    const text =
      "preamble\r\n--a b \r\nContent-Type: application/dicom; transfer-syntax=1.2.840.10008.1.2.1\r\nX-Y: z\r\n\r\nDATA\r\n--a b--";
    const [part] = readMultipart(
      new TextEncoder().encode(text),
      'Multipart/Related; type="application/dicom"; boundary="a b"; start=x',
    );
    expect(new TextDecoder().decode(part?.bytes)).toBe("DATA");
    expect(part?.headers.get("x-y")).toBe("z");
    expect(boundaryOf("application/json")).toBeNull();
    expect(() => readMultipart(new Uint8Array(4), "application/json")).toThrow(/multipart/);
  });
});

describe("the outcome of a STOW request", () => {
  const item = (uid: string, reason?: number) => ({
    "00081155": { vr: "UI", Value: [uid] },
    ...(reason === undefined ? {} : { "00081197": { vr: "US", Value: [reason] } }),
  });

  it("counts only objects that are named as stored and not as failed", () => {
    const outcome = readStoreOutcome({
      "00081199": { vr: "SQ", Value: [item("1.2.1"), item("1.2.2")] },
      "00081198": { vr: "SQ", Value: [item("1.2.2", 272), item("1.2.3", 45070)] },
    });
    expect([...outcome.stored]).toEqual(["1.2.1"]);
    expect([...outcome.failed]).toEqual([
      ["1.2.2", 272],
      ["1.2.3", 45070],
    ]);
  });

  it("proves nothing by an empty, a foreign or a malformed answer", () => {
    for (const answer of [
      null,
      "OK",
      200,
      [],
      {},
      { "00081199": { Value: "1.2" } },
      { "00081199": {} },
      [[1]],
    ])
      expect([...readStoreOutcome(answer).stored]).toEqual([]);
  });
});

describe("addresses of a hub", () => {
  const parse = (text: string) => new URL(text);

  it("hold nothing but UIDs", () => {
    expect(hubPaths.instance("1.2", "1.3", "1.4")).toBe("studies/1.2/series/1.3/instances/1.4");
    expect(() => hubPaths.store("Doe^John")).toThrow(/UID/);
    expect(() => hubPaths.store("1.2/../3")).toThrow(/UID/);
    expect(hubPaths.studies({ PatientID: "A B&c" })).toBe("studies?PatientID=A%20B%26c");
  });

  it("are https, or on this device", () => {
    expect(checkedHubUrl(" https://hub.example.org/dicom-web/ ", parse)).toBe(
      "https://hub.example.org/dicom-web",
    );
    expect(checkedHubUrl("http://127.0.0.1:8043/dicom-web", parse)).toBe("http://127.0.0.1:8043/dicom-web");
    for (const wrong of [
      "http://hub.example.org",
      "ftp://localhost/",
      "hub",
      "https://u:p@h/",
      "https://h/?x=1",
    ])
      expect(() => checkedHubUrl(wrong, parse)).toThrow(/Expected/);
  });
});
