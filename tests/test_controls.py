import math

import ipywidgets as widgets
import pytest

from helpers.controls import dropdown, log_range, make_control, setting


@pytest.mark.parametrize(
    "menu, start, kind",
    [
        ((1, 50), 10, widgets.IntSlider),
        ((1, 51, 10), 11, widgets.IntSlider),
        ((0.0, 1.0), 0.5, widgets.FloatSlider),
        ((-1, 1), 0.0, widgets.FloatSlider),
        (["a", "b"], "b", widgets.SelectionSlider),
        (dropdown(["a", "b"]), "b", widgets.Dropdown),
        (log_range(0.01, 10), 1.0, widgets.FloatLogSlider),
        (bool, True, widgets.Checkbox),
        (False, True, widgets.Checkbox),
    ],
)
def test_each_menu_gives_its_widget_set_to_the_start(menu, start, kind):
    control = make_control("some_scale", menu, start)
    assert isinstance(control, kind)
    assert control.description == "some scale"
    assert setting(control) == start and type(setting(control)) is type(start)


def test_a_ready_widget_is_taken_as_it_is():
    ready = widgets.IntSlider(7)
    assert make_control("depth", ready, 3) is ready and setting(ready) == 7


@pytest.mark.parametrize("menu, first", [((3, 9), 3), (["a", "b"], "a"), (log_range(1, 10), 1), (bool, False)])
def test_without_a_start_a_control_begins_with_the_first_of_its_menu(menu, first):
    assert setting(make_control("x", menu)) == first


@pytest.mark.parametrize(
    "menu, start, wrong, answer",
    [
        ((1, 50), 10, 0, "depth cannot be 0; choose a whole number from 1 to 50"),
        ((1, 50), 10, 1000, "depth cannot be 1000; choose a whole number from 1 to 50"),
        ((1, 50), 10, 2.5, "whole number from 1 to 50"),
        ((1, 50), 10, "ten", "depth cannot be 'ten'"),
        ((1, 50), 10, None, "depth cannot be None"),
        ((0.0, 1.0), 0.5, float("nan"), "depth cannot be nan; choose a number from 0 to 1"),
        (log_range(0.01, 10), 1.0, 0, "a number from 0.01 to 10"),
        (log_range(0.01, 10), 1.0, float("nan"), "depth cannot be nan"),
        (["tanh", "ReLU"], "tanh", "relu", "depth cannot be 'relu'; choose one of 'tanh', 'ReLU'"),
        (dropdown(["tanh", "ReLU"]), "tanh", "relu", "choose one of 'tanh', 'ReLU'"),
        (bool, True, "yes", "depth cannot be 'yes'; choose True or False"),
    ],
)
def test_a_wrong_value_is_answered_with_the_menu_and_changes_nothing(menu, start, wrong, answer):
    control = make_control("depth", menu, start)
    with pytest.raises(ValueError, match=answer):
        control.value = wrong
    assert setting(control) == start


@pytest.mark.parametrize("menu, start", [((1, 50), 51), (["tanh", "ReLU"], "relu"), (log_range(1, 10), 0.5)])
def test_a_default_off_the_menu_is_answered_with_the_menu(menu, start):
    with pytest.raises(ValueError, match=f"depth cannot be {start!r}; choose"):
        make_control("depth", menu, start)


@pytest.mark.parametrize("menu", ["1..50", (1,), (1, 2, 3, 4), {"a": 1}, 3, None, []])
def test_what_is_no_menu_is_answered_with_what_is_one(menu):
    with pytest.raises(ValueError, match="no control for depth.*low, high"):
        make_control("depth", menu, 1)


@pytest.mark.parametrize("make, answer", [
    (lambda: make_control("depth", (1, 9, 0), 1), "depth must have a step above 0, not 0"),
    (lambda: make_control("depth", (1, float("inf")), 1), "depth must be a finite number, not inf"),
    (lambda: make_control("depth", (9, 1), 1), "depth must go from a low to a higher number, not from 9 to 1"),
    (lambda: log_range("1", 10), "log_range must be a finite number, not '1'"),
    (lambda: log_range(1, 10, per_decade=0), "per_decade must be a whole number of at least 1, not 0"),
    (lambda: dropdown("ReLU"), "options must be a list of at least one choice, not 'ReLU'"),
])  # fmt: skip
def test_a_menu_says_which_of_its_numbers_is_wrong(make, answer):
    with pytest.raises(ValueError, match=answer):
        make()


