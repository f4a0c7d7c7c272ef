"""What cannot work is answered with a ValueError that names the argument, says what came, and what would be right."""

import inspect
from pathlib import Path

import numpy as np
import pytest

from helpers import probes
from helpers.activations import ACTIVATIONS, leaky_relu, mixture, necro_relu, prelu, sloped
from helpers.claims import hear
from helpers.data_files import read_data_file
from helpers.datasets import DATASETS
from helpers.experiments import (
    Duel,
    L1Sweep,
    Race,
    born_dead_map,
    compare,
    contest,
    count_revivals,
    death_map,
    gauntlet,
    mean_interval,
    measure_born_dead,
    measure_chain,
    measure_counts,
    measure_layers,
    measure_leak,
    measure_overlap,
    measure_separability,
    measure_slope,
    phase_map,
    share_interval,
    starting_map,
    step_times,
    success_rates,
    sweep,
    train_grid,
    without_units,
)
from helpers.gradient_check import check_gradient
from helpers.initializers import INITIALIZERS, Initializer
from helpers.live.film import checked_path
from helpers.losses import loss_and_delta
from helpers.network import Network, Trace
from helpers.optimizers import SGD, Adam, Momentum, update
from helpers.own_activation import define_activation
from helpers.theory import born_dead_bounds, edge_of_chaos, fixed_point

X, LABELS, VALUES = np.ones((6, 4)), np.zeros(6, int), np.ones((6, 3))
WITH_NAN, WITH_INF = np.where(np.eye(6, 4) > 0, np.nan, X), np.where(np.eye(6, 4) > 0, np.inf, X)
MENU = "choose one of: linear, sigmoid, tanh, ReLU,"


def network(**settings):
    return Network([4, 5, 3], **settings)


def drawing(draw):
    return Initializer("mine", lambda generator, fan_in, fan_out, layer: draw(fan_in, fan_out))


def gradients(x=X, y=LABELS, l1=0.0, **settings):
    return network(**settings).loss_and_gradients(x, y, l1)


def trace(x=X, **settings):
    return network(**settings).forward(x)


def updated(**arguments):
    one = network()
    usual = {"network": one, "trace": one.backward(one.forward(X), LABELS), "optimizer": SGD(), "learning_rate": 0.1}
    update(**usual | arguments)


def probed(examples=6, **settings):
    one = trace(X[:examples], **settings)
    return probes.linear_probe_accuracy(one, LABELS, trace(), LABELS)


