import { IconAlertTriangle, IconShieldCheck } from "@tabler/icons-solidjs";
import { createSignal, For, Match, onCleanup, Show, Switch } from "solid-js";
import { type ChainReport, verifyAudit } from "../../jobs/verify-audit.ts";
import { headsOf, type NamedHead } from "../../storage/audit-heads.ts";
import { auditCount } from "../../storage/audit-pages.ts";
import { createLive } from "../app/create-live.ts";
import { isCancelled } from "../app/failure-text.ts";
import { useServices } from "../app/services.ts";
import { FileButton, jsonFiles } from "../kit/file-button.tsx";
import { Progress } from "../kit/progress.tsx";
import { useMessages } from "../messages/messages.ts";

type Phase =
  | { readonly name: "idle"; readonly note: string | null }
  | { readonly name: "running"; readonly done: number; readonly total: number }
  | { readonly name: "done"; readonly reports: readonly ChainReport[] };

/** The heads that a chosen manifest names, or null where it is none. */
async function headsOfFile(file: File): Promise<NamedHead[] | null> {
  try {
    const { auditHeads } = JSON.parse(await file.text()) as { readonly auditHeads?: unknown };
    return Array.isArray(auditHeads) ? headsOf(auditHeads) : null;
  } catch {
    return null;
  }
}

/** Checks this device's audit chain and says in words what was found. */
export function AuditCard() {
  const m = useMessages();
  const { database } = useServices();
  const entries = createLive(() => database, auditCount);
  const [phase, setPhase] = createSignal<Phase>({ name: "idle", note: null });
  let control: AbortController | null = null;
  onCleanup(() => control?.abort());
  const check = async (more: readonly NamedHead[]) => {
    const mine = new AbortController();
    control = mine;
    setPhase({ name: "running", done: 0, total: 0 });
    try {
      const reports = await verifyAudit(database, more, {
        signal: mine.signal,
        onProgress: (done, total) => setPhase({ name: "running", done, total }),
      });
      const asked =
        more.length === 0 || reports.some(({ chain }) => more.some((head) => head.chain === chain));
      setPhase(asked ? { name: "done", reports } : { name: "idle", note: m.audit.otherDevice });
    } catch (reason) {
      setPhase({ name: "idle", note: isCancelled(reason) ? null : m.audit.failed });
    }
  };
  const compare = async (file: File | undefined) => {
    const heads = file ? await headsOfFile(file) : null;
    if (heads && heads.length > 0) await check(heads);
    else if (file) setPhase({ name: "idle", note: m.audit.notManifest });
  };
  const running = () => {
    const now = phase();
    return now.name === "running" ? now : null;
  };
  const reports = () => {
    const now = phase();
    return now.name === "done" ? now.reports : null;
  };
  const note = () => {
    const now = phase();
    return now.name === "idle" ? now.note : null;
  };
  return (
    <section class="card block" aria-label={m.audit.title} id="audit">
      <h2>{m.audit.title}</h2>
      <p class="dim small">{m.audit.intro}</p>
      <p>{(entries.value() ?? 0) > 0 ? m.audit.entries(entries.value() ?? 0) : m.audit.none}</p>
      <Switch>
        <Match when={running()}>
          {(now) => (
            <div role="status">
              <Progress label={m.audit.running} done={now().done} total={now().total} />
              <p class="dim">{m.audit.progress(now().done, now().total)}</p>
            </div>
          )}
        </Match>
        <Match when={reports()}>
          {(list) => <For each={list()}>{(report) => <ChainResult report={report} />}</For>}
        </Match>
        <Match when={note()}>{(text) => <p role="alert">{text()}</p>}</Match>
      </Switch>
      <div class="row-buttons">
        <Show
          when={!running()}
          fallback={
            <button type="button" class="button" onClick={() => control?.abort()}>
              {m.audit.cancel}
            </button>
          }
        >
          <button type="button" class="button" disabled={!entries.value()} onClick={() => void check([])}>
            {m.audit.check}
          </button>
          <FileButton
            picker="manifest"
            accept={jsonFiles}
            disabled={!entries.value()}
            onFiles={([file]) => void compare(file)}
          >
            {m.audit.compare}
          </FileButton>
        </Show>
      </div>
      <p class="dim small">{m.audit.limit}</p>
    </section>
  );
}

function ChainResult(props: { readonly report: ChainReport }) {
  const m = useMessages();
  const fault = () => (props.report.verdict.ok ? null : props.report.verdict);
  return (
    <Show
      when={fault()}
      fallback={
        <p class="strip good" role="status">
          <IconShieldCheck size={20} stroke-width={1.75} />
          <span>
            {m.audit.whole(props.report.events)} {m.audit.compared(props.report.compared)}
          </span>
        </p>
      }
    >
      {(found) => (
        <div role="alert">
          <p class="danger">
            <IconAlertTriangle size={20} stroke-width={1.75} /> <strong>{m.audit.broken}</strong>
          </p>
          <p>{m.audit.fault(found().reason, found().badSeq)}</p>
          <p class="small">{m.audit.brokenNote}</p>
        </div>
      )}
    </Show>
  );
}
