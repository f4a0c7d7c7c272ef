"""What is measured on the codes of a layer, by a second route; and the pictures and sentences that show it."""

import numpy as np
import pytest

from helpers import palette, probes
from helpers.activations import ACTIVATIONS
from helpers.datasets import DATASETS
from helpers.experiments import (
    GatedTraining,
    L1Sweep,
    Training,
    measure_counts,
    measure_overlap,
    measure_separability,
    train_seeds,
    without_units,
)
from helpers.experiments.counts import independent
from helpers.experiments.l1_sweep import plateau_end
from helpers.experiments.trained import trained
from helpers.pictures import CountsPicture, OverlapPicture, PlateauPicture, SeparabilityPicture
from tests.made_up_sparse import counts_result, overlap_result, plateau_result, separability_result

DIGITS = DATASETS["digits"].load()
SMALL = dict(depth=2, width=16, seed=3, learning_rate=0.1)


def trained_alone(steps, **settings):
    training = Training(**settings)
    training.step(steps)
    return training.network


# ---- Overlap


def test_overlap_by_counting_sets():
    result = measure_overlap(change=0.3, steps=20, examples=40, **SMALL)
    network, x = trained_alone(20, **SMALL), DIGITS.train_inputs[:40]
    step = np.random.default_rng([3, 2**31 + 2]).standard_normal(x.shape)
    step *= np.linalg.norm(x, axis=1, keepdims=True) / np.linalg.norm(step, axis=1, keepdims=True)
    here, there = (network.forward(inputs).activations[1] for inputs in (x, x + 0.3 * step))
    sets = [[set(np.flatnonzero(row)) for row in codes] for codes in (here, there)]
    jaccard = [len(a & b) / len(a | b) for a, b in zip(*sets)]
    assert result["overlap"][1] == result["side_overlap"][1] == pytest.approx(np.mean(jaccard), abs=1e-3)
    assert result["changed_share"][1] == pytest.approx(np.mean(here != there), abs=1e-3)
    moved, apart = (np.square(here - other).mean() for other in (there, np.roll(here, 1, axis=0)))
    assert result["code_change"][1] == pytest.approx(np.sqrt(moved / apart), rel=1e-3)


def test_an_input_that_is_not_moved_keeps_its_code():
    result = measure_overlap(change=0.0, steps=5, **SMALL)
    assert (
        (result["overlap"] == 1).all() and (result["code_change"] == 0).all() and (result["changed_share"] == 0).all()
    )


def test_a_dense_code_is_always_active_but_has_sides():
    result = measure_overlap(change=0.5, steps=5, activation="tanh", **SMALL)
    assert (result["overlap"] == 1).all() and (result["side_overlap"] < 0.9).all()


# ---- Counts


def test_counts_by_plain_numpy():
    result = measure_counts(layer=2, steps=20, **SMALL)
    active = trained_alone(20, **SMALL).forward(DIGITS.train_inputs).activations[1] > 0
    counts, labels = active.sum(axis=1), DIGITS.train_targets
    assert result["count_share"] @ np.arange(17) == pytest.approx(counts.mean()) == result["count_mean"]
    assert result["class_mean"][7] == pytest.approx(counts[labels == 7].mean())
    within = sum(((counts[labels == label] - counts[labels == label].mean()) ** 2).sum() for label in range(10))
    assert result["class_share"] == pytest.approx(1 - within / (counts.var() * len(counts)))


def test_independent_units_are_coins():
    assert independent(np.full(4, 0.5)) == pytest.approx(np.array([1, 4, 6, 4, 1]) / 16)
    law, often = independent(np.array([0.1, 0.7, 1.0])), np.array([0.1, 0.7, 1.0])
    mean = law @ np.arange(4)
    assert mean == pytest.approx(often.sum())
    assert law @ np.arange(4) ** 2 - mean**2 == pytest.approx((often * (1 - often)).sum())


@pytest.mark.parametrize("settings", [dict(dataset="|x|"), dict(activation="tanh"), dict(width=1, depth=1)])
def test_counts_of_any_network(settings):
    result, picture = measure_counts(steps=2, **settings), CountsPicture()
    assert picture.frame(result) and "on every example" in picture.describe(result) or result["count_std"] > 0


# ---- Separability


def test_a_readout_of_the_inputs_needs_no_network():
    result = measure_separability(steps=10, **SMALL)
    assert result["probe_before"][0] == result["probe_after"][0] == pytest.approx(0.936, abs=0.001)
    assert result["probe_before"].shape == (3,)


def test_a_linear_network_separates_nothing_that_its_input_did_not():
    result = measure_separability(steps=10, dataset="XOR", activation="linear", init="Xavier", depth=2)
    assert (np.abs(result["probe_after"] - result["probe_after"][0]) < 0.02).all()
    assert measure_separability(steps=0, dataset="XOR", depth=2)["probe_before"][1] > 0.99


