import "fake-indexeddb/auto";
import { describe } from "vitest";
import { hubContract } from "../../../support/hub/hub-contract.ts";
import { makeMemoryHub } from "../../../support/hub/memory-hub.ts";

describe("a hub in memory", () => {
  hubContract(async () => ({ baseUrl: "http://127.0.0.1/dicom-web", fetchFrom: makeMemoryHub().fetch }));
});
