"""The claims about dying: whether a unit that never fires can come back, and what keeps it from dying."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ..activations import leaky_relu, necro_relu
from ..experiments import born_dead_probability, count_revivals, measure_silence, train_seeds
from .claim import FAILS, HALF_TRUE, HOLDS, HOLDS_IF, NOT_SHOWN, Axis, Claim
from .initialization import LEARNED
from .measuring import each, trained

TOPIC = "dying units"
BELOW = 0.05  # so far below zero, on the example it likes best, a unit is put


@lru_cache(maxsize=64)
def silenced(seeds: range, layer: int, **settings) -> dict[str, np.ndarray]:
    """What becomes of half of a layer's units once no training example activates them, in 300 steps of SGD."""
    setting = dict(depth=3, width=32, batch_size=32, kill_at=0, margin=BELOW, steps=300, frames=1)
    found = count_revivals([layer], len(seeds), seed=seeds[0], **setting, **settings)
    return {name: found[name][0] for name in ("killed", "alive", "largest_change")}


def back(seeds, layer):
    found = silenced(seeds, layer)
    return found["alive"] / found["killed"]


def moved(seeds, layer, **settings):
    return silenced(seeds, layer, **settings)["largest_change"]


def never_again(seeds):
    return {
        "layer 1": moved(seeds, 1),
        "layer 1, weight decay 0.001": moved(seeds, 1, weight_decay=0.001),
        "layer 2": moved(seeds, 2),
        "layer 3": moved(seeds, 3),
    }


def judge_never_again(found):
    if found["layer 1"].high > 0:
        return FAILS
    return HOLDS_IF if found["layer 3"].low > 0 else HOLDS


def only_on_a_batch(seed):
    """Of the units silent on a batch of 16, the share that some other training example moves."""
    found = measure_silence(batch=16, depth=10, width=32, seed=seed)
    silent, dead = found["silent_units"], found["dead_units"]
    return (silent & ~dead).sum() / silent.sum()


def revivals(seeds):
    layers = {f"layer {layer}, back after 300 steps": back(seeds, layer) for layer in (1, 2, 3)}
    return {**layers, "silent on a batch of 16, alive on others": each(seeds, only_on_a_batch)}


def judge_revivals(found):
    first, third = (found[f"layer {layer}, back after 300 steps"] for layer in (1, 3))
    return FAILS if third.low <= 0 else HOLDS_IF if first.high == 0 else HOLDS


def born_dead(seeds):
    share = {
        f"born dead, {width} wide, 10 deep": each(
            seeds, lambda seed, width=width: born_dead_probability(width, 10, networks=2000, seed=seed)[0]
        )
        for width in (2, 10)
    }
    run = dict(dataset="|x|", depth=9, width=2, learning_rate=0.01)
    fixed = [stays_constant(seed, **run) for seed in seeds]
    return share | {
        "of them, constant after training": fixed,
        "single unit of layer 1, back": back(seeds, 1),
        "single unit of layer 3, back": back(seeds, 3),
    }


def stays_constant(seed, networks=10, **run):
    """Of the networks that are constant before training, the share that still is after 100 steps."""
    first, last = (
        train_seeds(seeds=networks, seed=networks * seed, steps=steps, **run)["output_range"] for steps in (0, 100)
    )
    return (last[first == 0] == 0).mean()


def judge_born_dead(found):
    first, third = found["single unit of layer 1, back"], found["single unit of layer 3, back"]
    if first.high > 0 or found["of them, constant after training"].low < 1:
        return FAILS
    return HOLDS_IF if third.low > 0 else HOLDS


def lethal(seeds):
    contenders = {
        "ReLU": dict(activation="ReLU"),
        "leaky ReLU, slope 0.01": dict(activation="leaky ReLU"),
        "leaky ReLU, slope 0.2": dict(activation=leaky_relu(0.2)),
        "PReLU": dict(activation="PReLU"),
        "ELU": dict(activation="ELU"),
    }
    return trained(seeds, contenders, depth=4, bias=-2.0, learning_rate=0.1)


def judge_lethal(found):
    slight, smooth = found["leaky ReLU, slope 0.01"], found["ELU"]
    if smooth.low < LEARNED or found["ReLU"].high > 0.5:
        return FAILS
    return HALF_TRUE if slight.high < 0.5 else HOLDS


