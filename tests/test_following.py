import inspect
import re

import numpy as np
import pytest

from helpers import palette
from helpers.controls import log_range
from helpers.experiments import FollowedTraining, Training
from helpers.experiments.following import histogram_of
from helpers.live import LiveLab
from helpers.pictures import UnitPicture
from helpers.pictures.layer_rows import heights
from tests.made_up_lives import diverged_life, followed_result


@pytest.fixture(autouse=True)
def usual_palette():
    yield
    palette.use()


def followed(steps=40, every=10, **settings):
    training = FollowedTraining(**settings)
    for _ in range(steps // every):
        training.measure()
        training.step(every)
    return training, training.measure()


# ---- What is measured


def test_a_followed_training_goes_the_way_of_any_other():
    _, result = followed(depth=2, width=8)
    alone = Training(depth=2, width=8)
    alone.step(40)
    np.testing.assert_array_equal(result["train_loss"], alone.measure()["train_loss"])


def test_the_gradients_are_those_of_backpropagation():
    training, result = followed(depth=3, width=8, l1=0.01)
    x, y = training.split.train_inputs[:256], training.split.train_targets[:256]
    trace = training.network.backward(training.network.forward(x), y, 0.01)
    passing = np.stack([np.sqrt(np.square(delta, dtype=float).mean(axis=0)) for delta in trace.deltas[:-1]])
    np.testing.assert_allclose(result["passing_history"][-1], passing, rtol=1e-4)
    # ReLU lets the gradient through where it is active, so that what arrives is at least as much.
    assert (result["arriving_history"] >= result["passing_history"] * 0.9999).all()


def test_what_arrives_is_what_changes_the_loss_with_the_output():
    """By finite differences: the loss of one example when the output of one unit is shifted a little."""
    training, _ = followed(depth=1, width=4, dataset="two moons", examples=1)
    arriving = training.measure()["arriving_history"][-1, 0]
    network, x, y = training.network, training.split.train_inputs[:1], training.split.train_targets[:1]
    a = np.maximum(x @ network.weights[0] + network.biases[0], 0).astype(float)

    def loss(shift):
        logits = (a + shift) @ network.weights[1] + network.biases[1]
        return np.log(np.exp(logits).sum()) - logits[0, y[0]]

    steps = 1e-4 * np.eye(4)
    slopes = [(loss(step) - loss(-step)) / 2e-4 for step in steps]
    np.testing.assert_allclose(arriving, np.abs(slopes), rtol=1e-3, atol=1e-7)


def test_nothing_passes_a_dead_unit_but_something_may_arrive():
    _, result = followed(200, learning_rate=0.7)
    dead = result["dead_units"]
    assert dead.any() and (result["passing_history"][-1][dead] == 0).all()
    assert (result["arriving_history"][-1][dead] > 0).any()


def test_the_histogram_holds_every_example_and_is_split_at_zero():
    training, result = followed(depth=2, width=8, follow_layer=2, follow_unit=5)
    z = training.network.forward(training.split.train_inputs).pre_activations[1][:, 4]
    shares, above = result["pre_activation_histogram"], result["pre_activation_edges"][:-1] > -1e-9
    assert shares.sum() == pytest.approx(1) and shares[above].sum() == pytest.approx((z > 0).mean())
    assert len(shares) == 80 and above.sum() == 40


def test_the_followed_unit_may_be_changed_and_the_last_stands_for_those_beyond():
    training, result = followed(depth=2, width=8, follow_layer=7, follow_unit=100)
    assert (result["follow_layer"], result["follow_unit"]) == (2, 8)
    training.follow_layer, training.follow_unit = 1, 3
    changed = training.measure()
    assert (changed["follow_layer"], changed["follow_unit"]) == (1, 3)
    assert len(changed["passing_history"]) == len(result["passing_history"]) == len(changed["step_history"]) == 5
    for wrong in (0, 1.5):
        with pytest.raises(ValueError, match="follow_unit must be a whole number of at least 1"):
            training.follow_unit = wrong


def test_a_training_that_diverged_is_still_measured():
    _, result = followed(learning_rate=100.0, follow_layer=5)
    assert result["diverged"] and histogram_of(np.array([1, np.nan]))["pre_activation_histogram"].sum() == 0
    assert len(result["passing_history"]) == len(result["step_history"])


def test_its_settings_are_those_of_a_training_and_whom_to_follow():
    names = [*inspect.signature(FollowedTraining).parameters]
    assert names == [*inspect.signature(Training).parameters, "follow_layer", "follow_unit"]


# ---- The picture


def test_an_arrow_stands_at_the_followed_unit():
    figure = UnitPicture().draw(followed_result())
    (arrow,) = (line for line in figure.axes[0].lines if line.get_marker() == ">")
    assert arrow.get_ydata() == [heights(1, 2, 8)]


def test_a_click_in_the_raster_picks_the_unit_there():
    picture = UnitPicture()
    picture.frame(followed_result())
    places, raster = picture.grip(), picture.draw(followed_result()).axes[0]
    left, bottom, width, height = raster.get_position().bounds
    for layer, place in enumerate(places):
        assert place["x"] == ("follow_layer", layer + 1, layer + 1)
        name, low, high = place["y"]
        for unit in (0, 4, 7):  # where the row of this unit is drawn, the grip says its number
            drawn = bottom + height * raster.transLimits.transform((0, heights(layer, unit, 8)))[1]
            share = (drawn - (1 - place["top"] - place["height"])) / place["height"]
            assert round(low + share * (high - low), 6) == unit + 1 and name == "follow_unit"


def test_the_sides_of_the_histogram_meet_at_zero():
    off, on = UnitPicture().draw(followed_result()).axes[1].collections
    (off,), (on,) = (side.get_paths() for side in (off, on))
    assert off.vertices[:, 0].max() == pytest.approx(0, abs=1e-9) == on.vertices[:, 0].min()
    assert off.vertices[:, 1].max() == 0.2 and on.vertices[:, 1].max() == 0.3  # 0.4 is cut


def test_a_gradient_that_does_not_pass_stands_in_the_row_of_zeros():
    axes = UnitPicture().draw(followed_result()).axes[3]
    rings = [line for line in axes.lines if line.get_marker() == "o" and line.get_fillstyle() == "none"]
    assert [[*line.get_xdata()] for line in rings if line.get_visible()] == [[20, 30]]


@pytest.mark.parametrize("result, words", [
    (followed_result(), "unit 3 of layer 2 is alive, active on 50 % of the training examples. It died by step 20 and revived by step 40. "
                        "A gradient of 0.1 arrives at it and 0.05 gets through to its weights."),
    (followed_result(3, 1), "unit 1 of layer 3 is dead, active on 0 % of the training examples. It was born dead. "
                            "A gradient of 0.1 arrives at it and none gets through to its weights."),
    (followed_result(1, 1), "It has never been dead."),
    (followed_result() | {"arriving_history": np.zeros((6, 3, 8)), "passing_history": np.zeros((6, 3, 8))}, "No gradient arrives at it."),
    (followed_result() | diverged_life(6), "step 50: the training diverged, which is not death; unit 3 of layer 2 has never been dead."),
])  # fmt: skip
def test_the_sentence_tells_the_life_of_the_unit(result, words):
    told = UnitPicture().describe(result)
    assert words in told and not re.search(r"np\.|nan|None", told)


def test_a_life_of_many_changes_is_told_in_short():
    events = tuple((10 * n, n, 1, 2, "revived" if n % 2 else "died") for n in range(1, 31))
    words = "It revived by step 10, died by step 20, 26 changes more, revived by step 290 and died by step 300."
    assert words in UnitPicture().describe(followed_result(events=events))


@pytest.mark.parametrize("settings", [
    dict(depth=1, width=1, dataset="two moons"), dict(depth=50, width=2, follow_layer=50), dict(depth=2, width=128, activation="tanh"),
    dict(depth=3, width=8, learning_rate=100.0), dict(depth=2, width=4, dataset="|x|", init="zeros"),
])  # fmt: skip
def test_a_training_is_shown_at_every_setting(settings):
    training, picture = FollowedTraining(**settings), UnitPicture()
    for _ in range(3):
        result = training.measure()
        assert picture.frame(result, draft=True) and picture.describe(result)
        training.step(5)


def test_in_a_live_lab_another_unit_is_followed_without_a_new_start():
    menus = dict(learning_rate=log_range(0.01, 10), follow_layer=(1, 5), follow_unit=(1, 64))
    lab = LiveLab(FollowedTraining, UnitPicture(), **menus).step(20)
    lab.controls["follow_layer"].value = 4
    lab.controls["follow_unit"].value = 33
    assert lab.result["step"] == 20 and "unit 33 of layer 4" in lab.page.text
    assert lab.call.endswith(".step(20).show(follow_layer=4, follow_unit=33)") and "live=" not in lab.call
    again = eval(lab.call)
    assert again.screen.value == lab.screen.value


def test_in_a_live_lab_each_layer_can_be_clicked():
    lab = LiveLab(FollowedTraining, UnitPicture(), depth=(1, 50), follow_layer=(1, 50), follow_unit=(1, 64))
    (cover,) = (w for w in lab.page.box.children[3].children if "gradient-lab-grip" in w._dom_classes)
    assert cover.value.count("gradient-lab-grip-area") == 5
    lab.controls["depth"].value = 50
    assert cover.value.count("gradient-lab-grip-area") == 50


def test_a_pre_activation_of_exactly_zero_is_drawn_among_those_that_are_off():
    picture = UnitPicture()
    picture.draw(FollowedTraining(init="zeros", depth=2, width=4).measure())
    off, on = (side.get_paths()[0].vertices[:, 1].max() for side in picture._histogram._sides)
    assert off > 0 and on == 0
