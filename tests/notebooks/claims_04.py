"""The numbers of 04_dying_units, measured again; where seeds matter, over ten of them."""

from functools import cache

import numpy as np

from helpers.experiments import (
    FollowedTraining,
    Killing,
    Training,
    TrainingStack,
    count_revivals,
    measure_born_dead,
    measure_killing,
    measure_layers,
    measure_slope,
    measure_toll,
    measure_training,
    train_seeds,
)
from helpers.initializers import Initializer, draw_pytorch
from helpers.network import Network
from helpers.optimizers import SGD, update
from helpers.probes import dead_fraction, dead_mask, positive_share, silent_fraction
from helpers.theory import born_dead_bounds
from tests.notebooks.claims import Claim

SEEDS = range(10)
SPIRALS = dict(dataset="spirals", depth=1, width=32, steps=300, frames=30)
MOMENTUM = dict(optimizer="momentum", learning_rate=0.03)
ADAM = dict(optimizer="Adam", learning_rate=0.003)
DECAY = dict(weight_decay=0.01)
FAST = dict(learning_rate=0.8)
HOT = dict(optimizer="Adam", learning_rate=0.03)

training, killed, layers = cache(measure_training), cache(measure_killing), cache(measure_layers)
seeds, revivals = cache(train_seeds), cache(count_revivals)


def spread(values):
    values = np.asarray(values, float)
    return [np.nanmin(values), np.nanmax(values)]


# ---- Trainings


def dead_now(result):
    return result["dead_units"].sum()


def died_once(settings):
    """How many units died, be it once or several times."""
    return len({event[2:4] for event in training(**settings)["events"] if event.kind == "died"})


def counts(**settings):
    """Units dead in the end, born dead, deaths and revivals."""
    result = training(**settings)
    return [dead_now(result), *(result[key].sum() for key in ("births_dead", "deaths", "revivals"))]


def looks(**settings):
    """Steps between two looks at a training, where all are equal."""
    (steps,) = set(np.diff(training(**settings)["step_history"]))
    return steps


def from_birth():
    """Units dead at every look; all that are dead in the end, and those of them not born so; born dead and alive in the end."""
    dead = training()["dead_history"]
    born, end = dead[0], dead[-1]
    return [dead.all(axis=0).sum(), end.sum(), (end & ~born).sum(), (born & ~end).sum()]


def spirals(learning_rate):
    """For each seed: dead units, deaths, revivals, accuracy."""
    results = [training(**SPIRALS, learning_rate=learning_rate, seed=seed) for seed in SEEDS]
    return [[dead_now(r), r["deaths"].sum(), r["revivals"].sum(), r["test_accuracy"]] for r in results]


def ten(**settings):
    """Findings of ten trainings of 400 steps."""
    return seeds(seeds=10, steps=400, **settings)


def fates(**settings):
    """How many of ten survived, were wounded, diverged."""
    dead = ten(**settings)["dead_share"]
    return [(dead < 0.1).sum(), (dead >= 0.1).sum(), np.isnan(dead).sum()]


def wounded(**settings):
    """Dead share and accuracy of each wounded network, least wounded first."""
    found = ten(**settings)
    rows = sorted((d, a) for d, a in zip(found["dead_share"], found["test_accuracy"]) if d >= 0.1)
    return [*(dead for dead, _ in rows), *(accuracy for _, accuracy in rows)]


def knob_row(**settings):
    """Born dead, dead in the end and accuracy, each from least to most, and how many diverged."""
    found = ten(**settings)
    keys = ["untrained_dead_share"] + ["dead_share", "test_accuracy"] * (not found["diverged"].all())
    return [*(number for key in keys for number in spread(found[key])), found["diverged"].sum()]


def centered():
    """Whether the mean pre-activation of each unit of a fresh layer 1 is zero."""
    start = Training()
    z = start.network.forward(start.split.train_inputs).pre_activations[0]
    return bool(np.abs(z.mean(axis=0)).max() < 1e-5)


def same_births():
    """Whether twice the weights have the same dead units at birth."""
    return bool((ten(weight_scale=2.0)["untrained_dead_share"] == ten()["untrained_dead_share"]).all())


