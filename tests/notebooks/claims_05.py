"""The numbers of 05_keeping_units_alive, measured again; where seeds matter, over ten of them."""

from functools import cache

import numpy as np

from helpers.activations import ACTIVATIONS
from helpers.experiments import (
    CONTENDERS,
    Race,
    Training,
    compare,
    contest,
    mean_interval,
    measure_layers,
    measure_leak,
    measure_slope,
)
from helpers.gradient_check import check_gradient
from helpers.network import Network
from helpers.probes import positive_share
from tests.notebooks.claims import Claim

SEEDS = range(10)
SMALL = dict(depth=3, width=32, batch_size=32)

judge = cache(contest)


@cache
def cold_and_off(bias, seed=0):
    """ReLU alone after 300 steps: accuracy, share of dead units, loss, share of pairs of unit and example that are off."""
    race = Race(first="ReLU", second="nobody", bias=bias, seed=seed)
    race.step(300)
    (result,) = race.measure()["results"]
    training = race.trainings[0]
    trace = training.network.forward(training.split.train_inputs)
    off = np.mean([(z <= 0).mean() for z in trace.pre_activations[:-1]])
    return result["test_accuracy"], result["dead_units"].mean(), result["train_loss"], off


def over_seeds(bias, number):
    values = [cold_and_off(bias, seed)[number] for seed in SEEDS]
    return [min(values), max(values)]


def column(name, finding="test_accuracy", field="activations", **settings):
    """The values of a contender, one a seed."""
    result = judge(field, **settings)
    return result[finding]["values"][result["contenders"].index(name)]


def mean(name, finding="test_accuracy", field="activations", **settings):
    result = judge(field, **settings)
    return result[finding]["mean"][result["contenders"].index(name)]


def lost(name, field="activations"):
    """How many seeds of a contender diverge at the hot rate."""
    result = judge(field, **HOT)
    return result["diverged"][result["contenders"].index(name)]


@cache
def forty(name, finding="test_accuracy", weight_scale=1.0):
    """What a contender ends with at the hot rate, one number for each of 40 seeds, nan where it diverged."""
    found = compare({name: CONTENDERS[name]}, **SMALL, **HOT, seeds=40, weight_scale=weight_scale)
    return found[finding]["values"][0]


OF_FORTY = ("ReLU", "leaky 0.01", "leaky 0.1", "leaky 0.3")
SMOOTH = ("softplus", "GELU", "SiLU", "ELU")
HELPERS = ("ReLU + low rate", "ReLU + Adam", "ReLU + clipping", "ReLU + decay", "ReLU + RAI", "ReLU + LSUV")


def about(counts, said, within=12):
    """Whether counts are what was said, give or take what rounding can move: up to ten of 40 with OpenBLAS for AVX-512."""
    return [abs(int(count) - number) <= within for count, number in zip(counts, said, strict=True)]


def gone(*names):
    """How many of 40 seeds of each diverge at the hot rate."""
    return [int(np.isnan(forty(name)).sum()) for name in names]


def well(name):
    return forty(name) > 0.8


def get_there(*names):
    return [int(well(name).sum()) for name in names]


def near_share(name, said):
    """Whether the share of dead units at the hot rate is what was said, give or take ten points."""
    return bool(abs(np.nanmean(forty(name, "dead_share")) - said) < 0.1)


def more_leak_more_lost():
    counts = gone("ReLU", "leaky 0.01", "leaky 0.1")
    return bool(counts[0] + 8 < counts[1] and counts[1] + 8 < counts[2])


def no_fuse():
    """Whether the smooth ones lose few units and diverge no more often than ReLU, and ELU loses many and diverges more."""
    few = [np.nanmean(forty(name, "dead_share")) < 0.1 for name in SMOOTH[:3]]
    seldom = [count <= gone("ReLU")[0] + 8 for count in gone(*SMOOTH[:3])]
    return bool(all(few) and all(seldom) and gone("ELU")[0] > gone("ReLU")[0] + 4)


