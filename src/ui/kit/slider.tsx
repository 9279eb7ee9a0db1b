export interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** What a screen reader says instead of the bare number. */
  readonly valueText?: string;
  readonly disabled?: boolean;
  /** Moves through frames or slices: from left to right in every language, as on devices. */
  readonly scrub?: boolean;
  readonly onInput: (value: number) => void;
}

/** A horizontal slider: the browser's own, so that keys, touch and readers work as everywhere. */
export function Slider(props: SliderProps) {
  const filled = () => `${(100 * (props.value - props.min)) / Math.max(1e-9, props.max - props.min)}%`;
  return (
    <input
      type="range"
      class="slider"
      classList={{ scrub: props.scrub === true }}
      aria-label={props.label}
      aria-valuetext={props.valueText}
      min={props.min}
      max={props.max}
      step={props.step}
      value={props.value}
      disabled={props.disabled}
      style={{ "--filled": filled() }}
      onInput={(event) => props.onInput(event.currentTarget.valueAsNumber)}
    />
  );
}