@cache
def all_zero_stays():
    """Whether a layer that starts at zero stays there, below one that learns."""
    zeros = Training(depth=1)
    zeros.network.weights[0] = np.zeros_like(zeros.network.weights[0])
    above = zeros.network.biases[1].copy()
    zeros.step(50)
    return bool((zeros.network.weights[0] == 0).all() and (zeros.network.biases[1] != above).all())


@cache
def dead_when_nudged(learning_rate, factor):
    """Units dead in the end, for ten seeds whose first weights were multiplied by `factor`; -1 for one that diverged."""
    stack = TrainingStack(10, learning_rate=learning_rate)
    stack.network.weights[0] *= np.float32(factor)
    stack.step(400)
    return np.array([-1 if one["diverged"] else dead_now(one) for one in stack.measure()])


def moved_by_a_nudge(learning_rate):
    """How many of ten seeds end with another number of dead units."""
    ends = [dead_when_nudged(learning_rate, factor) for factor in (1, 1.000001)]
    return (ends[0] != ends[1]).sum()


@cache
def naive(seed=0):
    """Shares dead by the two counts after the step that should not have been made."""
    lost = Training(learning_rate=1.2, seed=seed)
    lost.step(400)
    update(lost.network, lost.trace, SGD(), learning_rate=1.2)
    a = np.array(lost.network.forward(lost.split.train_inputs).activations[:-1])
    return lost.diverged_at, np.mean(~(a > 0).any(axis=1)), np.mean((a <= 0).all(axis=1)), np.isnan(a).all()


@cache
def two_counts(activation):
    """Share of units never above zero, share dead, and accuracy, of a network whose biases started at -2."""
    here = Training(activation=activation, bias=-2.0)
    here.step(300)
    trace = here.network.forward(here.split.train_inputs)
    return np.mean(np.equal(positive_share(trace), 0)), np.mean(dead_mask(trace)), here.measure()["test_accuracy"]


def cells(finding, learning_rates=slice(None), biases=slice(None)):
    """Means of a part of the map of learning rates and biases."""
    return measure_toll()[finding][learning_rates, biases]


def apart():
    """Whether the seeds without a bias have dead shares within 3 points up to a learning rate of 0.4, and 5 beyond it."""
    wide = np.nanmax(dead := measure_toll()["dead_share"][:6, 0], axis=-1) - np.nanmin(dead, axis=-1)
    return [bool((wide[:3] < 0.03).all()), bool((wide[3:] > 0.05).all())]


# ---- Killings


@cache
def first_layer_killed():
    killing = Killing(killed_layer=1)
    killing.step(20)
    before = killing.incoming
    killing.step(100)
    return np.abs(killing.incoming - before).max(), killing.alive.sum()


def alive_again(**settings):
    result = killed(**settings)
    return (~result["dead_units"][result["killed_units"]]).sum()


def back(layer, **settings):
    """How many came back at some time, over ten seeds."""
    return spread(revivals(layers=(layer,), seeds=10, **settings)["revived"])


def rises():
    """Whether the mean number of those that came back rises from each layer to the next."""
    return bool((np.diff([revivals(layers=(k,), seeds=10)["revived"].mean() for k in range(1, 6)]) > 0).all())


class HeldStill(Killing):
    """A killing after which, of the layers below the killed one, only the next one moves."""

    def _step(self):
        below = slice(0, self.layer - 1) if self.steps >= self.settings["kill_at"] else slice(0)
        weights, biases = self.network.weights[below], self.network.biases[below]
        kept = [array.copy() for array in weights], [array.copy() for array in biases]
        super()._step()
        self.network.weights[below], self.network.biases[below] = kept


@cache
def back_with_one_layer_moving(layer, seed):
    """How many come back within 200 steps if only one layer below learns; and whether the others stood still."""
    killing, seen = HeldStill(killed_layer=layer, seed=seed), []
    killing.step(20)
    before = killing.network.weights[: layer - 1]
    for _ in range(20):
        killing.step(10)
        seen.append(killing.alive)
    still = [(old == new).all() for old, new in zip(before, killing.network.weights)]
    assert still == [True] * (layer - 2) + [False]
    return np.any(seen, axis=0).sum()


