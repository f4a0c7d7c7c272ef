"""Success rates against a second route, the gauntlet's numbers against the experiments they come from, and its card."""

import numpy as np
import pytest

from helpers import palette
from helpers.activations import ACTIVATIONS, Activation
from helpers.experiments import Training, gauntlet, measure_layers, share_interval, success_rates, train_seeds
from helpers.pictures import ReportCardPicture
from tests.test_pictures import overlap, pixels, same, visible_words

XOR = dict(dataset="XOR", depth=1, learning_rate=0.2, steps=150)


# ---- Success rates


def test_a_success_is_what_a_training_alone_comes_to():
    rates = success_rates({"tanh": dict(activation="tanh", width=2)}, seeds=4, seed=7, **XOR)
    for seed, found in enumerate(rates["accuracy"][0]):
        alone = Training(dataset="XOR", depth=1, width=2, activation="tanh", learning_rate=0.2, seed=7 + seed)
        alone.step(150)
        assert alone.measure()["train_accuracy"] == pytest.approx(found, abs=0.003)


def test_shares_and_intervals_are_those_of_the_accuracies():
    rates = success_rates({"one": dict(activation="abs", width=1), "two": dict(width=2)}, seeds=30, **XOR)
    solved = (rates["accuracy"] >= 0.99).sum(axis=1)
    assert rates["contenders"] == ["one", "two"] and rates["share"].tolist() == (solved / 30).tolist()
    assert (rates["low"][1], rates["high"][1]) == pytest.approx(share_interval(int(solved[1]), 30))
    assert rates["share"][0] == 1 and rates["share"][1] < 0.7


def test_a_training_that_diverged_is_no_success():
    rates = success_rates({"wild": dict(weight_scale=1e6, width=64)}, seeds=3, **XOR | dict(depth=9))
    assert np.isnan(rates["accuracy"]).all() and rates["share"] == [0]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (dict(seeds=0), "seeds"),
        (dict(least=2), "least"),
        (dict(contenders={}), "contenders"),
        (dict(colour=1), "colour"),
    ],
)
def test_what_cannot_be_counted_is_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        success_rates(**{"contenders": {"one": {}}, "seeds": 2, **XOR, **wrong})


# ---- The gauntlet


@pytest.fixture(scope="module")
def card():
    return gauntlet("ReLU", init="He", seeds=2, field=("tanh",))


def test_each_trial_is_the_experiment_it_says(card):
    gradient = measure_layers(depth=20, seed=1)["gradient_rms"]
    assert card["gradient_ratio"][0, 1] == pytest.approx(gradient[0] / gradient[-1])
    lethal = train_seeds(2, 200, depth=3, width=32, bias=-2.0, learning_rate=0.1)
    assert np.array_equal(card["dead_share"][0], lethal["dead_share"])
    assert np.array_equal(card["lethal_accuracy"][0], lethal["test_accuracy"])
    xor = success_rates({"two": dict(width=2)}, seeds=20, steps=300, dataset="XOR", depth=1, learning_rate=0.2)
    assert card["xor_solved"][0].mean() == xor["share"][0]
    assert (card["xor_solved_low"][0], card["xor_solved_high"][0]) == pytest.approx((xor["low"][0], xor["high"][0]))


def test_suited_weights_have_the_critical_variance():
    card = gauntlet("sigmoid", seeds=1, field=("tanh", "ReLU"))
    assert card["weight_variances"] == pytest.approx([103, 1, 2], rel=5e-3)


def test_he_serves_where_no_variance_is_critical():
    step = Activation("step", lambda z: (z > 0).astype(z.dtype), np.zeros_like)
    assert gauntlet(step, seeds=1, field=())["weight_variances"] == [2]


def test_an_activation_of_the_field_has_one_row_and_a_shared_layer_one_name():
    assert gauntlet("tanh", init="He", seeds=2, field=("ReLU", "tanh"))["names"] == ("tanh", "ReLU")
    assert gauntlet(["ReLU", "tanh"], init="He", seeds=2, field=())["names"] == ("ReLU + tanh",)


def test_an_activation_defined_anew_runs_again(monkeypatch):
    monkeypatch.setitem(ACTIVATIONS, "mine", Activation("mine", np.sin, np.cos))
    first = gauntlet("mine", init="He", seeds=1, field=())
    monkeypatch.setitem(ACTIVATIONS, "mine", Activation("mine", np.abs, np.sign))
    assert gauntlet("mine", init="He", seeds=1, field=())["gradient_ratio"] != first["gradient_ratio"]


def test_a_name_off_the_menu_is_answered_with_the_menu():
    with pytest.raises(ValueError, match="no activation named 'sinus'"):
        gauntlet("sinus", seeds=1)
    with pytest.raises(ValueError, match="no init named"):
        gauntlet("ReLU", init="best", seeds=1)


# ---- Its card


