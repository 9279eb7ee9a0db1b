import { Select } from "@kobalte/core/select";
import { IconChevronDown } from "@tabler/icons-solidjs";
import { createEffect, createSignal, Show } from "solid-js";
import type { LabelClass } from "../../domain/label-schema.ts";
import { useMessages } from "../messages/messages.ts";
import { useViewer } from "./viewer-model.ts";

/** The class that the next stroke becomes; opens by itself when a stroke waits for one. */
export function DrawAs() {
  const m = useMessages();
  const viewer = useViewer();
  const { tools, records } = viewer.session;
  const [open, setOpen] = createSignal(false);
  const classes = () => [...records.schema().classes];
  const value = () => classes().find(({ id }) => id === tools.activeClassId()) ?? null;
  createEffect(() => tools.needsClass() && setOpen(true));
  // A letter on the closed list would choose a class by its first letter, and start a tool as well: "B" meant Brain and Brush.
  const onKey = (event: KeyboardEvent) => {
    if (open() || event.key.length !== 1 || event.key === " " || event.ctrlKey || event.metaKey) return;
    event.stopPropagation();
    viewer.focusImage();
    const { key, code, shiftKey, altKey } = event;
    if (!dispatchEvent(new KeyboardEvent("keydown", { key, code, shiftKey, altKey, cancelable: true })))
      event.preventDefault();
  };
  return (
    <div class="draw-as" ref={(element) => element.addEventListener("keydown", onKey, { capture: true })}>
      <Select<LabelClass>
        options={classes()}
        optionValue="id"
        optionTextValue="name"
        value={value()}
        onChange={(chosen) => {
          if (chosen) tools.chooseClass(chosen.id);
        }}
        open={open()}
        onOpenChange={(now) => {
          setOpen(now);
          if (!now) queueMicrotask(viewer.focusImage);
        }}
        placeholder={tools.needsClass() ? m.panel.chooseClass : m.panel.noneChosen}
        gutter={4}
        sameWidth
        itemComponent={(props) => (
          <Select.Item item={props.item} class="popover-item">
            <i class="swatch" style={{ "--swatch": props.item.rawValue.color }} />
            <Select.ItemLabel class="grow">{props.item.rawValue.name}</Select.ItemLabel>
            <Show when={props.item.rawValue.hotkey}>
              <kbd class="key">⇧ {props.item.rawValue.hotkey}</kbd>
            </Show>
          </Select.Item>
        )}
      >
        <Select.Trigger
          class="draw-as-trigger"
          classList={{ waiting: tools.needsClass() }}
          role="combobox"
          aria-label={m.panel.drawAs}
        >
          <span class="dim">{m.panel.drawAs}</span>
          <Show when={value()}>
            {(chosen) => <i class="swatch" style={{ "--swatch": chosen().color }} />}
          </Show>
          <strong class="grow clip">
            {value()?.name ?? (tools.needsClass() ? m.panel.chooseClass : m.panel.noneChosen)}
          </strong>
          <IconChevronDown size={18} stroke-width={1.75} />
        </Select.Trigger>
        <Select.Portal>
          <Select.Content class="popover">
            <Select.Listbox class="popover-list" />
          </Select.Content>
        </Select.Portal>
      </Select>
    </div>
  );
}
