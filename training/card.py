"""Writes the model card (README.md of the shipped folder) from the figures that were measured, never by hand.

    python card.py --run /somewhere/run-1 --out ../public/models/prompt-unet-s [--early]
"""
import argparse
import json
import os

from export import MEASURED_ON_REAL_IMAGES, VERSION, read_checkpoint
from net import parameter_count

ROWS = (
    ("network-128", "network, 128 px"),
    ("network-256", "network, 256 px"),
    ("network-128-two-looks", "network, 128 px, two looks"),
    ("random-twin-128", "same network, random weights"),
    ("geodesic", "geodesic, lambda 5"),
    ("ellipse-in-box", "ellipse in the box"),
)
COLUMNS = ("D@1", "D@3", "D@5", "box", "boxClick", "scribble")
MARGIN = 0.005


def table(methods):
    """The figures as a Markdown table."""
    lines = ["| Method | " + " | ".join(COLUMNS) + " | CPU-ms |", "|---" * (len(COLUMNS) + 2) + "|"]
    for key, name in ROWS:
        cells = [f"{methods[key][c]:.3f}" if c in methods[key] else "–" for c in COLUMNS]
        lines.append(f"| {name} | " + " | ".join(cells) + f" | {methods[key]['cpuMs']:.0f} |")
    return "\n".join(lines)


def verdict(methods):
    """Sentences that say where each network file is better and worse than the classical peers."""
    said = []
    for key in ("network-128", "network-256"):
        best = {c: max(methods[p].get(c, 0) for p in ("geodesic", "ellipse-in-box")) for c in COLUMNS}
        wins = [c for c in COLUMNS if methods[key][c] >= best[c] + MARGIN]
        losses = [c for c in COLUMNS if methods[key][c] < best[c] - MARGIN]
        better, worse = ", ".join(wins) or "nothing", ", ".join(losses) or "nothing"
        said.append(f"`{key}` is better than the best classical peer in: {better}; worse in: {worse}.")
    return "\n".join(said)


def before(state):
    """The paragraph about the shipped file that this run went on from, and nothing where it began with random weights."""
    origin = state.get("origin")
    if not origin:
        return ""
    return f"""It went on from version {origin["version"]} ({origin["data"]}) with its folded norms kept, and its simulated users give up to eight
prompts, not four: people correct more often than the first run had it.
"""


def card(bench, state, parameters, early):
    """The text of the card."""
    methods, minutes = bench["methods"], state["wallS"] / 60
    early_note = "**An early export, for integration only: training was still running.**\n\n" if early else ""
    return f"""# prompt-unet-s {VERSION}

{early_note}A small U-Net ({parameters:,} parameters) that turns a click, a box, a scribble or an earlier mask into a mask on one
2D image. It is assistive: its answers are proposals for a person to correct. It is no medical device.

**Trained on synthetic images only.** No picture of a patient, an animal or a real object was read, for training or for
choosing anything. Licence of weights and code: Apache-2.0.

## Contract `prompt2d/1`

Static shapes, batch 1, opset 13, operators Conv, Relu, MaxPool, Resize (linear), Concat, Cast; BatchNorm is folded; weights
are fp16 and cast to fp32 in the graph.

| Tensor | Shape | Content |
|---|---|---|
| `input` | float32 [1,5,S,S] | S = 128 (`prompt-unet-s-128.onnx`) or 256 (`prompt-unet-s-256.onnx`), the same weights |
| plane 0 `image` | | the crop, clipped at its own 0.5/99.5 percentiles, scaled to [0,1] |
| planes 1, 2 `pos:disk:2`, `neg:disk:2` | | 1 where a pixel centre is within 2 model pixels of a click (13 pixels), or on a scribble |
| plane 3 `box:fill` | | 1 inside the box |
| plane 4 `prev:prob` | | the previous probability or mask, 0 if there is none; trained with both |
| `logits` | float32 [1,1,S,S] | before the sigmoid; threshold 0.5 of the probability |

The 256 file does four times the work (1.14 against 0.28 GMAC). Trained at 96, 128 and 256 px (its first version also at 64); the table says
which file is better at what.

## How it was trained

`training/train.py`, seed {state["seed"]}, one thread of a shared 2-core CPU machine, no GPU: {minutes:.0f} minutes of wall clock
({state["cpuS"] / 60:.0f} CPU-minutes, {state["updates"]:,} updates, {state["images"]:,} fresh images, {state["imageSteps"]:,} image-steps). That is little:
the plan for a proper run asks for about ten million image-steps on a GPU (`training/README.md`); it has not been done.
{before(state)}Shipped weights are the exponential moving average. Generator sha256: `{state["generators"][-1][0]}`. Log: `train-log.jsonl`.

## Figures

{bench["phantoms"]} phantoms of a seed range that training cannot draw from, 256 x 256, five clicks each at the deepest point of the largest
error component, a tight box, one scribble inside and one outside. Mean Dice; D@k after k clicks. CPU-ms per answer: native, one
thread of a busy machine. The network runs as the app runs it (one look, the mask remembered between clicks) unless the row says otherwise.

{table(methods)}

{verdict(methods)}

D@1 of the network is {bench["overRandomTwin"]:+.3f} against its twin with random weights, so it has learned something.
Both files beat geodesic and ellipse here in {json.dumps(bench["defaultFor"])}. `defaultFor` in `model.json` names of these only what real images were asked about, and
the network won there: {json.dumps(list(MEASURED_ON_REAL_IMAGES))}. A scribble is left out: no set of real images here has scribbles, and the only real ones known (MedScribble) went to the random walker, .735 against .636 of an earlier network.
The 128 px file alone would win {json.dumps(bench["winsBySize"]["128"])}, the 256 px file {json.dumps(bench["winsBySize"]["256"])}. Flood and random walker were not compared here; `docs/assist.md` does, on real images.

**These figures flatter the network**: the phantoms come from the generator that trained it, the classical tools have no such help.
They say nothing of real images; `npm run verify -- assist` measures those, and its answer counts more than this table.

## Limits

- One slice, one object, one channel; colour becomes luminance. Nothing is known of anatomy or modality.
- Objects under about 0.1 % of the crop, thin vessels, hollow or split structures and borders without contrast fail often.
- A first click does not say how large the object is: expect parts or neighbours, then correct.
- Probabilities are not calibrated.
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--early", action="store_true", help="say that training was still running")
    args = parser.parse_args()
    net, state = read_checkpoint(args.run)
    with open(os.path.join(args.out, "benchmark.json")) as file:
        bench = json.load(file)
    with open(os.path.join(args.out, "README.md"), "w") as file:
        file.write(card(bench, state, parameter_count(net), args.early))


if __name__ == "__main__":
    main()
