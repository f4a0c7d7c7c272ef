import numpy as np
import pytest
from PIL import Image

from helpers import palette
from helpers.datasets import DATASETS
from helpers.experiments import PLANES, PlaneTraining, Training
from helpers.experiments.hinges import reach_of
from helpers.live import LiveLab
from helpers.pictures import HingePicture
from helpers.pictures.hinge import PLANE
from helpers.pictures.hinge_panel import lines_in
from tests import film
from tests.made_up_lives import life_result, plane_result


@pytest.fixture(autouse=True)
def usual_palette():
    yield
    palette.use()


# ---- What is measured


def test_on_a_hinge_the_pre_activation_is_zero():
    training = Training(dataset="two moons", depth=2, width=9, bias=0.3)
    training.step(20)
    result = training.measure()
    lines = lines_in(result["hinges"], result["reach"]).astype(np.float32)
    seen = ~np.isnan(lines).any(axis=(1, 2))
    assert seen.sum() > 3
    for unit in np.flatnonzero(seen):
        z = training.network.forward(lines[unit]).pre_activations[0][:, unit]
        np.testing.assert_allclose(z, 0, atol=1e-5)
        assert np.allclose(np.abs(lines[unit]).max(axis=1), result["reach"])


def test_the_share_of_a_hinge_is_that_of_the_raster_for_relu():
    result = Training(dataset="spirals", depth=1, width=12).measure()
    np.testing.assert_allclose(result["hinge_share"], result["unit_history"][-1, 0], atol=1e-3)


def test_each_place_has_the_class_that_the_network_gives_it():
    training = Training(dataset="two moons", depth=1, width=16, learning_rate=1.0)
    training.step(200)
    result = training.measure()
    places = ((result["points"] + result["reach"]) / (2 * result["reach"]) * 48).astype(int)
    given = result["regions"][places[:, 1], places[:, 0]]
    assert (given == result["point_classes"]).mean() > 0.95


@pytest.mark.parametrize("name", DATASETS)
def test_only_data_of_a_plane_have_hinges(name):
    result = Training(dataset=name, depth=1, width=2).measure()
    assert ("hinges" in result) == (DATASETS[name].inputs == 2)


@pytest.mark.parametrize("shift, reach", [(0, 3), (1, 4), (3, 6), (500, 502.5)])
def test_the_plane_grows_in_leaps_until_it_holds_the_points(shift, reach):
    assert reach_of(np.array([[-2.0, 2.0]]) + shift) == pytest.approx(reach, abs=0.5)


def test_a_training_in_the_plane_is_small_and_answers_other_data():
    training = PlaneTraining(seed=3)
    alone = Training(dataset="two moons", depth=2, width=16, seed=3)
    training.step(5)
    alone.step(5)
    assert training.measure()["train_loss"] == alone.measure()["train_loss"]
    with pytest.raises(ValueError, match="points of a plane: two moons, circles, spirals, XOR; not digits"):
        PlaneTraining(dataset="digits")


def test_a_lab_in_the_plane_starts_there():
    lab = LiveLab(PlaneTraining, HingePicture(), dataset=PLANES, width=(1, 64), input_shift=(0.0, 3.0, 0.5)).step(10)
    assert lab.result["dataset"] == "two moons" and not lab.page._note.value
    assert eval(lab.call).screen.value == lab.screen.value


# ---- The picture


def lines(picture, result):
    """Lines of layer 1 that are seen: {style: [ends, …]}."""
    collections = picture.draw(result).axes[0].collections[:3]
    return dict(zip(("crossing", "aside", "dead"), (collection.get_segments() for collection in collections)))


def test_a_dead_unit_has_a_line_of_its_own_style():
    found = lines(HingePicture(), plane_result())
    assert np.allclose(found["crossing"], [[[0, -3], [0, 3]]]) and np.allclose(found["dead"], [[[2, -3], [2, 3]]])
    styles = [c.get_linestyle()[0][1] for c in HingePicture().draw(plane_result()).axes[0].collections[:3]]
    assert len({tuple(style or ()) for style in styles}) == 3


def test_marks_stand_on_the_side_where_the_unit_is_on():
    marks = HingePicture().draw(plane_result()).axes[0].collections[3].get_segments()
    assert len(marks) == 5 and all(end[0] > 0 == foot[0] for foot, end in marks)


def test_weights_about_to_overflow_are_drawn_like_others():
    result, picture = plane_result(), HingePicture()
    for size in (1e19, 1e30):
        huge = np.array(result["hinges"]) * np.float32(size)
        assert picture.frame(result | {"hinges": huge})


def test_points_of_each_class_have_a_shape_of_their_own():
    drawn = HingePicture().draw(plane_result()).axes[0].lines
    assert {line.get_marker(): [*line.get_xdata()] for line in drawn} == {"o": [-1, -1], "^": [1, 1]}


