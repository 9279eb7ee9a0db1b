import { appendAudit } from "./audit.ts";
import type { MainDatabase } from "./database.ts";
import { readSetting } from "./settings.ts";

/** A person of the project: records and files hold the id alone; the name stays on this device. */
export interface Person {
  /** Pseudonymous, a UUID. */
  readonly id: string;
  readonly name: string;
}

/** Who writes, for the device's chain. */
export interface PeopleChange {
  readonly chain: string;
  readonly actor: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

const setting = "people";

const isPerson = (value: unknown): value is Person => {
  const { id, name } = (value ?? {}) as Partial<Person>;
  return typeof id === "string" && id !== "" && typeof name === "string";
};

/** The people of the project who were named on this device. */
export async function readPeople(db: MainDatabase): Promise<readonly Person[]> {
  const stored = await readSetting(db, setting);
  return Array.isArray(stored) ? stored.filter(isPerson) : [];
}

/** Adds or renames a person; the chain says that, never the name. */
export async function putPerson(db: MainDatabase, person: Person, by: PeopleChange): Promise<void> {
  await db.transaction("rw", db.settings, db.audit, async () => {
    const others = (await readPeople(db)).filter(({ id }) => id !== person.id);
    await db.settings.put({
      key: setting,
      value: [...others, person].sort((a, b) => (a.name < b.name ? -1 : 1)),
    });
    await appendAudit(db, { ...by, action: "person-named", target: person.id, detail: {} });
  });
}

/** From now on this person works on the device. */
export async function switchPerson(db: MainDatabase, id: string, by: PeopleChange): Promise<void> {
  await db.transaction("rw", db.settings, db.audit, async () => {
    if ((await db.settings.get("user"))?.value === id) return;
    await db.settings.put({ key: "user", value: id });
    await appendAudit(db, { ...by, action: "person-switched", target: id, detail: {} });
  });
}

/** The name of a person, or the start of the id where nobody named them here. */
export const personName = (people: readonly Person[], id: string): string =>
  people.find((person) => person.id === id)?.name || id.slice(0, 8);
