import { IconEyeCheck } from "@tabler/icons-solidjs";
import { For, Show } from "solid-js";
import { personName, readPeople } from "../../storage/people.ts";
import { AdjudicationQueue } from "../adjudication/adjudication-queue.tsx";
import { createLive } from "../app/create-live.ts";
import { failureText } from "../app/failure-text.ts";
import { hrefOf } from "../app/router.ts";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";
import { TaskStateText } from "../worklist/task-state.tsx";
import { type ReviewRow, readReviewRows } from "./review-rows.ts";

/** What was submitted and waits for another's eye. */
export function ReviewScreen() {
  const m = useMessages();
  const { database } = useServices();
  const live = createLive(
    () => database,
    async (from) => {
      const user = (await from.settings.get("user"))?.value;
      const rows = await readReviewRows(from, typeof user === "string" ? user : "");
      return { rows, people: await readPeople(from) };
    },
  );
  const rows = () => live.value()?.rows ?? [];
  const inReview = () => rows().filter(({ study }) => study.state === "in-review").length;
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <h1>{m.review.title}</h1>
          <p>{m.review.subtitle(rows().length - inReview(), inReview())}</p>
        </div>
      </header>
      <AdjudicationQueue />
      <Show when={!live.error()} fallback={<p role="alert">{failureText(live.error(), m)}</p>}>
        <Show when={live.value()} fallback={<p role="status">{m.worklist.loading}</p>}>
          {(now) => (
            <Show when={rows().length > 0} fallback={<NothingToReview />}>
              <table class="review-queue" aria-label={m.review.queue}>
                <thead>
                  <tr>
                    <th scope="col">{m.review.columns.study}</th>
                    <th scope="col">{m.review.columns.by}</th>
                    <th scope="col">{m.review.columns.when}</th>
                    <th scope="col">{m.review.columns.labels}</th>
                    <th scope="col">{m.review.columns.state}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={rows()}>
                    {(row) => <QueueRow row={row} by={personName(now().people, row.submittedBy)} />}
                  </For>
                </tbody>
              </table>
            </Show>
          )}
        </Show>
      </Show>
    </div>
  );
}

function QueueRow(props: { readonly row: ReviewRow; readonly by: string }) {
  const m = useMessages();
  const study = () => props.row.study;
  const name = () => study().description || m.format.list(study().modalities) || m.worklist.noDescription;
  return (
    <tr>
      <td>
        <a
          href={hrefOf({ name: "study", studyUid: study().studyUid })}
          aria-label={m.review.row(name(), study().pseudonym, props.by)}
        >
          <strong>{name()}</strong>
          <span class="dim"> · {study().pseudonym}</span>
        </a>
        <Show when={!props.row.mayReview}>
          <span class="dim small own">{m.review.own}</span>
        </Show>
      </td>
      <td>{props.by}</td>
      <td>{m.format.dateTime(props.row.at)}</td>
      <td>{m.format.number(props.row.labels)}</td>
      <td>
        <TaskStateText state={study().state} />
      </td>
    </tr>
  );
}

function NothingToReview() {
  const m = useMessages();
  return (
    <div class="empty">
      <IconEyeCheck size={44} stroke-width={1.25} />
      <h2>{m.review.empty}</h2>
      <p>{m.review.emptyNote}</p>
    </div>
  );
}
