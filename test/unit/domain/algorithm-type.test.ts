import { expect, test } from "vitest";
import { algorithmOf, algorithmTypeOf } from "../../../src/domain/algorithm-type.ts";
import type { AnnotationOrigin } from "../../../src/domain/annotation.ts";
import { makeLabel } from "../../support/label-store.ts";

const label = (uid: string, origin: AnnotationOrigin, derivedFrom: readonly string[] = []) =>
  makeLabel(
    uid,
    "mass",
    { study: "2.25.1", series: "2.25.2", sop: "2.25.3", frame: 1 },
    { type: "point", pointImage: [0, 0] },
    { origin, derivedFrom },
  );

const labels = [
  label("human", "human"),
  label("model", "model"),
  label("edited", "model-edited"),
  label("carried", "propagated", ["model"]),
  label("carried-by-hand", "propagated", ["human"]),
  label("agreed", "consensus", ["human", "human"]),
  label("mixed", "consensus", ["human", "model"]),
  label("again", "consensus", ["agreed"]),
  label("lost", "consensus", ["gone"]),
  label("a", "consensus", ["b"]),
  label("b", "consensus", ["a"]),
];
const find = (uid: string) => labels.find(({ instanceUid }) => instanceUid === uid);

test("the algorithm type follows from the origin, and for a consensus or a propagation from what it was made of", () => {
  const types = Object.fromEntries(labels.map((one) => [one.instanceUid, algorithmTypeOf(one, find)]));
  expect(types).toEqual({
    human: "MANUAL",
    model: "AUTOMATIC",
    edited: "SEMIAUTOMATIC",
    carried: "AUTOMATIC",
    "carried-by-hand": "SEMIAUTOMATIC",
    agreed: "MANUAL",
    mixed: "SEMIAUTOMATIC",
    again: "MANUAL",
    lost: "SEMIAUTOMATIC",
    a: "SEMIAUTOMATIC",
    b: "SEMIAUTOMATIC",
  });
  for (const origin of ["prompted", "classical", "interpolated", "imported"] as const)
    expect(algorithmTypeOf(label("x", origin), find)).toBe("SEMIAUTOMATIC");
});

test("what a person drew names no algorithm; all else names the model, or this tool with its version", () => {
  expect(algorithmOf(label("x", "human"), "MANUAL", "0.1.0")).toBeNull();
  expect(algorithmOf(label("x", "classical"), "SEMIAUTOMATIC", "0.1.0")).toEqual({
    name: "Overread classical",
    version: "0.1.0",
  });
});
