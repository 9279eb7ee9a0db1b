import { expect, test } from "vitest";
import { foldText } from "../../../src/ui/kit/fold-text.ts";

test("a search finds words without their accents and vowel marks", () => {
  expect(foldText(" Pinsel GRÖßER ")).toBe("pinsel grosser");
  expect(foldText("تصفّح")).toBe("تصفح");
  expect(foldText("أداة")).toBe(foldText("اداة"));
});
