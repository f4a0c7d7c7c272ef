"""The numbers of 06_the_thread_on_trial, measured again: mostly what the trial finds from ten seeds."""

from collections import Counter
from functools import cache
from itertools import permutations

import numpy as np

from helpers.activations import leaky_relu
from helpers.claims import CLAIMS as DOCKET
from helpers.claims import FAILS, HALF_TRUE, HOLDS, HOLDS_IF, NOT_SHOWN, hear, try_claim
from helpers.claims.measuring import trained
from helpers.experiments.intervals import student_quantile
from tests.notebooks.claims import Claim


def number(claim, seeds=10, seed=0):
    """The mean and the two ends of the number that a claim rests on."""
    return list(try_claim(claim, seeds, seed)["number"])


def mean(claim, *names):
    return [hear(claim)[name].mean for name in names]


def count(*words):
    found = Counter(DOCKET[name].judge(hear(name)) for name in DOCKET)
    return [found[word] for word in words]


def five_seeds():
    middle, low, high = number("T23", 5)
    return [-middle, -high, -low]


def steep():
    """How much smaller than ReLU's the gap is with a slope of 0.3, over twenty seeds."""
    return list(hear("T23", 20).gap("ReLU", "leaky ReLU, slope 0.3"))


def ten_seeds():
    middle, low, high = number("T23", 10)
    return [-middle, -high, -low]


def twenty_seeds():
    middle, low, high = number("T23", 20)
    return [-middle, low, high]


def back(*layers):
    return mean("T6", *(f"layer {layer}, back after 300 steps" for layer in layers))


def successes(*names):
    return [hear("T16").values[name].sum() for name in names]


def one_layer_less():
    leaky = {"leaky": dict(activation=leaky_relu(0.2))}
    return trained(range(10), leaky, depth=3, bias=-2.0, learning_rate=0.1)["leaky"].mean()


@cache
def unrelated():
    """The rank correlation of every order of eight with one of them."""
    orders = np.array(list(permutations(range(8))))
    return (orders - 3.5) @ (np.arange(8) - 3.5) / 42


def level():
    """Whether ReLU and softplus, and last ReLU and tanh, are within two hundredths where the text calls them level."""
    pairs = (
        mean("T13", "ReLU, 3 layers", "softplus, 3 layers"),
        mean("T13", "ReLU, 8 layers, 1,000 steps", "softplus, 8 layers, 1,000 steps"),
        mean("T20", "ReLU, He, 2 layers", "tanh, Xavier, 2 layers"),
    )
    return [bool(abs(one - other) < 0.02) for one, other in pairs]


def exercise():
    values = np.array([0.95, 0.94, 0.92, 0.96, 0.93])
    reach = 2.776 * values.std(ddof=1) / np.sqrt(5)
    return [reach, values.mean(), values.mean() - reach, values.mean() + reach]


