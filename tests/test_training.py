"""A training is checked against a plain NumPy loop, against what must be exactly zero, and against dying as FACTS tell it."""

import copy
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from helpers import probes
from helpers.activations import leaky_relu
from helpers.datasets import DATASETS
from helpers.experiments import Training, TrainingStack, measure_layers, train_seeds
from helpers.experiments.batches import Batches
from helpers.experiments.history import GrowingArray
from helpers.experiments.logbook import Event
from helpers.network import Network

LETHAL = {"learning_rate": 0.7, "depth": 5, "width": 64}
SURVIVOR = 5  # a seed whose units die and revive under LETHAL without the net diverging


def trained(steps, frames=1, **settings):
    """The last measurement of a training that was measured `frames` times on the way."""
    training = Training(**settings)
    training.measure()
    for _ in range(frames):
        training.step(steps // frames)
        result = training.measure()
    return result


def assert_same(result, other):
    assert result.keys() == other.keys()
    for key, value in result.items():
        np.testing.assert_array_equal(value, other[key], err_msg=key)


def test_training_follows_a_plain_numpy_loop():
    training = Training(depth=2, width=16, learning_rate=0.1, batch_size=50, weight_decay=0.01, l1=0.001, seed=3)
    training.step(40)

    split, start = DATASETS["digits"].load(), Network([64, 16, 16, 10], seed=3, dtype=np.float64)
    (w1, w2, w3), (b1, b2, b3) = start.weights, start.biases
    rng = np.random.default_rng([3, 2**31 + 1])
    rows = np.concatenate([rng.permutation(1438)[: 1438 // 50 * 50] for _ in range(2)]).reshape(-1, 50)
    for batch in rows[:40]:
        x, y = split.train_inputs[batch], split.train_targets[batch]
        z1 = x @ w1 + b1
        a1 = np.maximum(z1, 0)
        z2 = a1 @ w2 + b2
        a2 = np.maximum(z2, 0)
        p = np.exp(a2 @ w3 + b3)
        d3 = (p / p.sum(axis=1, keepdims=True) - np.eye(10)[y]) / 50
        d2 = (d3 @ w3.T + 0.001 * (a2 > 0) / 50) * (z2 > 0)
        d1 = (d2 @ w2.T + 0.001 * (a1 > 0) / 50) * (z1 > 0)
        w1, w2, w3 = (
            w - 0.1 * (a.T @ d + 0.01 * w) for w, a, d in ((w1, x, d1), (w2, a1, d2), (w3, a2, d3))
        )  # fmt: skip
        b1, b2, b3 = (b - 0.1 * d.sum(axis=0) for b, d in ((b1, d1), (b2, d2), (b3, d3)))

    for ours, plain in zip(training.network.parameters, (w1, w2, w3, b1, b2, b3)):
        np.testing.assert_allclose(ours, plain, atol=2e-4)
    share = (np.maximum(split.train_inputs @ w1 + b1, 0) > 0).mean(axis=0)
    np.testing.assert_allclose(training.measure()["unit_history"][-1, 0], share, atol=2e-3)
    hits = np.maximum(np.maximum(split.test_inputs @ w1 + b1, 0) @ w2 + b2, 0) @ w3 + b3
    assert training.measure()["test_accuracy"] == pytest.approx(
        (hits.argmax(axis=1) == split.test_targets).mean(), abs=0.01
    )


def test_before_the_first_step_it_reads_what_measure_layers_reads():
    settings = {"depth": 4, "width": 24, "activation": "tanh", "init": "Xavier", "weight_scale": 1.3, "seed": 2}
    fresh, result = measure_layers(**settings), Training(**settings).measure()
    for key, value in fresh.items():
        if isinstance(value, str | None):
            assert result[key] == value
        else:
            np.testing.assert_allclose(result[key], value, rtol=1e-4, atol=1e-6, err_msg=key)


def test_a_slope_that_is_set_is_the_slope_trained_with():
    settings = {"depth": 3, "width": 16, "bias": -1.0}
    set_to, made_with = (
        trained(30, activation=activation, slope=slope, **settings)
        for activation, slope in (("leaky ReLU", 0.3), (leaky_relu(0.3), None))
    )
    np.testing.assert_array_equal(set_to["gradient_rms"], made_with["gradient_rms"])
    assert set_to["slope"] == 0.3
    assert set_to["train_loss"] != trained(30, activation="leaky ReLU", **settings)["train_loss"]


def test_the_same_settings_give_the_same_numbers_and_another_seed_gives_others():
    settings = LETHAL | {"depth": 3, "width": 16, "activation": "PReLU", "optimizer": "Adam", "learning_rate": 0.01}
    result = trained(30, frames=3, **settings)
    assert_same(result, trained(30, frames=3, **settings))
    assert result["train_loss"] != trained(30, frames=3, **settings, seed=1)["train_loss"]


def test_measuring_on_the_way_changes_nothing():
    often, once = (trained(60, frames, depth=3, width=16) for frames in (6, 1))
    assert often["train_loss"] == once["train_loss"]


@pytest.mark.parametrize("dataset", list(DATASETS))
def test_every_data_set_can_be_learned_from(dataset):
    result = trained(200, dataset=dataset, depth=2, width=32, learning_rate=0.05, optimizer="momentum")
    assert result["train_loss"] < result["train_loss_history"][0]
    assert np.isnan(result["test_accuracy"]) == (DATASETS[dataset].task == "regression")
    assert np.isfinite(result["test_loss"])


def test_knobs_turn_while_it_runs():
    training = Training(depth=2, width=16)
    training.step(5)
    still = training.network.weights[0]
    training.learning_rate = 0
    training.step(5)
    np.testing.assert_array_equal(training.network.weights[0], still)
    assert training.measure()["learning_rate"] == 0
    training.learning_rate, training.weight_decay = 0.1, 10  # each step takes all weights away
    training.step(3)
    assert np.abs(training.network.weights[0]).max() < 0.1 * np.abs(still).max()


@pytest.mark.parametrize(("knob", "value"), [("l1", 0.01), ("weight_decay", 0.1), ("clip_norm", 0.1)])
def test_a_knob_turned_on_the_way_acts_from_then_on(knob, value):
    turned, untouched = Training(depth=2, width=16), Training(depth=2, width=16)
    for training in (turned, untouched):
        training.step(3)
    np.testing.assert_array_equal(turned.network.weights[0], untouched.network.weights[0])
    setattr(turned, knob, value)
    set_before = Training(depth=2, width=16, **{knob: value})
    set_before.network = copy.copy(untouched.network)
    set_before.batches = copy.deepcopy(untouched.batches)
    for training in (turned, untouched, set_before):
        training.step(3)
    np.testing.assert_array_equal(turned.network.weights[0], set_before.network.weights[0])
    assert not np.array_equal(turned.network.weights[0], untouched.network.weights[0])
    assert turned.measure()[knob] == value


def test_l1_makes_every_layer_sparser():
    free, penalized = (trained(400, depth=3, width=50, optimizer="Adam", learning_rate=1e-3, l1=l1) for l1 in (0, 3e-3))
    assert (penalized["zero_fraction"] > free["zero_fraction"] + 0.01).all()
    assert penalized["zero_fraction"].mean() > free["zero_fraction"].mean() + 0.1


# Dying


def test_a_dead_first_layer_unit_does_not_move_by_one_bit_under_sgd():
    training = Training(depth=3, width=32)
    training.network.biases[0] = training.network.biases[0] - np.where(np.arange(32) < 8, np.float32(100), 0)
    assert training.measure()["dead_units"][0, :8].all()
    weights, bias = training.network.weights[0], training.network.biases[0]
    training.step(100)
    change = np.abs(training.network.weights[0] - weights).max(axis=0)
    assert change[:8].max() == 0.0 and np.array_equal(training.network.biases[0][:8], bias[:8])
    assert change[8:].min() > 0.0


@pytest.mark.parametrize("settings", [{"weight_decay": 0.01}, {"optimizer": "momentum"}, {"optimizer": "Adam"}])
def test_weight_decay_and_a_remembered_gradient_move_a_dead_unit_after_all(settings):
    training = Training(depth=3, width=32, learning_rate=0.01, **settings)
    training.step(5)  # gives momentum and Adam something to remember
    training.network.biases[0] = training.network.biases[0] - np.float32(1000)
    assert training.measure()["dead_units"][0].all()
    weights = training.network.weights[0]
    training.step(1)
    assert np.abs(training.network.weights[0] - weights).max() > 0


def test_dead_is_judged_on_all_training_examples_not_on_those_probed():
    result = trained(0, depth=1, width=64, bias=-4.0, examples=20)
    split, network = DATASETS["digits"].load(), Network([64, 64, 10], bias=-4.0)
    z = split.train_inputs @ network.weights[0] + network.biases[0]
    np.testing.assert_array_equal(result["dead_units"][0], (z <= 0).all(axis=0))
    assert (z[:20] <= 0).all(axis=0).sum() > result["dead_units"].sum() > 0


def test_only_an_exactly_zero_derivative_is_death():
    off = {"depth": 2, "width": 16, "bias": -1000.0}
    assert trained(0, **off)["dead_fraction"].tolist() == [1, 1]
    assert trained(0, activation="leaky ReLU", **off)["dead_fraction"].tolist() == [0, 0]
    assert trained(0, activation="NecroReLU", **off)["dead_fraction"].tolist() == [0, 0]


def test_events_tell_the_same_story_as_the_frames():
    training = Training(**LETHAL, seed=SURVIVOR)
    frames = [training.measure()]
    for _ in range(20):
        training.step(10)
        frames.append(training.measure())
    last = frames[-1]
    dead = np.zeros_like(last["dead_units"])
    for event in last["events"]:
        assert dead[event.layer, event.unit] == (event.kind == "revived")
        assert event.step == last["step_history"][event.frame]
        dead[event.layer, event.unit] ^= True
        assert (last["unit_history"][event.frame, event.layer, event.unit] == 0) == (event.kind != "revived")
        assert last["dead_history"][event.frame, event.layer, event.unit] == (event.kind != "revived")
    np.testing.assert_array_equal(dead, last["dead_units"])
    np.testing.assert_array_equal(last["dead_history"], [frame["dead_units"] for frame in frames])
    np.testing.assert_array_equal(last["births_dead"] + last["deaths"] - last["revivals"], dead.sum(axis=1))
    kinds = {event.kind for event in last["events"]}
    assert {"died", "revived"} <= kinds
    assert all((event.kind == "born dead") == (event.step == 0) for event in last["events"] if event.kind != "revived")


def test_a_unit_is_silent_in_the_history_only_if_it_is_so_on_all_examples():
    """Half precision must not round one active example in 1,438 to none, nor all but one to all."""
    shares = np.arange(1439) / 1438
    stored = shares.astype(np.float16)
    assert (stored[1:] > 0).all() and (stored[:-1] < 1).all()
    assert trained(20, depth=2, width=8)["unit_history"].dtype == np.float16


def test_a_result_stays_as_it_was_when_the_training_goes_on():
    training = Training(depth=2, width=8)
    first = training.measure()
    kept = first["unit_history"].copy()
    for _ in range(40):
        training.step()
        later = training.measure()
    np.testing.assert_array_equal(first["unit_history"], kept)
    assert later["unit_history"].shape == (41, 2, 8)
    with pytest.raises(ValueError):
        later["unit_history"][0] = 0


def test_measuring_twice_at_one_step_adds_no_frame():
    training = Training(depth=2, width=8)
    assert_same(training.measure(), training.measure())


def test_growing_arrays_copy_only_when_they_are_full():
    column, spaces = GrowingArray(float), []
    for value in range(1000):
        column.append([value, -value])
        if not any(column.rows().base is space for space in spaces):
            spaces.append(column.rows().base)
    np.testing.assert_array_equal(column.rows()[:, 0], np.arange(1000))
    assert [len(space) for space in spaces] == [16, 512, 16384]


# Divergence


def test_divergence_stops_the_run_and_says_when_and_why():
    training = Training(learning_rate=100)
    training.step(50)
    step = training.diverged_at
    assert 1 < step < 10 and training.steps == step - 1
    result = training.measure()
    assert result["diverged"] and result["diverged_at"] == step
    assert result["divergence"].startswith(
        f"Step {step} stopped the training: its loss is nan, because the numbers in layer"
    )
    before = training.network.weights[0]
    training.step(10)
    assert training.network.weights[0] is before and training.steps == step - 1
    assert_same(result, training.measure())


def test_a_diverged_unit_is_neither_dead_nor_revived():
    result = trained(50, frames=50, learning_rate=100)
    broken = np.isnan(result["dead_fraction"])
    assert broken.any()
    assert np.isnan(result["unit_history"][-1][broken]).all() and not result["dead_history"][-1].any()
    assert all(event.frame < len(result["step_history"]) - 1 for event in result["events"])


def test_a_regression_that_outgrows_its_loss_diverges_too():
    training = Training(dataset="|x|", depth=3, width=8, learning_rate=50)
    training.step(200)
    assert training.diverged_at and "loss is" in training.divergence


# Stacks


@pytest.mark.parametrize(
    "settings",
    [
        LETHAL | {"seed": 4},
        {"activation": "PReLU", "optimizer": "Adam", "learning_rate": 0.01, "width": 16, "clip_norm": 1.0, "l1": 1e-3},
        {"dataset": "|x|", "width": 4, "depth": 3, "activation": "tanh", "optimizer": "momentum", "init": "LSUV"},
    ],
    ids=["some diverge", "PReLU and Adam", "regression"],
)
def test_each_replica_of_a_stack_goes_the_way_it_would_go_alone(settings):
    stack, alone = (
        TrainingStack(3, **settings),
        [Training(**settings | {"seed": settings.get("seed", 0) + r}) for r in range(3)],
    )
    for training in (stack, *alone):
        training.measure()
        training.step(100)
    for result, training in zip(stack.measure(), alone):
        expected = training.measure()
        del expected["divergence"]
        assert expected["diverged"] == result["diverged"]
        if not result["diverged"]:
            assert_same(result, expected)


# Bad input


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"batch_size": 5000}, "batch_size must be a whole number from 1 to 1438, not 5000"),
        ({"batch_size": 0}, "batch_size must be a whole number"),
        ({"batch_size": 2.5}, "batch_size must be a whole number"),
        ({"learning_rate": float("nan")}, "learning_rate must be a finite number, not nan"),
        ({"learning_rate": -0.1}, "learning_rate must lie between 0 and inf, not -0.1"),
        ({"learning_rate": "fast"}, "learning_rate must be a finite number, not 'fast'"),
        ({"l1": -1}, "l1 must lie"),
        ({"weight_decay": float("inf")}, "weight_decay must be a finite number"),
        ({"clip_norm": -1.0}, "clip_norm must lie"),
        ({"optimizer": "adam"}, "did you mean 'Adam'"),
        ({"depth": 0}, "depth must be a whole number"),
        ({"examples": 0}, "examples must be a whole number"),
        ({"training_examples": 10}, "batch_size must be a whole number from 1 to 10"),
        ({"training_examples": 10_000}, "training_examples must be a whole number from 1 to 1438"),
        ({"input_shift": float("nan")}, "input_shift must be a finite number"),
        ({"slope": "steep", "activation": "leaky ReLU"}, "slope must be a finite number, not 'steep'"),
        ({"slope": 0.1}, "ReLU has no slope to set; these have one: leaky ReLU, PReLU, NecroReLU"),
        ({"slope": 0.1, "activation": ["leaky ReLU", "ReLU"]}, "ReLU has no slope to set"),
    ],
)
def test_a_wrong_setting_is_answered_in_words(settings, words):
    with pytest.raises(ValueError, match=words.replace("(", r"\(")):
        Training(**settings)


