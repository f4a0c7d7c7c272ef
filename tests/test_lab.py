import asyncio
import base64
import html
import io
import re
import threading

import ipywidgets as widgets
import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances
from PIL import Image

from helpers import cells, palette
from helpers.controls import dropdown, log_range
from helpers.lab import Lab
from helpers.pictures import LayerPicture
from tests.made_up import falling, layer_result


def measure(depth=10, activation="tanh", factor=0.5, fresh=True, seed=0):
    """A made-up experiment with an argument of each kind."""
    return falling(depth, factor if fresh else 1.0, seed) | {"activation": activation}


MENUS = dict(depth=(1, 50), activation=["tanh", "ReLU"], factor=log_range(0.01, 10), fresh=bool)


@pytest.fixture
def lab():
    lab = Lab(measure, LayerPicture(), **MENUS)
    yield lab
    lab.close()


@pytest.fixture(autouse=True)
def usual_palette():
    yield
    palette.use()


def text(widget):
    """What a reader sees of an HTML widget."""
    return html.unescape(re.sub("<[^>]*>", "", widget.value))


def part(lab, name):
    """The widget of a lab with the class by which browser tests find it."""
    wanted = f"gradient-lab-{name}"
    return next(w for w in below(lab.page.box) if wanted in w._dom_classes)


def below(widget):
    return [widget, *(w for child in getattr(widget, "children", ()) for w in below(child))]


def slow(depth=3, progress=None):
    """An experiment that reports how far it is."""
    for done in range(3):
        progress(done, 2)
    return falling(depth)


def test_a_slow_experiment_has_a_bar_beside_the_buttons_that_goes_when_the_picture_is_there():
    lab = Lab(slow, LayerPicture(), depth=(1, 50))
    assert "progress" not in lab.call and "progress" not in lab.settings
    bar = part(lab, "progress")
    assert bar.children[0].value == bar.children[0].max == 2 and bar.layout.visibility == "hidden"
    lab.page.progress(1, 2)
    assert bar.layout.visibility == "visible" and bar.children[1].value.startswith("1 of 2")
    before = len(below(lab.page.box))
    lab.show(depth=4)
    assert len(below(lab.page.box)) == before
    lab.close()


class Gripped(LayerPicture):
    """A picture with a grip on its left half."""

    x = ("factor", -2.0, 1.0)

    def grip(self):
        return dict(left=0.1, top=0.2, width=0.4, height=0.5, x=self.x, y=("depth", 1.0, 50.0))


def test_a_picture_with_a_grip_is_covered_where_it_says():
    lab = Lab(measure, Gripped(), **MENUS)
    cover = part(lab, "grip")
    assert "left: 10.000%; top: 20.000%; width: 40.000%; height: 50.000%" in cover.value
    assert "['factor', -2, 1], ['depth', 1, 50]" in cover.value and lab.screen in below(lab.page.box)
    Gripped.x = ("factor", -1.0, 1.0)
    lab.show(depth=20)
    assert "['factor', -1, 1]" in cover.value
    lab.close()


def choose(choice=None, cut=None):
    """An experiment two of whose arguments may be left out."""
    return falling() | {"chosen": (choice, cut)}


def test_what_may_be_left_out_starts_at_the_first_entry_of_its_menu():
    lab = Lab(choose, LayerPicture(), choice=log_range(0.01, 1), cut=[None, 1.0])
    assert lab.result["chosen"] == (0.01, None)
    lab.close()


def same(result, other):
    return all(np.array_equal(result[key], other[key]) for key in other)


# ---- The lab shows what is set


def test_the_first_picture_is_there_at_once(lab):
    assert same(lab.result, measure())
    assert lab.settings == dict(depth=10, activation="tanh", factor=0.5, fresh=True, seed=0)
    assert lab.screen.value == LayerPicture().frame(measure())
    assert text(part(lab, "sentence")) == LayerPicture().describe(measure())


