"""A training can be watched while it runs: make some steps, measure, turn a knob, go on."""

from __future__ import annotations

from .descent import KNOBS, Descent
from .hinges import read_hinges
from .logbook import Logbook


class Training(Descent):
    """A network in training, from the same start and on the same batches whenever the settings are the same.

    `learning_rate`, `l1` (on activations), `weight_decay` (on weights) and `clip_norm` (of the whole gradient) are
    attributes that may be changed between steps; the rest stays as it was set. `training_examples` keeps only the first
    ones of the training set; `input_shift` is added to every input; `slope` is the one below zero, for an activation that
    has such a slope (None takes the menu's).
    When the loss becomes nan or inf the training stops: `diverged_at` is that step, `divergence` says why.
    Raises ValueError naming the setting that is wrong.
    """

    live = KNOBS

    def __init__(
        self, dataset="digits", depth=5, width=64, activation="ReLU", init="He", weight_scale=1.0, bias=0.0, seed=0,
        examples=256, optimizer="SGD", learning_rate=0.1, batch_size=64, l1=0.0, weight_decay=0.0, clip_norm=None,
        training_examples=None, input_shift=0.0, slope=None,
    ):  # fmt: skip
        settings = dict(locals())
        del settings["self"]
        Descent.__init__(self, settings)
        self.logbook = Logbook(self.split, examples)

    @property
    def diverged_at(self) -> int | None:
        """The number of the step whose loss was nan or inf; None while all is well."""
        return self.divergences[0]

    @property
    def divergence(self) -> str:
        """When and why the training stopped, in words; empty while all is well."""
        return self.explain_divergence()

    def measure(self) -> dict:
        """Read the network as it is now.

        Returns the settings, the keys of `measure_layers` (gradients with the L1 penalty in them), and
        `step`; `train_loss`, `test_loss` (both without penalties), `train_accuracy`, `test_accuracy` (nan in a
        regression); `output_range`, the largest difference between the outputs for two training examples;
        `dead_units` (depth, width); `diverged`, `diverged_at`, `divergence`;
        for all frames so far, one a measured step: `unit_history` (frames, depth, width), the share of training
        examples each unit is active on, `dead_history` of the same shape, and `step_history`, `train_loss_history`,
        `test_loss_history`, `test_accuracy_history` (frames,), `dead_fraction_history`, `zero_fraction_history`,
        `gradient_rms_history` (frames, depth); `events`, a tuple of `Event(step, frame, layer, unit, kind)`: units found
        born dead, died or revived (born dead are those found dead when it is measured before the first step);
        `births_dead`, `deaths`, `revivals` (depth,), how many of each there were in each layer.
        Where the data have two inputs, also the keys of `read_hinges`.
        """
        seen = self.logbook.read(self.network, self.steps, self.l1) | read_hinges(self.network, self.split)
        return self.settings_now() | seen | self._fate()

    def _fate(self) -> dict:
        fate = {"diverged_at": self.diverged_at, "divergence": self.divergence}
        return fate | {"diverged": True} if self.stopped else fate