def test_a_regression_has_no_classes_to_separate():
    with pytest.raises(ValueError, match="'|x|' is a regression"):
        measure_separability(dataset="|x|")


# ---- A trained network is remembered, but never the wrong one


def test_the_same_settings_train_once_and_another_function_of_the_name_trains_anew():
    first = trained(3, "ReLU", **SMALL)
    assert trained(3, "ReLU", **SMALL) is first
    usual = ACTIVATIONS["ReLU"]
    ACTIVATIONS["ReLU"] = ACTIVATIONS["tanh"]
    try:
        assert trained(3, "ReLU", **SMALL).functions[0].name == "tanh"
    finally:
        ACTIVATIONS["ReLU"] = usual


# ---- The L1 sweep


@pytest.fixture(scope="module")
def small_sweep():
    return L1Sweep(penalties=(0.0, 0.01, 0.3), seeds=2, steps=150, depth=2, width=16)


def test_a_penalty_shows_its_networks_and_those_with_less(small_sweep):
    result = small_sweep(0.01)
    assert result["penalties"] == [0.0, 0.01] and result["zero_share"].shape == (2, 2)
    alone = train_seeds(seeds=2, steps=150, depth=2, width=16, l1=0.01)
    np.testing.assert_allclose(result["zero_share"][1], alone["zero_share"])
    np.testing.assert_allclose(result["test_accuracy"][1], alone["test_accuracy"])


def test_more_penalty_is_more_zeros_and_too_much_is_the_end(small_sweep):
    result = small_sweep(0.3)
    zeros, accuracy = result["zero_share"].mean(axis=1), result["test_accuracy"].mean(axis=1)
    assert (np.diff(zeros) > 0).all() and accuracy[1] > 0.85 and accuracy[2] < 0.3
    assert result["plateau_end"] == zeros[1]
    assert "Accuracy is lost beyond" in PlateauPicture().describe(result)
    assert "No accuracy is lost so far" in PlateauPicture().describe(small_sweep(0.0))


def test_a_penalty_that_was_not_computed_is_answered_with_those_that_were(small_sweep):
    with pytest.raises(ValueError, match="l1 must be one of 0.0, 0.01, 0.3, which were computed, not 0.5"):
        small_sweep(0.5)


@pytest.mark.parametrize(
    ("accuracy", "end"),
    [([0.9, 0.95, 0.89], 0.8), ([0.9, 0.8, 0.9], 0.2), ([0.9], 0.2), ([0.9, np.nan, 0.9], 0.2)],
)
def test_where_the_plateau_ends(accuracy, end):
    assert plateau_end(np.array([0.2, 0.5, 0.8])[: len(accuracy)], np.array(accuracy)) == end


# ---- The gate


def test_a_closed_layer_stops_all_learning_below_it_exactly():
    training = GatedTraining(open_units=0, gated_layer=2, depth=3, width=16)
    start = [weights.copy() for weights in training.network.weights]
    training.step(30)
    assert all(np.array_equal(weights, was) for weights, was in zip(training.network.weights, start))
    result = training.measure()
    assert result["zero_fraction"][1] == 1 and result["dead_fraction"][1] == 1 and result["open_units"] == 0


def test_an_open_gate_is_a_plain_training():
    plain, gated = Training(depth=3, width=16), GatedTraining(open_units=16, gated_layer=2, depth=3, width=16)
    for training in (plain, gated):
        training.step(20)
    assert all(np.array_equal(a, b) for a, b in zip(plain.network.parameters, gated.network.parameters))


def test_what_is_opened_again_is_as_it_was():
    training = GatedTraining(open_units=16, gated_layer=2, depth=3, width=16)
    training.step(20)
    before = [values.copy() for values in training.network.parameters]
    training.open_units = 3
    assert (training.network.forward(DIGITS.train_inputs).activations[1] > 0).any(axis=0).sum() <= 3
    training.open_units = 9
    training.open_units = 16
    assert all(np.array_equal(a, b) for a, b in zip(training.network.parameters, before))


@pytest.mark.parametrize("wrong", [dict(open_units=65), dict(open_units=-1), dict(gated_layer=6)])
def test_a_gate_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=f"{next(iter(wrong))} must be a whole number"):
        GatedTraining(**wrong)


# ---- Pruning


def test_cutting_silent_units_leaves_the_outputs():
    training = Training(depth=3, optimizer="Adam", learning_rate=0.03)
    training.step(200)
    network, x = training.network, training.split.train_inputs
    silent = probes.silent_mask(network.forward(x))
    pruned = without_units(network, silent)
    assert sum(map(np.sum, silent)) > 5 and sum(pruned.widths) == sum(network.widths) - sum(map(np.sum, silent))
    np.testing.assert_allclose(pruned.forward(x).output, network.forward(x).output, rtol=1e-4, atol=1e-4)
    assert network.widths == (64, 64, 64, 64, 10)


