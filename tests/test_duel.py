import inspect

import numpy as np
import pytest

from helpers.activations import leaky_relu
from helpers.experiments import Duel, Training
from helpers.pictures import DuelPicture, LossPicture


def ran(training, steps=20, every=10):
    """What a training tells after `steps`, measured on the way."""
    result = training.measure()
    for _ in range(steps // every):
        training.step(every)
        result = training.measure()
    return result


def same(result, other):
    return all(np.array_equal(result[key], other[key], equal_nan=result[key].dtype.kind == "f") if isinstance(
        result[key], np.ndarray) else result[key] == other[key] or result[key] != result[key] for key in other)  # fmt: skip


# ---- The two


def test_each_of_the_two_goes_the_way_it_would_go_alone():
    result = ran(Duel(depth=4, width=16, rival_init="LeCun", l1=1e-4))
    rival = {key.removeprefix("rival_"): value for key, value in result.items() if key.startswith("rival_")}
    assert same(result, {**ran(Training(depth=4, width=16, l1=1e-4)), "divergence": ""})
    assert same(rival, ran(Training(depth=4, width=16, init="LeCun", l1=1e-4)))
    assert result["names"] == ("He", "LeCun")


def test_without_a_difference_they_stay_equal():
    result = ran(Duel(depth=3, width=16))
    assert result["names"] == ("first", "second")
    assert np.array_equal(result["train_loss_history"], result["rival_train_loss_history"])


@pytest.mark.parametrize(
    "settings, names",
    [
        (dict(rival_activation="tanh"), ("ReLU", "tanh")),
        (dict(rival_weight_scale=0.1), ("weight scale 1", "weight scale 0.1")),
        (dict(rival_activation="tanh", rival_init="Xavier"), ("ReLU, He", "tanh, Xavier")),
        (dict(rival_init="He"), ("first", "second")),
    ],
)
def test_they_are_called_by_what_they_differ_in(settings, names):
    assert Duel(depth=1, width=4, **settings).names == names


def test_a_knob_turns_both():
    duel = Duel(depth=1, width=4, rival_init="zeros")
    duel.learning_rate, duel.weight_decay = 0.5, 0.01
    assert [training.learning_rate for training in duel.trainings] == [0.5, 0.5] and duel.learning_rate == 0.5
    assert [training.weight_decay for training in duel.trainings] == [0.01, 0.01]


def test_one_that_diverges_stops_and_the_other_goes_on():
    duel = Duel(depth=12, learning_rate=2.0, rival_init="small normal")
    duel.step(25)
    result = duel.measure()
    assert "stopped the training" in result["divergences"][0] and result["divergences"][1] == ""
    assert result["divergence"] == "" and result["diverged"] and not result["rival_diverged"]
    assert result["step"] == 25 == result["rival_step"]


def test_when_both_have_diverged_it_is_over():
    duel = Duel(depth=3, learning_rate=1e4, rival_init="LeCun")
    duel.step(30)
    result = duel.measure()
    assert result["divergence"] == f"He: {result['divergences'][0]} LeCun: {result['divergences'][1]}"


def test_its_settings_are_those_of_a_training_and_the_rivals():
    theirs = inspect.signature(Training).parameters
    ours = inspect.signature(Duel).parameters
    assert {name: ours[name].default for name in theirs} == {name: theirs[name].default for name in theirs}
    assert [*ours][len(theirs) :] == ["rival_activation", "rival_init", "rival_weight_scale", "rival_optimizer"]


@pytest.mark.parametrize(
    "wrong, answer",
    [
        (dict(rival_init="Hee"), "no rival_init named 'Hee'"),
        (dict(rival_depth=3), "no setting of a training named .rival_depth."),
    ],
)
def test_wrong_settings_are_answered(wrong, answer):
    with pytest.raises(ValueError, match=answer):
        Duel(**wrong)


# ---- Their pictures


def test_the_loss_is_read_aloud():
    result = ran(Training(depth=2, width=16))
    start, now = result["train_loss_history"][[0, -1]]
    assert LossPicture().describe(result) == (
        f"ReLU, He, 2 layers of 16 units, digits, SGD at 0.1: after 20 steps the loss on the training examples has "
        f"fallen from {start:.2g} to {now:.2g}; {100 * result['test_accuracy']:.2g} % of the test examples are right."
    )


def made_up(losses, accuracy=0.5, step=10, **others):
    settings = dict(activation="ReLU", init="He", depth=2, width=8, weight_scale=1.0, bias=0.0, dataset="digits")
    steps = np.linspace(0, step, len(losses)).astype(int)
    history = dict(train_loss_history=np.array(losses), test_loss_history=np.array(losses), step_history=steps)
    accuracies = dict(test_accuracy_history=np.full(len(losses), accuracy))
    known = dict(step=step, optimizer="SGD", learning_rate=0.1, diverged=not np.isfinite(losses[-1]))
    return settings | history | accuracies | known | others


@pytest.mark.parametrize(
    "result, words",
    [
        (made_up([2.0]), "after 10 steps the loss on the training examples is 2; 50 %"),
        (made_up([2.0, 2.001]), "has not moved from 2"),
        (made_up([2.0, 0.0]), "has fallen from 2 to 0"),
        (made_up([2.0, 3.0]), "has risen from 2 to 3"),
        (made_up([2.0, np.inf], np.nan), "diverged after 10 steps: the loss is inf."),
        (made_up([np.inf, 2.0]), "training examples is 2; 50 %"),
        (made_up([2.0, 1.0], np.nan), "has fallen from 2 to 1."),
        (made_up([2.0], step=1), "after 1 step the"),
    ],
)
def test_the_loss_sentence_is_true_whatever_comes(result, words):
    assert words in LossPicture().describe(result)
    assert LossPicture().frame(result) != LossPicture().frame(None)


def test_a_loss_beyond_all_numbers_is_marked():
    lines = LossPicture().draw(made_up([2.0, np.inf], np.nan)).axes[0].lines
    crosses = [line for line in lines if line.get_marker() == "x" and line.get_visible()]
    assert [[*line.get_xdata()] for line in crosses] == [[10], [10]]


def test_the_step_axis_grows_in_leaps_and_never_shrinks():
    picture = LossPicture()
    for step, last in ((100, 100), (101, 200), (401, 1000), (50, 1000)):
        figure = picture.draw(made_up([2.0, 1.0], step=step))
        assert {axes.get_xticks()[-1] for axes in figure.axes} == {last}


def test_the_loss_curve_has_the_losses_at_their_steps():
    figure = LossPicture().draw(made_up([100.0, 10.0, 0.1], step=20))
    line = figure.axes[0].lines[0]
    assert [*line.get_xdata()] == [0, 10, 20] and np.allclose(line.get_ydata(), [2, 1, -1])


def test_the_duel_is_read_aloud_with_both_names_and_their_own_gradients():
    result = ran(Duel(depth=12, rival_init="small normal"))
    sentence = DuelPicture().describe(result)
    he, small = sentence.split("small normal: ")
    assert he.startswith("12 layers, digits. He: after 20 steps the loss on the training examples has fallen from")
    assert small.startswith("after 20 steps the loss on the training examples has not moved from 2.3")
    assert "vanished" in small and "vanished" not in he


def test_the_duel_tells_who_stopped_and_what_the_other_does():
    duel = Duel(depth=12, learning_rate=2.0, rival_init="small normal")
    duel.step(25)
    sentence = DuelPicture().describe(duel.measure())
    assert " He: Step " in sentence and "stopped the training" in sentence
    assert "small normal: after 25 steps" in sentence


def test_the_legend_names_the_two():
    picture = DuelPicture()
    for rival in ("LeCun", "zeros"):
        figure = picture.draw(ran(Duel(depth=2, width=8, rival_init=rival)))
        assert [text.get_text() for text in figure.legends[0].get_texts()] == ["He", rival]


def test_the_two_curves_are_the_two_gradients():
    result = ran(Duel(depth=3, width=16, rival_init="small normal"))
    drawn = [line.get_ydata() for line in DuelPicture().draw(result).axes[1].lines if len(line.get_xdata()) == 3]
    expected = np.log10([result["gradient_rms"], result["rival_gradient_rms"]])
    assert np.allclose(drawn, expected)


def test_a_pinned_duel_stays_behind():
    picture, result = DuelPicture(), ran(Duel(depth=2, width=8, rival_init="zeros"))
    before = picture.frame(result)
    picture.pin(result)
    assert picture.frame(result) != before and "Pinned in grey: He: after 20 steps" in picture.describe(result)


def test_an_activation_that_is_on_no_menu_is_called_by_its_name():
    result = Duel(rival_activation=leaky_relu(0.5), depth=2, width=8).measure()
    assert result["names"] == ("ReLU", "leaky ReLU")
    assert "leaky ReLU: after 0 steps" in DuelPicture().describe(result)
