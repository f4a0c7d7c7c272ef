"""A contest is a comparison of a whole field; its picture shows each seed, and its sentence counts what is seen."""

import numpy as np
import pytest

from helpers import palette
from helpers.activations import ACTIVATIONS
from helpers.claims import hear
from helpers.experiments import CONTENDERS, FIELDS, Training, compare, contest, step_times, train_seeds
from helpers.pictures import ContestPicture
from helpers.pictures.contest import bars, dots, learned

SMALL = {"depth": 2, "width": 4, "steps": 3, "seeds": 2}


@pytest.fixture(autouse=True)
def usual_palette():
    yield
    palette.use()


# ---- The experiment


def test_it_is_the_comparison_of_its_field():
    result = contest("slopes", bias=-1.0, **SMALL)
    same = compare({name: CONTENDERS[name] for name in FIELDS["slopes"]}, bias=-1.0, batch_size=32, **SMALL)
    assert result["contenders"] == FIELDS["slopes"] and result["field"] == "slopes" and result["bias"] == -1.0
    np.testing.assert_array_equal(result["test_accuracy"]["values"], same["test_accuracy"]["values"])
    np.testing.assert_array_equal(result["dead_share"]["mean"], same["dead_share"]["mean"])


def test_it_is_remembered_until_an_activation_is_another(monkeypatch):
    first = contest("slopes", **SMALL)
    assert contest("slopes", **SMALL)["test_accuracy"] is first["test_accuracy"]
    monkeypatch.setitem(ACTIVATIONS, "ReLU", ACTIVATIONS["tanh"])
    other = contest("slopes", **SMALL)
    assert not np.array_equal(other["test_loss"]["values"], first["test_loss"]["values"])


def test_a_contender_that_names_no_activation_is_a_relu(monkeypatch):
    monkeypatch.setitem(CONTENDERS, "slow", {"learning_rate": 0.03})
    monkeypatch.setitem(FIELDS, "slow ones", ["slow", "ReLU + low rate"])
    slow, same = contest("slow ones", **SMALL)["test_loss"]["values"]
    np.testing.assert_array_equal(slow, same)


@pytest.mark.parametrize(
    "wrong, answer",
    [(dict(field="all"), "no field named 'all'; choose one of: activations"), (dict(seeds=0), "seeds must")],
)
def test_a_wrong_setting_is_answered(wrong, answer):
    with pytest.raises(ValueError, match=answer):
        contest(**SMALL | wrong)


def test_the_steps_to_ninety_percent_are_those_of_the_first_such_measurement():
    settings = {"depth": 2, "width": 32, "batch_size": 32}
    found = train_seeds(2, steps=120, frames=6, **settings)["steps_to_90"]
    for seed, steps in enumerate(found):
        training, seen = Training(**settings, seed=seed), []
        for _ in range(6):
            training.step(20)
            seen.append(training.measure()["test_accuracy"] >= 0.9)
        assert steps == 20 * (1 + seen.index(True))
    assert np.isnan(train_seeds(1, steps=1, **settings)["steps_to_90"]).all()


def test_the_time_of_a_step_is_that_of_the_first_contender_times_something():
    times = step_times(["ReLU", "ReLU + Adam"], rounds=2, steps=2, depth=2, width=8)
    assert times["ReLU"] == 1 and 0.1 < times["ReLU + Adam"] < 100
    assert [*step_times(rounds=1, steps=1, depth=1, width=2)] == [*CONTENDERS]


# ---- The picture


def made_up(accuracy, dead, gradient=1e-3, names=("ReLU", "ELU", "tanh"), **others):
    accuracy, dead = np.array(accuracy, float), np.array(dead, float)
    values = {"test_accuracy": accuracy, "dead_share": dead, "gradient_rms": np.full(accuracy.shape, gradient)}
    judged = {
        name: {
            "values": table,
            "mean": table.mean(axis=1),
            "low": table.mean(axis=1) - 0.1,
            "high": table.mean(axis=1) + 0.1,
        }
        for name, table in values.items()
    }
    settings = dict(
        bias=-2.0, learning_rate=0.1, depth=3, width=32, dataset="digits", steps=300, seeds=accuracy.shape[1]
    )
    diverged = np.isnan(accuracy).sum(axis=1)
    return settings | judged | {"contenders": [*names], "diverged": diverged} | others


