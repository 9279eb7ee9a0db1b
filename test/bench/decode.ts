import { makeCodecs } from "../../src/workers/codecs/codecs.ts";
import { openDicomPixels } from "../../src/workers/pixels/open-dicom-pixels.ts";
import { nodeCodecAssets } from "../support/node-codec-assets.ts";
import { type BenchFrame, benchFrames } from "./decode-frames.ts";
import { cornerstone, type DecodeOnce, itkReader } from "./decode-peers.ts";
import { frameFile } from "./frame-file.ts";
import { nativeFrameMs } from "./native-gdcm.ts";
import { peerPackages } from "./peer-packages.ts";

type Ratios = Record<string, number | null>;

/** What `npm run bench -- decode --json` prints: ratios of our processor time to a peer's, per transfer syntax. Null: no such peer. */
export interface DecodeFigures {
  readonly ratioToCornerstone: Ratios;
  readonly ratioToItk: Ratios;
  readonly ratioToNative: Ratios;
  /** Our processor time in milliseconds for a frame of 512 × 512. */
  readonly frameMs: Ratios;
  readonly runs: number;
}

/** A measurement is at least this long, so that the clock's step does not matter. */
const leastMs = 25;

/** Wasm and script are compiled twice, the second time while they run: before that nothing is measured. */
const warmMs = 600;

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Processor time of this process in milliseconds, all its threads. */
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

async function ours(frame: BenchFrame): Promise<DecodeOnce> {
  const file = new Uint8Array(frameFile(frame));
  const codecs = makeCodecs(nodeCodecAssets());
  const kept = await openDicomPixels(file, codecs);
  return async () => {
    // A deflated data set has no frames until it is undone.
    const opened = frame.deflated ? await openDicomPixels(file, codecs) : kept;
    const { pixels } = await opened.stored(0);
    return new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  };
}

async function measure(decode: DecodeOnce, times: number): Promise<number> {
  const start = cpuMs();
  for (let time = 0; time < times; time++) await decode();
  return (cpuMs() - start) / times;
}

/** Warms a decode up; gives how often it is to be repeated to last `leastMs`. */
async function repeats(decode: DecodeOnce): Promise<number> {
  const begin = performance.now();
  while (performance.now() - begin < warmMs) await decode();
  const start = performance.now();
  for (let time = 0; time < 5; time++) await decode();
  return Math.ceil(leastMs / Math.max(0.001, (performance.now() - start) / 5));
}

const rounded = (value: number) => Number(value.toFixed(3));

/** Measures every syntax against every peer in turns: ours, a peer, the next peer, and again in the other order. */
export async function main(options: { runs?: string }): Promise<DecodeFigures> {
  const rounds = options.runs ? Number(options.runs) : 15;
  const peers = peerPackages();
  const figures = {
    ratioToCornerstone: {} as Ratios,
    ratioToItk: {} as Ratios,
    ratioToNative: {} as Ratios,
    frameMs: {} as Ratios,
    runs: rounds,
  };
  for (const frame of await benchFrames(peers)) {
    const { syntax, expected } = frame;
    const all: Record<string, DecodeOnce | null> = {
      ours: await ours(frame),
      cornerstone: peers ? await cornerstone(peers, frame).catch(() => null) : null,
      itk: await itkReader(frame),
    };
    const times: Record<string, number> = {};
    const taken: Record<string, number[]> = {};
    for (const [name, decode] of Object.entries(all)) {
      if (!decode) continue;
      const bytes = await decode();
      if (expected && Buffer.compare(bytes, expected) !== 0) {
        if (name === "ours") throw new Error(`${syntax}: our decoder gave other samples than were encoded`);
        console.error(`${syntax}: ${name} gave other samples than were encoded`);
      }
      times[name] = await repeats(decode);
      taken[name] = [];
    }
    for (let round = 0; round < rounds; round++) {
      const order = Object.keys(taken);
      if (round % 2) order.reverse();
      for (const name of order) {
        const decode = all[name];
        if (decode) taken[name]?.push(await measure(decode, times[name] ?? 1));
      }
    }
    const mine = taken.ours ?? [];
    const ratio = (peer: string) => {
      const theirs = taken[peer];
      return theirs ? rounded(median(mine.map((value, i) => value / (theirs[i] ?? value)))) : null;
    };
    figures.frameMs[syntax] = rounded(median(mine));
    figures.ratioToCornerstone[syntax] = ratio("cornerstone");
    figures.ratioToItk[syntax] = ratio("itk");
    const nativeMs = nativeFrameMs(frame);
    figures.ratioToNative[syntax] = nativeMs === null ? null : rounded(median(mine) / nativeMs);
    console.error(
      `${syntax}: ours ${figures.frameMs[syntax]} ms, cornerstone ${ratio("cornerstone")}, itk ${ratio("itk")}, native ${figures.ratioToNative[syntax]}`,
    );
  }
  return figures;
}
