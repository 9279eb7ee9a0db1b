import { type Accessor, createSignal, onCleanup } from "solid-js";

/** Where the person is. Kept in the hash, so that any sub-path of any static host serves. */
export type Route =
  | {
      readonly name:
        | "worklist"
        | "import"
        | "look"
        | "pixels"
        | "review"
        | "export"
        | "schema"
        | "sync"
        | "settings";
    }
  | { readonly name: "adjudicate" | "record"; readonly studyUid: string }
  /** `labelUid`: what is shown and selected first. */
  | { readonly name: "study"; readonly studyUid: string; readonly labelUid?: string };

/** The screens that need nothing but their name. */
export const plainScreens = [
  "worklist",
  "import",
  "look",
  "pixels",
  "review",
  "export",
  "schema",
  "sync",
  "settings",
] as const;

/** `#/study/<uid>` and the like; anything unknown is the worklist. */
export function parseRoute(hash: string): Route {
  const [name = "", rest = "", label = ""] = hash.replace(/^#\/?/, "").split("/");
  const isUid = (text: string) => /^[0-9.]{1,64}$/.test(text);
  if (name === "study" && isUid(rest))
    return { name, studyUid: rest, ...(isUid(label) ? { labelUid: label } : {}) };
  if ((name === "adjudicate" || name === "record") && isUid(rest)) return { name, studyUid: rest };
  const known = plainScreens.find((entry) => entry === name);
  return { name: known ?? "worklist" };
}

/** The link to a route. */
export function hrefOf(route: Route): string {
  if (!("studyUid" in route)) return `#/${route.name}`;
  const label = route.name === "study" && route.labelUid ? `/${route.labelUid}` : "";
  return `#/${route.name}/${route.studyUid}${label}`;
}

export interface Router {
  readonly route: Accessor<Route>;
  go(route: Route): void;
}

/** Follows the hash of the page. */
export function createRouter(): Router {
  const [route, setRoute] = createSignal(parseRoute(location.hash));
  const follow = () => setRoute(parseRoute(location.hash));
  addEventListener("hashchange", follow);
  onCleanup(() => removeEventListener("hashchange", follow));
  return {
    route,
    go: (next) => {
      location.hash = hrefOf(next);
    },
  };
}
