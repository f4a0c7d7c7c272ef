"""A gauntlet is the same few trials for every activation, so that one that is new meets the ones that are known.

To add a trial, write a function from (settings of the start, seeds) to arrays of one number a seed, and add it to TRIALS.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ..activations import Activation
from ..checks import check_count, check_plain
from ..network import one_activation
from ..theory import edge_of_chaos
from .findings import train_seeds
from .intervals import mean_interval, share_interval
from .layers import measure_layers
from .success import train_accuracies
from .sweeps import check_list
from .training_stack import complete

FIELD = ("ReLU", "leaky ReLU", "ELU", "tanh")
SUITED = "suited"
SOLVED = 0.99  # share of the training examples right, from which XOR counts as solved
SMALLEST = 1e-46  # below every float32; what is zero is called this before its logarithm is taken


def gauntlet(activation="ReLU", init=SUITED, seeds=10, field=FIELD) -> dict:
    """Put an activation (a name, or a list of names that share each layer) and a `field` of others through all trials.

    `init` "suited" draws weights with the critical variance of each activation, where chi = 1 (He's where there is none);
    else the init of that name serves all. Returns the settings; `names`, the activation first, then the field;
    `weight_variances` (names,), fan-in times the variance of a weight, nan where `init` says it; and for each trial an array
    (names, seeds), nan where a training diverged:
    `gradient_ratio`, gradient RMS of layer 1 over that of layer 20, untrained; `dead_share` and `lethal_accuracy`, dead
    units and test accuracy after 200 steps from biases of -2 (depth 3); `xor_solved` (names, 10 seeds), 1 where two hidden
    units learned XOR in 300 steps; `digits_accuracy`, of a test set after 300 steps at depth 10. Beside each, of shape
    (names,), `..._mean`, `..._low`, `..._high`: 95 % intervals, of the geometric mean for the ratio.
    Raises ValueError for what is not on a menu.
    """
    check_count("seeds", seeds)
    check_plain("init", init)
    field = check_list("field", field)
    entries = dict.fromkeys(map(parts, [activation, *field]))
    runs = [run(entry, init, seeds) for entry in entries]
    names = tuple(" + ".join(part.name for part in entry) for entry in entries)
    result = {"activation": names[0], "init": init, "seeds": seeds, "names": names}
    return result | {key: np.array([one[key] for one in runs]) for key in runs[0]}


def parts(activation) -> tuple[Activation, ...]:
    """The activations that share a layer; in the key of what is kept, so that one redefined is measured anew."""
    return tuple(map(one_activation, activation if isinstance(activation, list) else [activation]))


@lru_cache(maxsize=64)
def run(entry: tuple[Activation, ...], init: str, seeds: int) -> dict:
    """All trials of one activation."""
    activation = entry[0] if len(entry) == 1 else list(entry)
    variance = critical_variance(one_activation(activation)) if init == SUITED else np.nan
    start = {"activation": activation} | (
        {"init": "LeCun", "weight_scale": variance**0.5} if init == SUITED else {"init": init}
    )
    found = {key: values for trial in TRIALS for key, values in trial(start, seeds).items()}
    return {"weight_variances": variance} | found | {name: n for key in found for name, n in judge(key, found[key])}


def critical_variance(activation: Activation) -> float:
    """Fan-in times the variance of weights at which chi = 1; He's 2 where there is none."""
    scale = edge_of_chaos(activation, 1.0)
    return 2.0 if np.isnan(scale) else scale**2


def vanish(start: dict, seeds: int) -> dict:
    """How much of the last layer's gradient arrives in layer 1 of a fresh network of 20 layers."""
    layers = [measure_layers(depth=20, seed=seed, **start)["gradient_rms"] for seed in range(seeds)]
    with np.errstate(divide="ignore", invalid="ignore"):
        return {"gradient_ratio": np.array([gradient[0] / gradient[-1] for gradient in layers])}


def die(start: dict, seeds: int) -> dict:
    """What a lethal start, hidden biases of -2, leaves alive."""
    found = train_seeds(seeds, 200, depth=3, width=32, bias=-2.0, learning_rate=0.1, **start)
    return {"dead_share": found["dead_share"], "lethal_accuracy": found["test_accuracy"]}


def solve_xor(start: dict, seeds: int) -> dict:
    """From how many starts two hidden units learn XOR."""
    settings = complete(dict(dataset="XOR", depth=1, width=2, learning_rate=0.2) | start)
    accuracy = train_accuracies(10 * seeds, 300, **settings)
    return {"xor_solved": np.where(np.isfinite(accuracy), accuracy >= SOLVED, np.nan)}


def learn_digits(start: dict, seeds: int) -> dict:
    """What ten layers learn of the digits."""
    found = train_seeds(seeds, 300, depth=10, width=32, learning_rate=0.05, batch_size=32, **start)
    return {"digits_accuracy": found["test_accuracy"]}


TRIALS = (vanish, die, solve_xor, learn_digits)


def judge(key: str, values: np.ndarray):
    """(name, number) of mean and interval."""
    if key == "xor_solved":
        solved = int(np.nansum(values))
        numbers = solved / len(values), *share_interval(solved, len(values))
    elif key == "gradient_ratio":
        numbers = 10 ** np.array(
            mean_interval(np.log10(np.maximum(np.where(np.isfinite(values), values, np.nan), SMALLEST)))
        )
    else:
        numbers = mean_interval(values)
    return zip((f"{key}_mean", f"{key}_low", f"{key}_high"), map(float, numbers))
