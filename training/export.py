"""Turns a training checkpoint into the shipped folder: two ONNX files, manifest, self-test, log.

    python export.py --run /somewhere/run-1 --out ../public/models/prompt-unet-s

Run benchmark.py before it (or again after it): `defaultFor` in the manifest is read from benchmark.json.
"""
import argparse
import hashlib
import json
import os

import numpy as np
import onnx
import onnxruntime
import torch

from graph import ALLOWED, IR_VERSION, OPSET, onnx_model
from net import PLANES, PromptUNet, folded, parameter_count
from prompts import first_prompts
from sample import DOMAIN_BENCH, draw_sample, stream

SIZES = (128, 256)
NAME = "prompt-unet-s"
VERSION = "0.3.0"
# Kinds that `npm run verify -- assist` measures on real images and in which the network won there. The box alone was equal, a box with clicks
# is in no protocol, and real scribbles went to the random walker (assist.md 5).
MEASURED_ON_REAL_IMAGES = ("click", "clicks")
TOLERANCE = 1e-4
PEAK_MB = 160  # growth of the resident set over five runs of the 256 file in onnxruntime-web 1.30.0, Node, one thread
LOG_LINES = 300


def read_checkpoint(run, which="ema"):
    """(network with the checkpoint's weights in eval mode, the run's state) of a run folder."""
    kept = torch.load(os.path.join(run, "checkpoint.pt"), weights_only=True, map_location="cpu")
    net = PromptUNet().eval()
    net.load_state_dict(kept[which])
    return net, kept["state"]


def make_session(source):
    """A one-thread CPU session of an ONNX file path or bytes."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])


def example_input(size):
    """float32 [1,5,size,size]: a phantom with one user's first prompts, the same on every machine."""
    rng = stream(DOMAIN_BENCH, 99, size)
    image, mask = draw_sample(rng, size)
    planes, _ = first_prompts(rng, mask)
    return np.concatenate([image[None], planes])[None].astype(np.float32)


def largest_difference(model_bytes, rounded, size, trials=4):
    """Largest |onnxruntime - torch| over phantoms and uniform noise; torch has the same fp16-rounded weights."""
    session = make_session(model_bytes)
    noise = [np.random.default_rng(k).random((1, len(PLANES), size, size), dtype=np.float32) for k in range(trials - 1)]
    worst = 0.0
    for planes in [example_input(size), *noise]:
        with torch.no_grad():
            expected = rounded(torch.from_numpy(planes)).numpy()
        worst = max(worst, float(np.abs(session.run(None, {"input": planes})[0] - expected).max()))
    return worst


def describe_file(folder, name):
    """{path, bytes, sha256} of one file of the package."""
    with open(os.path.join(folder, name), "rb") as file:
        content = file.read()
    return {"path": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def thinned(lines, limit):
    """At most `limit` of the lines, evenly spaced, first and last kept."""
    if len(lines) <= limit:
        return lines
    return [lines[i] for i in np.linspace(0, len(lines) - 1, limit).round().astype(int)]


def seen(state):
    """What the weights have seen, in one line: this run, and the shipped file that it went on from."""
    origin = state.get("origin")
    return (
        f"synthetic images only; generator sha256 {state['generators'][-1][0]}, seed {state['seed']}, "
        f"{state['images']} images, {state['imageSteps']} image-steps"
        + (f"; on from {origin['version']} ({origin['sha256']}): {origin['data']}" if origin else "")
    )


def manifest(folder, state, net, default_for):
    """The `prelabel-model/1` record of the shipped folder."""
    tensors = [{"name": "input", "dtype": "float32", "shape": [1, len(PLANES), s, s], "channels": list(PLANES)} for s in SIZES]
    return {
        "schema": "prelabel-model/1", "id": NAME, "version": VERSION, "license": "Apache-2.0",
        "task": "promptable-seg", "adapter": "single",
        "provenance": {
            "trainedBy": "Overread, training/train.py",
            "data": seen(state),
            "card": "README.md",
        },
        "files": [{"role": "model", **describe_file(folder, f"{NAME}-{s}.onnx"), "size": s, "external": []} for s in SIZES],
        "runtime": {"ep": ["wasm", "webgpu"], "opset": OPSET, "peakMB": PEAK_MB},
        "input": {
            "modalities": ["*"], "dims": 2, "layout": "NCHW", "size": [256, 256], "resize": "crop-square",
            "overlap": 0.5, "blend": "gaussian", "spacingMm": None, "orientation": "RAS",
            "intensity": [{"op": "percentile-clip", "lo": 0.5, "hi": 99.5}, {"op": "scale", "to": [0, 1]}],
            "tensors": [tensors[-1]],
        },
        "prompts": {"points": True, "box": True, "scribble": True, "mask": True},
        "output": {"tensors": [{"name": "logits", "kind": "mask-logits", "activation": "sigmoid", "threshold": 0.5}]},
        "labels": [],
        "selfTest": {"input": "selftest-128.in.bin", "output": "selftest-128.out.bin", "atol": 0.001},
        "contract": "prompt2d/1", "parameters": parameter_count(net), 
        # The small file is better than the large one everywhere and costs a quarter (benchmark.json).
        "clickSize": 128, "defaultFor": default_for,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    os.makedirs(args.out, exist_ok=True)
    net, state = read_checkpoint(args.run)
    plain, rounded = folded(net), folded(net, half_weights=True)
    report = {"state": state, "opset": OPSET, "irVersion": IR_VERSION}
    for size in SIZES:
        content = onnx_model(plain, size).SerializeToString()
        worst = largest_difference(content, rounded, size)
        if worst > TOLERANCE:
            raise SystemExit(f"onnxruntime and torch differ by {worst:.2e} at {size}, more than {TOLERANCE}")
        with open(os.path.join(args.out, f"{NAME}-{size}.onnx"), "wb") as file:
            file.write(content)
        ops = {op: sum(n.op_type == op for n in onnx.load_from_string(content).graph.node) for op in sorted(ALLOWED)}
        report[str(size)] = {"bytes": len(content), "torchDifference": worst, "operators": ops}
    planes = example_input(128)
    planes.astype("<f4").tofile(os.path.join(args.out, "selftest-128.in.bin"))
    logits = make_session(os.path.join(args.out, f"{NAME}-128.onnx")).run(None, {"input": planes})[0]
    logits.astype("<f4").tofile(os.path.join(args.out, "selftest-128.out.bin"))
    with open(os.path.join(args.run, "train-log.jsonl")) as log, open(os.path.join(args.out, "train-log.jsonl"), "w") as out:
        out.writelines(thinned(log.readlines(), LOG_LINES))
    figures = os.path.join(args.out, "benchmark.json")
    default_for = []
    if os.path.exists(figures):
        with open(figures) as file:
            # Phantoms of the network's own generator do not outweigh real images: only what those were asked about can be a default.
            default_for = [kind for kind in json.load(file)["defaultFor"] if kind in MEASURED_ON_REAL_IMAGES]
    with open(os.path.join(args.out, "model.json"), "w") as file:
        json.dump(manifest(args.out, state, net, default_for), file, indent=1)
        file.write("\n")
    print(json.dumps(report))


if __name__ == "__main__":
    main()
