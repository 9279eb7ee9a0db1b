// biome-ignore-all lint/a11y/useSemanticElements: an option of a select cannot hold a swatch and two lines
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the listbox has the keys
// biome-ignore-all lint/a11y/useFocusableInteractive: the listbox has the focus, aria-activedescendant names the option
import { IconLock } from "@tabler/icons-solidjs";
import { Show } from "solid-js";
import { longPress } from "../kit/long-press.ts";
import { useMessages } from "../messages/messages.ts";
import type { ListRow } from "./list-rows.ts";
import { rowMeasureText } from "./measure-text.ts";
import { useViewer } from "./viewer-model.ts";

export interface AnnotationRowProps {
  readonly row: ListRow;
  readonly selected: boolean;
  /** Its image is on the screen. */
  readonly here: boolean;
  readonly onChoose: () => void;
  /** At a point of the screen. */
  readonly onMenu: (x: number, y: number) => void;
}

/** One label or proposal: swatch (hatched while it is open), name, where it comes from. Its buttons: `RowTools`. */
export function AnnotationRow(props: AnnotationRowProps) {
  const m = useMessages();
  const viewer = useViewer();
  const name = () => viewer.lookup().nameOf(props.row.id);
  /** A long name is cut before its number, which tells it from the others. */
  const nameParts = () => {
    const [, stem = name(), number = ""] = /^(.*\S)(\s\d+)$/.exec(name()) ?? [];
    return [stem, number] as const;
  };
  const label = () => (props.row.kind === "label" ? props.row.label : null);
  const classId = () => (props.row.kind === "label" ? props.row.label.classId : props.row.proposal.classId);
  const origin = () => {
    const now = label();
    if (!now) return "";
    const { origin, author } = now.provenance;
    return origin === "human" && !viewer.isOwn(author) ? viewer.nameOf(author) : m.panel.origins[origin];
  };
  const note = () => {
    const now = label();
    return now ? viewer.lookup().noteOf(now) : "";
  };
  const measured = () => {
    const now = label();
    if (!now) return "";
    const { sop, frame } = now.target;
    return rowMeasureText(now.geometry, viewer.stage.factsOf({ sopUid: sop, frameIndex: frame - 1 }), m);
  };
  const full = () => {
    const { row } = props;
    if (row.kind === "proposal") return m.panel.optionProposal(name(), row.proposal.confidence);
    const said = m.panel.option(name(), origin(), row.label.locked);
    return [said, measured(), note()].filter(Boolean).join(": ");
  };
  const line = () => {
    const { row } = props;
    const first = row.kind === "proposal" ? m.panel.proposalLine(row.proposal.confidence) : origin();
    const images = row.kind === "label" && row.images > 1 ? ` · ${m.viewer.images(row.images)}` : "";
    const place = props.here ? "" : ` · ${m.panel.onImage(row.slice + 1)}`;
    // What it measures comes first: in a narrow panel the end is cut.
    return `${[note(), measured(), first].filter(Boolean).join(" · ")}${images}${place}`;
  };
  return (
    <div
      id={`row-${props.row.id}`}
      class="annotation-row"
      classList={{ tools: props.row.kind === "label" }}
      role="option"
      aria-selected={props.selected}
      aria-label={full()}
      ref={(element) => longPress(element, props.onMenu)}
      onClick={() => props.onChoose()}
    >
      <i
        class="swatch"
        classList={{ open: props.row.kind === "proposal" }}
        style={{ "--swatch": viewer.lookup().colorOf(classId()) }}
      />
      <span class="row-names">
        <span class="row-name" title={name()}>
          <span class="clip">{nameParts()[0]}</span>
          <span>{nameParts()[1]}</span>
        </span>
        <span class="dim small clip" title={line()}>
          {line()}
        </span>
      </span>
      <Show when={label()?.locked}>
        <IconLock size={18} stroke-width={1.75} class="dim" />
      </Show>
    </div>
  );
}
