import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { openMainDatabase } from "../../../src/storage/database.ts";
import { switchPerson } from "../../../src/storage/people.ts";
import { readIdentity } from "../../../src/ui/app/identity.ts";

test("who works on the device is asked at each use: after a switch, in this tab or another, the other person labels", async () => {
  const db = openMainDatabase("identity-test");
  const other = openMainDatabase("identity-test");
  const [first, second] = [await readIdentity(db), await readIdentity(db)];
  expect({ ...second, tab: first.tab }).toEqual(first);
  expect(second.tab).not.toBe(first.tab);
  const by = { chain: first.device, actor: first.user, at: "2026-11-29T10:00:00.000Z" };
  await switchPerson(db, "second-person", by);
  expect(await readIdentity(db)).toMatchObject({ user: "second-person", device: first.device });
  await switchPerson(other, "third-person", by);
  expect(await readIdentity(db)).toMatchObject({ user: "third-person", device: first.device });
  other.close();
  await db.delete();
});
