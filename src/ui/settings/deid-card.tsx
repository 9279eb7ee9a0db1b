import { createResource, createSignal, For, Show } from "solid-js";
import { type DeidOptions, offeredSwitches, readOptions, strictOptions } from "../../domain/deid/options.ts";
import { readDeidOptions, writeDeidOptions } from "../../storage/deid-options.ts";
import { useApp } from "../app/app-state.ts";
import { readIdentity } from "../app/identity.ts";
import { useServices } from "../app/services.ts";
import { Check } from "../kit/check.tsx";
import { Segmented } from "../kit/segmented.tsx";
import { useMessages } from "../messages/messages.ts";

/** What the project lets stay at import: dates, and the options of PS3.15 that are built. */
export function DeidCard() {
  const app = useApp();
  const m = useMessages();
  const { database } = useServices();
  const [stored, { mutate }] = createResource(() => readDeidOptions(database));
  const now = (): DeidOptions => stored.latest ?? strictOptions;
  /** What the store holds: a tick may be ahead of it, the words that count the options never are. */
  const [written, setWritten] = createSignal<DeidOptions | null>(null);
  const on = () => {
    const held = written() ?? stored.latest ?? strictOptions;
    return offeredSwitches.filter((name) => held[name]).length + (held.longitudinal === "remove" ? 0 : 1);
  };
  const choose = async (change: Partial<Record<keyof DeidOptions, unknown>>) => {
    const before = now();
    const next = readOptions({ ...before, ...change });
    // The first change still has the loaded state beneath it: the resource is about to be ahead of the store.
    setWritten((held) => held ?? before);
    mutate(next);
    try {
      const { user, device } = await readIdentity(database);
      await writeDeidOptions(database, next, { chain: device, actor: user, at: new Date().toISOString() });
      setWritten(next);
    } catch {
      mutate(written() ?? before);
      app.toasts.show(m.deid.failed);
    }
  };
  return (
    <section class="card block" aria-label={m.deid.title}>
      <h2>{m.deid.title}</h2>
      <p class="dim small">{m.deid.note}</p>
      <Show when={stored.latest}>
        <div class="setting">
          <span>{m.deid.dates}</span>
          <Segmented
            label={m.deid.dates}
            value={now().longitudinal}
            options={(["remove", "modified", "full"] as const).map((value) => ({
              value,
              text: m.deid.dateChoices[value],
            }))}
            onChange={(longitudinal) => void choose({ longitudinal })}
          />
        </div>
        <p class="dim small">{m.deid.dateNotes[now().longitudinal]}</p>
        <For each={offeredSwitches}>
          {(name) => (
            <Check
              label={m.deid.switches[name]}
              note={m.deid.switchNotes[name]}
              checked={now()[name]}
              onChange={(checked) => void choose({ [name]: checked })}
            />
          )}
        </For>
        <Check
          label={m.face.option}
          note={m.face.optionNote}
          checked={now().coverFaces === true}
          onChange={(checked) => void choose({ coverFaces: checked })}
        />
        <p class="small" role="status">
          {on() === 0 ? m.deid.strict : m.deid.kept(on())}
        </p>
      </Show>
    </section>
  );
}
