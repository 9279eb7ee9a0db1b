import { type Accessor, createEffect, createMemo, createSignal, on, type Setter } from "solid-js";
import type { ScopedField } from "../../domain/label-field.ts";
import type { LabelClass, LabelSchema } from "../../domain/label-schema.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { keepSchemaDraft, readSchemaDraft } from "../../storage/schema-draft.ts";

/** What is changed of the published schema and not published yet; it is kept when the screen is left. */
export interface SchemaChanges {
  readonly classes: Accessor<readonly LabelClass[]>;
  readonly setClasses: Setter<readonly LabelClass[]>;
  readonly scoped: Accessor<readonly ScopedField[]>;
  readonly setScoped: Setter<readonly ScopedField[]>;
  readonly changed: Accessor<readonly LabelClass[]>;
  readonly scopedChanged: Accessor<boolean>;
  readonly isChanged: Accessor<boolean>;
  reset(): void;
}

/** Follows the published schema: another version begins without changes, or with those that were left of it. */
export function createSchemaDraft(
  database: MainDatabase,
  published: Accessor<LabelSchema | undefined>,
  onFailed: (reason: unknown) => void,
): SchemaChanges {
  const [classes, setClasses] = createSignal<readonly LabelClass[]>([]);
  const [scoped, setScoped] = createSignal<readonly ScopedField[]>([]);
  /** The version whose draft was looked for: nothing is kept before. */
  const [begun, setBegun] = createSignal<number | null>(null);
  const changed = createMemo(() => {
    const before = new Map((published()?.classes ?? []).map((entry) => [entry.id, JSON.stringify(entry)]));
    return classes().filter((entry) => before.get(entry.id) !== JSON.stringify(entry));
  });
  const scopedChanged = () => JSON.stringify(scoped()) !== JSON.stringify(published()?.classifications ?? []);
  const isChanged = () => changed().length > 0 || scopedChanged();
  const reset = () => {
    setClasses(published()?.classes ?? []);
    setScoped(published()?.classifications ?? []);
  };
  const begin = async (schema: LabelSchema) => {
    const left = await readSchemaDraft(database, schema);
    if (published()?.version !== schema.version) return;
    if (left && !isChanged()) {
      setClasses(left.classes);
      setScoped(left.scoped);
    }
    setBegun(schema.version);
  };
  createEffect(
    on(
      () => published()?.version,
      () => {
        reset();
        const schema = published();
        if (schema) void begin(schema).catch(onFailed);
      },
    ),
  );
  createEffect(
    on([classes, scoped, begun], () => {
      const schema = published();
      if (!schema || begun() !== schema.version) return;
      const draft = isChanged() ? { classes: classes(), scoped: scoped() } : null;
      void keepSchemaDraft(database, schema, draft).catch(onFailed);
    }),
  );
  return { classes, setClasses, scoped, setScoped, changed, scopedChanged, isChanged, reset };
}
