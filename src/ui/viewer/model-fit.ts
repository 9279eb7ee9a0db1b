import { type LabelMisfit, meaningIn, misfitOf, modalityMisfit } from "../../domain/models/label-fit.ts";
import type { Series } from "../../domain/study.ts";
import type { EditorSession } from "../../editor/session-types.ts";
import type { Inference } from "../../jobs/inference.ts";
import type { Labeller } from "../../jobs/labeller.ts";
import { ownFinder } from "../../jobs/prelabel-finder.ts";
import type { Messages } from "../messages/messages.ts";
import type { Stage } from "./stage.ts";

/** What is asked whether a model fits a series. */
export interface ModelFitParts {
  readonly inference: Inference;
  readonly labeller: Labeller;
  readonly factsOf: Stage["factsOf"];
  readonly session: () => EditorSession;
  readonly say: (text: string) => void;
  readonly messages: Messages;
}

/** Whether the chosen models are for the images of a series, in words where they are not (assist 3.7). */
export function makeModelFit({ inference, labeller, factsOf, session, say, messages: m }: ModelFitParts) {
  const misfitText = (misfit: LabelMisfit) => {
    if (misfit.code === "spacing") return m.models.noSpacing;
    return misfit.code === "modality"
      ? m.models.otherModality(misfit.expected.join(", "), misfit.found)
      : m.models.noQuestion(misfit.labels.join(", "));
  };

  /** The person's own model that finds things by itself, as this series needs it; null: none is chosen. Throws words when it does not fit. */
  const ownModel = async (series: Series) => {
    if (!(await labeller.chosen())) return null;
    const { labels } = await labeller.load();
    if (!labels) return null;
    const schema = session().records.schema();
    const [first] = series.frames;
    const hasSpacing = first !== undefined && factsOf(first)?.spacingMm !== undefined;
    const misfit = misfitOf(labels, series, schema, hasSpacing);
    if (misfit) throw new Error(misfitText(misfit));
    return { facts: labels, finder: ownFinder(labeller), meaningOf: meaningIn(schema, labels) };
  };

  /** The network as a run over this series needs it; throws words where it is for other images. */
  const fitting = async (series: Series) => {
    const misfit = modalityMisfit(await inference.load(), series);
    if (misfit) throw new Error(misfitText(misfit));
  };
  const warned = new Set<string>();
  /** A prompt is answered all the same: the person sees what comes of it, and is told once for a series. */
  const warnOfOther = (series: Series | undefined) => {
    const state = inference.state();
    if (
      state.status !== "ready" ||
      !series ||
      warned.has(`${series.seriesUid} ${state.model.manifestSha256}`)
    )
      return;
    const misfit = modalityMisfit(state.model, series);
    if (misfit?.code !== "modality") return;
    warned.add(`${series.seriesUid} ${state.model.manifestSha256}`);
    say(m.models.otherImages(misfit.expected.join(", "), misfit.found));
  };
  return { ownModel, fitting, warnOfOther };
}