@pytest.mark.parametrize("make", [lambda: make_control("x", (5, 5), 5), lambda: make_control("x", [], 1),
                                  lambda: log_range(0, 1), lambda: log_range(10, 1)])  # fmt: skip
def test_an_empty_menu_is_refused(make):
    with pytest.raises(ValueError):
        make()


def browser_moves(control, value):
    """What the browser does when a slider is dragged: it sets the state, past any check of ours."""
    control.set_state({"value": value})


def test_rounding_noise_of_the_browsers_slider_is_no_setting():
    control = make_control("weight_scale", (0.1, 4.0, 0.05), 1.0)
    browser_moves(control, 1.0000000000000002)
    assert setting(control) == 1.0
    browser_moves(control, 0.1 + 3 * 0.05)
    assert setting(control) == 0.25


def test_a_dragged_scale_is_the_number_shown():
    control = make_control("weight_scale", log_range(0.01, 10), 1.0)
    browser_moves(control, 10**0.3)
    assert setting(control) == 2.0


def test_a_scale_set_from_code_is_exact():
    control = make_control("weight_scale", log_range(0.01, 10), 1.0)
    control.value = 1.2345
    assert setting(control) == 1.2345


@pytest.mark.parametrize("menu, start, value, low, step", [
    (log_range(0.01, 3), 1.0, 0.7, -2, 0.05), ((-3.0, 0.0, 0.7), -3.0, -1.0, -3, 0.7), ((1, 50, 7), 1, 20, 1, 7),
])  # fmt: skip
def test_a_value_between_two_steps_of_the_slider_is_one_of_its_steps(menu, start, value, low, step):
    """A browser moves a handle to the nearest step; the value that code sets, at once or later, must be one."""
    late = make_control("x", menu, start)
    late.value = value
    for control in (late, make_control("x", menu, value)):
        place = math.log10(value) if isinstance(menu, log_range) else value
        steps = (place - control.min) / step
        assert steps == pytest.approx(round(steps), abs=1e-9)
        assert low <= control.min < low + step and setting(control) == value
    late.value = start
    assert late.min == pytest.approx(low) and setting(late) == start


def test_a_drag_from_a_value_between_two_steps_is_the_number_shown():
    control = make_control("slope", log_range(0.01, 3), 0.7)
    browser_moves(control, 10 ** (math.log10(0.7) + 0.05))
    assert setting(control) == 0.785
    browser_moves(control, 0.7 * (1 + 1e-13))
    assert setting(control) == 0.7


def test_the_browser_is_told_of_new_steps_and_value_at_once(monkeypatch):
    control, told = make_control("slope", log_range(0.01, 3), 1.0), []
    monkeypatch.setattr(
        type(control), "send_state", lambda self, key=None: told.append({key} if isinstance(key, str) else set(key))
    )
    control.value = 0.7
    assert told == [{"min", "value"}, {"orientation"}, {"orientation"}]  # turned twice, it is made anew
    told.clear()
    control.value = 0.7 * 10**0.05
    assert told == [{"value"}]


def test_what_a_browser_has_rounded_to_steps_that_are_no_more_is_not_taken():
    control = make_control("learning_rate", log_range(0.001, 100), 0.7)
    rounded = 0.7 / 10 ** (17 * 0.05)  # the step nearest 0.1, as long as a step leads to 0.7
    browser_moves(control, rounded)
    assert setting(control) == float(f"{rounded:.3g}")
    control.value = 0.1
    browser_moves(control, rounded)
    assert setting(control) == 0.1
    browser_moves(control, 100.0)
    assert setting(control) == 100


def test_the_browser_may_choose_any_entry():
    control = make_control("activation", ["tanh", "ReLU"], "tanh")
    control.set_state({"index": 1})
    assert setting(control) == "ReLU"


@pytest.mark.parametrize("menu", [log_range(0.01, 10), log_range(1, 100, per_decade=5), dropdown(["a", "b"])])
def test_a_menu_can_be_written_back(menu):
    assert repr(eval(repr(menu))) == repr(menu)


def test_a_slider_over_tiny_numbers_is_where_it_is_dragged_to():
    control = make_control("rate", log_range(1e-12, 1), 1e-12)
    control.set_state({"value": 1.0000000001e-10})
    assert setting(control) == 1e-10