def left(layer, **settings):
    """How many are alive in the end, over ten seeds."""
    return spread(revivals(layers=(layer,), seeds=10, **settings)["alive"])


@cache
def heard():
    """200 steps at a learning rate of 0.8, with what arrives at each unit and what passes."""
    followed = FollowedTraining(learning_rate=0.8)
    result = followed.measure()
    for _ in range(20):
        followed.step(10)
        result = followed.measure()
    return result


def deaths_of(layer, unit):
    """The steps of a unit's deaths and revivals."""
    return [event.step for event in heard()["events"] if (event.layer, event.unit) == (layer, unit)]


@cache
def silent_and_dead(batch_size=64, seed=0):
    here = Training(batch_size=batch_size, seed=seed)
    here.step(20)
    return silent_fraction(here.trace).mean(), here.measure()["dead_fraction"].mean()


def silent_spread(batch_size):
    found = np.array([silent_and_dead(batch_size, seed) for seed in SEEDS])
    return [*spread(found[:, 0]), *spread(found[:, 1])]


# ---- Born dead


def born(width, hidden):
    return measure_born_dead(width, hidden)["probability"]


@cache
def collapsed():
    """Share of constant networks before and after training, and whether any woke up."""
    stack = TrainingStack(200, dataset="|x|", depth=9, width=2, optimizer="Adam", learning_rate=0.01)
    before = np.array([one["output_range"] == 0 for one in stack.measure()])
    stack.step(300)
    after = np.array([one["output_range"] == 0 for one in stack.measure()])
    return before.mean(), after.mean(), (before & ~after).any()


@cache
def born_dead_units():
    """Over ten seeds: units born dead, in layer 1, moved at some time, alive at the end."""
    found = np.zeros(4, int)
    for seed in SEEDS:
        result = training(seed=seed)
        dead = result["dead_history"]
        here = dead[0]
        found += [here.sum(), here[0].sum(), (here & ~dead.all(axis=0)).sum(), (here & ~dead[-1]).sum()]
    return found


def without_bias(*layer):
    weights, biases = draw_pytorch(*layer)
    return weights, 0 * biases


BARE = Initializer("default, zero bias", without_bias)


@cache
def bare(seed=0, depth=10, **settings):
    """Dead share of each layer for PyTorch's weights without their biases."""
    start = Training(seed=seed, depth=depth)
    network = Network([64, *[64] * depth, 10], "ReLU", BARE, seed=seed, **settings)
    return dead_fraction(network.forward(start.split.train_inputs))


def default(**settings):
    return layers(depth=10, init="PyTorch default", **settings)["dead_fraction"][-1]


def ten_defaults():
    return [default(seed=seed) for seed in SEEDS]


def ten_bare(depth=10):
    return [bare(seed, depth)[-1] for seed in SEEDS]


def shrinks():
    """Whether PyTorch's weights alone multiply the RMS of a ReLU network's activations by √(1/6) a layer."""
    network = Network([512] * 8, "ReLU", BARE)
    trace = network.forward(np.random.default_rng(0).standard_normal((256, 512)))
    sizes = [np.sqrt(np.square(a).mean()) for a in trace.activations[:-1]]
    return bool(abs((sizes[-1] / sizes[0]) ** (1 / (len(sizes) - 1)) - np.sqrt(1 / 6)) < 0.02)


def decay_steps():
    """Steps until weights that shrink by 1 % a step let a bias of 0.5 win over -2."""
    return next(t for t in range(1000) if 2 * 0.99**t < 0.5)


