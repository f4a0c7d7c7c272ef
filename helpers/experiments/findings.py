"""The findings of a training are the few numbers it comes down to when it is over."""

from __future__ import annotations

from collections import Counter

import numpy as np

from ..checks import check_count
from .training_stack import TrainingStack, complete

FINDINGS = (
    "train_loss", "test_loss", "train_accuracy", "test_accuracy", "dead_share", "zero_share", "gradient_rms",
    "gradient_ratio", "steps_to_90", "output_range", "deaths", "revivals", "untrained_dead_share", "untrained_gradient_ratio",
    "diverged", "diverged_at",
)  # fmt: skip

# Stacked networks share the cost of calling NumPy as long as one layer's numbers, all in all, stay this few.
STACK = 200_000


def train_seeds(seeds: int = 10, steps: int = 300, frames: int = 1, **settings) -> dict[str, np.ndarray]:
    """Train with `seeds` seeds, counting up from the one in `settings`; each finding is an array of shape (seeds,).

    `train_loss`, `test_loss`, `train_accuracy`, `test_accuracy`; `dead_share` and `zero_share` over all hidden layers;
    `gradient_rms` of layer 1 and `gradient_ratio`, its ratio to that of the last hidden layer; `steps_to_90`, the step of the
    first of `frames` measurements that had 90 % of the test examples right, nan if none had; `output_range`, the largest
    difference between the outputs for two training examples, 0 where a network has collapsed; `deaths` and `revivals`
    seen in `frames` measurements, evenly spaced. All these are nan for a training that diverged.
    `untrained_dead_share`, `untrained_gradient_ratio`, before the first step; `diverged` and `diverged_at`.
    Other settings as for `Training`. Raises ValueError naming the one that is wrong.
    """
    check_count("seeds", seeds)
    check_count("steps", steps, least=0)
    check_count("frames", frames)
    settings = complete(settings)
    found = []
    for group in np.array_split(np.arange(seeds), -(-seeds // stack_size(settings))):
        stack = TrainingStack(len(group), **settings | {"seed": settings["seed"] + int(group[0])})
        found += train_stack(stack, steps, frames)
    return {name: np.array([one[name] for one in found], float) for name in FINDINGS}


def stack_size(settings: dict) -> int:
    """How many networks are trained as one stack; ValueError for sizes and a seed that make no network."""
    for name in ("depth", "width", "batch_size"):
        check_count(name, settings[name])
    check_count("seed", settings["seed"], least=0)
    return max(1, STACK // (settings["depth"] * settings["width"] * settings["batch_size"]))


def train_stack(stack: TrainingStack, steps: int, frames: int) -> list[dict[str, float]]:
    """The findings for each replica."""
    first = stack.measure()
    for part in np.diff(np.linspace(0, steps, frames + 1).astype(int)):
        stack.step(int(part))
        last = stack.measure()
    return [findings(*pair) for pair in zip(first, last)]


def findings(first: dict, last: dict) -> dict[str, float]:
    """What two measurements of one training, before and after, come down to."""
    kinds = Counter(event.kind for event in last["events"])
    found = {
        **{name: last[name] for name in ("train_loss", "test_loss", "train_accuracy", "test_accuracy", "output_range")},
        "dead_share": last["dead_units"].mean(),
        "zero_share": last["zero_fraction"].mean(),
        "gradient_rms": last["gradient_rms"][0],
        "gradient_ratio": gradient_ratio(last),
        "steps_to_90": first_step(last["step_history"], last["test_accuracy_history"] >= 0.9),
        "deaths": kinds["died"],
        "revivals": kinds["revived"],
    }
    if last["diverged"]:
        found = dict.fromkeys(found, np.nan)
    step = np.nan if last["diverged_at"] is None else last["diverged_at"]
    untrained = {
        "untrained_dead_share": first["dead_units"].mean(), "untrained_gradient_ratio": gradient_ratio(first)
    }  # fmt: skip
    return found | untrained | {"diverged": last["diverged"], "diverged_at": step}


def first_step(steps: np.ndarray, reached: np.ndarray) -> float:
    """The first of `steps` at which something was reached; nan if it never was."""
    return float(steps[reached.argmax()]) if reached.any() else np.nan


def gradient_ratio(result: dict) -> float:
    """RMS of delta in layer 1 over that in the last hidden layer; nan where the last has none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return result["gradient_rms"][0] / result["gradient_rms"][-1]
