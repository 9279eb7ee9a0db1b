import { createContext, useContext } from "solid-js";
import { en } from "./en.ts";
import type { AnyWords } from "./texts.ts";

/** Every text of the interface. Another language is another object of this type. */
export type Messages = AnyWords<typeof en>;

/** The language of the page; English unless a provider says otherwise. */
export const MessagesContext = createContext<Messages>(en);

/** The texts of the current language; the interface is built anew when it changes. */
export function useMessages(): Messages {
  return useContext(MessagesContext);
}
