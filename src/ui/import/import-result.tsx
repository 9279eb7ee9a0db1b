import { IconAlertTriangle, IconCircleCheck, IconShield } from "@tabler/icons-solidjs";
import { For, type JSX, Show } from "solid-js";
import type { Disc, ImportResult, ReadyStudy, RefusedFile } from "../../domain/calls/import-calls.ts";
import { useApp } from "../app/app-state.ts";
import { CarryOffer } from "../app/carry-offer.tsx";
import { KeyStrip } from "../app/key-strip.tsx";
import { hrefOf } from "../app/router.ts";
import { useMessages } from "../messages/messages.ts";
import { type HeldGroup, heldGroups } from "./held-groups.ts";
import { RefusalReasons } from "./refusal-reasons.tsx";

/** What came of an import, in three groups: ready, held for a person, refused with what to do. */
export function ImportResultView(props: { readonly result: ImportResult }) {
  const app = useApp();
  const m = useMessages();
  return (
    <section class="import-result" aria-label={m.import.result}>
      <Group
        icon={<IconCircleCheck class="ok" size={20} stroke-width={1.75} />}
        title={m.import.ready}
        name={m.import.ready}
        count={props.result.ready.length}
      >
        <For each={props.result.ready} fallback={<li class="dim">{m.import.readyNone}</li>}>
          {(study) => <ReadyRow study={study} />}
        </For>
      </Group>
      <Show when={props.result.held.length > 0}>
        <Group
          icon={<IconShield class="attention" size={20} stroke-width={1.75} />}
          title={m.import.held}
          name={m.import.heldList}
          count={props.result.held.length}
          action={
            <a class="button" href="#/pixels">
              {m.worklist.reviewPixels}
            </a>
          }
        >
          <For each={heldGroups(props.result.held)}>{(group) => <HeldRow group={group} />}</For>
        </Group>
      </Show>
      <Show when={props.result.refused.length > 0}>
        <Group
          icon={<IconAlertTriangle class="danger" size={20} stroke-width={1.75} />}
          title={m.import.refused}
          name={m.import.refused}
          count={props.result.refused.length}
        >
          <For each={props.result.refused}>{(file) => <RefusedRow file={file} />}</For>
        </Group>
      </Show>
      <Show when={props.result.incomplete.length > 0}>
        <Group
          icon={<IconAlertTriangle class="attention" size={20} stroke-width={1.75} />}
          title={m.import.incomplete}
          name={m.import.incomplete}
          count={props.result.incomplete.length}
        >
          <For each={props.result.incomplete}>{(disc) => <DiscRow disc={disc} />}</For>
        </Group>
      </Show>
      <CarryOffer />
      <KeyStrip />
      <div class="row-buttons end">
        <button type="button" class="button" onClick={() => app.importFlow.reset()}>
          {m.import.again}
        </button>
        <a class="button primary" href="#/worklist">
          {m.import.toWorklist}
        </a>
      </div>
    </section>
  );
}

interface GroupProps {
  readonly icon: JSX.Element;
  readonly title: string;
  readonly name: string;
  readonly count: number;
  readonly action?: JSX.Element;
  readonly children: JSX.Element;
}

function Group(props: GroupProps) {
  const m = useMessages();
  return (
    <div class="card result-group">
      <div class="result-head">
        {props.icon}
        <h2 class="grow">
          {props.title} <span class="dim">{m.format.number(props.count)}</span>
        </h2>
        {props.action}
      </div>
      <ul aria-label={props.name}>{props.children}</ul>
    </div>
  );
}

function ReadyRow(props: { readonly study: ReadyStudy }) {
  const m = useMessages();
  return (
    <li class="result-row">
      <span class="grow">
        <strong>{props.study.description || m.worklist.noDescription}</strong>
        <span class="dim"> · {props.study.pseudonym}</span>
        <Show when={props.study.showsHead}>
          <br />
          <span class="attention small">{m.import.showsHead}</span>
        </Show>
      </span>
      <span class="dim">
        <Show when={props.study.images > 0}>
          {m.import.images(props.study.images - props.study.known)}
          <Show when={props.study.known > 0}> · {m.import.known(props.study.known)}</Show>
        </Show>
        <Show when={props.study.objects}>
          {(objects) => (
            <>
              <Show when={props.study.images > 0}> · </Show>
              {m.import.objects(objects())}
            </>
          )}
        </Show>
      </span>
      <Show when={!props.study.waits} fallback={<span class="dim">{m.import.waits}</span>}>
        <a class="button plain" href={hrefOf({ name: "record", studyUid: props.study.studyUid })}>
          {m.record.link}
        </a>
        <a class="button plain" href={hrefOf({ name: "study", studyUid: props.study.studyUid })}>
          {m.import.open}
        </a>
      </Show>
    </li>
  );
}

function HeldRow(props: { readonly group: HeldGroup }) {
  const m = useMessages();
  return (
    <li class="result-row">
      <span class="grow">
        <strong>{props.group.modality}</strong>
        <span class="dim"> · {props.group.pseudonym}</span>
      </span>
      <span class="dim">
        {props.group.onlyFace ? m.import.showsHead : m.import.heldWhy} · {m.import.frames(props.group.frames)}
      </span>
    </li>
  );
}

function DiscRow(props: { readonly disc: Disc }) {
  const m = useMessages();
  return (
    <li class="result-row refused">
      <strong class="file-name">{props.disc.name}</strong>
      <span class="dim">{m.import.disc(props.disc.listed, props.disc.present)}</span>
      <dl class="small">
        <dt>{m.import.notChosen}</dt>
        <dd>
          {m.import.missingNames(
            m.format.list(props.disc.missing),
            props.disc.listed - props.disc.present - props.disc.missing.length,
          )}
        </dd>
        <dt>{m.import.todo}</dt>
        <dd>{m.import.incompleteTodo}</dd>
      </dl>
    </li>
  );
}

function RefusedRow(props: { readonly file: RefusedFile }) {
  const m = useMessages();
  return (
    <li class="result-row refused">
      <strong class="file-name">{props.file.name}</strong>
      <span class="dim">
        {m.refusals[props.file.code]}
        <Show when={props.file.offset !== null}> {m.import.at(props.file.offset ?? 0)}</Show>
      </span>
      <RefusalReasons file={props.file} />
    </li>
  );
}
