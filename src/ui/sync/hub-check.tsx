import { createSignal, For, Show } from "solid-js";
import type { GoneStudy, HubAudit } from "../../domain/calls/sync-calls.ts";
import { useApp } from "../app/app-state.ts";
import { failureText } from "../app/failure-text.ts";
import { useServices } from "../app/services.ts";
import { ConfirmDialog } from "../kit/confirm-dialog.tsx";
import { useMessages } from "../messages/messages.ts";

/** What a check of the hub found, and what a person can do about it: nothing, send again, or delete here what was erased there. */
export function HubCheck(props: {
  readonly audit: HubAudit;
  readonly onAgain: (uids: readonly string[]) => void;
  readonly onErased: (studyUid: string) => void;
}) {
  const m = useMessages();
  const [asked, setAsked] = createSignal<GoneStudy | null>(null);
  const missing = () => props.audit.missing;
  return (
    <>
      <p role="status" classList={{ attention: missing().length > 0 }}>
        {m.sync.checked(missing().length)}
      </p>
      <Show when={props.audit.rejected.length > 0}>
        <p class="attention">{m.sync.rejectedThere(props.audit.rejected.length)}</p>
      </Show>
      <Show when={missing().length > 0}>
        <button type="button" class="button" onClick={() => props.onAgain(missing())}>
          {m.sync.sendAgain}
        </button>
      </Show>
      <Show when={props.audit.studies.length > 0}>
        <p class="small">{m.sync.goneWhole}</p>
        <ul class="sync-list">
          <For each={props.audit.studies}>
            {(study) => (
              <li>
                <div class="grow">
                  <strong>{study.pseudonym}</strong>
                  <span class="dim small">{m.sync.goneStudy(study.labels, study.unsafe)}</span>
                  <Show when={study.why.length > 0}>
                    <span class="small">
                      {m.sync.rejectedWhy(m.format.list(study.why.map((why) => m.sync.rejections[why])))}
                    </span>
                  </Show>
                </div>
                <button type="button" class="button danger" onClick={() => setAsked(study)}>
                  {m.sync.eraseHere}
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <EraseDialog study={asked()} onClose={() => setAsked(null)} onErased={props.onErased} />
    </>
  );
}

function EraseDialog(props: {
  readonly study: GoneStudy | null;
  readonly onClose: () => void;
  readonly onErased: (studyUid: string) => void;
}) {
  const app = useApp();
  const m = useMessages();
  const { sync } = useServices();
  const erase = async (studyUid: string) => {
    try {
      const end = await sync.eraseStudy(studyUid);
      app.toasts.show(m.sync.eraseEnds[end]);
      if (end !== "there") props.onErased(studyUid);
      void app.room.refresh();
    } catch (reason) {
      app.toasts.show(failureText(reason, m));
    }
  };
  return (
    <ConfirmDialog
      open={props.study !== null}
      title={m.sync.eraseTitle}
      action={m.sync.eraseHere}
      danger
      onClose={props.onClose}
      onConfirm={() => props.study && void erase(props.study.studyUid)}
    >
      <Show when={props.study}>
        {(study) => (
          <>
            <p>
              <strong>{study().pseudonym}</strong> · {m.sync.goneStudy(study().labels, study().unsafe)}
            </p>
            <p>{m.sync.eraseNote}</p>
          </>
        )}
      </Show>
    </ConfirmDialog>
  );
}
