"""A wrong name is answered with the menu, and with the entry that was probably meant."""

import pytest

from helpers.menu import Menu, UnknownName

MENU = Menu("soup", {"tomato": 1, "ReLU": 2, "|x|": 3})


@pytest.mark.parametrize("error", [KeyError, ValueError, UnknownName])
def test_a_wrong_name_can_be_caught_as_either_kind_of_error(error):
    with pytest.raises(error):
        MENU["potato soup"]


@pytest.mark.parametrize("wrong, meant", [("tomatoe", "tomato"), ("relu", "ReLU"), ("x", "|x|")])
def test_the_answer_lists_the_menu_and_guesses(wrong, meant):
    with pytest.raises(UnknownName) as answer:
        MENU[wrong]
    assert str(answer.value) == f"no soup named {wrong!r}; choose one of: tomato, ReLU, |x| (did you mean {meant!r}?)"


@pytest.mark.parametrize("wrong", ["", "vichyssoise", 3, None])
def test_no_guess_is_made_where_nothing_is_near(wrong):
    with pytest.raises(UnknownName) as answer:
        MENU[wrong]
    assert str(answer.value).endswith("choose one of: tomato, ReLU, |x|")


def test_it_is_a_dict_that_can_grow():
    menu = Menu("soup", {"tomato": 1})
    menu["leek"] = 2
    assert dict(menu) == {"tomato": 1, "leek": 2} and [*menu] == ["tomato", "leek"]
