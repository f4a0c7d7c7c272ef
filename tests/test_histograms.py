"""Histograms of activations: each layer's whole mass is in fixed bins, and saturation is seen where Glorot & Bengio saw it."""

import numpy as np
import pytest

from helpers.activations import ACTIVATIONS, Activation
from helpers.datasets import DATASETS
from helpers.experiments import HistogramTraining, measure_histograms
from helpers.experiments.histograms import value_range
from helpers.network import Network
from helpers.pictures import HistogramPicture
from helpers.pictures.histograms import ticks
from tests.made_up_starts import histogram_result

# ---- The experiment


@pytest.mark.parametrize("settings", [
    {}, {"depth": 50}, {"depth": 1, "activation": "ReLU", "init": "He"}, {"activation": "tanh", "weight_scale": 4.0},
    {"activation": "linear", "weight_scale": 3.0}, {"activation": "SELU", "init": "zeros", "bias": 0.5},
])  # fmt: skip
def test_every_activation_is_in_one_bin(settings):
    result = measure_histograms(**settings)
    np.testing.assert_allclose(result["histogram"].sum(axis=1), 1, rtol=1e-12)
    assert len(result["bin_edges"]) == result["histogram"].shape[1] + 1
    assert len(result["histogram"]) == len(result["saturated_fraction"]) == result["depth"]


def test_the_histogram_by_a_second_route():
    result = measure_histograms(depth=3, activation="tanh", examples=100)
    network = Network([64, 64, 64, 64, 10], "tanh", "Xavier", dtype=np.float64)
    signal = DATASETS["digits"].load().train_inputs[:100]
    for layer in range(3):
        signal = np.tanh(signal @ network.weights[layer])
        counts, _ = np.histogram(signal, result["bin_edges"])
        # An activation on the edge of a bin may fall on either side of it in float32.
        np.testing.assert_allclose(result["histogram"][layer] * signal.size, counts, atol=5)


@pytest.mark.parametrize("name, low, high", [
    ("sigmoid", 0, 1), ("tanh", -1, 1), ("ReLU", 0, 4), ("linear", -4, 4), ("ELU", -1, 4), ("SELU", -1.76, 4),
])  # fmt: skip
def test_bins_cover_what_the_activation_can_give(name, low, high):
    assert value_range([ACTIVATIONS[name]]) == (low, high)


def test_bins_of_an_activation_that_a_learner_has_just_defined():
    softsign = Activation("softsign", lambda z: z / (1 + np.abs(z)), lambda z: 1 / np.square(1 + np.abs(z)))
    assert value_range([softsign]) == (-0.99, 0.99)


@pytest.mark.parametrize("changes", [{"weight_scale": 5.0}, {"depth": 30}, {"init": "small normal"}, {"bias": 2.0}])
def test_bins_stay_where_they_are_whatever_the_network_does(changes):
    usual, changed = measure_histograms(), measure_histograms(**changes)
    np.testing.assert_array_equal(usual["bin_edges"], changed["bin_edges"])


def test_large_weights_saturate_tanh_at_both_ends():
    result = measure_histograms(activation="tanh", depth=5, weight_scale=5.0)
    assert (result["saturated_fraction"] > 0.4).all()
    assert (result["histogram"][:, [0, -1]] > 0.2).all()


def test_a_layer_that_diverged_is_nan_and_no_other():
    result = measure_histograms(activation="ReLU", init="He", depth=50, weight_scale=10.0)
    lost = np.isnan(result["histogram"]).all(axis=1)
    assert result["diverged"] and lost[-1] and not lost[0]
    np.testing.assert_array_equal(lost, np.isnan(result["saturated_fraction"]))


def test_the_same_settings_give_the_same_numbers():
    one, other = measure_histograms(seed=3), measure_histograms(seed=3)
    np.testing.assert_array_equal(one["histogram"], other["histogram"])


def test_a_wrong_setting_is_named():
    with pytest.raises(ValueError, match="depth must be a whole number from 1 to 200, not 0"):
        measure_histograms(depth=0)


def test_the_top_layer_of_sigmoid_saturates_at_zero_and_later_escapes():
    """Glorot & Bengio 2010, section 3.1: with four hidden layers and the standard initialization [S, FACTS 1]."""
    training = HistogramTraining(
        depth=4, activation="sigmoid", init="LeCun", weight_scale=0.577, learning_rate=1.0, batch_size=10
    )
    start = training.measure()["activation_mean"]
    np.testing.assert_allclose(start, 0.5, atol=0.03)
    training.step(750)
    stuck = training.measure()
    assert stuck["activation_mean"][3] < 0.03 and stuck["histogram"][3, :3].sum() > 0.9
    assert abs(stuck["activation_mean"][0] - 0.5) < 0.03 and stuck["test_accuracy"] < 0.2
    training.step(4000)
    escaped = training.measure()
    assert escaped["activation_mean"][3] > 0.1 and escaped["test_accuracy"] > 0.9


# ---- The picture


def rows_of(picture, result):
    """The histogram rows drawn, nearest first, each as an array of (x, y) points."""
    return [path.vertices for path in picture.draw(result).axes[0].collections[0].get_paths()][::-1]