def test_the_plane_is_tinted_by_class():
    picture = HingePicture()
    picture.draw(plane_result())
    painted = picture._plane._paint(20, 20)
    assert (painted[:, :10] == painted[0, 0]).all() and (painted[:, 10:] == painted[0, -1]).all()
    assert (painted[0, 0] != painted[0, -1]).any()


@pytest.mark.parametrize("weights", [[0, 0, 0], [0, 0, 1], [1, 0, 99], [np.nan, 1, 0]])
def test_a_line_that_is_not_in_the_plane_is_not_drawn(weights):
    assert np.isnan(lines_in(np.array([weights], float), 3)).all()


@pytest.mark.parametrize("weights, ends", [
    ([0, 2, -2], [[3, 1], [-3, 1]]), ([1, 1, 0], [[-3, 3], [3, -3]]), ([1, 0, 3.0], None),
])  # fmt: skip
def test_a_line_ends_at_the_edge_of_the_plane(weights, ends):
    found = lines_in(np.array([weights], float), 3)[0]
    assert ends is None or sorted(found.tolist()) == sorted(ends)


def test_the_plane_follows_shifted_data():
    picture = HingePicture()
    assert picture.draw(plane_result()).axes[0].get_xlim() == (-3, 3)
    assert picture.draw(plane_result(reach=6)).axes[0].get_xlim() == (-6, 6)
    picture.pin(plane_result())
    assert picture.draw(plane_result(reach=6)).axes[0].get_xlim() == (-6, 6)


def test_a_wider_plane_and_a_deeper_network_leave_their_words_in_the_picture():
    picture = HingePicture()
    picture.frame(plane_result())
    figure = picture.draw(
        life_result(np.zeros((2, 50, 3))) | {k: v for k, v in plane_result(reach=100).items() if k in PLANE}
    )
    picture.frame(None)
    for label in (figure.axes[0].yaxis.label, figure.axes[1].yaxis.label):
        box = label.get_window_extent()
        assert box.x0 >= 0 and not any(box.overlaps(axes.get_window_extent()) for axes in figure.axes)


@pytest.mark.parametrize("result, words", [
    (plane_result(), "Of the 3 lines of layer 1, 1 crosses the points, 1 has all of them on one side and 1 is dead (1 of all lies outside of the picture)."),
    (plane_result(diverged=True), "which is not death. Until then: 0 born dead, 1 death, 0 revivals."),
])  # fmt: skip
def test_the_sentence_counts_the_lines(result, words):
    assert HingePicture().describe(result).endswith(words)


def test_data_that_are_no_plane_are_answered_in_words():
    words = "HingePicture draws data with two inputs, points of a plane: two moons, circles, spirals or XOR; not digits"
    with pytest.raises(ValueError, match=words):
        HingePicture().frame(life_result())


@pytest.mark.parametrize("settings", [
    dict(dataset="two moons", depth=1, width=1), dict(dataset="XOR", depth=2, width=128, input_shift=3.0), dict(dataset="circles", depth=50, width=2),
    dict(dataset="spirals", depth=3, width=8, learning_rate=100.0), dict(dataset="XOR", depth=1, width=8, activation="tanh", init="zeros"),
])  # fmt: skip
def test_a_training_is_shown_at_every_setting(settings):
    training, picture = Training(**settings), HingePicture()
    for _ in range(3):
        result = training.measure()
        assert picture.frame(result, draft=True) and picture.describe(result)
        training.step(5)


def test_a_unit_that_dies_in_layer_1_has_left_the_points_behind():
    """The thread's claim made visible: large steps push a line past the data, and it never moves again."""
    training = Training(dataset="two moons", depth=1, width=16, learning_rate=1.0, input_shift=2.0)
    training.step(100)
    dead = training.measure()["dead_units"][0]
    before = training.measure()["hinges"][dead]
    training.step(100)
    after = training.measure()
    assert dead.any() and (after["hinge_share"][dead] == 0).all()
    np.testing.assert_array_equal(after["hinges"][dead], before)


def test_the_film_of_the_readme_says_what_the_readme_says():
    training = PlaneTraining(**film.SETTINGS)
    for _ in range(film.FRAMES):
        training.measure()
        training.step(film.STEPS)
    result = training.measure()
    readme = (film.FOLDER.parents[1] / "README.md").read_text(encoding="utf-8")
    assert "every test point is right, and 13 of the 24 lines are dead" in " ".join(readme.split())
    assert result["test_accuracy"] == 1 and (result["dead_units"][0].sum(), result["width"]) == (13, 24)
    with Image.open(film.FOLDER / film.NAME) as saved:
        assert saved.n_frames == film.FRAMES + 1
