/** Path of an installed Chromium-like browser, or null when there is none. */
export function findBrowser(): string | null;
