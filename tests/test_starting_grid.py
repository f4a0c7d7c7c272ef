"""Which starts learn: the grid is the sweep's own numbers, computed once, and its sentence counts what is seen."""

import numpy as np
import pytest

from helpers import palette, progress
from helpers.experiments import StartingGrid, starting_map
from helpers.experiments.starting_grid import mean_of_known
from helpers.pictures import GridPicture
from helpers.progress import ProgressBar, in_words
from tests.made_up_starts import grid_result

SMALL = dict(activations=["ReLU", "tanh"], inits=["He", "zeros"], depths=[1, 3], steps=20, width=8, seeds=2)


@pytest.fixture(scope="module")
def grid():
    return StartingGrid(**SMALL)


# ---- The experiment


def test_a_depth_of_the_grid_is_the_mean_over_seeds_of_the_sweep(grid):
    swept, result = starting_map(**SMALL), grid(depth=3)
    np.testing.assert_allclose(result["test_accuracy"], swept["test_accuracy"][:, :, 1].mean(axis=-1))
    ratio = swept["untrained_gradient_ratio"][:, 0, 1]
    np.testing.assert_allclose(result["untrained_gradient_ratio"][:, 0], np.sqrt(ratio[:, 0] * ratio[:, 1]))
    assert result["activations"] == ["ReLU", "tanh"] and result["inits"] == ["He", "zeros"] and result["reached"].all()


def test_zeros_have_no_gradient_to_compare(grid):
    assert np.isnan(grid(3)["untrained_gradient_ratio"][:, 1]).all()


def test_a_depth_that_was_not_computed_is_refused(grid):
    with pytest.raises(ValueError, match="depth must be one of 1, 3, which were computed, not 2"):
        grid(2)


def test_the_repr_makes_the_grid_again(grid):
    assert repr(StartingGrid(depths=[1], inits=["He"], activations=["tanh"], steps=1)) == (
        "StartingGrid(depths=[1], inits=['He'], activations=['tanh'], steps=1)"
    )


def test_a_stopped_grid_keeps_what_it_has():
    def stop(done, total):
        if done == 1:
            raise KeyboardInterrupt

    result = StartingGrid(progress=stop, **SMALL | {"depths": [3]})(3)
    assert result["reached"].sum() == 1 and np.isfinite(result["test_accuracy"][result["reached"]]).all()
    assert np.isnan(result["test_accuracy"][~result["reached"]]).all()


def test_a_diverged_seed_is_left_out_of_the_mean():
    np.testing.assert_array_equal(mean_of_known(np.array([[0.5, np.nan], [np.nan, np.nan]])), [0.5, np.nan])


# ---- Progress


def test_a_progress_bar_follows_a_sweep_and_is_shown_once(monkeypatch):
    bar, shown = ProgressBar("Training"), []
    monkeypatch.setattr(progress, "display", shown.append)
    StartingGrid(progress=bar, **SMALL | {"steps": 1})
    assert shown == [bar.box]
    track, words = bar.box.children
    assert track.value == track.max == 8 and words.value.startswith("all 8 done in ")


@pytest.mark.parametrize("done, seconds, words", [
    (0, 0.0, "0 of 10"), (2, 4.0, "2 of 10, about 16 s left"), (10, 20.4, "all 10 done in 20 s"),
])  # fmt: skip
def test_the_words_beside_the_bar(done, seconds, words):
    assert in_words(done, 10, seconds) == words


# ---- The picture


def written(picture, result):
    """What is written into the cells of the two maps, row by row."""
    return [[text.get_text() for text in axes.texts] for axes in picture.draw(result).axes]


def test_each_cell_says_its_number():
    assert written(GridPicture(), grid_result()) == [["1", "10⁻⁶", "0.5", "0"], ["95 %", "10 %", "90 %", "10 %"]]


def test_cells_without_a_number_say_why():
    result = grid_result(
        ratio=((np.nan, 1.0), (1.0, 1.0)), accuracy=((0.1, np.nan), (0.9, np.nan)),
        reached=np.array([[True, True], [True, False]]),
    )  # fmt: skip
    assert written(GridPicture(), result) == [["none", "1", "1", ""], ["10 %", "nan", "90 %", ""]]


def test_rows_and_columns_are_named_and_the_same():
    left, right = GridPicture().draw(grid_result()).axes
    assert [label.get_text() for label in left.get_yticklabels()] == ["tanh", "ReLU"]
    for axes in (left, right):
        assert [label.get_text() for label in axes.get_xticklabels()] == ["Xavier", "zeros"]
        assert axes.get_ylim() == (2, 0)


