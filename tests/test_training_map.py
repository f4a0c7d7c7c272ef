"""Where units die, and how much leak saves a network: a map's cells are the sweep's own numbers, and its sentence reads them."""

import numpy as np
import pytest

from helpers.activations import ACTIVATIONS
from helpers.experiments import LEAKS, TOLLS, map_cell, measure_leak, measure_toll, train_seeds
from helpers.experiments.kept import Kept
from helpers.lab import Lab
from helpers.pictures import TrainingMapPicture
from tests.made_up_starts import training_map_result

FEW = {"slope": [0.0, 0.1], "bias": [-0.5, -1.0]}
QUICK = {"width": 8, "batch_size": 32, "steps": 20}


@pytest.fixture
def small(monkeypatch):
    """Maps of four cells, of which none is kept yet."""
    monkeypatch.setattr(map_cell, "LEAKS", FEW)
    monkeypatch.setattr(map_cell, "TOLLS", {"learning_rate": [0.1, 1e30], "bias": [0.0, -1.0]})
    monkeypatch.setattr(map_cell, "SMALL", QUICK)
    monkeypatch.setattr(map_cell, "KEPT", Kept(room=2))


# ---- The experiment


@pytest.mark.usefixtures("small")
def test_each_cell_is_what_training_there_comes_to():
    found = measure_leak(slope=0.1, bias=-1.0)
    alone = train_seeds(3, activation="leaky ReLU", slope=0.1, bias=-1.0, depth=3, **QUICK)
    np.testing.assert_array_equal(found["test_accuracy"][1, 1], alone["test_accuracy"])
    assert found["accuracy_map"][1, 1] == pytest.approx(alone["test_accuracy"].mean())
    assert found["dead_map"][1, 1] == pytest.approx(alone["dead_share"].mean())
    assert (found["slope"], found["bias"], found["axes"]) == (0.1, -1.0, FEW)


@pytest.mark.usefixtures("small")
def test_a_slope_of_zero_is_plain_relu_and_the_rival_an_elu():
    found = measure_leak(slope=0.0, bias=-0.5, seed=5)
    relu = train_seeds(3, bias=-0.5, depth=3, seed=5, **QUICK)
    elu = train_seeds(3, activation="ELU", bias=-0.5, depth=3, seed=5, **QUICK)
    np.testing.assert_array_equal(found["test_accuracy"][0, 0], relu["test_accuracy"])
    assert found["rival"] == "ELU" and found["rival_accuracy"][0] == pytest.approx(elu["test_accuracy"].mean())


@pytest.mark.usefixtures("small")
def test_what_diverged_is_counted_and_left_out_of_the_means():
    found = measure_toll(learning_rate=1e30)
    assert found["diverged"][1, 0].all() and np.isnan(found["dead_map"][1, 0])
    assert not found["diverged"][0].any() and np.isfinite(found["dead_map"][0]).all()


@pytest.mark.usefixtures("small")
def test_a_map_is_trained_once_for_all_its_cells(monkeypatch):
    first = measure_leak(slope=0.0)
    monkeypatch.setattr(map_cell, "train_grid", lambda *_, **__: pytest.fail("the map was trained again"))
    assert measure_leak(slope=0.1)["accuracy_map"] is first["accuracy_map"]
    with pytest.raises(ValueError, match="read-only"):
        first["accuracy_map"][0] = 1


@pytest.mark.usefixtures("small")
def test_an_activation_that_was_redefined_has_a_map_of_its_own(monkeypatch):
    before = measure_leak(slope=0.1)
    monkeypatch.setitem(ACTIVATIONS, "ELU", ACTIVATIONS["tanh"])
    assert measure_leak(slope=0.1)["rival_accuracy"] is not before["rival_accuracy"]


@pytest.mark.usefixtures("small")
def test_a_stopped_map_is_not_kept():
    def stop(done, total):
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt, match="before it was whole"):
        measure_toll(progress=stop)
    assert map_cell.KEPT == {}


