export interface KeySearchProps {
  /** Its name, which also stands in it while it is empty. */
  readonly label: string;
  readonly value: string;
  readonly onInput: (text: string) => void;
}

/** The field in the head of a sheet of keys that narrows its rows. */
export function KeySearch(props: KeySearchProps) {
  return (
    <input
      class="input key-search"
      type="search"
      aria-label={props.label}
      placeholder={props.label}
      value={props.value}
      onInput={(event) => props.onInput(event.currentTarget.value)}
    />
  );
}
