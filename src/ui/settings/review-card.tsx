import { createEffect, createSignal, For, Show } from "solid-js";
import { defaultReviewRules, type ReviewRules } from "../../domain/review/review-record.ts";
import { reviewRules, writeReviewRules } from "../../storage/review-rules.ts";
import { useApp } from "../app/app-state.ts";
import { createLive } from "../app/create-live.ts";
import { failureText } from "../app/failure-text.ts";
import { readIdentity } from "../app/identity.ts";
import { useServices } from "../app/services.ts";
import { Check } from "../kit/check.tsx";
import { useMessages } from "../messages/messages.ts";

/** How the project reviews: reasons to send back, and whether people may accept their own work. */
export function ReviewCard() {
  const app = useApp();
  const m = useMessages();
  const { database } = useServices();
  const live = createLive(
    () => database,
    (from) => reviewRules(from),
  );
  const rules = () => live.value() ?? defaultReviewRules;
  const [reasons, setReasons] = createSignal("");
  createEffect(() => setReasons(rules().reasons.join("\n")));
  const save = async (change: Partial<ReviewRules>) => {
    try {
      const { user, device } = await readIdentity(database);
      const by = { chain: device, actor: user, at: new Date().toISOString() };
      await writeReviewRules(database, { ...rules(), ...change }, by);
      app.toasts.show(m.reviewRules.saved);
    } catch (reason) {
      app.toasts.show(failureText(reason, m));
    }
  };
  const listed = () =>
    reasons()
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
  return (
    <section class="card block" aria-label={m.reviewRules.title}>
      <h2>{m.reviewRules.title}</h2>
      <Check
        label={m.reviewRules.own}
        checked={rules().reviewerMayEditOwn}
        onChange={(reviewerMayEditOwn) => void save({ reviewerMayEditOwn })}
      />
      <label class="field">
        <span>{m.reviewRules.readers}</span>
        <select
          class="input"
          value={String(rules().readers)}
          onChange={(event) => void save({ readers: Number(event.currentTarget.value) })}
        >
          <For each={[1, 2, 3, 4, 5]}>{(n) => <option value={String(n)}>{n}</option>}</For>
        </select>
      </label>
      <p class="dim small">{m.reviewRules.readersNote(rules().readers)}</p>
      <label class="field">
        <span>{m.reviewRules.reasons}</span>
        <textarea
          class="input text"
          rows={5}
          value={reasons()}
          onInput={(event) => setReasons(event.currentTarget.value)}
        />
      </label>
      <Show when={listed().join("\n") !== rules().reasons.join("\n")}>
        <div class="row-buttons">
          <button
            type="button"
            class="button"
            disabled={listed().length === 0}
            onClick={() => void save({ reasons: listed() })}
          >
            {m.reviewRules.save}
          </button>
        </div>
      </Show>
    </section>
  );
}
