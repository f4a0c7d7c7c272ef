"""The small experiments that single claims rest on, each by a second route in plain NumPy."""

import numpy as np
import pytest

from helpers.datasets import DATASETS
from helpers.experiments import (
    Training,
    measure_counts,
    measure_gradient_error,
    measure_nudge,
    measure_one_matrix,
    measure_paths,
    measure_patterns,
    measure_pruning,
    measure_recurrence,
    measure_separability,
    measure_silence,
    measure_zero_start,
    without_units,
)
from helpers.network import Network

DIGITS = DATASETS["digits"].load()
SMALL = dict(width=16, batch_size=32)


def hidden(network, x):
    """The activations of a ReLU network's hidden layers."""
    layers = []
    for matrix, bias in zip(network.weights[:-1], network.biases):
        layers.append(x := np.maximum(x @ matrix + bias, 0))
    return layers


# ---- Paths


def test_a_path_of_two_layers_is_one_of_the_weights_between_units_that_are_on():
    network = Network([64, 16, 16, 10], "ReLU", "Xavier", seed=2)
    first, second = (layer[0] > 0 for layer in hidden(network, DIGITS.train_inputs[:1]))
    possible = np.abs(network.weights[1][np.ix_(first, second)]).astype(float)
    found = measure_paths(paths=3000, depth=2, width=16, seed=2)["path_sizes"]
    assert set(found) == set(possible.ravel())


def test_the_mean_over_paths_is_a_product_of_matrices():
    network = Network([64, *[8] * 4, 10], "linear", "Xavier", seed=1)
    sizes = measure_paths(paths=50_000, depth=4, width=8, activation="linear", seed=1)["path_sizes"]
    expected = np.linalg.multi_dot([np.abs(matrix) for matrix in network.weights[1:-1]]).sum() / 8**4
    assert sizes.mean() == pytest.approx(expected, rel=0.03)


def test_no_path_is_open_through_a_layer_that_is_off_and_one_layer_has_no_links():
    assert not measure_paths(paths=5, depth=3, width=8, bias=-1000.0)["path_sizes"].any()
    assert measure_paths(paths=5, depth=1)["path_sizes"].tolist() == [1] * 5


# ---- Silent and dead


def test_silence_is_of_a_batch_and_death_of_all_examples():
    found = measure_silence(batch=16, depth=10, width=32, seed=3)
    network = Network([64, *[32] * 10, 10], "ReLU", "He", seed=3)
    on_some, on_all = (hidden(network, DIGITS.train_inputs[:examples]) for examples in (16, None))
    np.testing.assert_array_equal(found["silent_units"], [~layer.any(axis=0) for layer in on_some])
    np.testing.assert_array_equal(found["dead_units"], [~layer.any(axis=0) for layer in on_all])
    assert found["silent_units"].sum() > found["dead_units"].sum()


# ---- Patterns


@pytest.mark.parametrize("units", [3, 8])
def test_in_a_plane_n_lines_through_one_point_make_2n_patterns(units):
    assert measure_patterns(inputs=2, units=units)["patterns"] == 2 * units
    assert measure_patterns(inputs=1, units=units)["patterns"] == 2


def test_with_as_many_inputs_as_units_each_unit_doubles_the_patterns():
    # Orthogonal weights make the 64 cones equally wide.
    assert measure_patterns(inputs=6, units=6, init="orthogonal")["patterns"] == 2**6


# ---- Nudges, counts, readouts


def trained_network(seed, **settings):
    training = Training(**SMALL, depth=3, seed=seed, **settings)
    training.step(50)
    return training.network


def test_a_nudge_of_nothing_changes_nothing():
    found = measure_nudge(0.0, steps=50, **{"width": 16})
    assert found["overlap"].tolist() == [1] * 3 and found["relative_change"].tolist() == [0] * 3
    assert (found["other_overlap"] < 1).all()


def test_what_a_nudge_does_to_a_code():
    network, x = trained_network(4), DIGITS.test_inputs
    noise = np.random.default_rng(4).standard_normal(x.shape, dtype=np.float32)
    before, after = hidden(network, x), hidden(network, x + np.float32(0.3) * noise)
    found = measure_nudge(0.3, steps=50, width=16, seed=4)
    for layer, (one, other) in enumerate(zip(before, after)):
        both, either = ((one > 0) & (other > 0)).sum(axis=1), ((one > 0) | (other > 0)).sum(axis=1)
        assert found["overlap"][layer] == pytest.approx((both[either > 0] / either[either > 0]).mean(), rel=1e-6)
        lengths = [np.sqrt(np.square(codes).sum(axis=1)).mean() for codes in (other - one, one)]
        assert found["relative_change"][layer] == pytest.approx(lengths[0] / lengths[1], rel=1e-5)


