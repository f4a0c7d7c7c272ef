"""A success rate says from how many of many random starts a training solves its task; one lucky start proves little."""

from __future__ import annotations

import numpy as np

from ..checks import check_count, check_number
from ..network import quietly
from .comparison import check_contenders, stacks
from .descent import Descent
from .intervals import check_confidence, share_interval
from .sweeps import sweep
from .training_stack import complete


def success_rates(
    contenders: dict[str, dict], seeds=100, steps=400, least=0.99, confidence=0.95, progress=None, **settings
) -> dict:
    """Train each contender, a name and the settings in which it differs, from `seeds` starts; a success gets `least` right.

    Returns the settings, `contenders` (their names), `accuracy` on the training examples of shape (contenders, seeds), with nan
    for a training that diverged; of shape (contenders,) `share` of successes, and `low` and `high`, Wilson's interval for it.
    All are nan for a contender that a stopped sweep did not reach.
    Raises ValueError naming the setting that is wrong; `progress` as in `sweep`.
    """
    check_contenders(contenders)
    check_count("seeds", seeds)
    check_count("steps", steps, least=0)
    check_number("least", least, 0, 1)
    check_confidence(confidence)
    cells = [complete(settings | extra) | {"seeds": seeds, "steps": steps} for extra in contenders.values()]
    found = sweep(train_accuracies, cells, progress=progress)
    accuracy = np.array([np.full(seeds, np.nan) if one is None else one for one in found])
    rates = [(np.nan,) * 3 if one is None else rate(int((one >= least).sum()), seeds, confidence) for one in found]
    share, low, high = np.transpose(rates)
    return settings | {
        "contenders": list(contenders), "seeds": seeds, "steps": steps, "least": least, "accuracy": accuracy,
        "share": share, "low": low, "high": high,
    }  # fmt: skip


def rate(successes: int, trials: int, confidence: float) -> tuple[float, float, float]:
    """The share of successes and its interval."""
    return successes / trials, *share_interval(successes, trials, confidence)


def train_accuracies(seeds: int, steps: int, **settings) -> np.ndarray:
    """The accuracy on the training examples after `steps` steps from each of `seeds` starts, shape (seeds,)."""
    found = [stack_accuracies(steps, **cell) for _, cell in stacks(settings, seeds)]
    return np.concatenate(found)


@quietly
def stack_accuracies(steps: int, seeds: int, **settings) -> np.ndarray:
    descent = Descent(settings, seeds)
    descent.step(steps)
    output = descent.network.forward(descent.split.train_inputs).output
    right = (output.argmax(axis=-1) == descent.split.train_targets).mean(axis=-1)
    return np.where(np.isfinite(output).all(axis=(1, 2)), right, np.nan)
