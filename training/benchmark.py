"""Measures the shipped ONNX files on phantoms of a seed range that training never draws from.

    python benchmark.py --model ../public/models/prompt-unet-s --out ../public/models/prompt-unet-s/benchmark.json

Protocol: 256 x 256, a click at the deepest point of the largest error component, five clicks, a tight box, one
scribble inside and one outside. Prints one JSON object. The phantoms come from the generator that trained the
network, so its figures flatter it; the classical peers have no such help.
"""
import argparse
import json
import os
import sys
import time

import cv2
import numpy as np
import torch

from export import make_session
from geodesic import geodesic_soft, make_geodesic
from graph import onnx_model
from net import PromptUNet, folded
from network_user import make_network_user
from prompts import deepest_point, disk, grown, largest_piece, scribble
from sample import DOMAIN_BENCH, draw_sample, resample, stream

SIDE, CLICKS, SEED, CLASSIC_SIDE = 256, 5, 1, 128
WIN = 0.005


def phantom(index):
    """(image, mask, (inside stroke, outside stroke)) number `index` at 256 px, never zoomed."""
    rng = stream(DOMAIN_BENCH, SEED, index)
    image, mask = draw_sample(rng, SIDE, canvas=SIDE, zoom=0)
    strokes = np.zeros((2, SIDE, SIDE), np.float32)
    scribble(rng, strokes[0], mask)
    scribble(rng, strokes[1], grown(mask, 28) - grown(mask, 2))
    return image, mask, strokes > 0


def dice(a, b):
    """Dice of two boolean masks; 1 when both are empty."""
    total = np.count_nonzero(a) + np.count_nonzero(b)
    return 2 * np.count_nonzero(a & b) / total if total else 1.0


def next_click(guess, truth):
    """((x, y), is positive) in the largest error component, missed ones first on a tie; None when all is right."""
    missed, missed_area = largest_piece((truth & ~guess).astype(np.uint8))
    spilled, spilled_area = largest_piece((guess & ~truth).astype(np.uint8))
    if missed is None and spilled is None:
        return None
    positive = missed_area >= spilled_area
    return deepest_point(missed if positive else spilled)[0], positive


