import { expect, test } from "vitest";
import { makeCodecs } from "../../../../src/workers/codecs/codecs.ts";
import { type Htj2kSample, htj2kSamples } from "../../../support/htj2k-samples.ts";
import { nodeCodecAssets } from "../../../support/node-codec-assets.ts";

const codecs = makeCodecs(nodeCodecAssets());
const bytesOf = (base64: string) => Uint8Array.from(Buffer.from(base64, "base64"));
const decode = (stream: Uint8Array) => codecs.decode(stream, "1.2.840.10008.1.2.4.201", "htj2k");

/** SIZ parameters begin 6 bytes in: SOC, the marker, its length. */
const firstComponent = 4 + 38;

test.each(Object.entries<Htj2kSample>(htj2kSamples))(
  "%s: HTJ2K gives every sample that went in, with its sign and in its component",
  async (_, { stream, values, samples, bytesPerSample }) => {
    const decoded = await decode(bytesOf(stream));
    expect(decoded).toMatchObject({ columns: 14, rows: 11, samples, bytesPerSample });
    expect([...decoded.bytes]).toEqual([...bytesOf(values)]);
  },
);

test("HTJ2K that the decoder would cut short or mix up is refused by name", async () => {
  const halved = bytesOf(htj2kSamples.coloursApart.stream);
  halved[firstComponent + 3 + 1] = 2;
  await expect(decode(halved)).rejects.toMatchObject({
    name: "FormatError",
    code: "unsupported-pixels",
    expected: "HTJ2K components of one size and depth",
  });
  const deep = bytesOf(htj2kSamples.signedWords.stream);
  deep[firstComponent] = 0x80 | 19;
  await expect(decode(deep)).rejects.toMatchObject({ code: "unsupported-pixels", found: "20 bits" });
});
