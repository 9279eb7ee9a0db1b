import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { makeCodecs } from "../../../../src/workers/codecs/codecs.ts";
import type { DatasetObject } from "../../../../src/workers/export/dataset.ts";
import { makeDatasetReader } from "../../../../src/workers/export/dataset-reader.ts";
import { makeStore } from "../../../support/export-fixture.ts";
import { nodeCodecAssets } from "../../../support/node-codec-assets.ts";

test.each(["mask", "spans"] as const)(
  "a cancel gets through between two labels, also where nothing has to be read from the disk: %s",
  async (what) => {
    const database = await makeStore();
    const row = await database.annotations.get("2.25.101");
    const instance = await database.instances.get("2.25.3");
    if (!row || !instance) throw new Error("no label");
    const control = new AbortController();
    const reader = makeDatasetReader(database, makeCodecs(nodeCodecAssets()), control.signal);
    const object = { annotation: row.annotation, image: { instance } } as DatasetObject;
    // As a message from the page: it comes in only when the loop lets it.
    setTimeout(() => control.abort(), 0);
    const all = async () => {
      for (let label = 0; label < 1_000_000; label++) await reader[what](object);
    };
    await expect(all()).rejects.toThrow(/abort/i);
  },
);
