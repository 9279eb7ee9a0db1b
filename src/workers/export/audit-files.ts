import type { AuditEvent } from "../../domain/audit-event.ts";
import { canonicalJson } from "../../domain/canonical-json.ts";
import { verifyChain } from "../../domain/verify-chain.ts";
import { readNdjson } from "../../formats/ndjson/read-ndjson.ts";
import { writeNdjson } from "../../formats/ndjson/write-ndjson.ts";
import type { CheckList } from "./check-list.ts";
import type { Dataset } from "./dataset.ts";
import type { DatasetSink } from "./sink.ts";

const pathOf = (dataset: Dataset, chain: string) =>
  `${dataset.options.name}/audit/${chain.replace(/[^\w.-]/g, "_")}.ndjson`;

/** Writes each device's chain whole, up to the head that the manifest names (export-and-workflow 3.5). */
export async function writeAudit(dataset: Dataset, sink: DatasetSink): Promise<void> {
  for (const [chain, events] of dataset.audit)
    await sink.write(pathOf(dataset, chain), [new TextEncoder().encode(writeNdjson(events))]);
}

/** Re-reads each chain: it must be whole, end at its head, and hold the events of the store. */
export async function compareAudit(dataset: Dataset, sink: DatasetSink, list: CheckList): Promise<void> {
  for (const head of dataset.auditHeads) {
    const file = pathOf(dataset, head.chain);
    const events = readNdjson(new TextDecoder().decode(await sink.read(file))) as AuditEvent[];
    const own = dataset.audit.get(head.chain) ?? [];
    list.written("audit", own.length);
    for (const [index, event] of own.entries()) {
      const found = canonicalJson(events[index] ?? null);
      const expected = canonicalJson(event);
      const subject = `${head.chain} ${event.seq}`;
      list.compared("audit", found === expected ? null : { file, subject, expected, found });
    }
    const verdict = verifyChain(events, head);
    // A chain that is broken in the store goes out as it is: it is evidence, and the reader of the dataset sees it too.
    if (events.length !== own.length)
      list.compared("audit", {
        file,
        subject: head.chain,
        expected: `${own.length} events`,
        found: `${events.length}`,
      });
    if (!verdict.ok && verifyChain(own, head).ok)
      list.compared("audit", { file, subject: head.chain, expected: "a whole chain", found: verdict.reason });
  }
}
