import { Match, Show, Switch } from "solid-js";
import { useMessages } from "../../messages/messages.ts";
import { TaskStateText } from "../../worklist/task-state.tsx";
import { useViewer } from "../viewer-model.ts";

/** What comes next for the study: submit, start its review, end the review, take it back. */
export function TaskButton() {
  const m = useMessages();
  const viewer = useViewer();
  const { review, records } = viewer.session;
  const isOpen = () => ["todo", "labelling", "rejected"].includes(records.taskState());
  return (
    <>
      <Show when={!isOpen()}>
        <span class="dim" title={review.mayReview() || review.current() ? undefined : m.review.yours}>
          <TaskStateText state={records.taskState()} />
        </span>
      </Show>
      <Switch>
        <Match when={isOpen()}>
          <button type="button" class="button submit primary" onClick={() => viewer.run("submit-task")}>
            {m.viewer.submit}
          </button>
        </Match>
        <Match when={review.current()}>
          <button type="button" class="button submit primary" onClick={() => viewer.run("accept-task")}>
            {m.review.acceptTask}
          </button>
        </Match>
        <Match when={review.mayReview()}>
          <button type="button" class="button submit primary" onClick={() => viewer.run("start-review")}>
            {m.review.start}
          </button>
        </Match>
        <Match when={review.mayReopen()}>
          <button type="button" class="button submit" onClick={() => viewer.run("reopen-task")}>
            {m.viewer.reopen}
          </button>
        </Match>
      </Switch>
    </>
  );
}
