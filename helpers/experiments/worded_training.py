"""A worded training has a word for each setting that may be None, so that a slider can show it."""

from __future__ import annotations

from inspect import Signature, signature

from .descent import OptionalKnob
from .training import Training

WORDS = {"training_examples": "all", "clip_norm": "off"}


class WordedKnob(OptionalKnob):
    """An optional knob that a word switches off."""

    def __set__(self, training, value):
        super().__set__(training, without_words(self.name, value))


class WordedTraining(Training):
    """A `Training` of which every setting can stand on a menu: `training_examples` "all", `clip_norm` "off"."""

    __signature__ = Signature(
        [part.replace(default=WORDS.get(name, part.default)) for name, part in signature(Training).parameters.items()]
    )
    clip_norm = WordedKnob()

    def __init__(self, **settings):
        super().__init__(**{name: without_words(name, value) for name, value in settings.items()})


def without_words(name: str, value):
    """None where the value is the word for it."""
    return None if name in WORDS and value == WORDS[name] else value
