import { type Accessor, createSignal, onCleanup } from "solid-js";
import { planeFromFrame } from "../../domain/assist/plane-from-frame.ts";
import { uuidFrom } from "../../domain/instance-uid.ts";
import { type LabelMisfit, meaningIn, misfitOf } from "../../domain/models/label-fit.ts";
import { isSameFinding } from "../../domain/models/same-finding.ts";
import type { Series } from "../../domain/study.ts";
import type { EditorSession, PromptRequest } from "../../editor/session-types.ts";
import type { Inference } from "../../jobs/inference.ts";
import type { Labeller } from "../../jobs/labeller.ts";
import { ownFinder } from "../../jobs/prelabel-finder.ts";
import type { PrelabelProgress } from "../../jobs/prelabel-progress.ts";
import { type PrelabelInput, runPrelabel } from "../../jobs/prelabel-run.ts";
import { runPropagation } from "../../jobs/propagate-run.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { readProposals } from "../../storage/proposals.ts";
import { failureText, isCancelled } from "../app/failure-text.ts";
import { randomBytes } from "../app/identity.ts";
import type { Messages } from "../messages/messages.ts";
import type { Stage } from "./create-stage.ts";
import { hasPixels, makeProposal } from "./make-proposal.ts";

/** What the model is doing for this study. */
export interface Assistant {
  readonly asking: Accessor<boolean>;
  readonly prelabel: Accessor<PrelabelProgress | null>;
  answer(request: PromptRequest): Promise<void>;
  /** Masks for the frame on the screen. */
  suggestHere(): Promise<void>;
  prelabelSeries(): Promise<void>;
  /** Whether the run under way follows a label, and does not pre-label. */
  readonly following: Accessor<boolean>;
  /** Proposals for the slices beside the selected label. */
  followLabel(): Promise<void>;
  cancelPrelabel(): void;
}

export interface AssistantOptions {
  readonly database: MainDatabase;
  readonly inference: Inference;
  readonly labeller: Labeller;
  readonly stage: Stage;
  readonly session: () => EditorSession;
  readonly say: (text: string) => void;
  readonly messages: Messages;
}

const suggestLimit = 8;

/** What every run in the background is given. */
type RunParts = Omit<PrelabelInput, "series" | "inference"> & { readonly inference: Inference };

