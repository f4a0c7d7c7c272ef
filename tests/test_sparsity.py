"""Zeros and death are two curves, and the code is the set of active units: what the pictures and experiments must not mix up."""

import io

import numpy as np
import pytest
from PIL import Image

from helpers import palette, probes
from helpers.datasets import DATASETS
from helpers.experiments import CodeTraining, Training, measure_code, measure_layers
from helpers.live import LiveLab
from helpers.network import Network
from helpers.pictures import CodePicture, SparsityPicture
from tests.made_up_sparse import code_result, sparse_training, sparsity_result


def curve(figure, panel, color):
    """The points of the one line of a color that has any."""
    lines = [line for line in figure.axes[panel].lines if line.get_color() == color and len(line.get_xdata())]
    (line,) = lines
    return line.get_xdata().tolist(), line.get_ydata().tolist()


# ---- Two curves


def test_zeros_and_death_are_two_curves():
    figure = SparsityPicture().draw(sparsity_result(zero=[0.5, 0.9], dead=[0.0, 0.2]))
    assert curve(figure, 0, palette.LIGHT.measured) == ([1, 2], [0.5, 0.9])
    assert curve(figure, 0, palette.LIGHT.alarm) == ([1, 2], [0.0, 0.2])


def test_a_training_is_shown_over_its_steps_beside_its_accuracy():
    figure = SparsityPicture(steps=100).draw(sparse_training(steps=300, zero=[0.4, 0.8], dead=[0.0, 0.2], accuracy=0.9))
    assert curve(figure, 1, palette.LIGHT.measured)[1][-1] == pytest.approx(0.6)
    assert curve(figure, 1, palette.LIGHT.alarm)[1][-1] == pytest.approx(0.1)
    assert curve(figure, 1, palette.LIGHT.theory) == ([0, 100, 200, 300], pytest.approx([0, 0.3, 0.6, 0.9]))
    assert figure.axes[1].get_xlim()[1] > 300


def test_without_steps_no_training_is_needed_and_with_them_one_is():
    SparsityPicture().frame(sparsity_result())
    with pytest.raises(ValueError, match="lacks step, step_history"):
        SparsityPicture(steps=100).frame(sparsity_result())


@pytest.mark.parametrize(
    ("zero", "dead", "words"),
    [
        ([0.5], [0.0], "50 % of the activations are exactly zero, and 0 % of the units are dead."),
        ([0.5, 0.9], [0, 0.2], "70 % of the activations (50 % in layer 1, 90 % in layer 2) are exactly zero, "
                               "and 10 % of the units (0 % in layer 1, 20 % in layer 2) are dead."),
        ([0.5, np.nan], [0, np.nan], "diverged: layer 2 became inf or nan."),
    ],
)  # fmt: skip
def test_the_sentence_keeps_zero_and_dead_apart(zero, dead, words):
    said = SparsityPicture().describe(sparsity_result(zero=zero, dead=dead))
    assert said.endswith(words)


def test_the_sentence_of_a_training_says_how_far_it_is():
    said = SparsityPicture(steps=100).describe(sparse_training(steps=300, accuracy=0.9))
    assert ", 300 steps, 90 % of the test examples right: " in said


@pytest.mark.parametrize("depth", [1, 50])
def test_it_shows_what_experiments_return_at_every_depth(depth):
    picture = SparsityPicture()
    result = measure_layers(depth=depth, width=8)
    assert len(curve(picture.draw(result), 0, palette.LIGHT.measured)[0]) == depth
    assert "dead" in picture.describe(result)


def test_a_diverged_training_is_not_called_dead():
    training = Training(depth=3, width=16, learning_rate=100.0)
    training.measure()
    training.step(50)
    result, picture = training.measure(), SparsityPicture(steps=100)
    picture.frame(result)
    assert "diverged" in picture.describe(result) and "are dead" not in picture.describe(result)


# ---- The code


def colors(picture, result):
    """The drawn color of each example (row) and unit (column)."""
    (image,) = picture.draw(result).axes[0].images
    return np.asarray(image.get_array())