ONE_LEARNS = made_up([[0.1, 0.1], [0.9, 0.95], [0.1, 0.2]], [[0.3, 0.4], [0, 0], [0, 0]])


def test_it_is_read_aloud():
    assert ContestPicture().describe(ONE_LEARNS) == (
        "3 × 32 units, bias -2, digits, learning rate 0.1, 300 steps, 2 seeds: with most seeds ELU gets 80 % or more of "
        "the test examples right. Hardly a dead unit, and yet not among them: tanh."
    )


def test_who_diverged_is_counted_and_has_not_learned():
    nan = np.nan
    result = made_up([[0.9, nan, nan], [0.9, 0.9, nan], [0.1, 0.1, 0.1]], [[0, nan, nan], [0, 0, nan], [0.5, 0.5, 0.5]])
    assert learned(result).tolist() == [False, True, False]
    assert ContestPicture().describe(result).endswith("Diverged, of 3 seeds: ReLU 2 and ELU 1.")
    crosses = [line for line in ContestPicture().draw(result).axes[2].lines if line.get_marker() == "x"]
    assert sum(len(line.get_xdata()) for line in crosses if line.get_visible()) == 3


def test_nobody_learns():
    result = made_up([[0.1]] * 3, [[0.5]] * 3, bias=0.0)
    assert ContestPicture().describe(result) == (
        "3 × 32 units, digits, learning rate 0.1, 300 steps, 1 seed: with most seeds nobody gets 80 % of the test "
        "examples right."
    )


def test_each_seed_is_a_dot_in_the_column_of_its_contender():
    heights, places = dots(np.array([[0.1, 0.2], [0.3, 0.4]]))
    assert heights.tolist() == [0.1, 0.2, 0.3, 0.4] and np.round(places).tolist() == [0, 0, 1, 1]
    assert len(set(places)) == 4 and dots(np.array([[0.1]]))[1].shape == (1,)


def test_a_bar_stays_between_none_and_all():
    places, heights = bars(np.array([-0.2, np.nan]), np.array([1.3, np.nan]))
    assert places.tolist() == [0, 0, 0, 1, 1, 1]
    np.testing.assert_array_equal(heights, [0, 1, np.nan, np.nan, np.nan, np.nan])


def test_other_contenders_make_new_columns():
    picture = ContestPicture()
    words = lambda figure: [text.get_text() for text in figure.axes[2].get_xticklabels()]  # noqa: E731
    assert words(picture.draw(ONE_LEARNS)) == ["ReLU", "ELU", "tanh"]
    assert words(picture.draw(made_up([[0.1]] * 2, [[0]] * 2, names=("SiLU", "GELU")))) == ["SiLU", "GELU"]


def test_what_is_pinned_stands_in_the_column_of_its_contender():
    picture = ContestPicture()
    picture.pin(ONE_LEARNS)
    other = made_up([[0.5]] * 2, [[0]] * 2, names=("ELU", "SiLU"))
    ghosts = [line for line in picture.draw(other).axes[2].lines if line.get_color() == palette.in_use().ghost]
    drawn = [(x, y) for line in ghosts for x, y in zip(line.get_xdata(), line.get_ydata())]
    assert drawn == [(pytest.approx(0.35), pytest.approx(0.925))]
    assert "Pinned in grey: 3 × 32 units" in picture.describe(other)
    picture.guess(0.5)
    assert "Your guess for the test accuracy is 50 %" in picture.describe(other)


def test_a_real_contest_can_be_drawn_from_both_ends_of_its_settings():
    for bias, rate in ((0.0, 30.0), (-3.0, 0.01)):
        result = contest("activations", bias=bias, learning_rate=rate, **SMALL)
        assert ContestPicture().frame(result) != ContestPicture().frame(None) and ContestPicture().describe(result)


def test_what_is_remembered_cannot_be_changed():
    for values in (contest("slopes", **SMALL)["test_loss"]["values"], *hear("T19", 2).values.values()):
        with pytest.raises(ValueError, match="read-only"):
            values *= 2
