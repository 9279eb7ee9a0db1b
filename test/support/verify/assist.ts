import { networkAnswers } from "../../../src/domain/assist/prompt-kind.ts";
import type { AssistResult } from "../../../src/domain/calls/assist-calls.ts";
import type { MaskRle } from "../../../src/domain/mask.ts";
import type { Prompts } from "../../../src/domain/proposal.ts";
import { openAppPage } from "./app-page.ts";
import { type AssistPage, openAssistPage } from "./assist/assist-page.ts";
import type { Task } from "./assist/mask-slices.ts";
import { scoreTask } from "./assist/protocol.ts";
import { readPairs, type Skipped, tasksOfPair } from "./assist/read-pairs.ts";
import { byGroup, figuresOf, gateOf, msPerClick, type Scored, spearman } from "./assist/report.ts";

type Method = "classic" | "network" | "default";
const allMethods: readonly Method[] = ["classic", "network", "default"];

interface Options {
  readonly corpus?: string;
  readonly limit?: string;
  readonly methods?: string;
  readonly gate?: boolean;
}

/** Answers of one task, each computed once: `default` takes the result of the tool that it picks. */
function answersOf(page: AssistPage) {
  const known = new Map<string, Promise<AssistResult>>();
  return (method: Method) => (prompts: Prompts, previous: MaskRle | null) => {
    const picked = networkAnswers(page.model.defaultFor, prompts) ? "network" : "classic";
    const tool = method === "default" ? picked : method;
    // The classical tools do not look at the mask before.
    const before = tool === "network" ? (previous?.counts.join(",") ?? "") : "";
    const key = `${tool}|${JSON.stringify(prompts)}|${before}`;
    const answer = known.get(key) ?? page.ask(tool, prompts, previous);
    known.set(key, answer);
    return answer;
  };
}

async function gather(corpus: string, limit: number) {
  const pairs = readPairs(corpus).slice(0, limit);
  const page = await openAppPage();
  const tasks: Task[] = [];
  const skipped: Skipped[] = [];
  try {
    for (const pair of pairs) {
      const found = await tasksOfPair(page, corpus, pair);
      if (Array.isArray(found)) tasks.push(...found);
      else skipped.push(found);
    }
  } finally {
    await page.close();
  }
  return { tasks, skipped };
}

async function measure(corpus: string, limit: number, methods: readonly Method[]) {
  const { tasks, skipped } = await gather(corpus, limit);
  const scored = new Map<Method, Scored[]>(methods.map((method) => [method, []]));
  const page = await openAssistPage(2);
  try {
    for (const [done, task] of tasks.entries()) {
      console.error(`${done + 1}/${tasks.length} ${task.set}/${task.id}/${task.label}`);
      await page.setPlane(task.plane);
      const ask = answersOf(page);
      for (const method of methods) {
        const { set, id, label } = task;
        scored.get(method)?.push({ set, id, label, score: await scoreTask(task, ask(method)) });
      }
    }
  } finally {
    await page.close();
  }
  return { tasks, skipped, scored, model: page.model };
}

/**
 * `npm run verify -- assist --corpus DIR`: the protocol of assist 3.10 over `mask_pairs.json`, decoded, clicked and answered by the built
 * app's own workers in Chromium. Exit code 2: the input cannot be used; 3: `--gate` and the gate is not passed.
 */
export async function main(options: Options) {
  const methods = options.methods
    ? allMethods.filter((name) => options.methods?.split(",").includes(name))
    : allMethods;
  if (!options.corpus || methods.length === 0) {
    process.exitCode = 2;
    return { error: "Expected --corpus DIR, and --methods of classic, network, default." };
  }
  let measured: Awaited<ReturnType<typeof measure>>;
  try {
    measured = await measure(options.corpus, Number(options.limit ?? Number.POSITIVE_INFINITY), methods);
  } catch (reason) {
    process.exitCode = 2;
    return { error: reason instanceof Error ? reason.message : String(reason) };
  }
  const { tasks, skipped, scored, model } = measured;
  if (tasks.length === 0) {
    // Zeros would read as figures.
    process.exitCode = 2;
    return { error: "No pair could be used.", skipped };
  }
  const named = <T>(make: (list: readonly Scored[]) => T) =>
    Object.fromEntries([...scored].map(([method, list]) => [method, make(list)]));
  const doubts = (scored.get("default") ?? []).flatMap(({ score }) => score.doubts);
  const [classic, byDefault] = [scored.get("classic"), scored.get("default")];
  const gate = classic && byDefault ? gateOf(figuresOf(classic), figuresOf(byDefault)) : null;
  if (options.gate && !gate?.pass) process.exitCode = 3;
  return {
    schema: "prelabel-bench/1",
    model: { id: model.modelId, version: model.modelVersion, sha256: model.fileSha256[0] ?? "" },
    ranIn: { where: "the built app's workers in Chromium", threads: model.threads, isolated: model.isolated },
    slices: tasks.length,
    scribbled: tasks.filter(({ scribbles }) => scribbles !== null).length,
    skipped,
    methods: named((list) => ({ ...figuresOf(list), msPerClick: msPerClick(list) })),
    perSet: named((list) => byGroup(list, "set")),
    perLabel: named((list) => byGroup(list, "label")),
    spearman: spearman(
      doubts.map(({ doubt }) => doubt),
      doubts.map(({ error }) => error),
    ),
    gate,
  };
}
