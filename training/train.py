"""Trains `prompt-unet` on synthetic images until a wall-clock budget ends; checkpoints and resumes.

    python train.py --run /somewhere/run-1 --minutes 45          (start, or resume what is there)
    python train.py --run /tmp/smoke --smoke                     (two batches, under a minute)
"""
import argparse
import hashlib
import json
import math
import multiprocessing as mp
import os
import signal
import time

import numpy as np
import torch
import torch.nn.functional as F

from graph import read_weights
from net import PromptUNet
from prompts import correct, first_prompts
from sample import DOMAIN_TRAIN, draw_sample, stream

HERE = os.path.dirname(os.path.abspath(__file__))
STEPS_OF_A_USER = (1, 1, 2, 4)  # corrections differ in length so that the first click gets most of the gradient


def generator_hash():
    """sha256 over the sources that decide what the network sees."""
    digest = hashlib.sha256()
    for name in ("shapes.py", "sample.py", "prompts.py"):
        with open(os.path.join(HERE, name), "rb") as source:
            digest.update(source.read())
    return digest.hexdigest()


def origin_of(path):
    """What a run that starts from a shipped file says of it: sha256, version, and what its manifest says it has seen. None without a path."""
    if not path:
        return None
    with open(path, "rb") as source:
        digest = hashlib.sha256(source.read()).hexdigest()
    with open(os.path.join(os.path.dirname(path), "model.json")) as source:
        manifest = json.load(source)
    return {"sha256": digest, "version": manifest["version"], "data": manifest["provenance"]["data"]}


def make_batch(seed, index, count, sizes):
    """Batch `index` of a seed at one of `sizes`: images [B,S,S], masks [B,S,S], planes [B,4,S,S], radii [B].

    The same arguments give the same batch. From 128 px on a batch has half as many images, from 192 a quarter: one
    update would cost too much.
    """
    rng = stream(DOMAIN_TRAIN, seed, index)
    size = int(rng.choice(sizes))
    count = count if size < 128 else count // 2 if size < 192 else count // 4
    drawn = [draw_sample(rng, size) for _ in range(count)]
    prompts = [first_prompts(rng, mask) for _, mask in drawn]
    images, masks = (np.stack(part) for part in zip(*drawn))
    planes, radii = (np.stack(part) for part in zip(*prompts))
    return images, masks, planes, radii


