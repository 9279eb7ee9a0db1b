import { render } from "solid-js/web";
import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import type { ExportReport, LossGroup } from "../../../src/domain/calls/export-calls.ts";
import { say } from "../../../src/domain/said.ts";
import { varietyOf } from "../../../src/domain/vetting/variety.ts";
import { ExportResultView } from "../../../src/ui/export/export-result.tsx";
import { type Language, loadMessages } from "../../../src/ui/messages/languages.ts";
import { MessagesContext } from "../../../src/ui/messages/messages.ts";

let dispose = () => {};
afterEach(() => dispose());

const part = { patients: 0, images: 0 };
const reportOf = (losses: readonly LossGroup[]): ExportReport => ({
  file: null,
  bytes: 1,
  images: 1,
  instances: 1,
  patients: 1,
  checks: [],
  losses,
  findings: [],
  split: { parts: { train: part, val: part, test: part }, joined: 0, proofSha256: "" },
  variety: varietyOf({ images: [], objects: [], classes: [] } as unknown as Parameters<typeof varietyOf>[0]),
  agreement: [],
});

async function show(language: Language, losses: readonly LossGroup[]): Promise<void> {
  const m = await loadMessages(language, []);
  const options = {
    name: "set",
    studyUids: [],
    formats: ["seg"] as const,
    statuses: [],
    includeProposals: false,
    frames: "labelled" as const,
    createdAt: "2026-11-29T00:00:00Z",
    seed: "1",
  };
  const phase = { name: "done", options, result: reportOf(losses), milliseconds: 1, inFolder: true } as const;
  const host = document.body.appendChild(document.createElement("div"));
  const end = render(
    () => (
      <MessagesContext.Provider value={m}>
        <ExportResultView phase={phase} onAgain={() => {}} />
      </MessagesContext.Provider>
    ),
    host,
  );
  dispose = () => {
    end();
    host.remove();
  };
}

test.each([
  ["en", "a skeleton has no area; NDJSON holds it (2 times)"],
  ["de", "ein Skelett hat keine Fläche; enthalten in NDJSON (2-mal)"],
  ["ar", "هيكل نقاط: شكل بلا مساحة؛ يحفظه NDJSON (2 مرات)"],
] as const)(
  "the card of an export tells its losses in the language of the page: %s",
  async (language, text) => {
    await show(language, [
      { format: "seg", reason: say`${say`a skeleton`} has no area; ${"NDJSON"} holds it`, count: 2 },
    ]);
    await expect.element(page.getByText(text)).toBeVisible();
  },
);