def test_cutting_active_units_changes_them():
    network = trained_alone(20, **SMALL)
    pruned = without_units(network, [np.arange(16) == 0, np.zeros(16, bool)])
    assert pruned.widths == (64, 15, 16, 10)
    assert np.abs(pruned.forward(DIGITS.train_inputs).output - network.forward(DIGITS.train_inputs).output).max() > 0.01


def test_masks_that_do_not_fit_are_refused():
    network = trained_alone(0, **SMALL)
    with pytest.raises(ValueError, match="one mask for each hidden layer"):
        without_units(network, [np.zeros(16, bool)])
    mixed = Training(**SMALL | {"activation": ["ReLU", "tanh"]}).network
    with pytest.raises(ValueError, match="mixes activations"):
        without_units(mixed, [np.zeros(16, bool)] * 2)


# ---- The pictures


def curve(figure, panel, color):
    lines = [line for line in figure.axes[panel].lines if line.get_color() == color and len(line.get_xdata())]
    return [(line.get_xdata().tolist(), line.get_ydata().tolist()) for line in lines]


def test_overlap_is_drawn_layer_by_layer():
    figure = OverlapPicture().draw(overlap_result(kept=[0.9, 0.95], above=[0.7, 0.8]))
    assert curve(figure, 0, palette.LIGHT.measured) == [([1, 2], [0.9, 0.95])]
    assert curve(figure, 0, palette.LIGHT.theory) == [([1, 2], [0.7, 0.8])]


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (overlap_result(), "a change of 10 % of the input leaves 95 % of those active the same in layer 2 "
                           "(35 % above zero are common to two different inputs)."),
        (overlap_result(above=[0.7, 0.8]), "leaves 95 % of those active and 80 % of those above zero the same"),
        (overlap_result(l1=0.01), "digits, 300 steps, l1 0.01: "),
        (overlap_result(code_change=np.array([0.1, np.nan])), "no comparison in layer 2"),
    ],
)  # fmt: skip
def test_overlap_is_read_aloud(result, words):
    assert words in OverlapPicture().describe(result)


def test_counts_are_drawn_beside_what_coins_would_do():
    figure = CountsPicture().draw(counts_result(share=(0, 0.1, 0.2, 0.1, 0)))
    assert curve(figure, 0, palette.LIGHT.measured) == [([0, 1, 2, 3, 4], pytest.approx([0, 0.1, 0.2, 0.1, 0]))]
    assert ([0, 1], [1.8, 2.2]) in curve(figure, 1, palette.LIGHT.measured)


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (counts_result(), "on average 2 of 4 units are active, with a standard deviation of 0.7; independent units would "
                          "have 0.8. 25 % of the variance lies between the classes."),
        (counts_result(count_std=0.0), "2 of 4 units are active on every example."),
        (counts_result(diverged=True), "diverged"),
    ],
)  # fmt: skip
def test_counts_are_read_aloud(result, words):
    assert words in CountsPicture().describe(result)


def test_the_readout_of_the_inputs_stands_at_zero():
    figure = SeparabilityPicture().draw(separability_result())
    assert curve(figure, 0, palette.LIGHT.theory) == [([0, 1, 2], [0.9, 0.8, 0.7])]
    assert figure.axes[0].get_xlim()[0] < 0


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (separability_result(), "gets 90.0 % of the test examples right from the input, 70.0 % from layer 2 before training and 100 % after it."),
        (separability_result(after=[0.9, np.nan, np.nan]), "diverged: layers 1 to 2 became inf or nan."),
    ],
)  # fmt: skip
def test_the_readout_is_read_aloud(result, words):
    assert words in SeparabilityPicture().describe(result)


def test_the_largest_penalty_stands_in_front():
    figure = PlateauPicture().draw(plateau_result(zeros=[[0.5, 0.1], [0.8, 0.9]]))
    assert curve(figure, 0, palette.LIGHT.measured) == [([0.8, 0.9], [0.6, 0.7])]
    assert curve(figure, 0, palette.LIGHT.quiet) == [([0.5, 0.4], [0.97, 0.96])]  # 0.1 is below the axis


def test_a_sweep_that_was_stopped_is_said_to_be():
    nothing = np.full((1, 2), np.nan)
    result = plateau_result(zeros=nothing, accuracy=nothing, plateau_end=np.nan)
    assert PlateauPicture().frame(result) and "was not trained" in PlateauPicture().describe(result)


@pytest.mark.parametrize("depth", [1, 50])
def test_pictures_follow_a_deeper_network(depth):
    for picture, result in (
        (OverlapPicture(), measure_overlap(steps=0, width=8, depth=depth)),
        (SeparabilityPicture(), measure_separability(steps=0, width=8, depth=depth)),
    ):
        assert picture.draw(result).axes[0].get_xlim()[1] > depth and picture.describe(result)
