"""A run is one life of an experiment: it starts from its settings, goes on step by step, and its knobs may be turned.

The experiment is a class that takes its settings as keyword arguments and has `step(n)`, `measure() -> dict`
and an attribute for each knob. A result with a `divergence` (the reason, in words) has come to its end; so has
one that is `diverged`, where no reason is ever given.
"""

from time import monotonic

from .reel import Frame, Reel
from .story import Story


class Run:
    """`experiment(**settings)` on its way; `live` names the settings that are knobs, `pace` is the steps in a frame."""

    def __init__(self, experiment, settings, live, pace):
        self.settings, self.pace = settings, pace
        self._live = live
        self._running = experiment(**settings)
        self.steps = 0
        self.reel = Reel()
        self.story = Story({**settings, "steps_per_frame": pace})
        self._take_frame()  # there is no run without a frame

    def obeys(self, settings):
        """Whether `settings` can be had without a new start."""
        # Before the first step there is nothing to keep, and what was remembered of its frame was read with the old knobs.
        return self.steps > 0 and {**settings, **self._knobs(self.settings)} == self.settings

    def turn(self, settings, pace):
        """Set the knobs to what `settings` say, and the steps in a frame to `pace`."""
        changed = {name: value for name, value in settings.items() if self.settings[name] != value}
        for name, value in changed.items():
            setattr(self._running, name, value)
        self.settings = settings
        if pace != self.pace:
            self.pace = changed["steps_per_frame"] = pace
        if changed:
            self._take_frame()
            self.story.note(self.steps, changed)

    def advance(self, most, seconds, is_outdated):
        """Make steps to the end of the frame, but no more than `most` (at least 1), and none after `seconds` or when outdated."""
        deadline = monotonic() + seconds
        made = 0
        while made < most:
            self._running.step(1)
            self.steps += 1
            made += 1
            if self.ends_a_frame or monotonic() > deadline or is_outdated():
                break
        return made

    @property
    def ends_a_frame(self):
        return self.steps % self.pace == 0

    @property
    def has_ended(self):
        result = self.reel.newest.result
        return bool(result.get("divergence", result.get("diverged")))

    def measure(self):
        """Have a frame of the present step."""
        if self.reel.newest.step == self.steps:
            return
        self._take_frame()
        if not self.ends_a_frame:
            self.story.note(self.steps)

    def _take_frame(self):
        self.reel.add(Frame(self.steps, self.settings, self._running.measure()))

    def _knobs(self, settings):
        return {name: value for name, value in settings.items() if name in self._live}