def test_a_wrong_turn_of_a_knob_is_answered_and_changes_nothing():
    training = Training(depth=1, width=4)
    with pytest.raises(ValueError, match="learning_rate must lie between 0 and inf, not -1"):
        training.learning_rate = -1
    assert training.learning_rate == 0.1
    with pytest.raises(ValueError, match="n must be a whole number"):
        training.step(-1)
    with pytest.raises(ValueError, match="no setting of a training named 'speed'"):
        TrainingStack(2, speed=1)
    with pytest.raises(ValueError, match="replicas must be a whole number"):
        TrainingStack(0)


@pytest.mark.parametrize("settings", [{"width": 1}, {"depth": 1}, {"depth": 50, "width": 8}, {"batch_size": 1438}])
def test_extreme_shapes_run(settings):
    assert trained(3, **{"depth": 2, "width": 8} | settings)["step"] == 3


def test_fewer_training_examples_are_the_first_ones_and_the_test_set_stays():
    training = Training(training_examples=100, batch_size=20, depth=1, width=8)
    split = DATASETS["digits"].load()
    np.testing.assert_array_equal(training.split.train_inputs, split.train_inputs[:100])
    np.testing.assert_array_equal(training.split.test_inputs, split.test_inputs)
    assert training.measure()["examples"] == 100