def test_another_depth_changes_cells_and_another_grid_the_names():
    picture = GridPicture()
    figure = picture.draw(grid_result())
    assert picture.draw(grid_result(depth=10, accuracy=((0.1, 0.1), (0.1, 0.1)))) is figure
    assert written(picture, grid_result(accuracy=((0.2, 0.3), (0.4, 0.6))))[1] == ["20 %", "30 %", "40 %", "60 %"]
    other = picture.draw(grid_result(inits=["He", "LeCun"]))
    assert [label.get_text() for label in other.axes[0].get_xticklabels()] == ["He", "LeCun"]


def test_words_stand_out_from_their_cells():
    for axes in GridPicture().draw(grid_result()).axes:
        for cell, text in zip(axes.collections[0].get_facecolor(), axes.texts):
            dark = cell[:3] @ (0.299, 0.587, 0.114) < 0.5
            assert (text.get_color() == "#ffffff") == dark


@pytest.mark.parametrize("result, words", [
    (grid_result(), "2 of 4 starts learn, to a test accuracy of 80 % or more."),
    (grid_result(), "Before training 2 had a gradient in layer 1 within a factor of 10 of that in the last layer: "
                    "2 of these learned, and 0 of the other 2."),
    (grid_result(ratio=((np.nan, 1.0), (1e9, 1.0))), "Before training 2 had"),
    (grid_result(diverged=np.array([[0, 1], [0, 0]])), "or more, 1 diverged."),
    (grid_result(reached=np.array([[True, True], [True, False]])), "of 3 starts learn, to a test accuracy of 80 % or more (1 more were not computed)."),
    (grid_result(reached=np.array([[True, True], [True, False]])), "2 of these learned, and 0 of the other 1."),
    (grid_result(reached=np.zeros((2, 2), bool)), "not computed, because the sweep was stopped."),
    (grid_result(seeds=3), "Depth 5, 32 units a layer, digits, 300 steps of SGD at learning rate 0.05, 3 seeds: "),
])  # fmt: skip
def test_the_sentence_counts_what_is_seen(result, words):
    assert words in GridPicture().describe(result)


def test_a_pinned_grid_marks_what_learned_in_it():
    picture = GridPicture()
    picture.pin(grid_result(depth=2))
    right = picture.draw(grid_result(accuracy=((0.1, 0.1), (0.1, 0.1)))).axes[1]
    (ghost,) = right.lines
    assert [(int(x), int(y)) for x, y in ghost.get_xydata()] == [(0, 0), (0, 1)]


@pytest.mark.parametrize("theme, scale", [("light", 1.0), ("dark", 1.4)])
def test_no_word_is_cut_off(theme, scale):
    palette.use(theme, scale)
    picture, names = (
        GridPicture(),
        {"activations": ["leaky ReLU", "tanh"], "inits": ["small normal", "PyTorch default"]},
    )
    picture.pin(grid_result(**names))
    picture.guess(3)
    picture.frame(grid_result(**names))
    figure = picture.draw(grid_result(**names))
    palette.use()
    words = [*figure.legends[0].get_texts()]
    for axes in figure.axes:
        words += [axes._left_title, *axes.get_xticklabels(), *axes.get_yticklabels(), *axes.texts]
    boxes = [text.get_window_extent() for text in words if text.get_text()]
    assert len(boxes) > 15
    assert all(figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1 for box in boxes)
    assert all(figure.bbox.y0 <= box.y0 and box.y1 <= figure.bbox.y1 for box in boxes)


def test_pin_and_guess_are_seen_and_read_aloud_until_they_are_taken_away():
    picture, result = GridPicture(), grid_result()
    before = picture.frame(result)
    picture.pin(grid_result(depth=2))
    picture.guess(3)
    assert picture.frame(result) != before
    assert "Pinned in grey: Depth 2" in picture.describe(result)
    assert "Your guess for the starts that learn is 3." in picture.describe(result)
    picture.unpin()
    picture.guess(None)
    assert picture.frame(result) == before and "guess" not in picture.describe(result)


def test_a_result_that_lacks_something_is_answered_with_what_is_needed():
    lacking = {key: value for key, value in grid_result().items() if key != "inits"}
    with pytest.raises(ValueError, match="GridPicture needs .*inits.*; the result lacks inits"):
        GridPicture().frame(lacking)


def test_without_a_result_there_is_an_empty_picture():
    assert GridPicture().frame(None) != GridPicture().frame(grid_result())


def test_a_progress_bar_may_hear_of_the_first_part_when_it_is_done():
    bar = ProgressBar("Training", put=lambda box: None)
    bar(1, 3)
    assert "1 of 3" in bar._words.value
