import type { JSX } from "solid-js";

export interface FileButtonProps {
  readonly children: JSX.Element;
  /** Names its input for tests that choose files. */
  readonly picker: string;
  /** As `accept` of an input: types and endings; any file when absent. */
  readonly accept?: string;
  readonly multiple?: boolean;
  readonly disabled?: boolean;
  /** At least one; the same files may be chosen again. */
  readonly onFiles: (files: readonly File[]) => void;
}

/** What `accept` says for files that we write as JSON. */
export const jsonFiles = ".json,application/json";

/** A button that asks for files of the device. */
export function FileButton(props: FileButtonProps) {
  let input: HTMLInputElement | undefined;
  return (
    <>
      <button type="button" class="button" disabled={props.disabled} onClick={() => input?.click()}>
        {props.children}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple={props.multiple}
        accept={props.accept}
        data-picker={props.picker}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          if (files.length > 0) props.onFiles(files);
        }}
      />
    </>
  );
}