def test_an_input_shift_moves_training_and_test_inputs_alike():
    training, split = Training(input_shift=2.5, depth=1, width=8), DATASETS["digits"].load()
    np.testing.assert_allclose(training.split.train_inputs, split.train_inputs + 2.5)
    np.testing.assert_allclose(training.split.test_inputs, split.test_inputs + 2.5)


def test_a_pass_through_the_examples_shows_each_one_once():
    batches = Batches(23, 5, [7])
    seen = np.concatenate([batches.next()[0] for _ in range(4)])
    assert len(set(seen)) == 20
    assert not np.array_equal(seen, np.concatenate([batches.next()[0] for _ in range(4)]))


def test_an_event_reads_as_a_sentence_would():
    assert Event(10, 1, 2, 3, "died")._asdict() == {"step": 10, "frame": 1, "layer": 2, "unit": 3, "kind": "died"}


# Published and derived


def test_too_high_a_rate_kills_as_large_a_share_as_cs231n_says_it_can():
    """ "As much as 40 % of your network can be dead" if the rate is too high: half to twice that, and next to none if not."""
    settings = {"depth": 3, "width": 100, "optimizer": "Adam", "batch_size": 50, "seeds": 3, "steps": 1000}
    careful, lethal = (train_seeds(learning_rate=rate, **settings) for rate in (0.001, 0.03))
    assert np.median(careful["dead_share"]) <= 0.03
    assert 0.2 < np.median(lethal["dead_share"]) < 0.8
    assert not careful["diverged"].any() and not lethal["diverged"].any()