@pytest.mark.parametrize("measure, wrong, words", [
    (measure_leak, {"slope": 0.05}, "slope must be one of 0.0, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, which are trained, not 0.05"),
    (measure_leak, {"bias": 1.0}, "bias must be one of -0.5, -1.0, "),
    (measure_toll, {"learning_rate": "0.1"}, "learning_rate must be one of 0.1, .* not '0.1'"),
])  # fmt: skip
def test_a_cell_off_the_map_is_refused_before_anything_is_trained(measure, wrong, words):
    with pytest.raises(ValueError, match=words):
        measure(**wrong, progress=lambda *_: pytest.fail("something was trained"))


# ---- The picture


def drawn(result, **options):
    """The two panels of the picture of a result."""
    return TrainingMapPicture(**options).draw(result).axes


def written(result, **options):
    return [text.get_text() for text in drawn(result, **options)[0].texts]


def test_each_cell_says_its_mean_with_the_bias_downwards():
    assert written(training_map_result()) == ["50", "90", "10", "30"]
    assert written(training_map_result(), shown="dead_share") == ["10", "0", "20", "0"]
    axes = drawn(training_map_result())[0]
    labels = [[label.get_text() for label in axis.get_ticklabels()] for axis in (axes.xaxis, axes.yaxis)]
    assert labels == [["0", "0.1"], ["-1", "-2"]]


def test_a_cell_has_a_cross_for_each_seed_that_diverged():
    lost = np.zeros((2, 2, 2))
    lost[0, 0], lost[1, 1] = (1, 1), (0, 1)
    result = training_map_result(diverged=lost, accuracy=((np.nan, 0.1), (0.9, 0.3)))
    assert written(result) == ["××", "90", "10", "30\n×"]


def test_the_row_beside_the_map_is_that_of_the_bias_chosen():
    for bias, means in ((-1.0, [0.5, 0.9]), (-2.0, [0.1, 0.3])):
        row = drawn(training_map_result(bias=bias))[1]
        (line,) = (line for line in row.lines if line.get_linestyle() == "-" and len(line.get_xdata()) == 2)
        np.testing.assert_allclose(line.get_ydata(), means)
    dots = next(line for line in row.lines if line.get_marker() == "o" and len(line.get_xdata()) == 4)
    np.testing.assert_allclose(np.sort(dots.get_ydata()), [0.05, 0.15, 0.25, 0.35])


def test_the_chosen_cell_is_framed():
    frames = drawn(training_map_result(slope=0.1, bias=-2.0))[0].patches
    assert [patch.get_xy() for patch in frames] == [(0, 1), (1, 1)]
    assert [patch.get_width() for patch in frames] == [2, 1]


def test_the_grip_lies_on_the_map_and_speaks_the_sliders_language():
    """A slider over choices counts them, from 0; the bias goes down."""
    picture = TrainingMapPicture()
    assert picture.draw(None) and picture.grip()  # a page asks before there is a result
    picture.frame(training_map_result())
    place, (left, bottom, width, height) = picture.grip(), picture.draw(None).axes[0].get_position().bounds
    assert (place["left"], place["top"], place["width"]) == (left, 1 - bottom - height, width)
    assert (place["x"], place["y"]) == (("slope", -0.5, 1.5), ("bias", 1.5, -0.5))


TOLL = dict(across="learning_rate", shown="dead_share")


def toll_result(learning_rate=0.8, **others):
    axes = {"learning_rate": [0.1, 0.8], "bias": [-1.0, -2.0]}
    result = training_map_result(axes=axes, learning_rate=learning_rate, activation="ReLU", slope=None, **others)
    return {key: value for key, value in result.items() if not key.startswith("rival")}


NONE_LEFT = dict(diverged=np.ones((2, 2, 2)), accuracy=np.full((2, 2), np.nan), dead=np.full((2, 2), np.nan))


def one_lost():
    """Of the two seeds at a learning rate of 0.1 and a bias of -1 the first diverged."""
    result = toll_result(learning_rate=0.1)
    for name, value in (("diverged", 1), ("test_accuracy", np.nan), ("dead_share", np.nan)):
        result[name][0, 0, 0] = value
    return result