@pytest.mark.parametrize("name, value", [("depth", 31), ("activation", "ReLU"), ("factor", 2.0), ("fresh", False)])
def test_picture_and_sentence_follow_each_control(lab, name, value):
    lab.controls[name].value = value
    expected = measure(**{name: value})
    assert lab.settings[name] == value and same(lab.result, expected)
    assert lab.screen.value == LayerPicture().frame(expected)
    assert text(part(lab, "sentence")) == LayerPicture().describe(expected)


def test_several_controls_are_set_with_one_picture():
    runs = []
    lab = Lab(lambda depth=3, seed=0: runs.append((depth, seed)) or falling(depth), LayerPicture(), depth=(1, 9))
    assert lab.show(depth=5, seed=4) is lab
    assert runs == [(3, 0), (5, 4)]


def test_the_screen_keeps_the_shape_of_the_picture(lab):
    width, height = Image.open(io.BytesIO(lab.screen.value)).size
    assert int(lab.screen.width) / int(lab.screen.height) == width / height


def test_ready_widgets_are_taken_as_they_are():
    ready = widgets.IntSlider(7, min=1, max=20)
    lab, other = (Lab(measure, LayerPicture(), depth=ready) for _ in range(2))
    ready.value = 12
    assert lab.result["depth"] == other.result["depth"] == 12
    lab.close()
    ready.value = 13
    assert other.result["depth"] == 13 and ready.comm is not None


def test_a_new_activation_is_on_the_next_labs_menu(lab):
    menu = {"tanh": 1, "ReLU": 2}
    menu["mine"] = 3
    assert Lab(measure, LayerPicture(), activation=[*menu]).show(activation="mine").result["activation"] == "mine"


@pytest.mark.parametrize("parts, answer", [
    ((None, LayerPicture()), "experiment must be a function of settings, such as measure_layers, not None"),
    ((measure, None), "picture must be a picture, such as LayerPicture(), not None"),
    ((measure, LayerPicture), "picture must be a picture, such as LayerPicture(), not <class"),
])  # fmt: skip
def test_what_makes_no_lab_is_answered_with_what_does(parts, answer):
    with pytest.raises(ValueError, match=re.escape(answer)):
        Lab(*parts, depth=(1, 9))


def test_a_seed_that_is_none_is_refused_and_nothing_is_set(lab):
    with pytest.raises(ValueError, match="seed must be a whole number of at least 0, not -1"):
        lab.show(depth=3, seed=-1)
    assert lab.settings["seed"] == 0 and lab.settings["depth"] != 3


def test_a_check_refuses_what_show_would_and_sets_nothing(lab):
    before = lab.settings
    lab.check(depth=3)
    with pytest.raises(ValueError, match="depth cannot be 99"):
        lab.check(depth=99)
    assert lab.settings == before


# ---- Pin, seed, guess, call


def test_new_seed_draws_again_with_the_next_seed(lab):
    part(lab, "new-seed").click()
    assert lab.settings["seed"] == 1 and same(lab.result, measure(seed=1))


def test_an_experiment_without_a_seed_has_no_button_for_one():
    lab = Lab(lambda depth=3: falling(depth), LayerPicture(), depth=(1, 9))
    assert "seed" not in lab.settings
    with pytest.raises(StopIteration):
        part(lab, "new-seed")
    with pytest.raises(TypeError, match="no seed"):
        lab.new_seed()


def test_a_pin_keeps_the_curve_while_controls_move(lab):
    button = part(lab, "pin")
    button.click()
    assert button.description == "Unpin"
    lab.controls["depth"].value = 30
    expected = LayerPicture()
    expected.pin(measure())
    assert lab.screen.value == expected.frame(measure(depth=30))
    assert "Pinned in grey" in text(part(lab, "sentence"))
    button.click()
    assert button.description == "Pin" and lab.screen.value == LayerPicture().frame(measure(depth=30))


