import type { DeviceRule } from "../domain/deid/device-rule.ts";
import { readRules, storedRules } from "../domain/deid/device-rules-file.ts";
import { appendAudit } from "./audit.ts";
import type { MainDatabase } from "./database.ts";
import { readSetting } from "./settings.ts";

const setting = "deviceRules";

/** Who changes rules by hand, for the device's chain. */
export interface RuleChange {
  readonly chain: string;
  readonly actor: string;
  readonly at: string;
}

/** Where devices write, as reviews on this device taught. */
export const deviceRules = async (db: MainDatabase): Promise<readonly DeviceRule[]> =>
  readRules(await readSetting(db, setting));

const put = (db: MainDatabase, rules: readonly DeviceRule[]) =>
  db.settings.put({ key: setting, value: storedRules(rules) });

/** Changes one rule in one transaction; null removes it. */
export async function changeDeviceRule(
  db: MainDatabase,
  id: string,
  change: (rule: DeviceRule | null) => DeviceRule | null,
): Promise<void> {
  await db.transaction("rw", db.settings, async () => {
    const rules = await deviceRules(db);
    const next = change(rules.find((rule) => rule.id === id) ?? null);
    await put(db, [...rules.filter((rule) => rule.id !== id), ...(next ? [next] : [])]);
  });
}

/** Forgets a rule, and says so in the device's chain. */
export async function deleteDeviceRule(db: MainDatabase, id: string, by: RuleChange): Promise<void> {
  await db.transaction("rw", db.settings, db.audit, async () => {
    const rules = await deviceRules(db);
    const left = rules.filter((rule) => rule.id !== id);
    if (left.length === rules.length) return;
    await put(db, left);
    await appendAudit(db, { ...by, action: "device-rule-deleted", target: id, detail: {} });
  });
}

/** Takes rules of another device of the project; where both have one, that of more studies counts. Says so in the chain. */
export async function takeDeviceRules(
  db: MainDatabase,
  brought: readonly DeviceRule[],
  by: RuleChange,
): Promise<void> {
  await db.transaction("rw", db.settings, db.audit, async () => {
    const rules = new Map((await deviceRules(db)).map((rule) => [rule.id, rule]));
    for (const rule of brought)
      if (rule.studies > (rules.get(rule.id)?.studies ?? 0)) rules.set(rule.id, rule);
    await put(db, [...rules.values()]);
    await appendAudit(db, {
      ...by,
      action: "device-rules-taken",
      target: "project",
      detail: { rules: brought.length },
    });
  });
}
