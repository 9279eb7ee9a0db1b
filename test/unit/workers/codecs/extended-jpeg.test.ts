import { expect, test } from "vitest";
import { makeCodecs } from "../../../../src/workers/codecs/codecs.ts";
import { extendedJpeg } from "../../../support/extended-jpeg.ts";
import { nodeCodecAssets } from "../../../support/node-codec-assets.ts";

const codecs = makeCodecs(nodeCodecAssets());

test("extended JPEG of 12 bits comes back within what its quantization loses", async () => {
  const [columns, rows] = [40, 24];
  const values = Uint16Array.from(
    { length: columns * rows },
    (_, at) => (at % columns) * 90 + Math.floor(at / columns) * 20 + ((at * 37) % 23),
  );
  const stream = extendedJpeg(values, columns, rows, 2);
  const decoded = await codecs.decode(stream, "1.2.840.10008.1.2.4.51", "jpeg");
  expect(decoded).toMatchObject({ columns, rows, samples: 1, bytesPerSample: 2 });
  const read = new Uint16Array(decoded.bytes.buffer);
  const errors = [...read].map((value, at) => Math.abs(value - (values[at] ?? 0)));
  expect(Math.max(...errors)).toBeLessThanOrEqual(4);
});