# What is asked for, and words that the answer must hold.
TABLE = [
    # Networks
    (lambda: Network([4]), "widths must name at least inputs and outputs, such as [64, 10], not [4]"),
    (lambda: Network(5), "widths must name at least inputs and outputs, such as [64, 10], not 5"),
    (lambda: Network("4-5-3"), "widths must name at least inputs and outputs, such as [64, 10], not '4-5-3'"),
    (lambda: Network([4, 0, 3]), "widths[1] must be a whole number of at least 1, not 0"),
    (lambda: Network([4, -5, 3]), "widths[1] must be a whole number of at least 1, not -5"),
    (lambda: Network([4, 2.5, 3]), "widths[1] must be a whole number of at least 1, not 2.5"),
    (lambda: Network([4, True, 3]), "widths[1] must be a whole number of at least 1, not True"),
    (lambda: network(activation="relu"), f"no activation named 'relu'; {MENU} leaky ReLU"),
    (lambda: network(activation="relu"), "(did you mean 'ReLU'?)"),
    (lambda: network(activation=None), "activation must be a name, an Activation or a list of them, not None"),
    (lambda: network(activation=[]), "activation must be a name, an Activation or a list of them, not []"),
    (lambda: network(activation=["tanh", "rely"]), "no activation named 'rely'"),
    (lambda: network(activation=("tanh", "tanh")), "activation has 2 entries for 1 hidden layers; give one a layer"),
    (lambda: network(init="he"), "no init named 'he'; choose one of: zeros, small normal, LeCun, Xavier, He,"),
    (lambda: network(init=None), "no init named None; choose one of: zeros"),
    (lambda: network(init=["He"]), "no init named ['He']; choose one of: zeros"),
    (lambda: network(init=drawing(lambda fan_in, fan_out: (np.ones((fan_out, fan_in)), np.zeros(fan_out)))), "init 'mine' must draw weights and biases of shapes (4, 5) and (5,), not (5, 4) and (5,)"),
    (lambda: network(init=drawing(lambda fan_in, fan_out: (np.ones((fan_in, fan_out)), np.zeros(fan_in)))), "of shapes (4, 5) and (5,), not (4, 5) and (4,)"),
    (lambda: network(init=drawing(lambda fan_in, fan_out: np.ones((fan_in, fan_out)))), "of shapes (4, 5) and (5,), not (4, 5)"),
    (lambda: network(init=drawing(lambda fan_in, fan_out: None)), "of shapes (4, 5) and (5,), not ()"),
    (lambda: network(weight_scale=np.nan), "weight_scale must be a finite number, not nan"),
    (lambda: network(weight_scale="2"), "weight_scale must be a finite number, not '2'"),
    (lambda: network(bias=np.inf), "bias must be a finite number, not inf"),
    (lambda: network(seed=-1), "seed must be a whole number of at least 0, not -1"),
    (lambda: network(seed=0.5), "seed must be a whole number of at least 0, not 0.5"),
    (lambda: network(replicas=0), "replicas must be a whole number of at least 1, not 0"),
    (lambda: network(replicas=-2), "replicas must be a whole number of at least 1, not -2"),
    (lambda: network(dtype=int), "dtype must be float32 or float64, not <class 'int'>"),
    (lambda: network(dtype="float16"), "dtype must be float32 or float64, not 'float16'"),
    (lambda: network(init="LSUV", inputs=np.ones((6, 5))), "inputs must have shape (batch, 4) with at least one example, not (6, 5)"),
    (lambda: network(init="LSUV", inputs=WITH_NAN), "inputs must hold finite numbers only"),
    # Batches
    (lambda: trace(np.ones((6, 5))), "x must have shape (batch, 4) with at least one example, not (6, 5)"),
    (lambda: trace(np.ones(4)), "x must have shape (batch, 4) with at least one example, not (4,)"),
    (lambda: trace(np.ones((0, 4))), "x must have shape (batch, 4) with at least one example, not (0, 4)"),
    (lambda: trace(np.ones((2, 6, 4))), "x must have shape (batch, 4) with at least one example, not (2, 6, 4)"),
    (lambda: trace(np.ones((3, 6, 4)), replicas=2), "x must have shape (batch, 4) or (2, batch, 4) with at least one example, not (3, 6, 4)"),
    (lambda: trace(WITH_NAN), "x must hold finite numbers only; it holds nan or inf"),
    (lambda: trace(WITH_INF), "x must hold finite numbers only; it holds nan or inf"),
    (lambda: trace([["a"] * 4]), "x must hold real numbers, not <U1"),
    (lambda: trace(X * 1j), "x must hold real numbers, not complex128"),
    (lambda: trace(None), "x must hold real numbers, not object"),
    (lambda: trace([[1, 2, 3, 4], [1, 2]]), "x must be an array; its rows differ in length"),
    (lambda: gradients(y=LABELS[:5]), "y must be whole class labels of shape (6,) or numbers of shape (6, 3); it is int64 of shape (5,)"),
    (lambda: gradients(y=LABELS[:, None]), "it is int64 of shape (6, 1)"),
    (lambda: gradients(y=LABELS.astype(float)), "y must be whole class labels of shape (6,) or numbers of shape (6, 3); it is float64 of shape (6,)"),
    (lambda: gradients(y=VALUES[:, :2]), "or numbers of shape (6, 3); it is float64 of shape (6, 2)"),
    (lambda: gradients(y=np.zeros((3, 6), int), replicas=2), "for each network; it is int64 of shape (3, 6)"),
    (lambda: gradients(y=LABELS + 3), "y must hold labels from 0 to 2; it runs from 3 to 3"),
    (lambda: gradients(y=LABELS - 1), "y must hold labels from 0 to 2; it runs from -1 to -1"),
    (lambda: gradients(y=VALUES * np.nan), "y must hold finite numbers only; it holds nan or inf"),
    (lambda: gradients(y=["cat"] * 6), "y must hold real numbers, not <U3"),
    (lambda: gradients(y=LABELS == 0), "y must hold real numbers, not bool"),
    (lambda: network().backward(None, LABELS), "trace must be a Trace, not None"),
    (lambda: network(dtype=np.ones(2)), "dtype must be float32 or float64, not array([1., 1.])"),
    (lambda: gradients(l1=np.nan), "l1 must be a finite number, not nan"),
    (lambda: gradients(l1=-0.1), "l1 must lie between 0 and inf, not -0.1"),
    (lambda: network().backward(trace(), LABELS + 7), "y must hold labels from 0 to 2; it runs from 7 to 7"),
    # Menus and slopes
    (lambda: ACTIVATIONS["Leaky Relu"], "(did you mean 'leaky ReLU'?)"),
    (lambda: INITIALIZERS["kaiming"], "no init named 'kaiming'; choose one of: zeros"),
    (lambda: DATASETS["mnist"], "no dataset named 'mnist'; choose one of: digits"),
    (lambda: DATASETS["digits"].load(seed=-1), "seed must be a whole number"),
    (lambda: probes.PROBES["gradients"], "no probe named 'gradients'; choose one of: gradient_rms"),
    (lambda: leaky_relu(np.nan), "slope must be a finite number, not nan"),
    (lambda: necro_relu("steep"), "slope must be a finite number, not 'steep'"),
    (lambda: mixture([]), "parts must be one Activation or more, not []"),
    (lambda: mixture(["ReLU"]), "parts must be one Activation or more, not ['ReLU']"),
    (lambda: read_data_file("mnist.csv"), "no data file named 'mnist.csv'; choose one of: "),
    (lambda: prelu("steep"), "slope must hold real numbers, not <U5"),
    (lambda: sloped("PReLU", 0.1), "activation must be an Activation, not 'PReLU'"),
    (lambda: define_activation("mine", np.tanh, surrogate="yes"), "surrogate must be True or False, not 'yes'"),
    # Losses and optimizers
    (lambda: loss_and_delta(np.ones(3), 1), "output must have shape (..., batch, outputs), with an example in it, not (3,)"),
    (lambda: loss_and_delta([["a"]], LABELS), "output must hold real numbers, not <U1"),
    (lambda: loss_and_delta(VALUES, LABELS[:2]), "targets must be whole class labels of shape (6,) or numbers of shape (6, 3); it is int64 of shape (2,)"),
    (lambda: loss_and_delta(VALUES, LABELS + 3), "targets must hold labels from 0 to 2; it runs from 3 to 3"),
    (lambda: loss_and_delta(VALUES, VALUES * np.nan), "targets must hold finite numbers only; it holds nan or inf"),
    (lambda: Momentum(decay=-0.1), "decay must lie between 0 and 1, not -0.1"),
    (lambda: Adam(mean_decay=1), "mean_decay must lie between 0 and 0.999999, not 1"),
    (lambda: Adam(square_decay="0.9"), "square_decay must be a finite number, not '0.9'"),
    (lambda: Adam(epsilon=np.nan), "epsilon must be a finite number, not nan"),
    (lambda: SGD().steps([X], np.nan), "learning_rate must be a finite number, not nan"),
    (lambda: Momentum().steps([X], -1), "learning_rate must lie between 0 and inf, not -1"),
    (lambda: Adam().steps(1.0, 0.1), "gradients must be a list of arrays, one a parameter, not 1.0"),
    (lambda: updated(learning_rate=None), "learning_rate must be a finite number, not None"),
    (lambda: updated(weight_decay=-1), "weight_decay must lie between 0 and inf, not -1"),
    (lambda: updated(clip_norm="1"), "clip_norm must be a finite number, not '1'"),
    (lambda: updated(optimizer="SGD"), "optimizer must have steps(gradients, learning_rate), such as SGD(), not 'SGD'"),
    (lambda: updated(network=None), "network must be a Network, not None"),
    (lambda: updated(trace=X), "trace must be a Trace, not array"),
    (lambda: updated(trace=trace()), "trace holds no gradients yet: complete it with network.backward(trace, y)"),
    (lambda: updated(network=Network([4, 7, 3])), "trace must come from this network, with weights of shapes [(4, 7), (7, 3)]; its own are [(4, 5), (5, 3)]"),
    # Theory
    (lambda: fixed_point("relu", 2.0), f"no activation named 'relu'; {MENU}"),
    (lambda: fixed_point("ReLU", -1.0), "weight_variance must lie between 0 and inf, not -1.0"),
    (lambda: fixed_point("ReLU", np.nan), "weight_variance must be a finite number, not nan"),
    (lambda: fixed_point("tanh", 1.0, -0.5), "bias_variance must lie between 0 and inf, not -0.5"),
    (lambda: fixed_point("tanh", 1.0, 0.1, "none"), "bias_mean must be a finite number, not 'none'"),
    (lambda: edge_of_chaos("tanh", "1"), "weight_variance must be a finite number, not '1'"),
    (lambda: born_dead_bounds(0, 5), "width must be a whole number of at least 1, not 0"),
    (lambda: born_dead_bounds(2.5, 5), "width must be a whole number of at least 1, not 2.5"),
    (lambda: born_dead_bounds(3, 1), "depth must be a whole number of at least 2, not 1"),
    # Experiments
    (lambda: measure_layers(dataset="mnist"), "no dataset named 'mnist'; choose one of: digits"),
    (lambda: measure_layers(dataset=["digits"]), "no dataset named ['digits']"),
    (lambda: measure_layers(depth=0), "depth must be a whole number from 1 to 200, not 0"),
    (lambda: measure_layers(depth=1000), "depth must be a whole number from 1 to 200, not 1000"),
    (lambda: measure_layers(depth=2.5), "depth must be a whole number from 1 to 200, not 2.5"),
    (lambda: measure_layers(width=0), "width must be a whole number from 1 to 1024, not 0"),
    (lambda: measure_layers(width="64"), "width must be a whole number from 1 to 1024, not '64'"),
    (lambda: measure_layers(activation="swish"), f"no activation named 'swish'; {MENU}"),
    (lambda: measure_layers(init="kaiming"), "no init named 'kaiming'; choose one of: zeros"),
    (lambda: measure_layers(weight_scale=np.nan), "weight_scale must be a finite number, not nan"),
    (lambda: measure_layers(weight_scale=1e9), "weight_scale must lie between -1e+06 and 1e+06, not 1000000000.0"),
    (lambda: measure_layers(bias=-np.inf), "bias must be a finite number, not -inf"),
    (lambda: measure_layers(seed=-1), "seed must be a whole number of at least 0, not -1"),
    (lambda: measure_layers(examples=0), "examples must be a whole number of at least 1, not 0"),
    (lambda: measure_chain(depth=-3), "depth must be a whole number from 1 to 200, not -3"),
    (lambda: measure_chain(activation=7), "activation must be a name, an Activation or a list of them, not 7"),
    (lambda: measure_slope(activation="x"), "no activation named 'x'"),
    (lambda: measure_slope(z=np.nan), "z must be a finite number, not nan"),
    (lambda: born_dead_map(widths=3), "widths must be a list of values, not 3"),
    (lambda: born_dead_map(widths=[2.5]), "widths must be a whole number of at least 1, not 2.5"),
    (lambda: born_dead_map(depths="deep"), "depths must be a list of values, not 'deep'"),
    (lambda: compare(["He", "Xavier"]), "contenders must be a dict of names and settings, such as {'He': {'init': 'He'}}"),
    (lambda: compare({"He": "He"}), "contenders must be a dict of names and settings"),
    (lambda: compare({"He": {}}, confidence=95), "confidence must lie between 0.001 and 0.999999, not 95"),
    (lambda: train_grid(["depth"]), "axes must be a dict of settings and their values, such as {'depth': [2, 5]}"),
    (lambda: train_grid({"width": [0]}), "width must be a whole number of at least 1, not 0"),
    (lambda: starting_map(width="wide"), "width must be a whole number of at least 1, not 'wide'"),
    (lambda: share_interval(5, 3), "successes must be a whole number from 0 to 3, not 5"),
    (lambda: mean_interval([1.0, 2.0], confidence=1), "confidence must lie between"),
    (lambda: mean_interval({}), "values must hold real numbers, not object"),
    (lambda: mean_interval(["1"]), "values must hold real numbers, not <U1"),
    (lambda: mean_interval(3.0), "values must be a list or an array of numbers, not 3.0"),
    (lambda: phase_map(gradients="no"), "gradients must be True or False, not 'no'"),
    (lambda: phase_map(executor=2), "executor must be None or have submit, as ProcessPoolExecutor() has, not 2"),
    (lambda: compare({"He": {}}, progress=1), "progress must be None or a function of (done, total), not 1"),
    (lambda: compare({"He": {}}, seed="first"), "seed must be a whole number of at least 0, not 'first'"),
    (lambda: sweep(None, []), "function must be a function of the settings in a cell, not None"),
    (lambda: sweep(dict, {"seed": 0}), "cells must be a list of dicts of settings, such as [{'seed': 0}], not {'seed': 0}"),
    (lambda: success_rates(["He"]), "contenders must be a dict of names and settings"),
    (lambda: success_rates({"He": {}}, steps=-1), "steps must be a whole number of at least 0, not -1"),
    (lambda: starting_map(inits="He"), "inits must be a list of values, not 'He'"),
    (lambda: death_map(biases=None), "biases must be a list of values, not None"),
    (lambda: L1Sweep(penalties=0.1), "penalties must be a list of values, not 0.1"),
    (lambda: count_revivals(steps=None), "steps must be a whole number of at least 0, not None"),
    (lambda: count_revivals(seed=-1), "seed must be a whole number of at least 0, not -1"),
    (lambda: measure_born_dead(networks=[9]), "networks must be a whole number of at least 1, not [9]"),
    (lambda: measure_counts(steps=-5), "steps must be a whole number of at least 0, not -5"),
    (lambda: measure_counts(depth="3"), "depth must be a whole number from 1 to 200, not '3'"),
    (lambda: measure_overlap(width=[64]), "width must be one value, a number or a name, not [64]"),
    (lambda: measure_separability(init=["He"]), "init must be one value, a number or a name, not ['He']"),
    (lambda: contest(bias=[0]), "bias must be one value, a number or a name, not [0]"),
    (lambda: gauntlet(field=None), "field must be a list of values, not None"),
    (lambda: gauntlet(init=[]), "init must be one value, a number or a name, not []"),
    (lambda: step_times(["ReLU"], rounds=0), "rounds must be a whole number of at least 1, not 0"),
    (lambda: step_times(3), "contenders must be a list of values, not 3"),
    (lambda: without_units(None, []), "network must be a Network, not None"),
    (lambda: without_units(network(), 5), "cut must be a list of masks, one for each hidden layer, not 5"),
    (lambda: Duel(rival_activation="relu"), f"no rival_activation named 'relu'; {MENU}"),
    (lambda: Duel(rival_activation=None), "rival_activation must be a name, an Activation or a list of them, not None"),
    (lambda: Duel(rival_init="kaiming"), "no rival_init named 'kaiming'; choose one of: zeros"),
    (lambda: Duel(rival_weight_scale=np.nan), "rival_weight_scale must be a finite number, not nan"),
    (lambda: Duel(rival_optimizer="RMSprop"), "no rival_optimizer named 'RMSprop'; choose one of: SGD"),
    (lambda: Duel(weight_scale=np.nan, rival_weight_scale=2.0), "weight_scale must be a finite number, not nan"),
    (lambda: hear("T7", seeds=[2]), "seeds must be a whole number from 2 to 1000, not [2]"),
    (lambda: Race(slope=[0.1]), "slope must be a finite number, not [0.1]"),
    (lambda: Race(activation="tanh"), "activation is what the contenders of a race differ in: set first, second, third and fourth"),
    (lambda: Race(first="ReLU + low rate", second="nobody", learning_rate=-1), "learning_rate must lie between 0 and inf, not -1"),
    (lambda: compare({"He": {"lr": 0.1}}), "no setting of a training named 'lr'; choose one of: dataset, depth"),
    (lambda: measure_leak(seeds=[1]), "seeds must be a whole number of at least 1, not [1]"),
    # Files
    (lambda: checked_path(5), "a file name here is made of letters, digits, spaces, '.', '-' and '_', ending in .gif or .png, such as 'dying-units.gif'; not 5"),
    (lambda: checked_path(Path("films/x.gif")), "such as 'dying-units.gif'; not "),
    # Probes and the gradient check
    (lambda: probes.active_overlap(trace(), trace(X[:3])), "one and other must be Traces of the same layers and examples"),
    (lambda: probes.update_to_weight_ratio(trace(), Network([4, 7, 3]).forward(X)), "before and after must be Traces of one network"),
    (lambda: probes.jacobian_singular_values(trace(), first=0), "first must be a whole number from 1 to 2, not 0"),
    (lambda: probes.jacobian_singular_values(trace(), last=3), "last must be a whole number from 1 to 2, not 3"),
    (lambda: probes.jacobian_singular_values(trace(), first=2, last=1), "last must be a whole number from 2 to 2, not 1"),
    (lambda: probes.jacobian(trace(), first="1"), "first must be a whole number from 1 to 2, not '1'"),
    (lambda: probes.singular_values(5.0), "matrix must have shape (..., rows, columns), not ()"),
    (lambda: probes.singular_values(None), "matrix must hold real numbers, not object"),
    (lambda: probes.activation_histogram(trace(), low=np.nan), "low must be a finite number, not nan"),
    (lambda: probes.active_overlap(trace(), other=X), "other must be a Trace, not array"),
    (lambda: probes.jacobian(trace(), example=6), "example must be a whole number from 0 to 5, not 6"),
    (lambda: probed(examples=5), "train_labels must be 5 whole numbers, one an example; it is int64 of shape (6,)"),
    (lambda: probes.linear_probe_accuracy(trace(), LABELS, trace(), LABELS + 3), "test_labels must run from 0 to 2; it runs from 3 to 3"),
    (lambda: probes.linear_probe_accuracy(trace(), LABELS, trace(), LABELS, ridge=0), "ridge must lie between"),
    (lambda: probes.activation_histogram(trace(), low=1.0, high=1.0), "low must be below high, not 1.0 and 1.0"),
    (lambda: probes.activation_histogram(trace(), bins=0), "bins must be a whole number of at least 1, not 0"),
    (lambda: probes.dormant_fraction(trace(), threshold=-1), "threshold must lie between 0 and inf, not -1"),
    (lambda: probes.gradient_rms(trace()), "trace holds no gradients yet: complete it with network.backward(trace, y)"),
    (lambda: probes.zero_fraction(Network([4, 3]).forward(X)), "trace must come from a network with a hidden layer"),
    (lambda: check_gradient(network(replicas=2), X, LABELS), "network must be one network, not a stack of 2"),
    (lambda: check_gradient(network(), X[:, :2], LABELS), "x must have shape (batch, 4)"),
    (lambda: check_gradient(None, X, LABELS), "network must be a Network, not None"),
    (lambda: check_gradient(network(), X, LABELS, seed=-1), "seed must be a whole number of at least 0, not -1"),
    (lambda: check_gradient(network(), X, LABELS, entries=0), "entries must be a whole number of at least 1, not 0"),
]  # fmt: skip


