"""A story is what was done to a run, and at which step, so that it can be done again."""


class Story:
    """Settings changed and halts made, in the order of their steps; it begins with all settings at step 0."""

    def __init__(self, settings):
        self._events = [(0, dict(settings))]

    def note(self, step, changed=()):
        """At `step` these settings were changed; with none, the run was measured there out of turn."""
        if step == self._events[-1][0]:
            self._events[-1][1].update(changed)
        else:
            self._events.append((step, dict(changed)))

    def until(self, step):
        """(name of a method, its argument) of each call that leads from the start to `step`.

        What was changed and put back before the next step is no part of it, nor is the order in which it was.
        """
        calls, here, now = [], 0, {}
        _, settings = self._events[0]
        for place, changed in [*self._events, (step, {})]:
            if place > step:
                continue
            if place > here:
                calls.append(("step", place - here))
            known = [name for name in settings if name in changed]
            news = {name: changed[name] for name in known if name not in now or now[name] != changed[name]}
            if news:
                calls.append(("show", news))
            here, now = place, now | changed
        return calls