def test_there_is_a_row_for_each_layer_in_its_place():
    rows = rows_of(HistogramPicture(), histogram_result([0.0, 0.1, 0.2, 0.3]))
    assert [row[0, 1] for row in rows] == [0, 0.25, 0.5, 0.75]


def test_a_saturated_row_stands_highest_at_its_ends():
    (row,) = rows_of(HistogramPicture(), histogram_result([0.1]))
    heights = row[:, 1]
    assert heights[1] == heights[-3] == heights.max() > 3 * heights[len(heights) // 2]


def test_the_more_a_row_is_saturated_the_redder_it_is():
    rows = HistogramPicture().draw(histogram_result([0.0, 0.3, 1.0])).axes[0].collections[0]
    red_over_blue = [red - blue for red, _, blue, _ in rows.get_facecolor()[::-1]]
    assert red_over_blue == sorted(red_over_blue) and red_over_blue[0] < 0 < red_over_blue[-1]


@pytest.mark.parametrize("depth", [1, 2, 7, 50])
def test_rows_fit_the_panel_at_every_depth(depth):
    picture = HistogramPicture()
    rows = rows_of(picture, histogram_result(np.ones(depth)))
    low, high = picture.draw(None).axes[0].get_ylim()
    assert len(rows) == depth and all(low <= row[:, 1].min() and row[:, 1].max() <= high for row in rows)


@pytest.mark.parametrize("depth, numbers", [(1, "1"), (3, "1 2 3"), (50, "1 9 17 25 34 42 50")])
def test_rows_are_numbered(depth, numbers):
    texts = HistogramPicture().draw(histogram_result(np.zeros(depth))).axes[0].texts
    assert " ".join(filter(None, (text.get_text() for text in texts))) == numbers


def test_a_lost_layer_is_marked_and_has_no_row():
    result = histogram_result([0.1, np.nan, np.nan])
    picture = HistogramPicture()
    assert len(rows_of(picture, result)) == 1
    assert len(picture.draw(result).axes[0].lines[0].get_xdata()) == 2
    assert "diverged: layers 2 to 3 became inf or nan." in picture.describe(result)


def test_the_axis_follows_the_activation_and_nothing_else():
    picture = HistogramPicture()
    axes = picture.draw(histogram_result()).axes[0]
    assert axes.get_xlim() == (-1, 1)
    picture.draw(histogram_result(np.ones(30)))
    assert axes.get_xlim() == (-1, 1)
    picture.draw(histogram_result(bin_edges=np.linspace(0, 4, 82), high_end=False))
    assert axes.get_xlim() == (0, 4) and axes.get_xticklabels()[-1].get_text() == "≥ 4"


@pytest.mark.parametrize("ends, labels", [
    ((0, 1, True, True), "0 0.25 0.5 0.75 1"), ((-1, 1, True, True), "-1 -0.5 0 0.5 1"),
    ((0, 4, True, False), "0 1 2 3 ≥ 4"), ((-4, 4, False, False), "≤ -4 -2 0 2 ≥ 4"),
    ((-0.17, 4, True, False), "-0.17 1 2 3 ≥ 4"), ((-1.76, 4, True, False), "-1.76 0 2 ≥ 4"),
])  # fmt: skip
def test_ticks_are_round_and_say_where_the_axis_is_cut(ends, labels):
    assert " ".join(ticks(*ends)[1]) == labels


@pytest.mark.parametrize("result, words", [
    (histogram_result([0.02, 0.1, 0.4]), "2 % of the activations are saturated in layer 1, 40 % in layer 3, the top."),
    (histogram_result([0.02, 0.1, 0.4]), "21 % of layer 3 lies at -1 and 21 % of layer 3 lies at 1."),
    (histogram_result([0.5]), "50 % of the only layer's activations are saturated."),
    (histogram_result([0.5, 0.6], zero_fraction=np.array([0.5, 0.6])), "60 % in layer 2, the top, all of them exactly zero."),
    (histogram_result([0.003, 0.0], zero_fraction=np.zeros(2)), "0 % in layer 2, the top. "),
    (histogram_result([0.1], low_end=False), "% of layer 1 lies below -1"),
    (histogram_result([0.0, 0.0], histogram=np.eye(81)[[40, 40]]), "Practically all of layer 2 lies in one bin, -0.012 to 0.012."),
    (histogram_result([1e-4, 0.998]), "under 0.1 % of the activations are saturated in layer 1, over 99 % in layer 2"),
])  # fmt: skip
def test_the_sentence_says_who_is_saturated_and_where(result, words):
    assert words in HistogramPicture().describe(result)


def test_a_ghost_of_another_activation_is_not_drawn_on_an_axis_that_is_not_its_own():
    picture, ghost = HistogramPicture(), histogram_result([0.5, 0.5])
    picture.pin(ghost)
    drawn = lambda result: len(picture.draw(result).axes[0].collections[1].get_paths())  # noqa: E731
    assert drawn(histogram_result()) == 2
    assert drawn(histogram_result(bin_edges=np.linspace(0, 4, 82))) == 0
