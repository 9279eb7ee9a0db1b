// biome-ignore-all lint/a11y/useSemanticElements: a native radio cannot be drawn as a segment in all browsers
import { For } from "solid-js";
import { readingKey } from "./reading-direction.ts";

export interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly onChange: (value: T) => void;
}

/** One of a few: a radio group in one line; arrows move, as in every radio group. */
export function Segmented<T extends string>(props: SegmentedProps<T>) {
  let group: HTMLDivElement | undefined;
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[readingKey(event.key)];
    if (step === undefined) return;
    event.preventDefault();
    const at = props.options.findIndex((option) => option.value === props.value);
    const next = props.options.at((at + step) % props.options.length);
    if (!next) return;
    props.onChange(next.value);
    group?.querySelectorAll<HTMLButtonElement>("button")[props.options.indexOf(next)]?.focus();
  };
  /** Nothing is chosen yet: the first is the way in. */
  const isOpen = () => !props.options.some(({ value }) => value === props.value);
  return (
    <div class="segmented" role="radiogroup" aria-label={props.label} ref={group} onKeyDown={move}>
      <For each={props.options}>
        {(option, index) => (
          <button
            type="button"
            role="radio"
            aria-checked={option.value === props.value}
            tabIndex={option.value === props.value || (index() === 0 && isOpen()) ? 0 : -1}
            onClick={() => props.onChange(option.value)}
          >
            {option.text}
          </button>
        )}
      </For>
    </div>
  );
}
