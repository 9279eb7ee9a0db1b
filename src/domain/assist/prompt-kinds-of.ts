import type { PromptKind } from "./prompt-kind.ts";

/** The kinds of prompt that a network with these input planes can see. */
export function promptKindsOf(channels: readonly string[]): PromptKind[] {
  const clicks = channels.some((name) => name.startsWith("pos:disk:"));
  const away = channels.some((name) => name.startsWith("neg:disk:"));
  const box = channels.includes("box:fill");
  return [
    ...(clicks ? (["click"] as const) : []),
    ...(clicks && away ? (["clicks"] as const) : []),
    // Disks along a line are planes like any other.
    ...(clicks && away ? (["scribble"] as const) : []),
    ...(box ? (["box"] as const) : []),
    ...(box && clicks && away ? (["box-clicks"] as const) : []),
  ];
}