@pytest.mark.parametrize(
    "ask, answer", TABLE, ids=[f"{number}: {answer[:40]}" for number, (_, answer) in enumerate(TABLE)]
)
def test_what_cannot_work_is_answered_in_words(ask, answer):
    with pytest.raises(ValueError) as error:
        ask()
    assert answer in str(error.value)


PROBES_OF_TRACES = [
    (probe, name)
    for probe in (*(entry.measure for entry in probes.PROBES.values()), probes.jacobian)
    for name, parameter in inspect.signature(probe).parameters.items()
    if parameter.annotation in (Trace, "Trace")
]


@pytest.mark.parametrize("probe, name", PROBES_OF_TRACES, ids=[f"{p.__name__} {n}" for p, n in PROBES_OF_TRACES])
@pytest.mark.parametrize("wrong", [None, "trace", X, network()], ids=["None", "text", "array", "network"])
def test_a_probe_says_what_it_reads(probe, name, wrong):
    places = inspect.signature(probe).parameters
    usual = {
        one: trace() if "Trace" in str(places[one].annotation) else LABELS
        for one in places
        if places[one].default is places[one].empty
    }
    with pytest.raises(ValueError, match=f"^{name} must be a Trace, not"):
        probe(**usual | {name: wrong})


@pytest.mark.parametrize("good", [
    lambda: trace(np.full((6, 4), 1e38, np.float32)),  # finite, though its sum is not in float32
    lambda: trace([[1, 2, 3, 4]]),
    lambda: trace(np.ones((2, 6, 4)), replicas=2),
    lambda: gradients(y=VALUES.tolist()),
    lambda: gradients(y=LABELS.astype(np.uint8)),
    lambda: gradients(y=np.zeros((2, 6), int), replicas=2),
    lambda: gradients(l1=np.float32(0.1)),
    lambda: Network(np.array([4, 5, 3])),
    lambda: Network((4, 5, 3), dtype="float64"),
    lambda: network(weight_scale=0, bias=-3, seed=np.int64(5)),
])  # fmt: skip
def test_what_can_work_is_not_refused(good):
    good()