def others_diverge():
    """Whether it is other seeds of a slope of 0.01 that diverge when the first weights are a millionth larger."""
    moved = np.isnan(forty("leaky 0.01")) != np.isnan(forty("leaky 0.01", weight_scale=1 + 1e-6))
    return [int(moved.sum()) >= 5]


def too_close():
    """Whether the interval of the difference, between a slope of 0.01 and ReLU, in the share of seeds that do well holds 0."""
    _, low, high = mean_interval(well("leaky 0.01").astype(float) - well("ReLU"))
    return bool(low < 0 < high)


HOT = dict(bias=0.0, learning_rate=0.8)
COLD = dict(bias=-2.0)
HELP = dict(field="ReLU with help")


def all_above(share, **settings):
    return bool((judge("activations", **settings)["test_accuracy"]["values"] > share).all())


def two_only():
    """How many of the nine get more than 80 % right after a cold start."""
    return [int((judge("activations", **COLD)["test_accuracy"]["mean"][1:] > 0.8).sum())]


def others_below(share):
    names = ("leaky 0.01", "leaky 0.1", "softplus", "GELU", "SiLU", "NecroReLU 0.1")
    return bool(all((column(name, **COLD) < share).all() for name in names))


def none_dead_but_relu():
    dead = judge("activations", **COLD)["dead_share"]["values"]
    return bool((dead[0] > 0).all() and (dead[1:] == 0).all())


@cache
def three_numbers(name):
    """Never positive, dead, gradient, right: as the notebook's cell prints them."""
    training = Training(**SMALL, bias=-3.0, **CONTENDERS[name])
    training.step(300)
    trace, result = training.network.forward(training.split.train_inputs), training.measure()
    silent = np.mean(np.array(positive_share(trace)) == 0)
    return silent, result["dead_units"].mean(), result["gradient_rms"][0], result["test_accuracy"]


@cache
def left(slope, bias=-2.0):
    return measure_layers(activation="leaky ReLU", slope=slope, bias=bias, depth=10, width=32)


def unbiased(slope, depth=10):
    """The gradient that arrives in layer 1 with biases of 0, the median of ten seeds."""
    settings = dict(activation="leaky ReLU", slope=slope, depth=depth, width=32, bias=0.0)
    return np.median([measure_layers(**settings, seed=seed)["gradient_rms"][0] for seed in SEEDS])


def above_theory(seed=0):
    """How many times the gradient of theory arrives in layer 1 with a bias of −2 and a slope of 0.01."""
    found = measure_layers(activation="leaky ReLU", slope=0.01, bias=-2.0, depth=10, width=32, seed=seed)
    return found["gradient_rms"][0] / found["predicted_gradient_rms"][0]


@cache
def slope_between():
    """Over ten seeds, what a slope of 0.2, which no field has, gets right after a cold start."""
    leaky = {"leaky 0.2": dict(activation="leaky ReLU", slope=0.2)}
    return compare(leaky, **SMALL, **COLD)["test_accuracy"]["mean"][0]


@cache
def elu(bias):
    return compare({"ELU": CONTENDERS["ELU"]}, **SMALL, bias=bias)["test_accuracy"]["mean"][0]


@cache
def elu_seed_by_seed():
    """At a bias of −3, for ten seeds: accuracy, share of units that are never positive, share of dead units."""
    found = []
    for seed in SEEDS:
        training = Training(**SMALL, bias=-3.0, seed=seed, **CONTENDERS["ELU"])
        training.step(300)
        silent = np.mean(np.array(positive_share(training.network.forward(training.split.train_inputs))) == 0)
        result = training.measure()
        found.append((result["test_accuracy"], silent, result["dead_units"].mean()))
    return np.array(found).T


def steep():
    """What a leak as steep as an ELU at a bias of −2 gets right there."""
    found = compare({"leaky": dict(activation="leaky ReLU", slope=0.135)}, **SMALL, **COLD)
    return found["test_accuracy"]["mean"][0]


