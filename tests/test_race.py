"""A race: each contender goes the way it would go alone, and the picture tells them apart without color."""

import inspect

import numpy as np
import pytest

from helpers import palette
from helpers.experiments import CONTENDERS, FIELDS, Race, Training
from helpers.pictures import RacePicture
from helpers.pictures.race import marked

SMALL = {"depth": 2, "width": 8, "batch_size": 16}


@pytest.fixture(autouse=True)
def usual_palette():
    yield
    palette.use()


def ran(race, frames=2, every=10):
    result = race.measure()
    for _ in range(frames):
        race.step(every)
        result = race.measure()
    return result


# ---- Who runs


@pytest.mark.parametrize("name", CONTENDERS)
def test_each_contender_can_run_alone(name):
    assert ran(Race(first=name, second="nobody", **SMALL))["names"] == (name,)


def test_each_goes_the_way_it_would_go_alone():
    result = ran(Race(first="ReLU", second="ELU", third="ReLU + Adam", **SMALL, bias=-1.0))
    adam = {"optimizer": "Adam", "learning_rate": 0.003}
    for racer, own in zip(result["results"], ({}, {"activation": "ELU"}, adam), strict=True):
        alone = ran(Training(**SMALL, bias=-1.0, **own))
        for key in ("train_loss_history", "gradient_rms_history", "unit_history"):
            np.testing.assert_array_equal(racer[key], alone[key])


def test_the_slope_of_all_goes_to_those_that_can_have_it_and_have_none_of_their_own():
    race = Race(first="ReLU", second="leaky ReLU", third="leaky 0.3", fourth="NecroReLU", slope=0.2, **SMALL)
    assert race.names == ("ReLU", "leaky ReLU 0.2", "leaky 0.3", "NecroReLU 0.2")
    assert [training.settings["slope"] for training in race.trainings] == [None, 0.2, 0.3, 0.2]


def test_a_contender_that_names_no_activation_is_a_relu(monkeypatch):
    monkeypatch.setitem(CONTENDERS, "slow", {"learning_rate": 0.03})
    result = ran(Race(first="slow", second="ReLU + low rate", slope=0.2, **SMALL))
    assert result["names"] == ("slow", "ReLU + low rate") and result["results"][0]["activation"] == "ReLU"
    np.testing.assert_array_equal(*(racer["train_loss_history"] for racer in result["results"]))


def test_a_knob_turns_all_but_those_that_have_a_value_of_their_own():
    race = Race(first="ReLU", second="ReLU + low rate", third="ReLU + decay", **SMALL)
    race.learning_rate = 0.5
    race.weight_decay = 0.1
    assert [training.learning_rate for training in race.trainings] == [0.5, 0.03, 0.5]
    assert [training.weight_decay for training in race.trainings] == [0.1, 0.1, 0.01]
    assert race.measure()["learning_rate"] == 0.5


def test_it_goes_on_until_the_last_has_diverged():
    race = Race(first="NecroReLU", second="ReLU + clipping", learning_rate=50.0, **SMALL)
    result = ran(race, frames=1, every=60)
    assert result["divergences"][0] and not result["divergences"][1] and result["divergence"] == ""
    assert result["step"] == 60
    alone = Race(first="NecroReLU", second="nobody", learning_rate=50.0, **SMALL)
    assert "NecroReLU: Step" in ran(alone, frames=1, every=60)["divergence"]


def test_its_settings_are_four_lanes_and_those_of_a_training():
    theirs = [name for name in inspect.signature(Training).parameters if name != "activation"]
    assert [*inspect.signature(Race).parameters] == ["first", "second", "third", "fourth", *theirs]


@pytest.mark.parametrize(
    "wrong, answer",
    [
        (dict(first="Relu"), "no contender named 'Relu'.*did you mean 'ReLU'"),
        (
            dict(first="nobody", second="nobody"),
            "a race needs a contender: first, second, third, fourth are all 'nobody'",
        ),
        (dict(rate=1), "no setting of a training named"),
        (dict(width=0), "width must be"),
    ],
)
def test_wrong_settings_are_answered(wrong, answer):
    with pytest.raises(ValueError, match=answer):
        Race(**wrong)


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_begins_with_plain_relu_and_has_contenders_of_the_menu(field):
    assert FIELDS[field][0] == "ReLU" and set(FIELDS[field]) <= set(CONTENDERS)
    assert len(set(FIELDS[field])) == len(FIELDS[field])


