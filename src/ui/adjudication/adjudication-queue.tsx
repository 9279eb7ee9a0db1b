import { IconDownload, IconUpload } from "@tabler/icons-solidjs";
import { createEffect, createSignal, For, onCleanup, Show } from "solid-js";
import { type Disagreement, disagreementOf } from "../../domain/review/disagreement.ts";
import { readSubmissionsFile, submissionsFile } from "../../domain/review/submissions-file.ts";
import type { Study } from "../../domain/study.ts";
import { saveFile } from "../../jobs/exporter.ts";
import { makeReadersClient } from "../../jobs/readers-client.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { consensusReader } from "../../storage/readings.ts";
import { reviewRules } from "../../storage/review-rules.ts";
import { allSubmissions, takeSubmissions } from "../../storage/submissions.ts";
import { useApp } from "../app/app-state.ts";
import { attempt } from "../app/attempt.ts";
import { createLive } from "../app/create-live.ts";
import { failureText } from "../app/failure-text.ts";
import { readIdentity } from "../app/identity.ts";
import { hrefOf } from "../app/router.ts";
import { useServices } from "../app/services.ts";
import { FileButton, jsonFiles } from "../kit/file-button.tsx";
import { useMessages } from "../messages/messages.ts";
import { loadReadings } from "./load-readings.ts";

interface Waiting {
  readonly study: Study;
  readonly done: number;
}

/** Studies with a submission that no consensus was made of; how many of their readers are done. */
async function readWaiting(from: MainDatabase): Promise<{ readers: number; rows: readonly Waiting[] }> {
  const { readers } = await reviewRules(from);
  const byStudy = new Map<string, Set<string>>();
  for (const { studyUid, reader } of await allSubmissions(from))
    byStudy.set(studyUid, (byStudy.get(studyUid) ?? new Set()).add(reader));
  const studies = await from.studies.bulkGet([...byStudy.keys()]);
  const rows = studies.flatMap((study) =>
    study && study.reader !== consensusReader
      ? [{ study, done: byStudy.get(study.studyUid)?.size ?? 0 }]
      : [],
  );
  return { readers, rows: rows.sort((a, b) => b.done - a.done) };
}

/** How far readers are apart, study by study; those that this person may not see stay out. */
function createDisagreements(database: MainDatabase, uids: () => readonly string[]) {
  const client = makeReadersClient();
  onCleanup(() => client.close());
  const [known, setKnown] = createSignal<ReadonlyMap<string, Disagreement>>(new Map());
  let asked = new Set<string>();
  const compare = async (studyUid: string) => {
    const { user } = await readIdentity(database);
    const readings = await loadReadings(database, studyUid, user);
    if (!readings || readings.closed !== null) return;
    const { versions, series } = readings;
    const { groups } = await client.compare({ versions, series, fields: [] });
    setKnown((all) => new Map(all).set(studyUid, disagreementOf(groups)));
  };
  createEffect(async () => {
    const fresh = uids().filter((uid) => !asked.has(uid));
    asked = new Set([...asked, ...fresh]);
    // One after the other; a study that cannot be compared stands where it stood, and its own screen says why.
    for (const uid of fresh) await compare(uid).catch(() => undefined);
  });
  return known;
}

/** Where several read each study: who is still missing, what can be compared, and the files between devices. */
export function AdjudicationQueue() {
  const app = useApp();
  const m = useMessages();
  const { database } = useServices();
  const live = createLive(() => database, readWaiting);
  const isDone = ({ done }: Waiting) => done >= (live.value()?.readers ?? Number.POSITIVE_INFINITY);
  const apart = createDisagreements(database, () =>
    (live.value()?.rows ?? []).filter(isDone).map(({ study }) => study.studyUid),
  );
  /** Those that can be compared first, of them where the readers are farthest apart. */
  const inOrder = (rows: readonly Waiting[]) =>
    rows.toSorted(
      (a, b) =>
        Number(isDone(b)) - Number(isDone(a)) ||
        (apart().get(b.study.studyUid)?.grade ?? -1) - (apart().get(a.study.studyUid)?.grade ?? -1),
    );
  const save = () =>
    attempt(m, app.toasts.show, async () => {
      const versions = await allSubmissions(database);
      if (versions.length === 0) return app.toasts.show(m.adjudication.noneToSave);
      saveFile(
        new Blob([submissionsFile(versions)], { type: "application/json" }),
        "overread-submissions.json",
      );
      app.toasts.show(m.adjudication.saved(versions.length));
    });
  const take = async (file: File | undefined) => {
    if (!file) return;
    try {
      const { user, device } = await readIdentity(database);
      const by = { chain: device, actor: user, at: new Date().toISOString() };
      const { taken, known } = await takeSubmissions(database, readSubmissionsFile(await file.text()), by);
      app.toasts.show(m.adjudication.taken(taken, known));
    } catch (reason) {
      app.toasts.show(failureText(reason, m));
    }
  };
  const nameOf = (study: Study) =>
    study.description || m.format.list(study.modalities) || m.worklist.noDescription;
  return (
    <Show when={live.value()}>
      {(now) => (
        <Show when={now().readers > 1}>
          <section class="card block" aria-label={m.adjudication.queue}>
            <h2>{m.adjudication.queue}</h2>
            <ul class="adjudication-queue">
              <For each={inOrder(now().rows)}>
                {({ study, done }) => (
                  <li>
                    <span class="grow">
                      <strong>{nameOf(study)}</strong> <span class="dim">· {study.pseudonym}</span>
                      <span class="dim small own">
                        {m.adjudication.done(done, now().readers)}
                        <Show when={apart().get(study.studyUid)}>
                          {(one) => <> · {m.adjudication.apart(one().apart, one().things)}</>}
                        </Show>
                      </span>
                    </span>
                    <Show when={done >= now().readers}>
                      <a
                        class="button primary"
                        href={hrefOf({ name: "adjudicate", studyUid: study.studyUid })}
                        aria-label={m.adjudication.compareOf(nameOf(study), study.pseudonym)}
                      >
                        {m.adjudication.compare}
                      </a>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
            <div class="row-buttons">
              <button type="button" class="button" onClick={() => void save()}>
                <IconDownload size={20} stroke-width={1.75} />
                {m.adjudication.saveFile}
              </button>
              <FileButton picker="submissions" accept={jsonFiles} onFiles={([file]) => void take(file)}>
                <IconUpload size={20} stroke-width={1.75} />
                {m.adjudication.takeFile}
              </FileButton>
            </div>
            <p class="dim small">{m.adjudication.blind}</p>
          </section>
        </Show>
      )}
    </Show>
  );
}