def necromancy(seeds):
    names = {"ReLU": "ReLU", "leaky ReLU, slope 0.1": leaky_relu(0.1), "NecroReLU, slope 0.1": necro_relu(0.1)}
    days = {
        "bias 0": dict(learning_rate=0.1),
        "bias −1.5": dict(learning_rate=0.3, bias=-1.5),
        "Adam at 0.1": dict(learning_rate=0.1, optimizer="Adam"),
    }
    values = {}
    for setting, options in days.items():
        for name, activation in names.items():
            values[f"{name}, {setting}"] = trained(seeds, {name: dict(activation=activation)}, depth=3, **options)[name]
    return values


def judge_necromancy(found):
    dying = "NecroReLU, slope 0.1, bias −1.5"
    beats_relu = found.gap(dying, "ReLU, bias −1.5").low > 0
    beats_leaky = found.gap(dying, "leaky ReLU, slope 0.1, bias −1.5").low > 0
    return NOT_SHOWN if not beats_relu else HOLDS_IF if beats_leaky else HALF_TRUE


CLAIMS = (
    Claim(
        3, TOPIC, "04_dying_units",
        "A unit that is never activated never changes again and is useless for ever.",
        "Half of a layer's units silenced on all training digits: how far 300 steps of SGD move their weights.",
        Axis("largest change of a weight", 1e-6, 10, "log"),
        "layer 1", never_again, judge_never_again,
        {
            HOLDS_IF: "It must be in layer 1, and nothing but the gradient may move it: there the change is exactly 0.",
            HOLDS: "In every layer the change is exactly 0.",
            FAILS: "Its weights change.",
        },
        ("killing", dict(killed_layer=1)),
    ),
    Claim(
        6, TOPIC, "04_dying_units",
        "It may not be for ever: other nodes or another mini-batch may revive the unit.",
        "The same silenced units: how many of them fire again.",
        Axis("share of units", 0, 1),
        "layer 3, back after 300 steps", revivals, judge_revivals,
        {
            HOLDS_IF: "There must be a layer below that learns. In layer 1 not one unit comes back.",
            HOLDS: "In every layer units come back.",
            FAILS: "In no layer do they come back.",
        },
        ("killing", dict(killed_layer=5)),
    ),
    Claim(
        14, TOPIC, "05_keeping_units_alive",
        "PReLU, ELU and other leaky units keep learning where ReLU dies.",
        "4 layers with all biases at −2, 300 steps.",
        Axis("test accuracy", 0, 1, "linear", LEARNED, "learned"),
        "leaky ReLU, slope 0.01", lethal, judge_lethal,
        {
            HALF_TRUE: "It takes enough of a leak: ELU learns at once, a slope of 0.01 does no better than ReLU.",
            HOLDS: "Each of them learns.",
            FAILS: "They do not learn either, or ReLU does not die.",
        },
        ("race", dict(first="ReLU", second="leaky ReLU", third="ELU", bias=-2.0, depth=4)),
    ),
    Claim(
        18, TOPIC, "05_keeping_units_alive",
        "NecroReLU can do better than leaky ReLU, and better than plain ReLU.",
        "3 layers at a healthy start, with all biases at −1.5, and with far too high a rate.",
        Axis("test accuracy", 0, 1),
        ("NecroReLU, slope 0.1, bias −1.5", "leaky ReLU, slope 0.1, bias −1.5"), necromancy, judge_necromancy,
        {
            HALF_TRUE: "With biases of −1.5, where units die, it beats ReLU, but not a leaky ReLU of the same slope, whose derivative is true. At far too high a rate it fares worst.",
            HOLDS_IF: "With biases of −1.5, where units die, it beats both.",
            NOT_SHOWN: "It beats neither.",
        },
        ("race", dict(first="ReLU", second="leaky ReLU", third="NecroReLU", slope=0.1, bias=-1.5, learning_rate=0.3)),
    ),
    Claim(
        32, TOPIC, "04_dying_units",
        "A unit initialized so that it never fires has no gradient and will never fire.",
        "Networks of one input that are constant from birth, and single silent units, each before and after training.",
        Axis("share", 0, 1),
        "single unit of layer 3, back", born_dead, judge_born_dead,
        {
            HOLDS_IF: "It must be in layer 1, or all units of a layer must be silent. A single deeper unit can be woken from below.",
            HOLDS: "No such unit ever fires.",
            FAILS: "Such units fire after all.",
        },
        ("born_dead", dict(width=2, depth=9)),
    ),
)  # fmt: skip