def row(bias):
    """A row of the table: ReLU, four slopes, ELU."""
    return [*judge("slopes", bias=bias)["test_accuracy"]["mean"][:5], elu(bias)]


def edges():
    """For each bias of the map the smallest slope with 80 % or more right."""
    found = measure_leak()
    return [float(found["axes"]["slope"][np.argmax(means >= 0.8)]) for means in found["accuracy_map"].T]


def on_map(slopes, bias):
    """Mean test accuracies at these slopes and this bias."""
    found = measure_leak()
    row = found["axes"]["bias"].index(bias)
    return [found["accuracy_map"][found["axes"]["slope"].index(slope), row] for slope in slopes]


def rivals(*biases):
    found = measure_leak()
    return [found["rival_accuracy"][found["axes"]["bias"].index(bias)] for bias in biases]


LONG = dict(field="slopes", bias=-2.0, steps=1000)


def smallest():
    """Whether 0.3 is the smallest slope with which most seeds get 80 % right."""
    learns = (judge(**LONG)["test_accuracy"]["values"] > 0.8).mean(axis=1) > 0.5
    return [bool(learns[4] and not learns[:4].any())]


@cache
def elu_long():
    return compare({"ELU": CONTENDERS["ELU"]}, **SMALL, bias=-2.0, steps=1000)["test_accuracy"]["mean"][0]


@cache
def necro_day(**settings):
    trio = {name: CONTENDERS[name] for name in ("NecroReLU 0.1", "leaky 0.1", "ReLU")}
    return compare(trio, **SMALL | settings)["test_accuracy"]


BAD_DAY = dict(depth=6, optimizer="Adam", learning_rate=0.03)


def points(day, other):
    """In points: by how much NecroReLU is ahead of another at least, and at most."""
    return [-100 * day["difference_high"][other], -100 * day["difference_low"][other]]


def bad_day(said):
    """Whether the three end where it was said, give or take six points, in this order with room between them."""
    means = necro_day(**BAD_DAY)["mean"]
    apart = means[0] + 0.3 < means[1] < means[2] - 0.05
    return [bool(apart and abs(mean - number) < 0.06) for mean, number in zip(means, said, strict=True)]


def truth_ahead():
    """Whether at a bias of −1 both are ahead of ReLU, and the leak is ahead of the lie."""
    day = necro_day(bias=-1.0)
    return bool(day["difference_high"][2] < 0 < day["difference_low"][1])


def largest_weight(training):
    return max(abs(weights).max() for weights in training.network.weights)


@cache
def told_and_real(seed=0):
    """For 0, 100, 200 and 300 steps: lengths of the told and of the real gradient, their cosine, the largest weight."""
    training, found = Training(width=32, batch_size=32, activation="NecroReLU", seed=seed, **BAD_DAY), {}
    for steps in (0, 100, 200, 300):
        training.step(steps - training.steps)
        network, split, gradients = training.network, training.split, []
        for name in ("ReLU", "NecroReLU"):
            network.functions = [ACTIVATIONS[name]] * 6
            matrices = network.loss_and_gradients(split.train_inputs, split.train_targets)[1]
            gradients.append(np.concatenate([matrix.ravel() for matrix in matrices]))
        real, told = gradients
        lengths = np.linalg.norm(told), np.linalg.norm(real)
        found[steps] = (*lengths, told @ real / max(np.prod(lengths), 1e-30), largest_weight(training))
    return found


@cache
def relu_largest(seed):
    """The largest weight of plain ReLU on the hot day, looked at every 50 steps."""
    training, largest = Training(width=32, batch_size=32, activation="ReLU", seed=seed, **BAD_DAY), []
    for _ in range(6):
        training.step(50)
        largest.append(largest_weight(training))
    return max(largest)


def long_before_apart():
    """How many of ten seeds have a told gradient of 1e5 or more at step 200 that still points where the real one does."""
    looks = [told_and_real(seed)[200] for seed in SEEDS]
    return sum(bool(told > 1e5 and cosine > 0.6) for told, _, cosine, _ in looks)


