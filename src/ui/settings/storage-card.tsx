import { Show } from "solid-js";
import type { MainDatabase } from "../../storage/database.ts";
import { useApp } from "../app/app-state.ts";
import { createLive } from "../app/create-live.ts";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";

async function readSizes(database: MainDatabase) {
  const studies = await database.studies.toArray();
  return {
    files: await database.instances.count(),
    imageBytes: studies.reduce((sum, study) => sum + study.bytes, 0),
    labels: await database.annotations.count(),
    proposals: await database.proposals.count(),
  };
}

/** What is kept on this device, and whether the browser may take it away. */
export function StorageCard() {
  const app = useApp();
  const m = useMessages();
  const { database } = useServices();
  const sizes = createLive(() => database, readSizes);
  const ask = async () => {
    if (!(await app.room.persist())) app.toasts.show(m.settings.persistRefused);
  };
  return (
    <section class="card block">
      <h2>{m.settings.storage}</h2>
      <dl class="facts">
        <dt>{m.settings.used}</dt>
        <dd>{m.format.bytes(app.room.room()?.usedBytes ?? 0)}</dd>
        <dt>{m.settings.free}</dt>
        <dd>{m.format.bytes(app.room.room()?.freeBytes ?? 0)}</dd>
        <Show when={sizes.value()}>
          {(value) => (
            <>
              <dt>{m.settings.images}</dt>
              <dd>{m.settings.instances(value().files, value().imageBytes)}</dd>
              <dt>{m.settings.labels}</dt>
              <dd>{m.format.number(value().labels)}</dd>
              <dt>{m.settings.proposals}</dt>
              <dd>{m.format.number(value().proposals)}</dd>
            </>
          )}
        </Show>
      </dl>
      <p classList={{ attention: app.room.room()?.persisted === false }}>
        {app.room.room()?.persisted ? m.settings.persisted : m.settings.notPersisted}
      </p>
      <Show when={app.room.room()?.persisted === false}>
        <button type="button" class="button" onClick={() => void ask()}>
          {m.settings.persist}
        </button>
      </Show>
    </section>
  );
}
