import { expect, test } from "vitest";
import { watchForCode } from "../../../src/jobs/code-reader.ts";

test("the first code that is wanted is given; others, and looks that fail, count for nothing", async () => {
  const looks = [[], ["https://example.org"], null, ["other", "key 1"], ["key 2"]];
  let at = 0;
  const look = async () => {
    const found = looks[at++];
    if (!found) throw new Error("no frame yet");
    return found;
  };
  const wanted = (text: string) => text.startsWith("key");
  expect(await watchForCode(look, wanted, new AbortController().signal)).toBe("key 1");
  expect(at).toBe(4);
});

test("what is read while the person stops the camera is not given", async () => {
  const end = new AbortController();
  const look = async () => {
    end.abort();
    return ["key"];
  };
  expect(await watchForCode(look, () => true, end.signal)).toBeNull();
});