def make_classic_user():
    """`geodesic` at 128 px with seeds of radius 1, in the same shape as the network's segmenter."""
    memory = {}

    def segment(image, prompts):
        if memory.get("image") is not image:
            memory.update(image=image, distance=make_geodesic(resample(image, CLASSIC_SIDE)))
        seeds, scale = np.zeros((2, CLASSIC_SIDE, CLASSIC_SIDE), np.float32), CLASSIC_SIDE / SIDE
        for plane, points in zip(seeds, (prompts["positives"], prompts["negatives"])):
            for x, y in points:
                disk(plane, ((x + 0.5) * scale - 0.5, (y + 0.5) * scale - 0.5), 1)
        if prompts["strokes"]:
            for plane, stroke in zip(seeds, prompts["strokes"]):
                plane[resample(stroke.astype(np.float32), CLASSIC_SIDE) > 0.12] = 1
        box = resample(prompts["box"].astype(np.float32), CLASSIC_SIDE) > 0.5 if prompts["box"] is not None else None
        soft = cv2.resize(geodesic_soft(memory["distance"], seeds[0] > 0, seeds[1] > 0, box), (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
        return soft, soft > 0.5

    return segment


def ellipse_in_box(image, prompts):
    """The ellipse that touches the box's sides; reads no pixel."""
    x, y, width, height = cv2.boundingRect(prompts["box"].astype(np.uint8))
    rows, columns = np.mgrid[:SIDE, :SIDE]
    inside = ((columns - x - (width - 1) / 2) / (width / 2)) ** 2 + ((rows - y - (height - 1) / 2) / (height / 2)) ** 2 <= 1
    return inside.astype(np.float32), inside


def prompts_of(**given):
    """An empty set of prompts with some of them given."""
    return {"positives": [], "negatives": [], "strokes": None, "box": None, "prev": None, **given}


def measure(segment, cases, kinds=("click", "box", "scribble")):
    """Mean Dice over the cases by prompt kind, and CPU-ms per answer."""
    scores, spent, answers = {}, 0.0, 0

    def ask(image, prompts):
        nonlocal spent, answers
        before = time.process_time()
        result = segment(image, prompts)
        spent, answers = spent + time.process_time() - before, answers + 1
        return result

    for image, mask, strokes in cases:
        truth = mask > 0
        if "click" in kinds:
            prompts, guess = prompts_of(), np.zeros_like(truth)
            for nth in range(1, CLICKS + 1):
                wanted = next_click(guess, truth)
                if wanted:
                    prompts["positives" if wanted[1] else "negatives"].append(wanted[0])
                    prompts["prev"], guess = ask(image, prompts)
                scores.setdefault(f"D@{nth}", []).append(dice(guess, truth))
        if "box" in kinds:
            x, y, width, height = cv2.boundingRect(mask)
            box = np.zeros_like(truth)
            box[y:y + height, x:x + width] = True
            scores.setdefault("box", []).append(dice(ask(image, prompts_of(box=box))[1], truth))
        if "box" in kinds and "click" in kinds:
            inside = [deepest_point(largest_piece(mask)[0])[0]]
            scores.setdefault("boxClick", []).append(dice(ask(image, prompts_of(box=box, positives=inside))[1], truth))
        if "scribble" in kinds:
            scores.setdefault("scribble", []).append(dice(ask(image, prompts_of(strokes=tuple(strokes)))[1], truth))
    return {**{name: round(float(np.mean(values)), 4) for name, values in scores.items()}, "cpuMs": round(spent / answers * 1e3, 1)}


KINDS = {"click": ["D@1"], "clicks": ["D@3", "D@5"], "box": ["box"], "box-clicks": ["boxClick"], "scribble": ["scribble"]}


def default_for(methods, key):
    """The prompt kinds in which one network file beats every classical peer by at least WIN, in all columns of the kind."""
    peers = [methods["geodesic"], methods["ellipse-in-box"]]
    best = {n: max(p.get(n, 0) for p in peers) + WIN for names in KINDS.values() for n in names}
    return [kind for kind, names in KINDS.items() if all(methods[key][n] >= best[n] for n in names)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True, help="folder with the ONNX files")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--out")
    args = parser.parse_args()
    cases = [phantom(index) for index in range(args.count)]
    torch.manual_seed(SEED)
    random_weights = onnx_model(folded(PromptUNet()), 128).SerializeToString()
    shipped = {size: make_session(os.path.join(args.model, f"prompt-unet-s-{size}.onnx")) for size in (128, 256)}
    users = {f"network-{size}": make_network_user(session, size) for size, session in shipped.items()}
    users["network-128-two-looks"] = make_network_user(shipped[128], 128, two_looks=True)
    users["random-twin-128"] = make_network_user(make_session(random_weights), 128)
    users["geodesic"] = make_classic_user()
    methods = {}
    for name, segment in users.items():
        methods[name] = measure(segment, cases)
        print(name, methods[name], file=sys.stderr, flush=True)
    methods["ellipse-in-box"] = measure(ellipse_in_box, cases, kinds=("box",))
    methods["ellipse-in-box"]["boxClick"] = methods["ellipse-in-box"]["box"]  # a click changes nothing for it
    wins = {str(size): default_for(methods, f"network-{size}") for size in shipped}
    result = {
        "schema": "phantom-bench/1", "phantoms": args.count, "seed": [DOMAIN_BENCH, SEED], "side": SIDE, "methods": methods,
        "overRandomTwin": round(methods["network-128"]["D@1"] - methods["random-twin-128"]["D@1"], 4), 
        # the app may run either file, so a kind counts only where both win
        "defaultFor": [kind for kind in KINDS if all(kind in won for won in wins.values())], "winsBySize": wins,
    }
    text = json.dumps(result, indent=1)
    print(text)
    if args.out:
        with open(args.out, "w") as file:
            file.write(text + "\n")


if __name__ == "__main__":
    main()