CLAIMS = [
    # T2
    Claim("the slope is {0.00034}. That is very small", lambda: [measure_slope("sigmoid", -8.0)["derivative"]]),
    Claim(
        "Exactly {0} and exactly {1}, nothing between. At z = 0 it is a convention, and the usual one is {0}.",
        lambda: [measure_slope("ReLU", z)["derivative"] for z in (-0.1, 0.1, 0.0)],
    ),
    Claim("With a slope of 0 it {never=1} learns", lambda: [all_zero_stays()]),
    # Spirals
    Claim(
        "at a learning rate of 0.3, {84 %} of the test points are right. {All 32 units are alive=0}, "
        "and so they are with {ten different seeds=0}.",
        lambda: [spirals(0.3)[0][3], spirals(0.3)[0][0], sum(row[0] for row in spirals(0.3))],
    ),
    Claim(
        "With a learning rate of 1, {97 %} to {98 %} are right after the same 300 steps, "
        "and over ten seeds {one single=1} unit has died.",
        lambda: [*spread([row[3] for row in spirals(1.0)]), sum(row[1] for row in spirals(1.0))],
    ),
    Claim(
        "{0.78}: {25} of the 32 are dead, and over ten seeds {14} to {27}.",
        lambda: [spirals(3.0)[0][0] / 32, spirals(3.0)[0][0], *spread([row[0] for row in spirals(3.0)])],
    ),
    Claim("The accuracy is down to {74 %}.", lambda: [spirals(3.0)[0][3]]),
    Claim(
        "In those ten trainings {215} units died. Look for the green triangles that mark revivals: there is {none=0}",
        lambda: [sum(row[place] for row in spirals(3.0)) for place in (1, 2)],
    ),
    # T3
    Claim("Not \"about zero\": {0.0}.", lambda: [first_layer_killed()[0]]),
    Claim("changes by exactly {0.0}.", lambda: [first_layer_killed()[0]]),
    Claim("after 400 steps {97 %} of the test digits are right, with half of layer 1 gone",
          lambda: [killed(killed_layer=1)["test_accuracy"]]),
    # The learning rate
    Claim(
        "with {97 %} of the test digits right and {4} of the 320 units dead. {Two=2} of the {four=4} were dead from birth, "
        "and {two=2} died on the way. {A third unit=1} was born dead too, and is alive at the end.",
        lambda: [training()["test_accuracy"], counts()[0], *from_birth()],
    ),
    Claim(
        "Over ten seeds {1} to {7} units are dead in the end, {0.3 %} to {2.2 %}.",
        lambda: [*spread(320 * ten()["dead_share"]), *spread(ten()["dead_share"])],
    ),
    Claim("{nothing ever happens there=0}", lambda: [sum(event.layer == 0 for event in training()["events"])]),
    Claim(
        "over the {1,438=1438} training examples its sum is {zero=1} on average",
        lambda: [len(Training().split.train_inputs), centered()],
    ),
    Claim(
        "{111} deaths, and {99} revivals, seen every {10} steps. Look at every step and it is {539}. {59} of the 320 units die at least once, some of them several times. "
        "Yet in the end only {15} are dead, {4.7 %}, and the accuracy does not suffer: {98 %}.",
        lambda: [
            *counts(**FAST)[2:], looks(**FAST), counts(**FAST, frames=400)[2], died_once(FAST), counts(**FAST)[0], counts(**FAST)[0] / 320,
            training(**FAST)["test_accuracy"],
        ],
    ),
    Claim("Then take 0.6, where it was {60} deaths and {58} revivals", lambda: counts(learning_rate=0.6)[2:]),
    Claim("In the training at 0.1, seen every {10} steps, there are {4} deaths in 400 steps.", lambda: [looks(), counts()[2]]),
    Claim("how many deaths in 400 steps, seen every {10} steps?", lambda: [looks(**FAST)]),
    Claim("sees {15} dead units, and misses more than {a hundred=1} deaths", lambda: [counts(**FAST)[0], bool(counts(**FAST)[2] > 100)]),
    *(
        Claim(f"| {rate} | {{{a}}} | {{{b}}} | {{{c}}} |", lambda rate=rate: fates(learning_rate=rate))
        for rate, a, b, c in ((0.1, 10, 0, 0), (0.7, 7, 1, 2), (0.8, 2, 3, 5), (1.0, 0, 0, 10))
    ),
    Claim(
        "have {18 %}, {29 %} and {60 %} of their units dead, and accuracies of {88 %}, {45 %} and {9 %}",
        lambda: wounded(**FAST),
    ),
    Claim(
        "At a learning rate of 0.1 {hardly one=1} of them ends with another number of dead units. At 0.8 {several=1} do",
        lambda: [bool(moved_by_a_nudge(0.1) <= 1), bool(moved_by_a_nudge(0.8) >= 3)],
    ),
    Claim(
        "at a rate of 3, {25} of the 32 units were dead in the end, and {not one=0} of ten trainings diverged",
        lambda: [spirals(3.0)[0][0], sum(training(**SPIRALS, learning_rate=3.0, seed=seed)["diverged"] for seed in SEEDS)],
    ),
    # The trap
    Claim("seed 0 meets a loss that is not a number at step {7}", lambda: [naive()[0]]),
    Claim("{100 %} dead by one count, {0 %} by the other. {Every activation is nan=1}", lambda: list(naive()[1:])),
    Claim(
        "as many corpses as ReLU, {28 %} of all units. By the second it has {none=0}",
        lambda: [two_counts("leaky ReLU")[0], two_counts("leaky ReLU")[1]],
    ),
    Claim("{as many=1} corpses as ReLU", lambda: [bool(abs(two_counts("leaky ReLU")[0] - two_counts("ReLU")[0]) < 0.02)]),
    Claim(
        "both networks still guess ({8 %} right). ELU is on its way, with {92 %}.",
        lambda: [two_counts("ReLU")[2], two_counts("ELU")[2]],
    ),
    # One knob at a time
    Claim(
        "| none (SGD, learning rate 0.1) | {0.3=0.3 %} to {0.9 %} | {0.3=0.3 %} to {2.2 %} | {96=96 %} to {98 %} | {0} |",
        lambda: knob_row(),
    ),
    Claim(
        "| bias −1 | {7=7 %} to {15 %} | {5=5 %} to {13 %} | {8=8 %} to {10 %} | {0} |",
        lambda: knob_row(bias=-1.0),
    ),
    Claim(
        "| bias −2 | {26=26 %} to {48 %} | {22=22 %} to {48 %} | {8=8 %} to {9 %} | {0} |",
        lambda: knob_row(bias=-2.0),
    ),
    Claim(
        "| input shift 3 | {8=8 %} to {19 %} | {11=11 %} to {44 %} | {9=9 %} to {54 %} | {3} |",
        lambda: knob_row(input_shift=3.0),
    ),
    Claim("| weight scale 2 | {0.3=0.3 %} to {0.9 %} | | | {10} |", lambda: knob_row(weight_scale=2.0)),
    Claim(
        "| momentum | {0.3=0.3 %} to {0.9 %} | {1=1 %} to {52 %} | {8=8 %} to {98 %} | {2} |",
        lambda: knob_row(optimizer="momentum"),
    ),
    Claim(
        "| Adam | {0.3=0.3 %} to {0.9 %} | {67=67 %} to {80 %} | {8=8 %} to {43 %} | {0} |",
        lambda: knob_row(optimizer="Adam"),
    ),
    Claim(
        "of ten seeds {5} survive, {3} are wounded, with {15 %}, {45 %} and {52 %} of their units dead, and {2} diverge. "
        "At a tenth of the rate, 0.01, {all ten=10} survive",
        lambda: [
            *fates(optimizer="momentum")[:2], *wounded(optimizer="momentum")[:3], fates(optimizer="momentum")[2],
            fates(optimizer="momentum", learning_rate=0.01)[0],
        ],
    ),
    Claim("**Adam** at 0.1 is far out of its range: {all ten=10} are wounded", lambda: [fates(optimizer="Adam")[1]]),
    Claim("At −1 only {about a tenth=10 %} is dead", lambda: [round(ten(bias=-1.0)["dead_share"].mean(), 2)]),
    Claim(
        "{nothing is learned in 400 steps=1}, because the living are off for nearly every digit. "
        "After 4,000 steps it is {77=77 %} to {97 %}, with {three=3} seeds.",
        lambda: [
            bool(ten(bias=-1.0)["test_accuracy"].max() < 0.11),
            *spread(seeds(seeds=3, steps=4000, bias=-1.0)["test_accuracy"]), 3,
        ],
    ),
    Claim(
        "With a learning rate of 0.03 instead, the same networks go from {13 %} dead, on average, down to {6 %}",
        lambda: [ten(input_shift=3.0, learning_rate=0.03)[key].mean() for key in ("untrained_dead_share", "dead_share")],
    ),
    Claim(
        "With seed 0 and a shift of 3 standard deviations, {8} of its 64 units are born dead and {31} are dead in the end, "
        "and those {stay dead=0}.",
        lambda: [
            training(input_shift=3.0)["births_dead"][0], training(input_shift=3.0)["dead_units"][0].sum(),
            training(input_shift=3.0)["revivals"][0],
        ],
    ),
    Claim("kill nobody at birth, {not one unit more=1}", lambda: [same_births()]),
    # Two causes at once
    Claim("The lab has trained {35} pairs of them", lambda: [cells("dead_map").size]),
    Claim(
        "without a bias, at most {2 %} are dead up to a learning rate of 0.4. Then it is {a tenth=1} or more at 0.6, "
        "{a quarter=1} or more at 0.8, {a third=1} or more at 1.2, and at 2 {no=0} seed is left",
        lambda: [
            cells("dead_map", slice(3), 0).max(),
            *(bool(cells("dead_map", place, 0) >= least) for place, least in ((3, 0.1), (4, 0.25), (5, 1 / 3))),
            (measure_toll()["diverged"][6, 0] == 0).sum(),
        ],
    ),
    Claim("the bias takes the dead from {2 %} to {43 %}", lambda: list(cells("dead_map", 0, [0, -1]))),
    Claim(
        "At a bias of −3 it is {41=41 %} to {53 %} at every learning rate",
        lambda: spread(cells("dead_map", biases=-1)),
    ),
    Claim("Only {5} of the 35 cells get 80 % right", lambda: [(cells("accuracy_map") >= 0.8).sum()]),
    Claim(
        "At a bias of −1 and a rate of 0.1 just {9 %} are dead, and {10 %} right.",
        lambda: [cells("dead_map", 0, 2), cells("accuracy_map", 0, 2)],
    ),
    Claim("lie {close together=1} on the left, and {far apart=1} on the right", apart),
    # 40 %
    Claim(
        "{0.33}, and {27=27 %} to {38 %} over ten seeds. {None=0} of the ten diverged. "
        "Their accuracies lie between {56 %} and {96 %}; this one has {87 %}.",
        lambda: [
            ten(**HOT)["dead_share"][0], *spread(ten(**HOT)["dead_share"]), ten(**HOT)["diverged"].sum(),
            *spread(ten(**HOT)["test_accuracy"]), ten(**HOT)["test_accuracy"][0],
        ],
    ),
    Claim(
        "{about a third=1} with Adam at 0.03, {three quarters=1} at 0.1, {2=2 %} to {3 %} at its usual 0.001",
        lambda: [
            bool(abs(ten(**HOT)["dead_share"].mean() - 1 / 3) < 0.03),
            bool(abs(ten(optimizer="Adam")["dead_share"].mean() - 3 / 4) < 0.03),
            *spread(ten(optimizer="Adam", learning_rate=0.001)["dead_share"]),
        ],
    ),
    Claim(
        "at 0.8 {half=5} of the networks have no numbers at all. "
        "(In one layer on the spirals it was {78 %} at a rate of 3, and {nothing=0} diverged.)",
        lambda: [
            fates(**FAST)[2], spirals(3.0)[0][0] / 32,
            sum(training(**SPIRALS, learning_rate=3.0, seed=seed)["diverged"] for seed in SEEDS),
        ],
    ),
    # T6
    Claim("Most: {26} of the 32 are alive at step 400.", lambda: [alive_again(killed_layer=5)]),
    Claim("at step 400, only {2} of the 32 killed units are alive", lambda: [alive_again(killed_layer=2)]),
    Claim("| 1 | {0} |", lambda: [max(back(1))]),
    *(
        Claim(f"| {layer} | {{{low}}} to {{{high}}} |", lambda layer=layer: back(layer))
        for layer, low, high in ((2, 2, 10), (3, 11, 20), (4, 18, 25), (5, 24, 31))
    ),
    Claim("{The higher the layer, the more=1} come back", lambda: [rises()]),
    Claim(
        "only one moves below layer 5: {13} to {21} of its 32 units still come back. "
        "Below layer 2 there is also just one that moves, and it is {2} to {10}.",
        lambda: [*spread([back_with_one_layer_moving(5, seed) for seed in SEEDS]), *back(2)],
    ),
    Claim(
        "move *margin* to 10: of layer 5, only {6} are alive at step 400. Move it to 0.1, and it is {31}.",
        lambda: [alive_again(killed_layer=5, margin=margin) for margin in (10.0, 0.1)],
    ),
    Claim(
        "Over ten seeds momentum brings {0} to {7} of the 32 back, and Adam {0} to {2}.",
        lambda: [*back(1, **MOMENTUM), *back(1, **ADAM)],
    ),
    Claim(
        "Weight decay changes the weights by as much as {0.12}, and wakes {nobody=0}, with any of the ten seeds.",
        lambda: [revivals(layers=(1,), seeds=10, **DECAY)[key].max() for key in ("largest_change", "revived")],
    ),
    Claim(
        "only {5} to {10} of the 32 units killed in layer 5 are alive after 200 steps, against {22} to {28} without",
        lambda: [*left(5, **DECAY), *left(5)],
    ),
    Claim("{3.4 %} of the units are silent on that batch, and {1.6 %} are dead.", lambda: list(silent_and_dead())),
    Claim(
        "With batches of 8 it is {8=8 %} to {14 %} silent over ten seeds, against {0=0 %} to {1.3 %} dead.",
        lambda: silent_spread(8),
    ),
    Claim(
        "At step 100 it {is dead=1}, and has been so since step {30}.",
        lambda: [bool(heard()["dead_history"][10, 4, 16]), deaths_of(4, 16)[0]],
    ),
    Claim(
        "A gradient of {0.024} arrives at its output, and {nothing=0} passes",
        lambda: [heard()[key][10, 4, 16] for key in ("arriving_history", "passing_history")],
    ),
    Claim(
        "At step {170} its right edge has crossed zero, and {the second gradient is back=1}",
        lambda: [deaths_of(4, 16)[1], bool(heard()["passing_history"][17, 4, 16] > 0)],
    ),
    # T32
    Claim("With 3 hidden layers of 2 units, {35 %} of them are born dead.", lambda: [born(2, 3)]),
    Claim(
        "{0.89}. Theory puts it between {87 %} and {92 %}.",
        lambda: [born(2, 9), *born_dead_bounds(2, 10)],
    ),
    Claim(
        "3 units leave {57 %} born dead, 5 units {13 %}, and 9 units less than {1 %=1}.",
        lambda: [born(3, 9), born(5, 9), bool(born(9, 9) < 0.01)],
    ),
    Claim("1/2 to the power of 64 is {5e-20}", lambda: [0.5**64]),
    Claim(
        "{90 %} are constant before training, and {95 %} after it. {Not one woke up=0}",
        lambda: list(collapsed()),
    ),
    Claim("{nine in ten=1} networks **collapse**", lambda: [bool(collapsed()[1] >= 0.9)]),
    Claim(
        "{22} units were born dead, {all of them above layer 1=0}. "
        "Of these, {13} were moved at some time, and {7} are alive at step 400.",
        lambda: list(born_dead_units()),
    ),
    # Dead before training
    Claim("With the default, {52 %} of layer 10 is dead", lambda: [default()]),
    Claim(
        "{0.062}, {6 %}. Over ten seeds the default has {51 %} of layer 10 dead on average ({41=41 %} to {66 %}), "
        "and the same weights without biases have {11 %} ({3=3 %} to {36 %}).",
        lambda: [
            bare()[-1], bare()[-1], np.mean(ten_defaults()), *spread(ten_defaults()),
            np.mean(ten_bare()), *spread(ten_bare()),
        ],
    ),
    Claim("by a factor of {√(1/6)=1}", lambda: [shrinks()]),
    Claim("which undoes the shrinking. Now {6 %} is dead", lambda: [default(weight_scale=2.5)]),
    Claim("Without biases {6 %} of layer 10 is dead. Multiply all weights by 5.", lambda: [bare()[-1]]),
    Claim(
        "{0.062}, as before. Move *weight scale* through its values: {nothing moves at all=1}",
        lambda: [bare(weight_scale=5.0)[-1], all((bare(weight_scale=w) == bare()).all() for w in (0.5, 1.5, 2.0, 2.5, 5.0))],
    ),
    Claim(
        "{11 %} in layer 10, and {20 %} in layer 20, on average",
        lambda: [np.mean(ten_bare()), np.mean(ten_bare(20))],
    ),
    # Exercises
    Claim('makes it `check("rolling on", {0.045})`', lambda: [0.1 * 0.05 * 0.9 / (1 - 0.9)]),
    Claim("That sum is 0.05 · 0.9 / (1 − 0.9) = {0.45}", lambda: [0.05 * 0.9 / (1 - 0.9)]),
    Claim('log(4) / −log(0.99) = {137.9}. So `check("woken by decay", {138})`',
          lambda: [-np.log(4) / np.log(0.99), decay_steps()]),
    Claim("gives {11}. Each unit more", lambda: [next(n for n in range(1, 50) if 1 - (1 - 2.0**-n) ** 20 < 0.01)]),
    Claim("gives {3}. (The table", lambda: [alive_again(killed_layer=3, margin=3.0)]),
    Claim("With the margin of 1 it would be {15}", lambda: [alive_again(killed_layer=3)]),
]  # fmt: skip