@pytest.mark.parametrize("split, inputs", [("train", DIGITS.train_inputs), ("test", DIGITS.test_inputs)])
def test_active_units_are_counted_on_the_examples_that_are_named(split, inputs):
    found = measure_counts(layer=3, steps=50, split=split, seed=4, **SMALL)
    counts = (hidden(trained_network(4), inputs)[2] > 0).sum(axis=1)
    np.testing.assert_array_equal(found["active_units"], counts)
    assert found["count_std"] == pytest.approx(counts.std())


def test_an_unknown_split_is_answered():
    with pytest.raises(ValueError, match="no split named 'all'; choose one of: train, test"):
        measure_counts(split="all")


def test_the_size_of_the_batch_is_part_of_the_training_that_is_read_out():
    one, other = (measure_separability(steps=20, width=16, batch_size=size)["probe_after"] for size in (16, 64))
    assert (one[1:] != other[1:]).any() and one[0] == other[0]


# ---- Pruning


def test_silent_units_can_go_and_nothing_changes():
    found = measure_pruning(300, l1=0.01, optimizer="Adam", learning_rate=0.03, depth=3, seed=0, **SMALL)
    assert found["silent_units"].any() and found["output_change"] == 0
    training = Training(l1=0.01, optimizer="Adam", learning_rate=0.03, depth=3, seed=0, **SMALL)
    training.step(300)
    on = hidden(training.network, DIGITS.train_inputs)
    np.testing.assert_array_equal(found["silent_units"], [~layer.any(axis=0) for layer in on])
    outputs = [
        each.forward(DIGITS.train_inputs).output
        for each in (training.network, without_units(training.network, found["silent_units"]))
    ]
    np.testing.assert_allclose(*outputs, rtol=1e-4, atol=1e-4)


# ---- A start from zero


def test_from_zero_only_the_outputs_biases_learn_and_they_learn_the_frequencies():
    frequency, bias = np.bincount(DIGITS.train_targets[:50], minlength=10) / 50, np.zeros(10)
    for _ in range(30):
        odds = np.exp(bias)
        bias -= 1.0 * (odds / odds.sum() - frequency)
    odds = np.exp(bias)
    found = measure_zero_start(steps=30)
    assert found["largest_activation"] == found["largest_weight"] == 0
    assert found["largest_output_bias"] == pytest.approx(np.abs(bias).max(), rel=1e-4)
    assert found["frequency_distance"] == pytest.approx(np.abs(odds / odds.sum() - frequency).max(), rel=1e-3)


def test_tanh_would_stay_at_zero_as_well_and_softplus_would_not():
    assert measure_zero_start(activation="tanh")["largest_activation"] == 0
    assert measure_zero_start(activation="softplus")["largest_weight"] > 0


# ---- Formulas


def test_linear_layers_are_one_matrix_and_others_are_not():
    assert measure_one_matrix(activation="linear")["distance"] < 1e-4
    assert measure_one_matrix(activation="ReLU")["distance"] > 0.1
    assert measure_one_matrix(activation="linear", init="PyTorch default")["distance"] < 1e-4  # its biases are left out


def test_a_gradient_is_in_error_where_the_derivative_is_not_the_true_one():
    assert measure_gradient_error("tanh")["gradient_error"] < 1e-6
    assert measure_gradient_error("NecroReLU")["gradient_error"] > 0.01


def test_the_derivative_belongs_outside_the_transposed_product():
    found = measure_recurrence(seed=1)
    assert found["inside_error"] > 0.1
    assert found["outside_error"] < 1e-6 and found["slope_error"] < 1e-6


# ---- Bad input


@pytest.mark.parametrize("ask, answer", [
    (lambda: measure_paths(paths=0), "paths must be a whole number of at least 1, not 0"),
    (lambda: measure_silence(batch=99_999), "batch must be a whole number from 1 to 1438, not 99999"),
    (lambda: measure_patterns(inputs=0), "inputs must be a whole number from 1 to 1024, not 0"),
    (lambda: measure_patterns(examples=2.5), "examples must be a whole number of at least 1, not 2.5"),
    (lambda: measure_nudge(-0.1), "nudge must lie between 0 and 1e.06, not -0.1"),
    (lambda: measure_nudge(steps=-1), "steps must be a whole number of at least 0, not -1"),
    (lambda: measure_pruning(steps="many"), "steps must be a whole number of at least 0, not 'many'"),
    (lambda: measure_pruning(dpth=3), "no setting of a training named .dpth."),
    (lambda: measure_zero_start(training_examples=0), "training_examples must be a whole number from 1"),
    (lambda: measure_one_matrix(init="zeroes"), "no init named 'zeroes'"),
    (lambda: measure_gradient_error("tann"), "no activation named 'tann'"),
    (lambda: measure_recurrence(seed=-1), "seed must be a whole number of at least 0, not -1"),
])  # fmt: skip
def test_what_cannot_work_is_answered_by_its_name(ask, answer):
    with pytest.raises(ValueError, match=answer):
        ask()
