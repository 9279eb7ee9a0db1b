import { createMemo, For, Show } from "solid-js";
import type { SubmitFault } from "../../../domain/review/submit-faults.ts";
import { useApp } from "../../app/app-state.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { useMessages } from "../../messages/messages.ts";
import { useViewer } from "../viewer-model.ts";
import { faultsInOrder, mostFaults } from "./fault-order.ts";

/** What keeps the study from being submitted; each goes to its place. */
export function SubmitDialog() {
  const m = useMessages();
  const app = useApp();
  const viewer = useViewer();
  const close = () => viewer.setDialog(null);
  const text = (fault: SubmitFault) => {
    const what = m.review.faults[fault.code];
    switch (fault.code) {
      case "proposal-open":
        return m.review.faultAt(
          what,
          `${viewer.lookup().nameOf(fault.proposal)} · ${m.panel.onImage((viewer.index.sliceOf(fault.target) ?? 0) + 1)}`,
        );
      case "class-missing":
      case "versions-forked":
        return what;
      case "field-missing":
        return m.review.faultAt(what, m.review.fieldOf(fault.name, viewer.lookup().nameOf(fault.object)));
      case "answer-missing": {
        const series = viewer.open.series.find(({ seriesUid }) => seriesUid === fault.series);
        const where = series
          ? series.description || m.viewer.seriesFallback(series.number)
          : m.review.wholeStudy;
        return m.review.faultAt(what, m.review.fieldOf(fault.name, where));
      }
    }
  };
  const goTo = (fault: SubmitFault) => {
    close();
    switch (fault.code) {
      case "proposal-open": {
        const { series, sop, frame } = fault.target;
        viewer.session.proposals.selectProposal(fault.proposal);
        viewer.context.view?.showFrame(series, sop, frame - 1);
        return;
      }
      case "class-missing":
      case "field-missing":
        viewer.showLabel(fault.instanceUid);
        return;
      case "versions-forked":
        app.router.go({ name: "sync" });
        return;
      case "answer-missing": {
        const first = viewer.open.series.find(({ seriesUid }) => seriesUid === fault.series)?.frames[0];
        if (first && fault.series)
          viewer.context.view?.showFrame(fault.series, first.sopUid, first.frameIndex);
      }
    }
  };
  const faults = createMemo(() => faultsInOrder(viewer.session.review.faults(), viewer.index.placeOf));
  return (
    <Dialog open={viewer.dialog() === "submit"} title={m.review.submitTitle} onClose={close}>
      <p>{m.review.submitText}</p>
      <ul class="faults">
        <For each={faults().slice(0, mostFaults)}>
          {(fault, at) => (
            <li>
              <button type="button" class="button" autofocus={at() === 0} onClick={() => goTo(fault)}>
                {text(fault)}
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={faults().length > mostFaults}>
        <p class="dim">{m.review.moreFaults(faults().length - mostFaults)}</p>
      </Show>
    </Dialog>
  );
}
