import { type Accessor, createSignal } from "solid-js";
import { promptPoints } from "../domain/assist/prompt-points.ts";
import type { Prompts, Proposal } from "../domain/proposal.ts";
import { acceptInto } from "./accept-proposal.ts";
import type { EditorCore } from "./core.ts";
import type { ImageTarget } from "./image-target.ts";
import type { LivePrompt } from "./proposal-types.ts";
import type { PromptChange } from "./tools/tool.ts";

/** Prompts and the model's answer before a decision; nothing of it is stored. */
export interface LivePrompts {
  readonly current: Accessor<LivePrompt | null>;
  ask(target: ImageTarget, change: PromptChange): void;
  show(revision: number, proposal: Proposal | null): void;
  accept(): void;
  drop(): void;
}

const none: Prompts = { positive: [], negative: [], box: null };

/** The live prompts of a session. */
export function makeLivePrompts(core: EditorCore): LivePrompts {
  const [current, setCurrent] = createSignal<LivePrompt | null>(null);
  let revision = 0;
  return {
    current,
    ask(target, change) {
      const before = current()?.prompts ?? none;
      const prompts = withPrompt(before, change);
      // A lone negative point asks for nothing.
      if (promptPoints(prompts, true).length === 0 && !prompts.box) return core.say("no-proposal");
      revision++;
      setCurrent({ target, prompts, revision, state: "waiting", proposal: current()?.proposal ?? null });
      core.options.requestProposal({ target, prompts, revision });
    },
    show(answered, proposal) {
      const live = current();
      if (!live || live.revision !== answered) return;
      setCurrent({ ...live, state: proposal ? "shown" : "failed", proposal });
      if (!proposal) core.say("no-proposal");
    },
    accept() {
      const live = current();
      if (live?.state !== "shown" || !live.proposal) return;
      const act = core.begin();
      if (!act) return;
      const { id } = live.proposal;
      act.stage(id, { kind: "proposal", id, value: { ...live.proposal, state: "proposed" } });
      const instanceUid = acceptInto(core, act, id, "single");
      if (instanceUid === null) return core.bail(act);
      setCurrent(null);
      core.select([instanceUid]);
      core.commit(act, "accept-proposal", { instanceUid });
    },
    drop: () => setCurrent(null),
  };
}

function withPrompt(prompts: Prompts, change: PromptChange): Prompts {
  if (change.kind === "box") return { positive: [], negative: [], box: change.boxImage };
  if (change.kind === "scribble") {
    const { positive, pointsImage } = change;
    return { ...prompts, scribbles: [...(prompts.scribbles ?? []), { positive, pointsImage }] };
  }
  const side = change.positive ? "positive" : "negative";
  return { ...prompts, [side]: [...prompts[side], change.pointImage] };
}