@pytest.mark.parametrize("options, result, words", [
    ({}, training_map_result(), "leaky ReLU (slope 0.1), 3 × 32 units, digits, bias -1, learning rate 0.1, 300 steps, 2 seeds: "
                                "90 % (85 to 95 %) of the test examples are right and 0 % of the units dead."),
    ({}, training_map_result(), "At a bias of -1, 0.1 is the smallest slope here with 80 % or more right; ELU has 95 %."),
    ({}, training_map_result(bias=-2.0), "At a bias of -2, no slope here has 80 % or more right; ELU has 60 %."),
    ({}, training_map_result(slope=0.0, accuracy=((0.8, 0.1), (0.9, 0.3))), "-1, 0 is the smallest slope here"),
    (TOLL, toll_result(dead=((0.1, 0.2), (0.3, 0.1))), "ReLU, 3 × 32 units, digits, bias -1, learning rate 0.8, 300 steps, 2 seeds: "
                                                       "90 % (85 to 95 %) of the test examples are right and 30 % of the units dead."),
    (TOLL, toll_result(dead=((0.1, 0.2), (0.3, 0.1))),
     "At a bias of -1, the fewest units are dead at a learning rate of 0.1, 10 %, and most at 0.8, 30 %."),
    (TOLL, toll_result(dead=((0.2, 0.2), (0.2, 0.1))), "-1, 20 % of the units are dead, at any learning rate that leaves a seed."),
    (TOLL, toll_result(**NONE_LEFT), "2 seeds: every seed diverged. At a bias of -1, every training diverged, at any learning rate."),
    (TOLL, one_lost(), "are right and 10 % of the units dead; 1 diverged."),
])  # fmt: skip
def test_the_sentence_reads_the_cell_and_its_row(options, result, words):
    assert words in TrainingMapPicture(**options).describe(result)


def test_a_pinned_cell_is_marked_on_the_map_and_its_row_beside_it():
    picture = TrainingMapPicture()
    picture.pin(training_map_result(slope=0.0, bias=-2.0))
    chosen, row = picture.draw(training_map_result()).axes
    assert [tuple(line.get_xydata()[0].astype(int)) for line in chosen.lines] == [(0, 1)]
    assert any(np.array_equal(line.get_ydata(), [0.1, 0.3]) for line in row.lines)
    assert "Pinned in grey: leaky ReLU (slope 0.1), 3 × 32 units, digits, bias -2" not in picture.describe(
        training_map_result()
    )
    assert "Pinned in grey: leaky ReLU (slope 0), 3 × 32 units, digits, bias -2" in picture.describe(
        training_map_result()
    )


def test_the_repr_keeps_what_was_chosen():
    assert repr(TrainingMapPicture(**TOLL)) == "TrainingMapPicture(across='learning_rate', shown='dead_share')"


@pytest.mark.usefixtures("small")
def test_a_lab_moves_over_the_map_and_a_new_seed_is_another_map(monkeypatch):
    monkeypatch.setattr(map_cell, "LEAKS", FEW | {"slope": [0.0, 0.01]})
    lab = Lab(measure_leak, TrainingMapPicture(), slope=[0.0, 0.01], bias=FEW["bias"])
    first = lab.result["accuracy_map"]
    lab.show(slope=0.0, bias=-0.5)
    assert lab.result["accuracy_map"] is first and "slope 0)" in lab.page.text
    lab.new_seed()
    lab.settled()
    assert lab.result["accuracy_map"] is not first and not lab.page._note.value
    lab.close()


def test_the_axes_hold_what_the_prose_speaks_of():
    assert {0.0, 0.01, 0.1, 0.3} <= set(LEAKS["slope"]) and {-0.5, -3.0} <= set(LEAKS["bias"])
    assert {0.1, 0.8} <= set(TOLLS["learning_rate"]) and 0.0 in TOLLS["bias"]