def made_up(names=("sine", "ReLU", "leaky ReLU"), lost=0, **changes):
    """A result whose rows fall off from 0.9 to 0.3, the first `lost` seeds of the first row diverged."""
    result = {"activation": names[0], "init": "suited", "seeds": 3, "names": names}
    result["weight_variances"] = np.full(len(names), 1.5)
    for key in ("gradient_ratio", "dead_share", "lethal_accuracy", "xor_solved", "digits_accuracy"):
        values = np.linspace(0.9, 0.3, len(names))[:, None] + [-0.05, 0, 0.05]
        if key not in ("gradient_ratio", "xor_solved"):
            values[0, :lost] = np.nan
        result[key] = values
        middle = np.array([np.nan if np.isnan(row).all() else np.nanmean(row) for row in values])
        result |= {f"{key}_mean": middle, f"{key}_low": middle - 0.04, f"{key}_high": middle + 0.04}
    return result | changes


@pytest.fixture(autouse=True)
def usual_palette():
    yield
    palette.use()


def test_the_card_says_how_the_first_fares_and_who_is_best():
    said = ReportCardPicture().describe(made_up())
    assert said.startswith("sine, weights of variance 1.5 / fan-in, 3 seeds: of 20 layers the first has 0.9 times")
    assert "two units solve XOR from 90 % of the starts" in said
    assert "Best of the field: ReLU after the lethal start, 60 %, ReLU in XOR, 60 %, ReLU in digits, 60 %." in said
    assert "Diverged" not in said and "nan" not in said


def test_the_card_names_the_init_where_no_variance_was_suited():
    assert "sine, He's weights, 3 seeds" in ReportCardPicture().describe(
        made_up(init="He", weight_variances=np.full(3, np.nan))
    )


@pytest.mark.parametrize(("lost", "words"), [(2, "2 of 3 diverged"), (3, "diverged")])
def test_the_card_says_which_trainings_diverged(lost, words):
    picture, result = ReportCardPicture(), made_up(lost=lost)
    written = [text.get_text() for axes in picture.draw(result).axes for text in axes.texts]
    assert written.count(words) == 3
    assert "Diverged: sine" in picture.describe(result) and "nan" not in picture.describe(result)


def test_each_seed_has_a_dot_in_the_row_of_its_activation():
    axes = ReportCardPicture().draw(made_up()).axes[4]
    x, y = axes.lines[0].get_data()
    assert sorted(x) == pytest.approx(sorted(made_up()["digits_accuracy"].ravel()))
    assert np.array_equal(np.sort(np.floor(y + 0.01)), np.repeat([0, 1, 2], 3))


def test_what_lies_off_the_axis_is_at_its_end_and_in_the_number():
    tiny = made_up(gradient_ratio_mean=np.array([1e-30, 1.0, 1e9]))
    axes = ReportCardPicture().draw(tiny).axes[0]
    assert axes.lines[1].get_xdata() == pytest.approx([-9]) and axes.lines[2].get_xdata() == pytest.approx([0, 3])
    assert [text.get_text() for text in axes.texts] == ["1e-30", "1", "1e9"]


@pytest.mark.parametrize("scale", [1.0, palette.LARGEST])
def test_no_words_of_the_card_are_cut_off_or_lie_on_each_other(scale):
    palette.use(scale=scale)
    picture = ReportCardPicture()
    picture.pin(made_up())
    picture.guess(0.5)
    result = made_up(("x" * 16, "ReLU", "leaky ReLU", "ELU", "tanh"))
    picture.frame(result)
    figure = picture.draw(result)
    boxes = [box for box in (text.get_window_extent() for text in visible_words(figure)) if box.width]
    assert all(figure.bbox.containsx(edge) for box in boxes for edge in (box.x0, box.x1))
    assert not [(one, other) for i, one in enumerate(boxes) for other in boxes[:i] if overlap(one, other)]


def test_pin_and_guess_come_and_go():
    picture, result = ReportCardPicture(), made_up()
    before = picture.frame(result)
    picture.pin(made_up(("abs", "ReLU", "leaky ReLU")))
    picture.guess(0.4)
    assert not same(picture.frame(result), before)
    assert "Pinned in grey: abs" in picture.describe(result) and "Your guess for XOR is 40 %" in picture.describe(
        result
    )
    picture.unpin()
    picture.guess(None)
    assert picture.frame(result) == before
    palette.use("dark", 1.4)
    assert pixels(picture.frame(result))[2, 2].max() < 40


def test_a_contender_that_was_not_reached_has_no_rate():
    def stop(done, total):
        if done == 1:
            raise KeyboardInterrupt

    rates = success_rates({"one": dict(width=1), "two": dict(width=2)}, seeds=5, progress=stop, **XOR)
    assert np.isfinite([rates["share"][0], rates["low"][0], rates["high"][0]]).all()
    assert np.isnan([rates["share"][1], rates["low"][1], rates["high"][1], *rates["accuracy"][1]]).all()
