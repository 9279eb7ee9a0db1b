import { createSignal, For, Show } from "solid-js";
import type { HubAudit } from "../../domain/calls/sync-calls.ts";
import type { OutboxRow } from "../../domain/sync/outbox-row.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { heldElsewhere, queueAgain, waitingRows } from "../../storage/outbox.ts";
import { localOnlyImages, localOnlyStudies } from "../../storage/sync-versions.ts";
import { useApp } from "../app/app-state.ts";
import { createLive } from "../app/create-live.ts";
import { failureText } from "../app/failure-text.ts";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";
import { HubCheck } from "./hub-check.tsx";

/** Rows that the list shows; the rest is told as a number. */
const mostRows = 100;

async function readQueue(database: MainDatabase, hubId: string) {
  const rows = await waitingRows(database);
  const uids = [...new Set(rows.map(({ study }) => study))];
  const studies = (await database.studies.bulkGet(uids)).flatMap((study) => study ?? []);
  const names = new Map(studies.map(({ studyUid, pseudonym }) => [studyUid, pseudonym]));
  return {
    rows,
    names,
    elsewhere: await heldElsewhere(database, hubId),
    local: await localOnlyStudies(database),
    images: await localOnlyImages(database),
  };
}

/** Every object that is not known to be safe on the hub: what it is, where it stands, and why. */
export function QueueCard(props: { readonly hubId: string }) {
  const m = useMessages();
  const app = useApp();
  const { database, sync } = useServices();
  const queue = createLive(
    () => props.hubId,
    (hubId) => readQueue(database, hubId),
  );
  const rows = () => queue.value()?.rows ?? [];
  const local = () => queue.value()?.local ?? [];
  const elsewhere = () => queue.value()?.elsewhere ?? [];
  const [gone, setGone] = createSignal<HubAudit | null>(null);
  const again = async (uids: readonly string[]) => {
    await queueAgain(database, uids);
    setGone(null);
    void sync.runNow();
  };
  const makeRoom = async () => {
    try {
      const { images, bytes } = await sync.makeRoom();
      app.toasts.show(m.sync.madeRoom(images, bytes));
      void app.room.refresh();
    } catch (reason) {
      app.toasts.show(failureText(reason, m));
    }
  };
  const check = async () => {
    try {
      setGone(await sync.audit());
    } catch (reason) {
      app.toasts.show(failureText(reason, m));
    }
  };
  return (
    <section class="card block" aria-label={m.sync.queue}>
      <h2>{m.sync.queue}</h2>
      <Show when={elsewhere().length > 0}>
        <p class="attention">{m.sync.otherHub(elsewhere().length)}</p>
        <button type="button" class="button" onClick={() => void again(elsewhere())}>
          {m.sync.sendAll}
        </button>
      </Show>
      <Show when={rows().length > 0} fallback={<p class="dim">{m.sync.queueEmpty}</p>}>
        <ul class="sync-list">
          <For each={rows().slice(0, mostRows)}>
            {(row) => (
              <QueueRow
                row={row}
                name={queue.value()?.names.get(row.study) ?? ""}
                onAgain={() => void again([row.uid])}
              />
            )}
          </For>
        </ul>
        <Show when={rows().length > mostRows}>
          <p class="dim">{m.sync.more(rows().length - mostRows)}</p>
        </Show>
      </Show>
      <Show when={local().length > 0}>
        <p class="dim small">
          {m.sync.localOnly(local().length, [...new Set(local().map(({ obstacle }) => obstacle))])}
        </p>
      </Show>
      <Show when={(queue.value()?.images.count ?? 0) > 0 && queue.value()?.images}>
        {(images) => <p class="dim small">{m.sync.localImages(images().count, images().obstacles)}</p>}
      </Show>
      <Show when={gone()}>
        {(audit) => (
          <HubCheck audit={audit()} onAgain={(uids) => void again(uids)} onErased={() => void check()} />
        )}
      </Show>
      <div class="row-buttons">
        <button type="button" class="button" onClick={() => void check()}>
          {m.sync.check}
        </button>
        <button type="button" class="button" onClick={() => void makeRoom()}>
          {m.sync.makeRoom}
        </button>
      </div>
      <p class="dim small">{m.sync.makeRoomNote}</p>
    </section>
  );
}

function QueueRow(props: { readonly row: OutboxRow; readonly name: string; readonly onAgain: () => void }) {
  const m = useMessages();
  return (
    <li>
      <div class="grow">
        <strong>
          {props.name} · {m.sync.kinds[props.row.kind]}
        </strong>
        <span class="small" classList={{ attention: props.row.state === "rejected" }}>
          {m.sync.states[props.row.state]}
          {props.row.lengthBytes > 0 ? ` · ${m.sync.size(props.row.lengthBytes)}` : ""}
        </span>
        <Show when={props.row.fault}>
          {(fault) => <span class="dim small">{m.sync.fault(fault())}</span>}
        </Show>
      </div>
      <Show when={props.row.state === "rejected"}>
        <button type="button" class="button" onClick={() => props.onAgain()}>
          {m.sync.again}
        </button>
      </Show>
    </li>
  );
}
