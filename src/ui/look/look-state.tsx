import { Match, Switch } from "solid-js";
import type { FileHandle } from "../../domain/calls/import-calls.ts";
import { useApp } from "../app/app-state.ts";
import { failureText } from "../app/failure-text.ts";
import { hrefOf } from "../app/router.ts";
import { RefusalReasons } from "../import/refusal-reasons.tsx";
import { Progress } from "../kit/progress.tsx";
import { useMessages } from "../messages/messages.ts";
import { type LookOutcome, lookOutcome } from "./look-outcome.ts";

function named<K extends LookOutcome["kind"]>(outcome: LookOutcome, kind: K) {
  return outcome.kind === kind ? (outcome as Extract<LookOutcome, { kind: K }>) : null;
}

/** What the import makes of the file meanwhile, and where to go when it has. */
export function LookState(props: { readonly file: FileHandle }) {
  const app = useApp();
  const m = useMessages();
  const outcome = () => lookOutcome(app.importFlow.phase(), props.file);
  const cleaning = () => named(outcome(), "cleaning");
  return (
    <section class="look-card" aria-live="polite">
      <Switch>
        <Match when={cleaning()}>
          {(now) => (
            <>
              <h2>{m.look.cleaning(now().part)}</h2>
              <Progress label={m.look.cleaning(now().part)} done={now().part} total={1} />
              <button type="button" class="button" onClick={() => app.importFlow.cancel()}>
                {m.look.cancel}
              </button>
            </>
          )}
        </Match>
        <Match when={named(outcome(), "waiting")}>
          <h2>{m.look.waiting}</h2>
          <p class="dim small">{m.look.waitingNote}</p>
          <a class="button primary" href="#/import">
            {m.look.answer}
          </a>
        </Match>
        <Match when={named(outcome(), "ready")}>
          {(now) => (
            <>
              <h2>{m.look.ready}</h2>
              <p class="dim small">{m.look.readyNote}</p>
              <a class="button primary" href={hrefOf({ name: "study", studyUid: now().study.studyUid })}>
                {m.look.openStudy}
              </a>
            </>
          )}
        </Match>
        <Match when={named(outcome(), "held")}>
          <h2>{m.look.held}</h2>
          <p class="dim small">{m.look.heldNote}</p>
          <a class="button primary" href="#/pixels">
            {m.worklist.reviewPixels}
          </a>
        </Match>
        <Match when={named(outcome(), "refused")}>
          {(now) => (
            <>
              <h2>
                {m.look.refused}: {m.refusals[now().refused.code]}
              </h2>
              <RefusalReasons file={now().refused} />
            </>
          )}
        </Match>
        <Match when={named(outcome(), "stopped")}>
          {(now) => (
            <>
              <h2>{m.look.stopped}</h2>
              <p class="dim small">{failureText(now().reason, m)}</p>
            </>
          )}
        </Match>
        <Match when={named(outcome(), "cancelled")}>
          <p>{m.look.cancelled}</p>
        </Match>
        <Match when={named(outcome(), "done")}>
          <h2>{m.look.done}</h2>
          <a class="button primary" href="#/import">
            {m.look.seeResult}
          </a>
        </Match>
      </Switch>
    </section>
  );
}