def test_accuracy_bears_much_sparsity_and_breaks_only_past_nine_zeros_in_ten():
    """The shape of figure 3 of Glorot, Bordes & Bengio 2011; their 85 % is of other data."""
    settings = {"depth": 3, "width": 100, "optimizer": "Adam", "learning_rate": 1e-3, "batch_size": 50}
    results = [trained(1000, l1=l1, **settings) for l1 in (0, 1e-3, 1e-2, 3e-2, 0.1)]
    sparsity, accuracy = (
        [float(np.mean(result[key])) for result in results] for key in ("zero_fraction", "train_accuracy")
    )
    assert sparsity == sorted(sparsity) and sparsity[0] < 0.5
    assert all(hits > 0.98 for share, hits in zip(sparsity, accuracy) if share < 0.93)
    assert accuracy[-1] < 0.5 and sparsity[-1] > 0.95


def test_for_relu_dormant_without_tolerance_means_dead():
    """Sokar et al. 2023 call a unit dormant whose mean output is at most tau times the layer's; with tau = 0 it is dead."""
    training = Training(depth=3, width=50, optimizer="Adam", learning_rate=0.03)
    training.step(200)
    trace = training.network.forward(training.split.train_inputs)
    dead = training.measure()["dead_fraction"]
    np.testing.assert_array_equal(probes.dormant_fraction(trace, threshold=0), dead)
    assert 0 < dead.max() < 1