# Numbers that are chosen or defined, not measured.
SETTINGS = [
    "40 % of a network",
    "as much as 40 %",
    '"As much as 40 %"',
    "**It takes** about 75 minutes",
    "in steps of 0.1",
    "rate of 0.3",
    "learning rate* to 0.8",
    "learning rate of 0.8",
    "learning rate of 0.1",
    "learning rate of 1.2",
    "learning rate of 0.03",
    "learning rate 0.1",
    "instead of 0.1",
    "In the training at 0.1",
    "Then take 0.6",
    "(or 0.6,",
    "After 4,000 steps",
    "finds up to 56 %",
    "on Windows with AVX-512",
    "and at 0.8 half",
    "| 0.1 |",
    "start at −2, trained for 300 steps",
    "| 0.7 |",
    "| 0.8 |",
    "| 1.0 |",
    "wounded at 0.8",
    "of layer 1 by 1.000001",
    "learning rate of 0.1 hardly",
    "At 0.8 several do",
    "At a tenth of the rate, 0.01",
    "up to a learning rate of 0.4",
    "or more at 0.6",
    "or more at 0.8",
    "or more at 1.2",
    "of the 35 cells get 80 %",
    "a rate of 0.1 just",
    "from about 0.7 to 1",
    "usual factor of 0.9",
    "So 0.1 with momentum is in the same band as 0.7 to 1",
    "**Adam** at 0.1",
    "Adam at 0.03",
    "usual 0.001",
    "instead of 0.001",
    "three quarters at 0.1",
    "Move it to 0.1",
    "descent at 0.8",
    "number 17 of",
    "over 90 % for 1,000 networks",
    "*weight scale* to 2.5",
    "then exactly 0.0",
    "factor 0.9",
    "velocity of 0.05",
    "the velocity by 0.9",
    "0.05 times 0.9, 0.9², 0.9³",
    "0.05 · 0.9 / (1 − 0.9)",
    "bias of plus 0.5",
    "z is −1.5",
    "weight decay 0.1",
    "its weights by 0.99",
    "2 · 0.99 to the power of t falls below 0.5",
    "log(0.99)",
    "to be below 1 %",
    "1 - (1 - 2.0**-n) ** 20 < 0.01",
    "margin=3.0",
    "2,000 random networks",
    "all 1,438 training examples",
    "(2019)",
    "adds 0.9 of the step before",
]
WHOLE = "01 05 0 1 2 3 4 5 8 9 10 20 32 50 64 100 200 300 320 400"
