export interface ProgressProps {
  readonly label: string;
  readonly done: number;
  readonly total: number;
}

/** How far something is; unknown totals show an empty track. */
export function Progress(props: ProgressProps) {
  const part = () => (props.total > 0 ? Math.min(1, props.done / props.total) : 0);
  return (
    <div
      class="progress"
      role="progressbar"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(part() * 100)}
    >
      <i style={{ "--filled": `${part() * 100}%` }} />
    </div>
  );
}