def test_nine_in_ten_narrow_deep_networks_collapse_on_the_absolute_value():
    """Lu et al. 2019, section 4: depth 10 (9 hidden layers), width 2, more than 90 % of 1,000; asymmetric init helps."""
    settings = {"dataset": "|x|", "depth": 9, "width": 2, "optimizer": "Adam", "learning_rate": 1e-3, "steps": 500}
    he, asymmetric = (train_seeds(80, init=init, **settings)["output_range"] == 0 for init in ("He", "RAI"))
    assert he.mean() > 0.8  # 0.9 less three standard errors
    assert asymmetric.mean() < 0.55


LONG_TRAINING = """
from helpers.experiments import Training
training = Training(depth=5, width=32, learning_rate=0.8, seed=1)
training.step(100)
print(training.network.weights[0].sum(dtype=float).hex())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says without a package which processor it has")
def test_a_training_gives_the_same_numbers_on_a_processor_with_avx512():
    """Nobody has to choose how OpenBLAS rounds: without any setting it is as with the one that the numbers were made with."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("OPENBLAS")}
    command, here = [sys.executable, "-c", LONG_TRAINING], Path(__file__).resolve().parents[1]
    run = partial(subprocess.run, command, cwd=here, capture_output=True, text=True, check=True)
    chosen = run(env=plain | {"OPENBLAS_CORETYPE": "Haswell"}).stdout
    assert run(env=plain).stdout == chosen


@pytest.mark.parametrize("activation", ["PReLU", "leaky ReLU"])
def test_theory_knows_the_slope_that_is_set(activation):
    """Predictions are for widths without end: at 256 the two are within a fifth of each other."""
    result = measure_layers(activation=activation, slope=0.9, depth=20, width=256)
    np.testing.assert_allclose(result["predicted_gradient_rms"], result["gradient_rms"], rtol=0.2)


def test_theory_knows_the_slopes_that_were_learned():
    training = Training(activation="PReLU", depth=2, width=8)
    for slope in training.network.slopes:
        slope[:] = 0.9
    found = training.measure()
    alike = Training(activation="leaky ReLU", slope=0.9, depth=2, width=8).measure()
    np.testing.assert_allclose(found["predicted_gradient_rms"], alike["predicted_gradient_rms"], rtol=1e-4)


@pytest.mark.parametrize(
    "settings", [dict(input_shift=5.0), dict(training_examples=100), dict(activation="PReLU", slope=0.9)]
)
def test_a_start_that_is_fitted_to_data_is_fitted_to_those_it_trains_on(settings):
    training = Training(init="LSUV", depth=4, **settings)
    trace = training.network.forward(training.split.train_inputs[:256])
    assert [round(float(z.std()), 3) for z in trace.pre_activations[:-1]] == [1.0] * 4