def test_a_row_for_each_example_and_a_column_for_each_unit():
    result, picture = code_result(), CodePicture()
    paper = colors(picture, result)[0, 1]
    assert (np.abs(colors(picture, result) - paper).max(axis=-1) > 0.1).tolist() == (result["code"] == 1).tolist()


def test_what_is_no_number_is_neither_active_nor_inactive():
    shades = colors(CodePicture(), code_result(code=[[1, 0, -1]], classes=[0]))
    assert len({tuple(shade) for shade in shades[0]}) == 3


def test_silent_units_are_marked():
    figure = CodePicture().draw(code_result())
    assert curve(figure, 0, palette.LIGHT.alarm)[0] == [4]


def test_the_axes_follow_the_units_and_the_classes():
    picture = CodePicture()
    figure = picture.draw(code_result())
    assert figure.axes[0].get_xlim() == (0.5, 4.5)
    picture.frame(code_result())
    figure = picture.draw(code_result(code=np.ones((6, 9)), classes=[0, 0, 1, 1, 2, 2]))
    assert figure.axes[0].get_xlim() == (0.5, 9.5) and len(figure.axes[0].get_yticks()) == 3


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (code_result(), "in layer 2 2 of 4 units are active on an example. All 3 codes are different, and one is silent."),
        (code_result(code=[[1, 0], [1, 1]], classes=[0, 1]), "in layer 2 1.5 of 2 units are active on an example, between 1 and 2."),
        (code_result(code=[[1, 1], [1, 1]], classes=[0, 1]), "All 2 examples have the same code, and none is silent."),
        (code_result(code=[[1], [1], [0]], classes=[0, 1, 1]), "There are 2 different codes among 3 examples"),
        (code_result(code=[[-1]], classes=[0]), "diverged: layer 2 holds inf or nan."),
        (code_result(step=1), "3 layers of 4 units, digits, 1 step: in layer 2"),
    ],
)  # fmt: skip
def test_the_code_is_read_aloud(result, words):
    assert words in CodePicture().describe(result)


def test_codes_are_those_of_the_examples_sorted_by_class():
    result = measure_code(layer=2, width=16, examples=50, seed=3)
    split = DATASETS["digits"].load()
    x, y = split.train_inputs[:50], split.train_targets[:50]
    order = np.argsort(y, kind="stable")
    trace = Network([64, 16, 16, 16, 10], seed=3).forward(x[order])
    assert np.array_equal(result["code"], trace.activations[1] > 0)
    assert np.array_equal(result["code_classes"], y[order])
    assert result["distinct_codes"] == probes.distinct_codes(trace)[1]
    assert result["silent_units"] == probes.silent_mask(trace)[1].sum()


@pytest.mark.parametrize("dataset", ["|x|", "XOR", "digits"])
@pytest.mark.parametrize("width", [1, 64])
def test_every_data_set_has_a_code(dataset, width):
    result, picture = measure_code(dataset=dataset, width=width, activation="tanh"), CodePicture()
    assert picture.frame(result) and f"{width} of {width} unit" in picture.describe(result)


@pytest.mark.parametrize("make", [measure_code, CodeTraining])
def test_a_layer_that_is_not_there_is_refused(make):
    with pytest.raises(ValueError, match="layer must be a whole number from 1 to 2, not 3"):
        make(depth=2, layer=3)


def test_a_training_of_codes_is_a_training_with_codes():
    settings = dict(depth=2, width=8, seed=1)
    training, codes = Training(**settings), CodeTraining(layer=2, **settings)
    training.step(5)
    codes.step(5)
    plain, read = training.measure(), codes.measure()
    assert read["layer"] == 2 and read["code"].shape == (256, 8)
    assert {key: read[key] for key in ("step", "train_loss")} == {key: plain[key] for key in ("step", "train_loss")}


def test_a_live_lab_turns_to_another_layer_without_a_new_start():
    live = ("learning_rate", "l1", "layer")
    lab = LiveLab(CodeTraining, CodePicture(), live=live, layer=(1, 3), l1=[0, 0.01])
    lab.step(20).show(layer=3)
    assert lab.result["step"] == 20 and lab.result["layer"] == 3
    assert Image.open(io.BytesIO(lab.screen.value)).size == (2 * 960, 2 * 520)
    lab.close()
