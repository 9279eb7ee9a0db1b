import type { JSX } from "solid-js";
import { ScreenBar } from "../app/screen-bar.tsx";
import { useMessages } from "../messages/messages.ts";

/** The head of the pixel review: where one is, how far, what can be taken back. */
export function ReviewBar(props: { readonly study?: string; readonly children?: JSX.Element }) {
  const m = useMessages();
  return (
    <ScreenBar back={{ name: "worklist" }} title={m.pixels.title} of={props.study} line={m.pixels.subtitle}>
      {props.children}
    </ScreenBar>
  );
}
