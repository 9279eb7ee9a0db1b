import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { classicResult } from "../../src/workers/assist/classic-result.ts";
import { openModel } from "../../src/workers/infer/model-host.ts";
import { segmentPlane } from "../../src/workers/infer/segment-plane.ts";
import { nodeSessions } from "../support/onnx/node-engine.ts";
import { ellipsePhantom } from "../support/phantom-plane.ts";

/** Processor milliseconds of one answer to a click: the network alone, and the whole way from the plane to the mask. */
interface ClickCost {
  readonly sessionCpuMs: number;
  readonly clickCpuMs: number;
  /** Wall time of the network in the app's runtime over the native one's, both on as many threads; null: no peer. */
  readonly ratioToNative: number | null;
}

/** What `npm run bench -- assist --json` prints. Runs in Node: the app's own modules on the same wasm of onnxruntime-web. */
export interface AssistFigures {
  readonly ranIn: string;
  readonly threads: Readonly<Record<"1" | "2", Readonly<Record<string, ClickCost>>>>;
  /** From the bytes of both files to two sessions that have passed the self-test, in processor milliseconds. */
  readonly sessionStartCpuMs: number;
  /** A label followed through 300 slices of 512 × 512 at S = 128 on two threads, in a process whose heap may hold 1 GB (assist rows 8, 10). */
  readonly follow: FollowCost;
  /** Growth of the process by both sessions and their runs. */
  readonly memoryMb: number;
  /** Processor milliseconds of the classical tools on 256 × 256. */
  readonly classicCpuMs: Readonly<Record<string, number>>;
}

/** What following costs without decoding and storing: from the plane of a slice and the mask of the last one to the next mask. */
interface FollowCost {
  readonly slices: number;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  /** Growth of the process from before the model was opened to its peak. */
  readonly memoryMb: number;
  /** Slices on which something of the label was left at the end. */
  readonly found: number;
}

const here = fileURLToPath(new URL(".", import.meta.url));
const modelFolder = resolve(here, "../../public/models/prompt-unet-s");
const peerFolder = join(here, "peers/onnx");
const runs = 9;
const rounded = (value: number) => Math.round(value * 10) / 10;
const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function cost(work: () => Promise<unknown> | unknown) {
  const cpu: number[] = [];
  const wall: number[] = [];
  for (let run = 0; run < runs + 2; run++) {
    const before = process.cpuUsage();
    const start = performance.now();
    await work();
    const { user, system } = process.cpuUsage(before);
    // The first two warm up.
    if (run < 2) continue;
    cpu.push((user + system) / 1000);
    wall.push(performance.now() - start);
  }
  return { cpuMs: median(cpu), wallMs: median(wall) };
}

/** The parts of onnxruntime-node that are used. */
interface NativeRuntime {
  readonly InferenceSession: {
    create(path: string, options: object): Promise<{ run(feeds: object): Promise<object> }>;
  };
  readonly Tensor: new (type: "float32", values: Float32Array, dims: readonly number[]) => object;
}

/** The native runtime, installed from its own lockfile when it is not there yet; null when that fails. */
function nativeRuntime(): NativeRuntime | null {
  const there = () => existsSync(join(peerFolder, "node_modules/onnxruntime-node/package.json"));
  if (!there()) {
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    spawnSync(npm, ["ci", "--prefix", peerFolder, "--ignore-scripts", "--no-audit", "--no-fund"], {
      stdio: ["ignore", 2, 2],
      shell: process.platform === "win32",
      env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip" },
    });
  }
  if (!there()) return null;
  return createRequire(join(peerFolder, "package.json"))("onnxruntime-node") as NativeRuntime;
}

async function nativeWallMs(native: NativeRuntime, file: string, side: number, threads: number) {
  const session = await native.InferenceSession.create(join(modelFolder, file), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
  });
  const input = new native.Tensor("float32", new Float32Array(5 * side * side), [1, 5, side, side]);
  return (await cost(() => session.run({ input }))).wallMs;
}

async function network(threads: number, native: NativeRuntime | null) {
  const engine = { engine: "onnxruntime-web/wasm", engineVersion: "", threads, isolated: threads > 1 };
  const read = async (path: string) => new Uint8Array(readFileSync(join(modelFolder, path)));
  const memory = process.memoryUsage().rss;
  const before = process.cpuUsage();
  const host = await openModel(read, engine, await nodeSessions(threads));
  const sessions = await host.every();
  const { user, system } = process.cpuUsage(before);
  const { plane, center } = ellipsePhantom(512, 11);
  const prompts = { positive: [center], negative: [], box: null };
  const costs: Record<string, ClickCost> = {};
  for (const { session, file } of sessions) {
    const values = new Float32Array(5 * file.size * file.size).fill(0.3);
    const alone = await cost(() => session.run(values));
    const only = { ...host, session: async () => ({ session, file }) };
    const whole = await cost(() => segmentPlane(only, { plane, prompts, previous: null, fast: false }));
    const peer = native ? await nativeWallMs(native, file.path, file.size, threads) : null;
    costs[file.size] = {
      sessionCpuMs: rounded(alone.cpuMs),
      clickCpuMs: rounded(whole.cpuMs),
      ratioToNative: peer === null ? null : rounded(alone.wallMs / peer),
    };
  }
  const memoryMb = Math.round((process.memoryUsage().rss - memory) / 2 ** 20);
  for (const { session } of sessions) await session.release();
  return { costs, startCpuMs: rounded((user + system) / 1000), memoryMb };
}

