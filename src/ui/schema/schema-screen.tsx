import { IconPlus } from "@tabler/icons-solidjs";
import { createMemo, createSignal, For, Show } from "solid-js";
import { sha256OfJson } from "../../domain/audit-chain.ts";
import type { LabelClass } from "../../domain/label-schema.ts";
import { settleFields } from "../../domain/settle-fields.ts";
import { settleKeypoints } from "../../domain/settle-keypoints.ts";
import { publishSchema } from "../../storage/publish-schema.ts";
import { activeSchema } from "../../storage/schemas.ts";
import { useApp } from "../app/app-state.ts";
import { createLive } from "../app/create-live.ts";
import { failureText } from "../app/failure-text.ts";
import { readIdentity } from "../app/identity.ts";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";
import { ClassMoves, type LastMove, type MoveSubject } from "./class-moves.tsx";
import { ClassRow } from "./class-row.tsx";
import { createSchemaDraft } from "./create-schema-draft.ts";
import { MovedStrip } from "./moved-strip.tsx";
import { newClass } from "./new-class.ts";
import { schemaFault } from "./schema-faults.ts";
import { ScopedFields } from "./scoped-fields.tsx";

/** The classes of the project; changes are collected and published as one version. */
export function SchemaScreen() {
  const app = useApp();
  const m = useMessages();
  const { database } = useServices();
  void activeSchema(database); // stores the starter before the first look: a live query may not write
  const live = createLive(
    () => database,
    async (from) => {
      const schema = await activeSchemaRead(from);
      const annotations = await from.annotations.toArray();
      const labels = annotations.map(({ annotation, studyUid }) => ({
        classId: annotation.classId,
        studyUid,
      }));
      return { schema, labels };
    },
  );
  const published = () => live.value()?.schema;
  const [subject, setSubject] = createSignal<MoveSubject | null>(null);
  const [last, setLast] = createSignal<LastMove | null>(null);
  const {
    classes: draft,
    setClasses: setDraft,
    ...changes
  } = createSchemaDraft(database, published, (reason) => app.toasts.show(failureText(reason, m)));
  const { scoped, setScoped, changed, scopedChanged, isChanged, reset } = changes;
  const fault = createMemo(() => schemaFault(draft(), scoped()));
  const faultText = () => {
    const now = fault();
    if (!now) return null;
    if (now.kind === "name-missing") return m.schema.nameMissing;
    if (now.kind === "question-missing") return m.schemaFields.questionMissing;
    if (now.kind === "point-missing") return m.classPoints.nameMissing;
    if (now.kind === "point-clash") return m.classPoints.clash(now.name);
    if (now.kind === "question-clash") return m.schemaFields.questionClash(now.name);
    if (now.kind === "options-missing") return m.schemaFields.optionsMissing(now.name);
    if (now.kind === "name-clash") return m.schema.nameClash(now.name);
    return m.schema.keyClash(now.key, now.a, now.b);
  };
  const affected = () => {
    const ids = new Set(changed().map((entry) => entry.id));
    return (live.value()?.labels ?? []).filter(({ classId }) => ids.has(classId)).length;
  };
  const change = (id: string, to: Partial<LabelClass>) =>
    setDraft((classes) => classes.map((entry) => (entry.id === id ? { ...entry, ...to } : entry)));
  const publish = async () => {
    const schema = published();
    if (!schema) return;
    try {
      const { user, device } = await readIdentity(database);
      const classes = draft().map(({ keypoints, ...entry }) => {
        const settled = keypoints && settleKeypoints(keypoints);
        return {
          ...entry,
          ...(entry.attributes ? { attributes: settleFields(entry.attributes) } : {}),
          ...(settled ? { keypoints: settled } : {}),
        };
      });
      const next = {
        ...schema,
        version: schema.version + 1,
        classes,
        ...(scoped().length > 0 || schema.classifications ? { classifications: settleFields(scoped()) } : {}),
        previous: { version: schema.version, sha256: sha256OfJson(schema) },
      };
      await publishSchema(database, next, { chain: device, actor: user, at: new Date().toISOString() });
      app.toasts.show(m.schema.published(next.version));
    } catch (reason) {
      app.toasts.show(failureText(reason, m));
    }
  };
  return (
    <div class="page narrow">
      <header class="page-head">
        <div>
          <h1>{m.schema.title}</h1>
          <p>{m.schema.subtitle(published()?.version ?? 1, draft().length)}</p>
        </div>
        <button
          type="button"
          class="button"
          onClick={() => setDraft((classes) => [...classes, newClass(classes, "", published()?.retired)])}
        >
          <IconPlus size={20} stroke-width={1.75} />
          {m.schema.add}
        </button>
        <button
          type="button"
          class="button primary"
          disabled={!isChanged() || fault() !== null}
          onClick={() => void publish()}
        >
          {m.schema.publish}
        </button>
      </header>
      <div class="strip" role="status">
        <p class="grow" classList={{ danger: fault() !== null }}>
          {faultText() ??
            (isChanged()
              ? [
                  changed().length > 0 ? m.schema.change(changed().length, affected()) : "",
                  scopedChanged() ? m.schemaFields.changesScoped : "",
                ]
                  .filter(Boolean)
                  .join(" ")
              : m.schema.unchanged)}
        </p>
        <Show when={isChanged()}>
          <button type="button" class="button plain" onClick={reset}>
            {m.schema.discard}
          </button>
        </Show>
      </div>
      <Show when={last()}>{(now) => <MovedStrip last={now()} onUndone={() => setLast(null)} />}</Show>
      <ul class="classes" aria-label={m.schema.classes}>
        <For each={draft().map((entry) => entry.id)} fallback={<li class="dim pad">{m.schema.empty}</li>}>
          {(id) => (
            <ClassRow
              entry={draft().find((entry) => entry.id === id)}
              onChange={(to) => change(id, to)}
              onMove={
                published()?.classes.some((entry) => entry.id === id)
                  ? (name) => setSubject({ id, name, replacedBy: null, isRetired: false })
                  : null
              }
              onRemove={() => setDraft((classes) => classes.filter((entry) => entry.id !== id))}
              moveHint={isChanged() ? m.migration.draftFirst : null}
            />
          )}
        </For>
      </ul>
      <p class="dim small">{m.schema.fixed}</p>
      <Show when={published()}>
        {(schema) => (
          <ClassMoves
            schema={schema()}
            labels={live.value()?.labels ?? []}
            subject={subject()}
            setSubject={setSubject}
            setLast={setLast}
            isChanged={isChanged()}
          />
        )}
      </Show>
      <ScopedFields fields={scoped()} onChange={setScoped} />
    </div>
  );
}

async function activeSchemaRead(database: ReturnType<typeof useServices>["database"]) {
  const setting = await database.settings.get("schemaId");
  const id = typeof setting?.value === "string" ? setting.value : "starter";
  return database.schemas.get(id);
}
