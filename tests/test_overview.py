"""The overview: each panel shows what it says, and its sentences are true when all is well and when nothing is."""

import numpy as np
import pytest

from helpers.experiments import WordedTraining
from helpers.pictures import OverviewPicture
from helpers.presets import PRESETS
from tests.made_up_lives import diverged_life, overview_result


def drawn(panel, result):
    """Each curve of a panel with two points or more, by its marker."""
    axes = OverviewPicture().draw(result).axes[panel]
    return {
        line.get_marker(): line.get_data() for line in axes.lines if len(line.get_xdata()) > 1 and line.get_visible()
    }


def test_loss_and_shares_are_drawn_at_their_steps():
    result = overview_result()
    assert drawn(0, result)["o"][1] == pytest.approx(np.log10(result["train_loss_history"]))
    shares = drawn(2, result)
    assert shares["s"][1] == pytest.approx(result["test_accuracy_history"])
    assert shares["v"][1] == pytest.approx(result["zero_fraction_history"].mean(axis=1))
    assert shares["X"][1] == pytest.approx(result["dead_fraction_history"].mean(axis=1))
    assert all(np.array_equal(x, result["step_history"]) for x, _ in shares.values())


def test_the_gradient_is_drawn_by_layer_and_marked_where_it_leaves_the_axis():
    assert drawn(1, overview_result())["o"][1] == pytest.approx([-3, -2, -1])
    axes = OverviewPicture().draw(overview_result((0.0, 1e-30, 1.0))).axes[1]
    kinds = {line.get_marker() for line in axes.lines if len(line.get_xdata()) == 1 and line.get_visible()}
    assert "v" in kinds


def test_the_axes_grow_with_the_training():
    picture = OverviewPicture()
    picture.draw(overview_result(every=100))
    assert picture.steps == 1000 and picture.draw(overview_result()).axes[0].get_xlim()[1] == pytest.approx(1100)


def test_a_diverged_training_has_no_dead_units_in_the_words():
    layers = {name: np.array([0.5, np.nan, np.nan]) for name in ("activation_std", "dead_fraction")}
    lost = diverged_life() | layers | {"gradient_rms": np.full(3, np.nan), "predicted_gradient_rms": np.full(3, np.nan)}
    said = OverviewPicture().describe(lost)
    assert "Diverged: numbers grew past what float32 can hold" in said and "alive" not in said


@pytest.mark.parametrize("name", ["dying ReLU", "exploding", "born dead", "XOR with one |x|"])
def test_it_shows_every_phenomenon_from_its_first_step_on(name):
    picture, training = OverviewPicture(), WordedTraining(**PRESETS[name].settings)
    for _ in range(2):
        result = training.measure()
        picture.frame(result)
        assert picture.describe(result).startswith(result["activation"])
        training.step(2)