def serve_batches(queue, seed, first, step, count, plan, stage):
    """The sampler process: fills the queue with batches `first`, `first + step` ... for the current stage."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    index = first
    while True:
        queue.put((index, make_batch(seed, index, count, plan[stage.value][0])))
        index += step


def first_images_hash(seed, count=8, size=64):
    """sha256 of the first images, masks and prompts of a seed: the same on every run, or something draws chance from outside."""
    digest = hashlib.sha256()
    for part in make_batch(seed, 0, count, (size,)):
        digest.update(np.ascontiguousarray(part).tobytes())
    return digest.hexdigest()


def loss_of(logits, target):
    """Focal binary cross-entropy (weight grows with the error) plus soft Dice, and the hard Dice per image."""
    probability = torch.sigmoid(logits)
    cross = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    focal = (cross * ((probability - target).abs().detach() + 0.2)).mean() * 4
    overlap, total = (probability * target).sum((1, 2, 3)), (probability + target).sum((1, 2, 3))
    hard = (probability.detach() > 0.5).float()
    dice = (2 * (hard * target).sum((1, 2, 3)) + 1e-6) / ((hard + target).sum((1, 2, 3)) + 1e-6)
    return focal + 1 - ((2 * overlap + 1) / (total + 1)).mean(), probability.detach(), dice


def update_average(average, net, decay):
    """Moves every weight and BatchNorm statistic of `average` towards `net`."""
    with torch.no_grad():
        for mine, theirs in zip(average.state_dict().values(), net.state_dict().values()):
            if mine.is_floating_point():
                mine.lerp_(theirs, 1 - decay)
            else:
                mine.copy_(theirs)


def read_plan(text):
    """`"64:0.5,96+128:0.5"` to [((64,), 0.5), ((96, 128), 0.5)]: sides of the images, share of the budget."""
    stages = [part.split(":") for part in text.split(",")]
    return [(tuple(int(side) for side in sides.split("+")), float(share)) for sides, share in stages]


def stage_at(plan, fraction):
    """Index of the stage of the plan at a fraction of the budget."""
    reached = 0.0
    for index, (_, share) in enumerate(plan):
        reached += share
        if fraction < reached:
            return index
    return len(plan) - 1


def save(path, **state):
    """Writes a checkpoint beside the old one and swaps it in, so that a kill never leaves half a file."""
    torch.save(state, path + ".part")
    os.replace(path + ".part", path)


def learning_rate(peak, update, fraction):
    """200 warm-up updates, then a cosine over the budget down to 1 % of the peak."""
    return peak * min(1, (update + 1) / 200) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1, fraction))))


def keep_norms(net):
    """Every BatchNorm in eval mode: weights of a shipped file have none to estimate."""
    for module in net.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.eval()


def teach(net, average, optimiser, batch, rng, rate, state, steps_of_a_user):
    """One batch, one simulated user: prompt, learn, correct, learn again. Returns Dice by step and the last loss."""
    images, masks, planes, radii = batch
    target = torch.from_numpy(masks[:, None].astype(np.float32))
    scores, steps = [], int(rng.choice(steps_of_a_user))
    for group in optimiser.param_groups:
        group["lr"] = rate
    for step in range(steps):
        x = torch.from_numpy(np.concatenate([images[:, None], planes], 1)).contiguous(memory_format=torch.channels_last)
        loss, probability, dice = loss_of(net(x), target)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        state["updates"] += 1
        state["imageSteps"] += len(images)
        update_average(average, net, min(0.998, (1 + state["updates"]) / (10 + state["updates"])))
        scores.append(float(dice.mean()))
        if step + 1 < steps:
            guesses = probability[:, 0].numpy()
            for at, mask in enumerate(masks):
                correct(rng, planes[at], guesses[at], mask, radii[at])
            # the app keeps a mask between clicks, other callers a probability: learn both
            binary = rng.random(len(guesses)) < 0.6
            planes[:, 3] = np.where(binary[:, None, None], guesses > 0.5, guesses)
    return scores, float(loss.detach())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True, help="folder of the checkpoint and the log")
    parser.add_argument("--minutes", type=float, default=45, help="wall clock over all resumed parts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--sizes", default="64:0.18,64+128:0.37,96+128+128+256:0.45", help="sides:share of the budget, in order")
    parser.add_argument("--from", dest="origin", help="ONNX file of a shipped network to start from, where the run has no checkpoint")
    parser.add_argument("--steps", default=",".join(map(str, STEPS_OF_A_USER)), help="prompts that a simulated user gives, one drawn for each batch")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--samplers", type=int, default=1)
    parser.add_argument("--smoke", action="store_true", help="two batches, then stop")
    args = parser.parse_args()
    plan, steps = read_plan(args.sizes), [int(step) for step in args.steps.split(",")]
    os.makedirs(args.run, exist_ok=True)
    checkpoint, log_path = os.path.join(args.run, "checkpoint.pt"), os.path.join(args.run, "train-log.jsonl")

    if args.smoke:
        first, again = first_images_hash(args.seed), first_images_hash(args.seed)
        print(json.dumps({"firstImages": first}), flush=True)
        if first != again:
            raise SystemExit("the same seed gave other images")
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    net = PromptUNet().to(memory_format=torch.channels_last)
    if args.origin:
        read_weights(net, args.origin)
    average = PromptUNet()
    average.load_state_dict(net.state_dict())
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.rate, weight_decay=1e-4)
    state = {"updates": 0, "imageSteps": 0, "images": 0, "wallS": 0.0, "cpuS": 0.0, "nextBatch": 0, "seed": args.seed, "generators": [], "origin": origin_of(args.origin)}
    if os.path.exists(checkpoint):
        kept = torch.load(checkpoint, weights_only=True)
        net.load_state_dict(kept["raw"])
        average.load_state_dict(kept["ema"])
        optimiser.load_state_dict(kept["optimiser"])
        state = kept["state"]
    if state.get("origin"):
        keep_norms(net)
    state.setdefault("generators", [[state.pop("generator", ""), 0]])
    if not state["generators"] or state["generators"][-1][0] != generator_hash():
        state["generators"].append([generator_hash(), state["images"]])  # [sha256, images seen before it]

    budget = args.minutes * 60
    stage, queue = mp.Value("i", stage_at(plan, state["wallS"] / budget)), mp.Queue(6)
    samplers = []
    for nth in range(args.samplers):
        work = (queue, args.seed, state["nextBatch"] + nth, args.samplers, args.batch, plan, stage)
        samplers.append(mp.Process(target=serve_batches, daemon=True, args=work))
        samplers[-1].start()
    stopping = []
    signal.signal(signal.SIGTERM, lambda *_: stopping.append(True))

    wall_before, cpu_before, started, cpu_started = state["wallS"], state["cpuS"], time.time(), time.process_time()
    saved = logged = started
    window, waited, batches = {}, 0.0, 0
    while True:
        fraction = state["wallS"] / budget
        stage.value = stage_at(plan, fraction)
        asked = time.time()
        index, batch = queue.get()
        waited += time.time() - asked
        rate = learning_rate(args.rate, state["updates"], fraction)
        scores, loss = teach(net, average, optimiser, batch, np.random.default_rng([7, args.seed, index]), rate, state, steps)
        for step, score in enumerate(scores):
            window.setdefault(step, []).append(score)
        batches += 1
        now = time.time()
        state["images"] += len(batch[0])
        state["nextBatch"] = max(state["nextBatch"], index + 1)
        state["wallS"], state["cpuS"] = wall_before + now - started, cpu_before + time.process_time() - cpu_started
        over = bool(stopping) or state["wallS"] >= budget or (args.smoke and batches >= 2)
        if now - logged > 10 or over:
            line = {k: round(v, 1) if isinstance(v, float) else v for k, v in state.items() if k not in ("generators", "nextBatch", "origin")}
            dice = [round(float(np.mean(window[k])), 4) for k in sorted(window)]
            line.update(sizes=plan[stage.value][0], waitedS=round(waited, 1), loss=round(loss, 4), rate=round(rate, 6), dice=dice)
            with open(log_path, "a") as log:
                log.write(json.dumps(line) + "\n")
            print(json.dumps(line), flush=True)
            logged, window = now, {}
        if now - saved > 60 or over:
            save(checkpoint, raw=net.state_dict(), ema=average.state_dict(), optimiser=optimiser.state_dict(), state=state)
            saved = now
        if over:
            break
    for process in samplers:
        process.terminate()


if __name__ == "__main__":
    main()
