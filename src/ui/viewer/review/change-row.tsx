import { IconArrowBackUp, IconCheck } from "@tabler/icons-solidjs";
import { Match, Show, Switch } from "solid-js";
import type { ObjectChange } from "../../../domain/review/compare-labels.ts";
import { useMessages } from "../../messages/messages.ts";
import { useViewer } from "../viewer-model.ts";

/** One thing under review: what it is, how it differs, what was decided. */
export function ChangeRow(props: { readonly change: ObjectChange; readonly onChoose: () => void }) {
  const m = useMessages();
  const viewer = useViewer();
  const decision = () => viewer.session.review.current()?.decisions[props.change.object] ?? null;
  const label = () => props.change.labels[0];
  const name = () =>
    props.change.change === "removed"
      ? `${m.review.removedLabel} · ${viewer.lookup().classNameOf(label()?.classId ?? null)}`
      : viewer.lookup().nameOf(label()?.instanceUid ?? "");
  const facts = () => {
    const { change, dice, classChanged, attributesChanged } = props.change;
    const edit = label()?.provenance.edit;
    const proposed = label()?.provenance.model ? m.review.asProposed : null;
    return [
      change === "changed" && dice !== null ? m.review.dice(dice) : null,
      change === "added" ? (edit ? m.review.toProposal(edit.diceToProposal) : proposed) : null,
      classChanged ? m.review.classChanged : null,
      attributesChanged ? m.review.attributesChanged : null,
      props.change.labels.length > 1 ? m.viewer.images(props.change.labels.length) : null,
    ]
      .filter((part) => part !== null)
      .join(" · ");
  };
  return (
    <button
      type="button"
      class="change-row"
      aria-pressed={viewer.review.focused() === props.change.object}
      onClick={() => props.onChoose()}
    >
      <i class="swatch" style={{ "--swatch": viewer.lookup().colorOf(label()?.classId ?? null) }} />
      <span class="row-names">
        <span class="clip">{name()}</span>
        <Show when={facts()}>{(text) => <span class="dim small clip">{text()}</span>}</Show>
      </span>
      <Switch fallback={<span class="dim small">{m.review.undecided}</span>}>
        <Match when={decision()?.verdict === "accepted"}>
          <span class="ok small verdict">
            <IconCheck size={18} stroke-width={2} />
            {m.review.verdicts.accepted}
          </span>
        </Match>
        <Match when={decision()?.verdict === "rejected"}>
          <span class="attention small verdict" title={decision()?.reason?.code ?? ""}>
            <IconArrowBackUp size={18} stroke-width={1.75} />
            {m.review.verdicts.rejected}
          </span>
        </Match>
      </Switch>
    </button>
  );
}