/** Asks the model and hands what it says to the session; nothing of it is a label. */
export function createAssistant(options: AssistantOptions): Assistant {
  const { stage, inference, labeller, say, messages: m } = options;
  const [asking, setAsking] = createSignal(0);
  const [prelabel, setPrelabel] = createSignal<PrelabelProgress | null>(null);
  const [following, setFollowing] = createSignal(false);
  const closing = new AbortController();
  let run: AbortController | null = null;
  onCleanup(() => {
    closing.abort();
    run?.abort();
  });

  const busy = async (work: () => Promise<void>) => {
    setAsking((count) => count + 1);
    try {
      await work();
    } catch (reason) {
      if (!isCancelled(reason)) say(m.viewer.askFailed(failureText(reason)));
    } finally {
      setAsking((count) => count - 1);
    }
  };

  const misfitText = (misfit: LabelMisfit) =>
    misfit.code === "modality"
      ? m.models.otherModality(misfit.expected.join(", "), misfit.found)
      : m.models.noQuestion(misfit.labels.join(", "));

  /** The person's own model that finds things by itself, as this series needs it; null: none is chosen. Throws words when it does not fit. */
  const ownModel = async (series: Series) => {
    if (!(await labeller.chosen())) return null;
    const { labels } = await labeller.load();
    if (!labels) return null;
    const schema = options.session().records.schema();
    const misfit = misfitOf(labels, series, schema);
    if (misfit) throw new Error(misfitText(misfit));
    return { facts: labels, finder: ownFinder(labeller), meaningOf: meaningIn(schema, labels) };
  };

  /** What the own model finds on the image on the screen; null: there is no such model. Throws words when it wants the whole series. */
  const ownFindings = async (series: Series, sopUid: string, frameIndex: number) => {
    const own = await ownModel(series);
    if (!own) return null;
    if (own.facts.dims === 3) throw new Error(m.models.wholeSeries);
    const at = series.frames.findIndex((ref) => ref.sopUid === sopUid && ref.frameIndex === frameIndex);
    const find = own.finder.start(await labeller.load(), {
      series,
      frame: (ref) => stage.decode(ref, closing.signal),
      whenIdle: inference.whenIdle,
      signal: closing.signal,
      onPart: () => undefined,
    });
    return { results: await find(at), meaningOf: own.meaningOf };
  };

  /** Proposals that the run has stored become the session's; it logs them, so that a rebuild keeps them. */
  const takeStored = async (studyUid: string) => {
    const { proposals } = options.session();
    const known = new Set(proposals.proposals().map(({ id }) => id));
    const stored = await readProposals(options.database, studyUid);
    const fresh = stored.filter(({ id, state }) => state === "proposed" && !known.has(id));
    if (fresh.length > 0) proposals.addProposals(fresh);
  };

  /** One run at a time in the background; says at its end what `work` gives. */
  const background = async (studyUid: string, work: (parts: RunParts) => Promise<string>) => {
    const mine = new AbortController();
    run = mine;
    let told = 0;
    try {
      const words = await work({
        db: options.database,
        frame: stage.decode,
        inference,
        signal: mine.signal,
        newId: () => uuidFrom(randomBytes(16)),
        now: () => Date.now(),
        onProgress: (progress) => {
          setPrelabel(progress);
          if (progress.proposals === told) return;
          told = progress.proposals;
          void takeStored(studyUid);
        },
      });
      await takeStored(studyUid);
      say(words);
    } catch (reason) {
      say(isCancelled(reason) ? m.viewer.prelabelCancelled : m.viewer.prelabelFailed(failureText(reason)));
    } finally {
      run = null;
      setPrelabel(null);
    }
  };

  return {
    asking: () => asking() > 0,
    prelabel,
    answer: ({ target, prompts, revision }) =>
      busy(async () => {
        const shown = stage.shown();
        const { proposals, tools } = options.session();
        if (!shown || shown.ref.sopUid !== target.sopUid) return;
        if (!shown.frame) {
          proposals.showPromptResult(revision, null);
          say(m.viewer.needsWholeImage(shown.facts.columns, shown.facts.rows));
          return;
        }
        const previous = proposals.livePrompt()?.proposal?.mask ?? null;
        try {
          const plane = planeFromFrame(shown.frame, shown.facts);
          const result = await inference.propose(plane, prompts, previous, { signal: closing.signal });
          const origin = { target, classId: tools.activeClassId(), prompts, revision };
          const found = hasPixels(result);
          proposals.showPromptResult(revision, found ? makeProposal(result, origin) : null);
          if (!found) say(m.viewer.askNothing);
          else if (result.notice === "no-contrast") say(m.viewer.askNoContrast);
        } catch (reason) {
          if (!isCancelled(reason)) proposals.showPromptResult(revision, null);
          throw reason;
        }
      }),
    suggestHere: () =>
      busy(async () => {
        const shown = stage.shown();
        const { proposals, tools } = options.session();
        const target = tools.target();
        if (!shown?.frame || !target) return;
        const whole = stage.series()?.whole;
        const own = whole && (await ownFindings(whole, target.sopUid, target.frameIndex));
        const plane = planeFromFrame(shown.frame, shown.facts);
        const results =
          own?.results ?? (await inference.suggest(plane, suggestLimit, { signal: closing.signal }));
        const origin = { target, prompts: null, revision: 0 };
        const made = results
          .filter((result) => result.isAnswer || hasPixels(result))
          .map((result) =>
            makeProposal(result, { ...origin, ...(own?.meaningOf(result) ?? { classId: null }) }),
          );
        // Asked twice it says the same: what waits or was decided is not asked again.
        const known = proposals
          .proposals()
          .filter((row) => row.target.sop === target.sopUid && row.target.frame === target.frameIndex + 1);
        const fresh = own ? made.filter((one) => !known.some((row) => isSameFinding(row, one))) : made;
        if (fresh.length === 0) say(m.viewer.prelabelNone);
        else proposals.addProposals(fresh);
      }),
    following,
    prelabelSeries: async () => {
      const series = stage.series()?.whole;
      if (!series || run) return;
      await background(series.studyUid, async (parts) => {
        const own = await ownModel(series);
        const row = await runPrelabel({
          ...parts,
          series,
          ...(own ? { finder: own.finder, meaningOf: own.meaningOf } : {}),
        });
        if (row.state === "cancelled") return m.viewer.prelabelCancelled;
        if (row.state === "failed") return m.viewer.prelabelFailed(row.failedUnits.at(-1)?.reason ?? "");
        return row.proposals ? m.viewer.prelabelDone(row.proposals) : m.viewer.prelabelNone;
      });
    },
    followLabel: async () => {
      const series = stage.series()?.whole;
      if (!series || run) return;
      const source = options.session().proposals.labelToFollow();
      if (!source) return;
      setFollowing(true);
      await background(series.studyUid, async (parts) => {
        const row = await runPropagation({ ...parts, series, source });
        if (row.state === "cancelled") return m.viewer.followCancelled;
        if (row.state === "failed") return m.viewer.prelabelFailed(row.failedUnits.at(-1)?.reason ?? "");
        if (row.total === 0) return m.viewer.followEnd;
        return row.proposals ? m.viewer.prelabelDone(row.proposals) : m.viewer.followNone;
      });
      setFollowing(false);
    },
    cancelPrelabel: () => run?.abort(),
  };
}
