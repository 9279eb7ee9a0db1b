import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, hubOrigin, hubOriginPlace } from "../../../../src/csp.ts";
import { hubOriginStore } from "../../../../src/storage/hub-settings.ts";
import { backoffMs } from "../../../../src/workers/sync/backoff.ts";

describe("the policy", () => {
  it("is told of the hub where it looks for it", () => {
    expect(hubOriginStore).toEqual(hubOriginPlace);
  });

  it("names an origin and nothing that could widen it", () => {
    for (const origin of ["https://hub.example.org", "https://hub.example.org:8443", "http://127.0.0.1:8042"])
      expect(contentSecurityPolicy(hubOrigin(origin))).toContain(`connect-src 'self' ${origin};`);
    for (const text of [
      "*",
      "https:",
      "https://*.org",
      "http://hub.org",
      "https://a b",
      "https://a; script-src *",
    ])
      expect(hubOrigin(text)).toBeNull();
  });
});

describe("waiting between tries", () => {
  it("doubles, with jitter, up to five minutes", () => {
    expect([backoffMs(1, 0), backoffMs(1, 0.999), backoffMs(3, 1)]).toEqual([1000, 1999, 8000]);
    expect(backoffMs(60, 1)).toBe(300_000);
  });
});
