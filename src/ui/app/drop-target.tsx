import { createSignal, onCleanup, Show } from "solid-js";
import { droppedFiles } from "../import/dropped-files.ts";
import { useMessages } from "../messages/messages.ts";
import { useApp } from "./app-state.ts";

/** Files may be dropped anywhere; the veil says so while they hover. */
export function DropTarget() {
  const app = useApp();
  const m = useMessages();
  const [over, setOver] = createSignal(false);
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  const onOver = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setOver(true);
  };
  const onLeave = (event: DragEvent) => {
    if (event.relatedTarget === null) setOver(false);
  };
  const onDrop = async (event: DragEvent) => {
    if (!hasFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    setOver(false);
    await app.importFlow.choose(await droppedFiles(event.dataTransfer));
  };
  document.addEventListener("dragover", onOver);
  document.addEventListener("dragleave", onLeave);
  document.addEventListener("drop", onDrop);
  onCleanup(() => {
    document.removeEventListener("dragover", onOver);
    document.removeEventListener("dragleave", onLeave);
    document.removeEventListener("drop", onDrop);
  });
  return (
    <Show when={over()}>
      <div class="drop-veil">{m.app.dropHere}</div>
    </Show>
  );
}