def check_error(name):
    split = Training(**SMALL).split
    return check_gradient(Network([64, 32, 32, 32, 10], name), split.train_inputs[:32], split.train_targets[:32])


@cache
def tanh_and_relu(depth, init):
    pair = {"tanh": CONTENDERS["tanh"], "ReLU": CONTENDERS["ReLU"]}
    return compare(pair, depth=depth, init=init, width=32, batch_size=32, frames=10)


def there_after(name):
    """How many seeds got to 90 % in ten layers, and after how many steps."""
    values = tanh_and_relu(10, "He")["steps_to_90"]["values"][["tanh", "ReLU"].index(name)]
    return [np.isfinite(values).sum(), np.nanmean(values)]


def never_worse():
    """Whether nowhere the interval of ReLU's lead over tanh lies above 0."""
    cases = [(2, "He"), (10, "He"), (5, "PyTorch default")]
    return [bool(all(tanh_and_relu(*case)["test_accuracy"]["difference_low"][1] < 0 for case in cases))]


@cache
def factor(slope):
    ends = [
        measure_layers(activation="leaky ReLU", slope=slope, depth=30, seed=seed)["gradient_rms"][[0, -1]]
        for seed in SEEDS
    ]
    return np.mean([(first / last) ** (1 / 29) for first, last in ends])


@cache
def suited():
    weights = {"He's 2": dict(weight_scale=1), "suited": dict(weight_scale=1 / np.sqrt(1.25))}
    deep = dict(activation="leaky ReLU", slope=0.5, depth=20, width=32, batch_size=32)
    return [*compare(weights, steps=100, **deep)["diverged"]]


@cache
def gaps(training_examples):
    few = {name: CONTENDERS[name] for name in ("ReLU", "leaky 0.01", "leaky 0.1", "leaky 0.3")}
    found = compare(few, depth=3, width=64, batch_size=32, training_examples=training_examples)
    return found["train_accuracy"]["values"], found["train_accuracy"]["values"] - found["test_accuracy"]["values"]


def gap(place, training_examples=100):
    return gaps(training_examples)[1][place].mean()


def gap_difference(place):
    """In points: mean, low and high of what a leak adds to ReLU's gap."""
    values = gaps(100)[1]
    return [100 * float(end) for end in mean_interval(values[place] - values[0])]