CLAIMS = [
    Claim("so long that it allows anything: from −{0.063=-0.063} to {0.043}", lambda: number("T23", 2)[1:]),
    Claim("gap is smaller by {0.012}, and the interval, {0.0072} to {0.016}, stays clear of zero", five_seeds),
    Claim("Over 5 seeds a slope of 0.01 makes the gap smaller by {0.012}", lambda: five_seeds()[:1]),
    Claim(
        "Its gap is smaller by {0.029}, and the interval of the twenty, {0.020} to {0.039}, stays clear of zero",
        steep,
    ),
    Claim(
        "By {0.0029}, a quarter of it. The interval now contains zero: anything is possible from smaller by {0.0062=-0.0062} "
        "to larger by {0.0003}",
        twenty_seeds,
    ),
    Claim("still stay clear of zero: smaller by {0.0061}, {0.0007} to {0.0115}", ten_seeds),
    Claim(
        "where t is about {2} for many seeds and {12.7} for two",
        lambda: [student_quantile(0.95, 100), student_quantile(0.95, 1)],
    ),
    Claim(
        "{Ten=10} hold just as they were written, {six=6} hold under a condition, {ten=10} are half true, {four=4} fail and "
        "{two=2} are not shown at this size",
        lambda: count(HOLDS, HOLDS_IF, HALF_TRUE, FAILS, NOT_SHOWN),
    ),
    Claim("{69 %} of them come back in layer 3, {56 %} in layer 2, and in layer 1 {not one=0}", lambda: back(3, 2, 1)),
    Claim("its weights move by exactly {0.0}", lambda: mean("T3", "layer 1")),
    Claim(
        "it keeps {0.70} of the gradient, with PyTorch's default {0.40}",
        lambda: mean("T31", "Xavier", "PyTorch default"),
    ),
    Claim("made for ReLU, keep {1.00}", lambda: mean("T31", "He")),
    Claim(
        "ReLU with the default start has {8 %} of the test digits right, a sigmoid with He's weights also {8 %}, "
        "ReLU and He together {89 %}, tanh and Xavier together {94 %}",
        lambda: mean("T29", "ReLU, PyTorch default", "sigmoid, He", "ReLU, He", "tanh, Xavier"),
    ),
    Claim(
        "In these four layers ReLU is left with {8 %}, and so is the leaky ReLU with a slope of 0.01. A slope of 0.2 has {14 %}, PReLU, whose "
        "slope is learned, {26 %} with a wide interval, and ELU {92 %}",
        lambda: mean("T14", "ReLU", "leaky ReLU, slope 0.2", "PReLU", "ELU"),
    ),
    Claim("With one layer less the slope of 0.2 has {73 %}", lambda: [one_layer_less()]),
    Claim("With three layers ReLU and softplus are {level=1}", lambda: level()[:1]),
    Claim("With twelve ReLU is ahead by {0.21} after 300 steps", lambda: number("T13")[:1]),
    Claim("with eight and 1,000 steps they are {level=1} again", lambda: level()[1:2]),
    Claim("{97 %} of it stays", lambda: number("T9")[:1]),
    Claim("it changes by {8.7 %} of its length", lambda: mean("T9", "code changed by a nudge, tanh")),
    Claim(
        "for fresh ReLU units than for fresh tanh units ({66 %} against {78 %}), and no better after training ({96 %} each)",
        lambda: mean("T11", "ReLU, fresh", "tanh, fresh", "ReLU, trained"),
    ),
    Claim("With two layers they are {level=1}. With ten, tanh is ahead by {0.054}", lambda: [level()[-1], -number("T20")[0]]),
    Claim("ahead of both pure layers by {one=0.01} point", lambda: [number("T21")[0]]),
    Claim(
        "One single |x| unit solves XOR in {100} of 100 trainings",
        lambda: successes("1 |x|"),
    ),
    Claim("manage it in {30} of 100. Two leaky ones manage {32}", lambda: successes("2 ReLU", "2 leaky ReLU")),
    Claim(
        "The rank correlation is {0.18}, with an interval from {0.047} to {0.31}. That interval is over our seeds",
        lambda: number("T15"),
    ),
    Claim(
        "have a rank correlation somewhere between −{0.7=-0.7} and {0.7}",
        lambda: list(np.quantile(unrelated(), [0.025, 0.975])),
    ),
    Claim(
        "the one without any activation has {97 %}. There it has {39 %}",
        lambda: mean("T15", "linear, ours", "linear, theirs"),
    ),
    Claim(
        "which is {0.020}. The mean is {0.94}, so anything from {0.92} to {0.96} is possible", exercise
    ),
    Claim("to the power of 20, about {64 %}", lambda: [1 - 0.95**20]),
]  # fmt: skip

SETTINGS = [
    "say which of the thread's 32 claims", "about 45 minutes", "comments make 32 claims", "let all 32 come", "only 100 digits",
    "slope of 0.01", "one with 0.01?", "one with 0.3", "slope of 0.3 is", "95 % interval", "95 of 100", "95 in 100", "*seeds* to 5", "Over 5 seeds", "over 20 seeds", "32 claims, ten seeds", "seeds=30", "for 300 steps", "after 300 steps", "these 300 steps",
    "After 29 steps", "with eight and 1,000 steps", "biases are −2", "leak of 0.01", "slope of 0.2 has", "100 of 100", "of 100. Two",
    "differences of 0.001", "0.95, 0.94, 0.92, 0.96", "and 0.93", "0.93]", "t is 2.776", "2.776 *",
    "±0.02", "±0.005", "16 times", "160)", "Suppose that 20", "of the 20 will", "0.05 * 20", "1 − 0.95", "power of 20",
    "0.031 ± 0.012", "0.004 ± 0.009", "−0.020 ± 0.006", "[1, 0, -1]", "sqrt(5)",
]  # fmt: skip
WHOLE = "0 1 2 3 4 01 02 07"
