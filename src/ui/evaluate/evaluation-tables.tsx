import { For, Show } from "solid-js";
import { evaluationProtocol, evaluationRows } from "../../domain/evaluation.ts";
import { everyClass, type LabelSchema } from "../../domain/label-schema.ts";
import type { Evaluation } from "../../jobs/evaluate-run.ts";
import { hrefOf } from "../app/router.ts";
import { useMessages } from "../messages/messages.ts";

/** Worst cases that are listed: what is below them is better. */
const mostCases = 50;

/** Figures by class and by modality, and the cases from the worst on, each a link to its label in the viewer. */
export function EvaluationTables(props: {
  readonly evaluation: Evaluation;
  readonly schema: LabelSchema | undefined;
}) {
  const m = useMessages();
  const nameOf = (id: string) =>
    (props.schema ? everyClass(props.schema) : []).find((entry) => entry.id === id)?.name ?? id;
  const cases = () => props.evaluation.cases;
  const own = () => cases().filter(({ isOwn }) => isOwn).length;
  const skips = () => {
    const { noMask, tiled, failed } = props.evaluation.skipped;
    return m.evaluate.skipped(noMask, tiled, failed);
  };
  const means = (title: string, head: string, key: (at: number) => string) => (
    <table class="figures">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col">{m.evaluate.columns.cases}</th>
          <th scope="col">{m.evaluate.columns.dice}</th>
          <th scope="col">{m.evaluate.columns.iou}</th>
          <th scope="col">{m.evaluate.columns.hd95}</th>
        </tr>
      </thead>
      <tbody>
        <For each={evaluationRows(cases(), (one) => key(cases().indexOf(one)))}>
          {(row) => (
            <tr>
              <th scope="row">{row.name}</th>
              <td>{row.cases}</td>
              <td>{m.evaluate.figure(row.dice)}</td>
              <td>{m.evaluate.figure(row.iou)}</td>
              <td>{m.evaluate.meanDistance(row.hd95Mm.mean, row.hd95Px.mean)}</td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
  return (
    <section class="evaluation" aria-label={m.evaluate.title}>
      <p role="status">
        <strong>
          {m.evaluate.result(
            `${props.evaluation.model.modelId} ${props.evaluation.model.modelVersion}`,
            m.evaluate.parts[props.evaluation.part],
            cases().length,
          )}
        </strong>
      </p>
      <p>{m.evaluate.patients(props.evaluation.patients, props.evaluation.labelled)}</p>
      <Show when={props.evaluation.patients === 0}>
        <p>{m.evaluate.noSplit}</p>
      </Show>
      <Show when={props.evaluation.patients > 0 && props.evaluation.labelled === 0}>
        <p>{m.evaluate.noLabels}</p>
      </Show>
      <Show when={own() > 0}>
        <p class="danger">{m.evaluate.own(own())}</p>
      </Show>
      <Show when={skips()}>{(text) => <p class="dim small">{text()}.</p>}</Show>
      <Show when={cases().length > 0}>
        {means(m.evaluate.byClass, m.evaluate.columns.class, (at) => nameOf(cases()[at]?.classId ?? ""))}
        {means(m.evaluate.bySource, m.evaluate.columns.source, (at) => cases()[at]?.source ?? "")}
        <table class="figures">
          <caption>{m.evaluate.worst}</caption>
          <thead>
            <tr>
              <th scope="col">{m.evaluate.columns.study}</th>
              <th scope="col">{m.evaluate.columns.class}</th>
              <th scope="col">{m.evaluate.columns.image}</th>
              <th scope="col">{m.evaluate.columns.dice}</th>
              <th scope="col">{m.evaluate.columns.iou}</th>
              <th scope="col">{m.evaluate.columns.hd95}</th>
            </tr>
          </thead>
          <tbody>
            <For each={cases().slice(0, mostCases)}>
              {(one) => (
                <tr>
                  <th scope="row">
                    <a
                      href={hrefOf({
                        name: "study",
                        studyUid: one.studyUid,
                        labelUid: one.instanceUid,
                      })}
                      aria-label={m.evaluate.openCase(one.pseudonym, nameOf(one.classId))}
                    >
                      {one.pseudonym}
                    </a>
                  </th>
                  <td>{nameOf(one.classId)}</td>
                  <td>{m.evaluate.image(one.image, one.images)}</td>
                  <td>{m.evaluate.figure(one.dice)}</td>
                  <td>{m.evaluate.figure(one.iou)}</td>
                  <td>{m.evaluate.distance(one.hd95, one.unit)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
        <p class="dim small">{m.evaluate.protocol(evaluationProtocol)}</p>
      </Show>
    </section>
  );
}