CLAIMS = [
    Claim(
        "It works. {96 %} of the test digits are right, and {95=0.95} to {97 %} over ten seeds.",
        lambda: [cold_and_off(0.0)[0], *over_seeds(0.0, 0)],
    ),
    Claim(
        "After 300 steps {8 %} of the digits are right, and {8=0.08} to {9 %} over ten seeds",
        lambda: [cold_and_off(-2.0)[0], *over_seeds(-2.0, 0)],
    ),
    Claim("The training loss stands at {2.3}", lambda: [cold_and_off(-2.0)[2]]),
    Claim(
        "But only {11 %} of the units are dead ({8=0.08} to {22 %} over ten seeds).",
        lambda: [cold_and_off(-2.0)[1], *over_seeds(-2.0, 1)],
    ),
    Claim("of all pairs of a unit and a digit, {98 %} are off", lambda: [cold_and_off(-2.0)[3]]),
    # T14: the field
    Claim("At a bias of 0 all ten get more than {90 %} right.", lambda: [all_above(0.9, bias=0.0)]),
    Claim(
        "{Two=2}: ELU with {94 %} and SELU with {96 %}. PReLU is a gamble, it gets there with {five=5} seeds of ten.",
        lambda: [*two_only(), mean("ELU", **COLD), mean("SELU", **COLD), (column("PReLU", **COLD) > 0.8).sum()],
    ),
    Claim("NecroReLU stay below {30 %} with every seed", lambda: [others_below(0.3)]),
    Claim("Nobody but ReLU has a {single=1} dead unit", lambda: [none_dead_but_relu()]),
    Claim(
        "the gradient arriving in layer 1 is {0.0014} for ReLU, {0.0010} for a leak of 0.01, and {0.056} for ELU",
        lambda: [np.median(column(name, "gradient_rms", **COLD)) for name in ("ReLU", "leaky 0.01", "ELU")],
    ),
    Claim(
        "ELU's slope below zero is e^z, which is {0.14} at z = −2",
        lambda: [measure_slope("ELU", -2.0)["derivative"]],
    ),
    Claim(
        "a leak of {0.135}, just as steep there, gets {19 %} right, and ELU {94 %} (ten seeds each)",
        lambda: [np.exp(-2), steep(), mean("ELU", **COLD)],
    ),
    Claim(
        "By the third number the leak has cured nothing: {35 %} against {38 %}.",
        lambda: [three_numbers("leaky 0.01")[0], three_numbers("ReLU")[0]],
    ),
    Claim(
        'ELU still has units that "died", {8 %} of them, while the network gets {82 %} right and {every=0} example',
        lambda: [three_numbers("ELU")[0], three_numbers("ELU")[3], three_numbers("ELU")[1]],
    ),
    Claim(
        "ten seeds get {23=0.23} to {83 %} right, {61 %} on average. But with {each=1} of them some ELUs are never positive, "
        "and {none=0} is dead",
        lambda: [
            *(pick(elu_seed_by_seed()[0]) for pick in (np.min, np.max, np.mean)),
            bool(elu_seed_by_seed()[1].min() > 0),
            elu_seed_by_seed()[2].max(),
        ],
    ),
    Claim(
        "leaky 0.01 has {0 %} dead, and gets {8 %} right",
        lambda: [three_numbers("leaky 0.01")[1], three_numbers("leaky 0.01")[3]],
    ),
    Claim(
        "a slope of 0.01 leave {7.4e-9} for layer 1, and {not one=0} unit is dead. Drag *slope*: at 0.1 it is {6.2e-6}, "
        "at 0.3 it is {0.0018}.",
        lambda: [
            left(0.01)["gradient_rms"][0],
            left(0.01)["dead_fraction"].max(),
            left(0.1)["gradient_rms"][0],
            left(0.3)["gradient_rms"][0],
        ],
    ),
    Claim(
        "{0.19} arrives with a slope of 0.01, {0.28} with 0.3, and {0.66} with 0.5 (medians). In twenty layers 0.3 already "
        "makes a difference, {0.46} against {0.12}.",
        lambda: [unbiased(0.01), unbiased(0.3), unbiased(0.5), unbiased(0.3, depth=20), unbiased(0.01, depth=20)],
    ),
    Claim(
        "{3e8} times above it with seed 0, and at least {80=1} times with every one",
        lambda: [above_theory(), bool(min(above_theory(seed) for seed in SEEDS) > 80)],
    ),
    Claim("It starts at a bias of −0.5, where {every=1} slope will do.", lambda: [min(row(-0.5)) > 0.9]),
    Claim(
        "After 1,000 steps a slope of 0.01 has {13 %} right, the same as plain ReLU. A slope of 0.1 is on its way with "
        "{61 %}, and 0.3 has {97 %}, as ELU has.",
        lambda: [mean("leaky 0.01", **LONG), mean("leaky 0.1", **LONG), mean("leaky 0.3", **LONG)],
    ),
    Claim("{0.3}. After 1,000 steps", smallest),
    Claim("{the same as plain ReLU=0.13}", lambda: [mean("ReLU", **LONG)]),
    Claim("{as ELU has=0.97}", lambda: [elu_long()]),
    *(
        Claim(
            "| " + label + " | " + " | ".join(f"{{{share} %}}" for share in shares) + " |", lambda bias=bias: row(bias)
        )
        for label, bias, shares in (
            ("0", 0.0, (97, 96, 97, 97, 97, 97)),
            ("−0.5", -0.5, (95, 95, 95, 96, 97, 97)),
            ("−1", -1.0, (49, 51, 57, 81, 96, 97)),
            ("−2", -2.0, (9, 9, 9, 11, 93, 94)),
            ("−3", -3.0, (8, 8, 8, 8, 90, 61)),
        )
    ),
    Claim("has trained {42} pairs of a slope and a bias", lambda: [measure_leak()["accuracy_map"].size]),
    Claim(
        "At a bias of −0.5 {plain ReLU=0} will do. At −1 the smallest slope with 80 % or more is {0.1}, at −1.5 and −2 it is "
        "{0.2}, and from −2.5 on it is {0.3}.",
        lambda: [edges()[0], edges()[1], *({edges()[2], edges()[3]}), *({edges()[4], edges()[5]})],
    ),
    Claim("at −2 it drops from {83 %} at a slope of 0.2 to {9 %} at 0.1.", lambda: on_map([0.2, 0.1], -2.0)),
    Claim("it takes 0.3 (0.2 gets {73 %} over ten seeds)", lambda: [slope_between()]),
    Claim("the share of dead units is {0 %} on the whole map", lambda: [measure_leak()["dead_map"][1:].max()]),
    Claim(
        "The ELU has {97 %} at −1 and {94 %} at −2. At −3 it has {78 %} with these three seeds, and {61 %} in the table",
        lambda: [*rivals(-1.0, -2.0, -3.0), elu(-3.0)],
    ),
    # Cures that leave ReLU alone
    Claim(
        "Adam comes first with {26 %}, LSUV has {13 %}, the rest stay at {guessing=1}.",
        lambda: [
            mean("ReLU + Adam", **HELP, **COLD),
            mean("ReLU + LSUV", **HELP, **COLD),
            all(mean(f"ReLU + {name}", **HELP, **COLD) < 0.1 for name in ("low rate", "clipping", "RAI", "decay")),
        ],
    ),
    Claim(
        "{36 %} of its units are dead, against {15 %} without it",
        lambda: [mean("ReLU + decay", "dead_share", **HELP, **COLD), mean("ReLU", "dead_share", **HELP, **COLD)],
    ),
    Claim(
        "Of 40 seeds of plain ReLU {5} diverge, and {8} get more than 80 % right. On average {21 %} of the units end dead.",
        lambda: [*about([*gone("ReLU"), *get_there("ReLU")], (5, 8)), near_share("ReLU", 0.21)],
    ),
    Claim(
        "It diverges, with {nine=9} seeds of ten (give or take one). PReLU and NecroReLU are lost with {all ten=20}. ReLU lost "
        "{one=1}.",
        lambda: [
            *about([lost("leaky 0.1")], [9], within=1),
            lost("PReLU") + lost("NecroReLU 0.1"),
            *about([lost("ReLU")], [1], within=1),
        ],
    ),
    Claim("| diverge | {5} | {22} | {38} | {40} |", lambda: about(gone(*OF_FORTY), (5, 22, 38, 40))),
    Claim("| get more than 80 % right | {8} | {11} | {2} | {0} |", lambda: about(get_there(*OF_FORTY), (8, 11, 2, 0))),
    Claim("| diverge | {5} | {6} | {5} | {15} |", lambda: about(gone(*SMOOTH), (5, 6, 5, 15))),
    Claim("| get more than 80 % right | {18} | {9} | {16} | {0} |", lambda: about(get_there(*SMOOTH), (18, 9, 16, 0))),
    Claim(
        "| dead units | {4 %} | {4 %} | {2 %} | {28 %} |",
        lambda: [near_share(name, said) for name, said in zip(SMOOTH, (0.04, 0.04, 0.02, 0.28))],
    ),
    Claim("and with a slope of 0.01 {other=1} seeds diverge", others_diverge),
    Claim("So {11} against {8} says nothing.", lambda: 2 * [too_close()]),
    Claim(
        "But {5}, {22} and {38} are {far apart=1}",
        lambda: [*about(gone(*OF_FORTY[:3]), (5, 22, 38)), more_leak_more_lost()],
    ),
    Claim("The second table speaks {against that=1}.", lambda: [no_fuse()]),
    Claim(
        "| diverge | {0} | {0} | {0} | {0} | {1} | {6} |",
        lambda: [*(count == 0 for count in gone(*HELPERS[:4])), *about(gone(*HELPERS[4:]), (1, 6))],
    ),
    Claim(
        "| get more than 80 % right | {40} | {40} | {40} | {39} | {29} | {7} |",
        lambda: [*get_there(*HELPERS[:3]), *about(get_there(*HELPERS[3:]), (39, 29, 7))],
    ),
    Claim(
        "Clipping and decay rescue nearly {every=1} network, RAI {more than half=1} of them (on another processor it was {19} of "
        "40). LSUV's {7} beside ReLU's {8} says nothing.",
        lambda: [
            min(get_there("ReLU + clipping", "ReLU + decay")) >= 35,
            get_there("ReLU + RAI")[0] > 17,
            *about(get_there("ReLU + RAI", "ReLU + LSUV", "ReLU"), (19, 7, 8)),
        ],
    ),
    # T17, T18: the surrogate
    Claim(
        "The check reports NecroReLU, with a relative error of {0.13}.",
        lambda: [check_error("NecroReLU").worst if check_error("leaky ReLU").agrees else np.nan],
    ),
    Claim("bias 0 and rate 0.1, it gets {97 %} right, like ReLU", lambda: [necro_day()["mean"][0]]),
    Claim(
        "On the chilly day NecroReLU has {71 %} right and ReLU {49 %}; the difference lies between {16} and {29} points.",
        lambda: [*necro_day(bias=-1.0)["mean"][[0, 2]], *points(necro_day(bias=-1.0), 2)],
    ),
    Claim(
        "leaky ReLU with the same slope has {81 %}, and is ahead of the lie by {3} to {16} points.",
        lambda: [necro_day(bias=-1.0)["mean"][1], *(-end for end in reversed(points(necro_day(bias=-1.0), 1)))],
    ),
    Claim("{The truth=1}. Both are ahead of ReLU", lambda: [truth_ahead()]),
    Claim(
        "the honest leak is ahead of the lie: {81 %} against {71 %}", lambda: [*necro_day(bias=-1.0)["mean"][[1, 0]]]
    ),
    Claim(
        "With all biases at −1 plain ReLU gets {49 %} on average, so there is room",
        lambda: [necro_day(bias=-1.0)["mean"][2]],
    ),
    Claim(
        "NecroReLU has {9 %}, and ReLU has {9 %}, which is guessing. (Halfway, at −1.5, it is {17 %} against {10 %}.)",
        lambda: [*necro_day(bias=-2.0)["mean"][[0, 2]], *necro_day(bias=-1.5)["mean"][[0, 2]]],
    ),
    Claim("On the healthy day all three have {97 %}.", lambda: [necro_day()["mean"][1]]),
    Claim("healthy day {all three=1} have", lambda: [bool(np.ptp(necro_day()["mean"]) < 0.005)]),
    Claim(
        "On the hot day NecroReLU is at {14 %}, where leaky ReLU has {77 %} and plain ReLU {90 %}.",
        lambda: bad_day((0.14, 0.77, 0.90)),
    ),
    Claim(
        "a cosine of {1.00}, and both are {6} long. After 100 steps they still {nearly=1} do.",
        lambda: [
            told_and_real()[0][2],
            *{round(length) for length in told_and_real()[0][:2]},
            bool(told_and_real()[100][2] > 0.7),
        ],
    ),
    Claim(
        "the largest is more than {five=1} times what it was, and the told gradient is longer than {1e8}",
        lambda: [bool(told_and_real()[300][3] > 5 * told_and_real()[0][3]), bool(told_and_real()[300][0] > 1e8)],
    ),
    Claim(
        "With each of ten seeds the told gradient is longer than {1e8} at step 300, and the largest weight is above {5}. Plain "
        "ReLU on the same day, with the same seeds, keeps every weight below {5}.",
        lambda: [
            all(told_and_real(seed)[300][0] > 1e8 for seed in SEEDS),
            all(told_and_real(seed)[300][3] > 5 for seed in SEEDS),
            all(relu_largest(seed) < 5 for seed in SEEDS),
        ],
    ),
    Claim(
        "With {two=1} of the ten seeds the told gradient is longer than {1e5} at step 200, while the cosine is still above {0.6}.",
        lambda: 3 * [1 <= long_before_apart() <= 4],
    ),
    # T20: tanh
    Claim(
        "With two layers there is nothing between them: {97 %} and {97 %}.",
        lambda: tanh_and_relu(2, "He")["test_accuracy"]["mean"],
    ),
    Claim(
        "With ten layers tanh has {96 %} and ReLU {86 %}. {All ten=10} seeds of tanh get to 90 %, after {87} steps; {nine=9} "
        "of ReLU's do, after {237}.",
        lambda: [*tanh_and_relu(10, "He")["test_accuracy"]["mean"], *there_after("tanh"), *there_after("ReLU")],
    ),
    Claim(
        "five layers deep, tanh has {91 %} and ReLU {23 %}",
        lambda: tanh_and_relu(5, "PyTorch default")["test_accuracy"]["mean"],
    ),
    Claim("tanh was as good as ReLU or {better=1} in all three meetings", never_worse),
    # T22: weights to suit
    Claim(
        "agree to about {one part in a hundred=1}",
        lambda: [all(abs(factor(slope) / np.sqrt(1 + slope**2) - 1) < 0.01 for slope in (0.01, 0.1, 0.3, 0.5))],
    ),
    Claim(
        "For 0.5 the factor is {1.12} a layer, and 30 layers make {24} out of it.",
        lambda: [factor(0.5), factor(0.5) ** 29],
    ),
    Claim("a change in the {fifth=1} digit", lambda: [bool(4e-5 < np.sqrt(1 + 0.01**2) - 1 < 6e-5)]),
    Claim("With He's weights all {ten=10} seeds diverge, with suited ones a {single=1} one does.", suited),
    # T23: the gap
    Claim("All of them get {every=1} training digit right.", lambda: [gaps(100)[0].min()]),
    Claim(
        "ReLU's gap is {17.4 %}. A slope of 0.01 takes {0.3} points off it.",
        lambda: [gap(0), -gap_difference(1)[0]],
    ),
    Claim(
        "A slope of 0.3 has a gap of {15.3 %}, and the interval of the difference, −{3.1} to −{1.1} points",
        lambda: [gap(3), *(-end for end in gap_difference(3)[1:])],
    ),
    # Exercises
    Claim("which is {1.6}. ReLU needs {2}", lambda: [2 / 1.25, 2.0]),
    Claim(
        '["difference_mean"][4]` is {0.47}',
        lambda: [judge("slopes", bias=-1.0)["test_accuracy"]["difference_mean"][4]],
    ),
    Claim("is {0.071}. Three times the data", lambda: [gap(0, 300)]),
]

# Numbers that are chosen or defined, not measured.
SETTINGS = [
    "**It takes** about 60 minutes",
    "(a 95 % interval)",
    "get more than 80 % right there",
    "more than 80 % right?",
    "get more than 80 % right. On",
    "most seeds above 80 % at",
    "most seeds get 80 % right",
    "Here are 40, first",
    "Of 40 seeds of plain",
    "a count out of 40 may",
    "Again 40 seeds",
    "it was 19 of 40)",
    "| of 40 seeds |",
    "| get more than 80 % right |",
    "at a slope of 0.2 to",
    "(0.2 gets",
    "ever had 90 % of the test digits right",
    "seeds of tanh get to 90 %",
    "bias=-1.0)",
    "smallest slope with 80 % or more is",
    "at −1.5 and −2",
    "(Halfway, at −1.5,",
    "at step 200, while",
    "from −2.5 on",
]
# Slopes, biases, rates, sizes, steps and the numbers of notebooks.
WHOLE = "0 1 2 3 4 01 02 03 04 06 0.003 0.01 0.03 0.1 0.3 0.5 0.8 30 32 64 100 300 000"