# ---- The picture


@pytest.fixture(scope="module")
def four():
    return ran(Race(first="ReLU", second="leaky 0.1", third="ELU", fourth="NecroReLU", **SMALL, bias=-2.0))


def test_it_is_read_aloud(four):
    sentence = RacePicture().describe(four)
    assert sentence.startswith("2 × 8 units, bias -2, digits, learning rate 0.1, step 20. ReLU: loss ")
    for name, racer in zip(four["names"], four["results"]):
        accuracy = racer["test_accuracy_history"][-1]
        assert f"{name}: loss {racer['train_loss']:.2g}, {100 * accuracy:.2g} % of the test examples right" in sentence


def test_who_diverged_is_told_in_words():
    race = Race(first="NecroReLU", second="ReLU + clipping", learning_rate=50.0, **SMALL)
    result = ran(race, frames=1, every=60)
    sentence = RacePicture().describe(result)
    assert "NecroReLU: Step" in sentence and "ReLU + clipping: loss" in sentence
    assert RacePicture().frame(result) != RacePicture().frame(None)


def test_contenders_differ_in_line_marker_and_color(four):
    lines = RacePicture().draw(four).legends[0].get_lines()
    for look in ("get_color", "get_linestyle", "get_marker"):
        assert len({getattr(line, look)() for line in lines}) == 4


def test_each_panel_draws_what_it_says(four):
    figure = RacePicture().draw(four)
    elu = four["results"][2]
    drawn = [[*line.get_ydata()] for axes in figure.axes for line in axes.lines if line.get_marker() == "^"
             and line.get_linestyle() == ":"]  # fmt: skip
    loss, accuracy, dead, gradient = drawn
    assert np.allclose(loss, np.log10(elu["train_loss_history"])) and np.allclose(
        accuracy, elu["test_accuracy_history"]
    )
    assert np.allclose(dead, elu["dead_fraction_history"].mean(axis=1))
    assert np.allclose(gradient, np.log10(elu["gradient_rms_history"][:, 0]))


def test_the_legend_follows_the_contenders(four):
    picture = RacePicture()
    assert [text.get_text() for text in picture.draw(four).legends[0].get_texts()] == [*four["names"]]
    others = ran(Race(first="nobody", second="tanh", **SMALL))
    figure = picture.draw(others)
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["tanh"]
    assert figure.legends[0].get_lines()[0].get_marker() == "s"  # a lane keeps its looks


@pytest.mark.parametrize("points", [0, 1, 2, 3, 7, 100])
@pytest.mark.parametrize("lane", range(4))
def test_a_curve_of_any_length_has_its_last_point_marked(points, lane):
    marks = marked(points, lane)
    assert all(0 <= mark < points for mark in marks) and marks[-1:] == [*range(points)][-1:]


def test_pin_and_guess_stay_in_the_picture(four):
    picture = RacePicture()
    before = picture.frame(four)
    picture.pin(four)
    picture.guess(0.5)
    assert picture.frame(four) != before
    assert "Your guess for the test accuracy is 50 %." in picture.describe(four)
    assert "Pinned in grey: 2 × 8 units, bias -2, digits, learning rate 0.1, step 20; ReLU " in picture.describe(four)
    picture.unpin()
    picture.guess(None)
    assert picture.frame(four) == before


def test_the_step_axis_grows_with_the_race():
    picture, race = RacePicture(), Race(**SMALL)
    race.step(101)
    assert {axes.get_xticks()[-1] for axes in picture.draw(race.measure()).axes} == {200}
    assert repr(picture) == "RacePicture(steps=200)"


def test_words_fit_their_panels_on_a_projector(four):
    palette.use(scale=1.4)
    figure = RacePicture().draw(four)
    figure.draw_without_rendering()
    titles = [axes.title.get_window_extent() for axes in figure.axes]
    assert all(title.x1 <= figure.bbox.x1 for title in titles)
    assert not any(a.overlaps(b) for i, a in enumerate(titles) for b in titles[:i])


def test_a_knob_that_cannot_be_is_refused_and_leaves_all_as_it_was():
    race = Race(second="nobody", **SMALL)
    with pytest.raises(ValueError, match="learning_rate must lie between 0 and inf, not -1"):
        race.learning_rate = -1
    assert race.measure()["learning_rate"] == race.trainings[0].learning_rate == 0.1
