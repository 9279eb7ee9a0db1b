import { expect, test } from "vitest";
import { leakGroups, lockedGroups } from "../../../src/domain/leak-groups.ts";
import { type SplitName, splitGroups, splitQuotas } from "../../../src/domain/split.ts";
import { expectSame } from "../../support/expect-same.ts";
import { makeRandom } from "../../support/random.ts";
import { splitAgain } from "../../support/verify/split-again.ts";

const member = (patientKey: string, ...digests: string[]) => ({ patientKey, digests });

test("patients that share a frame are one group, also over a third one; its key is the lowest", () => {
  const groups = leakGroups([
    member("d", "4"),
    member("c", "2", "3"),
    member("b", "1", "2"),
    member("a", "3"),
  ]);
  expect(groups).toEqual([
    { key: "a", members: ["a", "b", "c"] },
    { key: "d", members: ["d"] },
  ]);
});

test("studies of one patient are one group without a shared frame; blank frames join nobody", () => {
  expect(leakGroups([member("a", "1"), member("b", "", "2"), member("a", "3"), member("c", "")])).toEqual([
    { key: "a", members: ["a"] },
    { key: "b", members: ["b"] },
    { key: "c", members: ["c"] },
  ]);
});

test("a group keeps the part of its locked member; two parts in one group are a conflict that names both", () => {
  const groups = leakGroups([
    member("a", "1"),
    member("b", "1"),
    member("c", "2"),
    member("d", "2"),
    member("e"),
  ]);
  const locks = new Map<string, SplitName>([
    ["b", "test"],
    ["c", "train"],
    ["d", "val"],
  ]);
  const { locked, conflicts } = lockedGroups(groups, locks);
  expect([...locked]).toEqual([["a", "test"]]);
  expect(conflicts).toEqual([
    {
      members: [
        { patientKey: "c", part: "train" },
        { patientKey: "d", part: "val" },
      ],
    },
  ]);
});

test("one thousand random patient sets: no frame in two parts, quotas exact, order of no account, locked ones never move", () => {
  const random = makeRandom(21);
  const pick = (count: number) => Math.floor(random() * count);
  let joined = 0;
  for (let round = 0; round < 1000; round++) {
    const patients = Array.from({ length: 1 + pick(40) }, (_, at) => ({
      patientKey: `p${at}`,
      digests: Array.from({ length: 1 + pick(4) }, () =>
        random() < 0.1 ? `s${pick(9)}` : `u${round} ${random()}`,
      ),
      modality: ["CT", "MR", "US"][pick(3)] ?? "CT",
      classes: [1, 2, 3, 4].filter(() => random() < 0.3),
    }));
    const make = (list: typeof patients, locks: ReadonlyMap<string, SplitName> = new Map()) => {
      const groups = leakGroups(list);
      const { locked, conflicts } = lockedGroups(groups, locks);
      const strata = groups.map(({ key, members }) => {
        const own = patients.filter((patient) => members.includes(patient.patientKey));
        const modality = own.map((patient) => patient.modality).sort()[0] ?? "";
        return { key, modality, classes: [...new Set(own.flatMap((patient) => patient.classes))] };
      });
      return { groups, strata, conflicts, split: splitGroups(strata, `seed ${round}`, [80, 10, 10], locked) };
    };
    const { groups, strata, split } = make(patients);
    joined += patients.length - groups.length;
    const partOf = new Map(
      groups.flatMap(({ key, members }) => members.map((name) => [name, split.groups.get(key)] as const)),
    );
    const where = new Map<string, SplitName | undefined>();
    for (const { patientKey, digests } of patients) {
      for (const digest of digests) {
        const part = partOf.get(patientKey);
        expectSame(where.get(digest) ?? part, part);
        where.set(digest, part);
      }
    }
    const counts = ["train", "val", "test"].map(
      (name) => [...split.groups.values()].filter((p) => p === name).length,
    );
    expect(counts).toEqual(splitQuotas(groups.length, [80, 10, 10]));
    const shuffled = [...patients].sort(() => random() - 0.5);
    expect(make(shuffled).split.proofSha256).toBe(split.proofSha256);
    // The same rule, written once more from the text, gives the same parts.
    expect(
      splitAgain(
        Object.fromEntries(strata.map(({ key, ...rest }) => [key, rest])),
        `seed ${round}`,
        [80, 10, 10],
      ),
    ).toEqual(Object.fromEntries(split.groups));
    // A first export of some, then of all: the first ones stay where they are.
    const some = patients.slice(0, Math.ceil(patients.length / 2));
    const first = make(some);
    const locks = new Map(
      first.groups.flatMap(({ key, members }) =>
        members.map((name) => [name, first.split.groups.get(key) ?? "train"] as const),
      ),
    );
    const later = make(patients, locks);
    if (later.conflicts.length > 0) continue;
    const quotas = splitQuotas(later.groups.length, [80, 10, 10]);
    for (const [part, name] of (["train", "val", "test"] as const).entries()) {
      const inPart = [...later.split.groups].filter(([, given]) => given === name).map(([key]) => key);
      const held = later.groups.filter(
        ({ key, members }) => inPart.includes(key) && members.some((one) => locks.has(one)),
      );
      // Nothing more goes where the quota is full: as near to it as the locked ones allow.
      expect(inPart.length).toBeLessThanOrEqual(Math.max(quotas[part] ?? 0, held.length));
    }
    for (const { key, members } of later.groups) {
      for (const name of members)
        if (locks.has(name)) expectSame(later.split.groups.get(key), locks.get(name));
    }
  }
  expect(joined).toBeGreaterThan(500);
});
