import { IconAlertTriangle, IconCircleCheck, IconPencil, IconUsers } from "@tabler/icons-solidjs";
import { Match, Switch } from "solid-js";
import type { TaskState } from "../../domain/study.ts";
import { useMessages } from "../messages/messages.ts";

/** State of a task: icon and word, never colour alone. */
export function TaskStateText(props: { readonly state: TaskState }) {
  const m = useMessages();
  return (
    <span
      class="task-state"
      classList={{ danger: props.state === "rejected", ok: props.state === "accepted" }}
    >
      <Switch>
        <Match when={props.state === "labelling"}>
          <IconPencil size={18} stroke-width={1.75} />
        </Match>
        <Match when={props.state === "submitted" || props.state === "in-review"}>
          <IconUsers size={18} stroke-width={1.75} />
        </Match>
        <Match when={props.state === "accepted"}>
          <IconCircleCheck size={18} stroke-width={1.75} />
        </Match>
        <Match when={props.state === "rejected"}>
          <IconAlertTriangle size={18} stroke-width={1.75} />
        </Match>
      </Switch>
      {m.taskStates[props.state]}
    </span>
  );
}