async function follow(threads: number): Promise<FollowCost> {
  const engine = { engine: "onnxruntime-web/wasm", engineVersion: "", threads, isolated: threads > 1 };
  const read = async (path: string) => new Uint8Array(readFileSync(join(modelFolder, path)));
  // Ten planes, one after the other and back, as neighbours of a stack are alike.
  const planes = Array.from({ length: 10 }, (_, at) => ellipsePhantom(512, 11 + (at % 2)).plane);
  const { center } = ellipsePhantom(512, 11);
  const memory = process.memoryUsage().rss;
  const host = await openModel(read, engine, await nodeSessions(threads));
  const none = { positive: [], negative: [], box: null };
  const first = planes[0] ?? ellipsePhantom(512, 11).plane;
  const start = { positive: [center], negative: [], box: null };
  let { result } = await segmentPlane(host, { plane: first, prompts: start, previous: null, fast: true });
  const slices = 300;
  let [peak, found] = [memory, 0];
  const before = process.cpuUsage();
  const startedAt = performance.now();
  for (let slice = 0; slice < slices; slice++) {
    const plane = planes[slice % planes.length] ?? first;
    ({ result } = await segmentPlane(host, { plane, prompts: none, previous: result.mask, fast: true }));
    if (result.mask.counts.length > 1) found++;
    peak = Math.max(peak, process.memoryUsage().rss);
  }
  const wallSeconds = rounded((performance.now() - startedAt) / 1000);
  const { user, system } = process.cpuUsage(before);
  const cpuSeconds = rounded((user + system) / 1e6);
  return { slices, wallSeconds, cpuSeconds, memoryMb: Math.round((peak - memory) / 2 ** 20), found };
}

async function classicalTools() {
  const { plane, center, radii } = ellipsePhantom(256, 11);
  const negative = [[center[0] + radii[0] * 1.4, center[1]]] as const;
  const methods = ["flood", "geodesic", "random-walker", "ellipse"] as const;
  const costs: Record<string, number> = {};
  for (const method of methods) {
    const box = method === "ellipse" ? ([60, 60, 190, 190] as const) : null;
    const prompts = { positive: [center], negative: method === "flood" ? [] : negative, box };
    costs[method] = rounded(
      (await cost(() => classicResult({ plane, prompts, method, tolerance: null }))).cpuMs,
    );
  }
  return costs;
}

type NetworkCosts = Awaited<ReturnType<typeof network>>;

/** The runtime takes its number of threads once per process: each number gets a process of its own. */
function inOwnProcess<T>(threads: number, what: readonly string[] = [], node: readonly string[] = []): T {
  const script = resolve(here, "../support/bin/bench.mjs");
  const asked = [...node, script, "assist", "--threads", String(threads), ...what, "--json"];
  const child = spawnSync(process.execPath, asked, { stdio: ["ignore", "pipe", 2], encoding: "utf8" });
  if (child.status !== 0)
    throw new Error(`The bench with ${threads} threads ended with status ${child.status}.`);
  return JSON.parse(child.stdout) as T;
}

/** Costs of assistance; printed as one JSON object. `threads`: only the network's, in this process. */
export async function main(
  options: { threads?: string; follow?: string } = {},
): Promise<AssistFigures | NetworkCosts | FollowCost> {
  if (options.follow) return follow(Number(options.threads ?? 2));
  const native = nativeRuntime();
  if (options.threads) return network(Number(options.threads), native);
  const [one, two] = [inOwnProcess<NetworkCosts>(1), inOwnProcess<NetworkCosts>(2)];
  return {
    ranIn: `Node ${process.versions.node}, the app's modules with onnxruntime-web's wasm`,
    threads: { 1: one.costs, 2: two.costs },
    sessionStartCpuMs: one.startCpuMs,
    follow: inOwnProcess<FollowCost>(2, ["--follow", "yes"], ["--max-old-space-size=1024"]),
    memoryMb: one.memoryMb,
    classicCpuMs: await classicalTools(),
  };
}