def test_pinning_does_not_run_the_experiment_again():
    runs = []
    lab = Lab(lambda depth=3: runs.append(depth) or falling(depth), LayerPicture(), depth=(1, 9))
    lab.pin()
    assert runs == [3]


def test_a_guess_is_drawn_into_the_picture(lab):
    before = lab.screen.value
    lab.guess(0.3)
    assert lab.screen.value != before and "Your guess for layer 1 is 0.3" in text(part(lab, "sentence"))
    with pytest.raises(ValueError, match="at least 0"):
        lab.guess(-1)
    lab.guess(None)
    assert lab.screen.value == before


def test_the_call_rebuilds_exactly_this_lab(lab):
    lab.show(depth=20, activation="ReLU", factor=1.2345, fresh=False, seed=3)
    assert text(part(lab, "call")) == lab.call
    again = eval(lab.call)
    assert again.settings == lab.settings and again.call == lab.call
    assert again.screen.value == lab.screen.value
    assert [*again.controls] == [*lab.controls]


def test_the_call_carries_the_picture_and_every_kind_of_menu():
    lab = Lab(measure, LayerPicture(deepest=12), depth=(1, 12, 2), activation=dropdown(["tanh"]), fresh=True)
    assert lab.call == (
        "Lab(measure, LayerPicture(deepest=12), depth=(1, 12, 2), activation=dropdown(['tanh']), fresh=True)"
        ".show(depth=10, activation='tanh', fresh=True, seed=0)"
    )


# ---- Wrong names and values


def test_an_argument_the_experiment_lacks_is_answered_with_those_it_has():
    with pytest.raises(ValueError, match="no argument of measure named 'dept'; choose one of: depth, activation"):
        Lab(measure, LayerPicture(), dept=(1, 50))


@pytest.mark.parametrize(
    "wrong, answer",
    [
        (dict(dept=3), "no control named 'dept'; choose one of: depth"),
        (dict(depth=1000), "depth cannot be 1000; choose a whole number from 1 to 50"),
        (dict(depth=20, activation="relu"), "activation cannot be 'relu'; choose one of 'tanh', 'ReLU'"),
        (dict(factor=float("nan")), "factor cannot be nan"),
    ],
)
def test_wrong_settings_are_answered_and_nothing_is_set(lab, wrong, answer):
    with pytest.raises(ValueError, match=answer):
        lab.show(**wrong)
    assert lab.settings["depth"] == 10 and lab.result["depth"] == 10


def test_a_control_that_does_not_exist_is_answered_with_those_that_do(lab):
    with pytest.raises(ValueError, match="no control named 'dept'.*did you mean 'depth'"):
        lab.controls["dept"]


def fragile(depth=3):
    if depth == 4:
        raise RuntimeError("<b>four</b> is no depth")
    return falling(depth)


def test_what_an_experiment_raises_is_shown_with_its_settings_and_the_lab_goes_on():
    lab = Lab(fragile, LayerPicture(), depth=(1, 9))
    shown = lab.screen.value, lab.result
    lab.controls["depth"].value = 4
    note = part(lab, "note")
    assert "&lt;b&gt;four&lt;/b&gt; is no depth" in note.value and "<b>four" not in note.value
    assert "fragile(depth=4)" in text(note) and "RuntimeError" in text(note)
    assert (lab.screen.value, lab.result) == shown
    lab.controls["depth"].value = 5
    assert note.value == "" and lab.result["depth"] == 5


def test_a_lab_whose_first_run_fails_can_be_set_right():
    lab = Lab(fragile, LayerPicture(), depth=widgets.IntSlider(4))
    assert "is no depth" in part(lab, "note").value and lab.result is None
    assert lab.screen.value == LayerPicture().frame(None, draft=True)
    lab.pin()
    lab.controls["depth"].value = 5
    assert lab.result["depth"] == 5 and part(lab, "note").value == ""


def test_a_picture_that_does_not_fit_says_what_it_needs():
    lab = Lab(lambda depth=3: {"depth": depth}, LayerPicture(), depth=(1, 9))
    assert "LayerPicture needs" in text(part(lab, "note"))


