"""The labs behind the ledger: each claim names one of them, and the settings that show what it is about."""

from ..activations import ACTIVATIONS
from ..controls import log_range
from ..datasets import DATASETS
from ..experiments import Duel, Training, measure_chain, measure_histograms, measure_layers, measure_slope
from ..initializers import INITIALIZERS
from ..lab import Lab
from ..live import LiveLab
from ..menu import Menu
from ..pictures import ChainPicture, DuelPicture, HistogramPicture, LayerPicture, LossPicture, SlopePicture

DEEP = (1, 50)
RATES = log_range(0.001, 1)
PENALTIES = [0.0, 0.001, 0.003, 0.01, 0.03, 0.1]


def network(**more):
    """The menus of what every lab of a network can be set to."""
    menus = {"depth": DEEP, "activation": [*ACTIVATIONS], "init": [*INITIALIZERS]}
    return menus | more


def slope():
    return Lab(measure_slope, SlopePicture(), activation=[*ACTIVATIONS], z=(-8.0, 8.0, 0.1))


def layers():
    return Lab(measure_layers, LayerPicture(), **network())


def chain():
    return Lab(measure_chain, ChainPicture(), **network(weight_scale=(0.5, 16.0, 0.5)))


def histograms():
    return Lab(measure_histograms, HistogramPicture(), **network())


def training():
    menus = network(dataset=[*DATASETS], width=(1, 64), learning_rate=RATES, l1=PENALTIES)
    return LiveLab(Training, LossPicture(), **menus)


def duel():
    rivals = {
        "rival_activation": ["same", *ACTIVATIONS],
        "rival_init": ["same", *INITIALIZERS],
        "bias": (-3.0, 1.0, 0.5),
    }
    return LiveLab(Duel, DuelPicture(), **network(**rivals, learning_rate=RATES))


LABS = Menu("lab", {lab.__name__: lab for lab in (slope, layers, chain, histograms, training, duel)})


def open_lab(name: str, settings: dict) -> Lab:
    """A fresh lab of that name, at these settings. Raises UnknownName for a name that is not on the menu."""
    return LABS[name]().show(**settings)
