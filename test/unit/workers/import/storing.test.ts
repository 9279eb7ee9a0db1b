import { expect, test } from "vitest";
import { mostFiles } from "../../../../src/workers/import/most-beside.ts";
import { makeStoring } from "../../../../src/workers/import/storing.ts";

const settled = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

/** A store that ends when it is told to, and what was begun and ended of it. */
function makeSlowStore() {
  const steps: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    steps,
    end: async (name: string) => {
      ends.get(name)?.();
      await settled();
    },
    store: (name: string) => () => {
      steps.push(`begin ${name}`);
      return new Promise<void>((done) =>
        ends.set(name, () => {
          steps.push(`end ${name}`);
          done();
        }),
      );
    },
  };
}

test("files that may go beside others do, and one that may not waits for them and lets none pass", async () => {
  const { steps, end, store } = makeSlowStore();
  const storing = makeStoring();
  const beside = { beside: true, size: 10 };
  await storing.begin(beside, store("a"));
  await storing.begin(beside, store("b"));
  const third = storing.begin({ beside: false, size: 10 }, store("c"));
  await settled();
  expect(steps).toEqual(["begin a", "begin b"]);
  await end("b");
  expect(steps).toEqual(["begin a", "begin b", "end b"]);
  await end("a");
  await third;
  const fourth = storing.begin(beside, store("d"));
  await settled();
  expect(steps.slice(3)).toEqual(["end a", "begin c"]);
  await end("c");
  await fourth;
  const over = storing.done();
  await end("d");
  await over;
  expect(steps.slice(5)).toEqual(["end c", "begin d", "end d"]);
});

test("no more is being stored at once than memory has room for, and a large file by itself still is", async () => {
  const { steps, end, store } = makeSlowStore();
  const storing = makeStoring();
  const large = { beside: true, size: 20 << 20 };
  await storing.begin({ beside: true, size: 1 << 20 }, store("a"));
  const second = storing.begin(large, store("b"));
  await settled();
  expect(steps).toEqual(["begin a"]);
  await end("a");
  await second;
  expect(steps).toEqual(["begin a", "end a", "begin b"]);
  await end("b");
  for (let file = 0; file < mostFiles; file++)
    await storing.begin({ beside: true, size: 1 }, store(`${file}`));
  const last = storing.begin({ beside: true, size: 1 }, store("last"));
  await settled();
  expect(steps).not.toContain("begin last");
  await end("3");
  await last;
  expect(steps).toContain("begin last");
});