# ---- Threads and cells


def test_pictures_are_right_when_several_threads_move_controls():
    """As in JupyterLab: the lab is made on a loop, and messages come on other threads."""

    async def cell():
        lab = Lab(measure, LayerPicture(), **MENUS)
        threads = [threading.Thread(target=move, args=(lab, name)) for name in ("depth", "factor", "activation")]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            await asyncio.sleep(0.001)
        lab.settled()
        return lab

    def move(lab, name):
        values = {"depth": range(1, 41), "factor": np.linspace(0.1, 2.0, 40), "activation": ["ReLU", "tanh"] * 20}
        for value in values[name]:
            lab.controls[name].value = value

    lab = asyncio.run(cell())
    expected = measure(depth=40, factor=2.0)
    assert lab.settings["depth"] == 40 and lab.settings["factor"] == 2.0
    assert lab.screen.value == LayerPicture().frame(expected)
    assert part(lab, "note").value == ""


@pytest.fixture
def run_cell(monkeypatch):
    """Pretends that a cell of a notebook runs: run_cell("a") is a new run of cell a."""
    runs = iter(range(1000))
    monkeypatch.setattr(cells, "_made", {})

    def run(name):
        running = name, next(runs)
        monkeypatch.setattr(cells, "_running_cell", lambda: running)

    return run


def is_open(lab):
    return lab.page.is_open


def test_a_cell_run_again_leaves_only_its_new_labs(run_cell):
    run_cell("a")
    first, beside = (Lab(measure, LayerPicture(), **MENUS) for _ in range(2))
    run_cell("b")
    elsewhere = Lab(measure, LayerPicture(), **MENUS)
    assert is_open(first) and is_open(beside)
    run_cell("a")
    again = Lab(measure, LayerPicture(), **MENUS)
    assert not is_open(first) and not is_open(beside)
    assert is_open(elsewhere) and is_open(again)


def test_a_closed_lab_leaves_no_widget_behind(run_cell):
    run_cell("a")
    Lab(measure, LayerPicture(), **MENUS)
    widgets_open = len(_instances)
    for _ in range(5):
        run_cell("a")
        Lab(measure, LayerPicture(), **MENUS)
        assert len(_instances) == widgets_open


def test_moving_a_control_of_a_closed_lab_does_nothing(lab):
    lab.close()
    lab.controls["depth"].value = 20
    assert lab.result["depth"] == 10


# ---- For eyes, ears and pages without a kernel


def test_a_page_without_a_kernel_gets_the_last_picture_and_its_sentence(lab):
    lab.controls["depth"].value = 30
    bundle = lab._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["image/jpeg"] == base64.b64encode(lab.screen.value).decode()
    assert bundle["text/plain"].startswith(lab.picture.describe(lab.result)) and lab.call in bundle["text/plain"]


def test_the_sentence_is_spoken_and_the_note_alerts(lab):
    assert 'role="status"' in part(lab, "sentence").value
    lab.page.fail(ValueError("wrong"), "measure()")
    assert 'role="alert"' in part(lab, "note").value


def test_no_line_breaks_within_a_number(lab):
    lab.show(depth=50, factor=0.1)
    assert '<span style="white-space: nowrap">1e-51</span> in layer 1' in part(lab, "sentence").value


def test_every_control_has_a_label(lab):
    assert [control.description for control in lab.controls.values()] == ["depth", "activation", "factor", "fresh"]


def test_the_text_grows_on_a_projector(lab):
    palette.use(scale=1.4)
    lab.show()
    assert "font-size: 21px" in part(lab, "sentence").value


def test_labels_and_values_cannot_smuggle_markup_into_the_page():
    result = layer_result([0.1], activation="<script>")
    lab = Lab(lambda depth=1: result, LayerPicture(), depth=(1, 9))
    assert "<script>" not in part(lab, "sentence").value
