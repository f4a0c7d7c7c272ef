"""A part of the page: a locator to act on it, and a short way to read it."""

from functools import cached_property

from tests.browser.waiting import eventually


class Part:
    """The element at the end of `path`, from the whole page on: each step is a selector and which of those found it is."""

    def __init__(self, page, *path):
        self.page, self._path = page, path

    def inside(self, selector, place=0):
        return Part(self.page, *self._path, (selector, place))

    def all_inside(self, selector):
        return [self.inside(selector, place) for place in range(self.count(selector))]

    @cached_property
    def locator(self):
        found = self.page
        for selector, place in self._path:
            found = found.locator(selector).nth(place)
        return found

    def ask(self, question):
        """What `question`, a function in JavaScript, says of the element, as soon as it is on the page.

        A locator takes five times as long, for it searches the whole page; and tests ask until they hear what they await.
        """
        script = f"""async path => {{
            const step = (node, [selector, place]) => node && node.querySelectorAll(selector)[place];
            const part = path.reduce(step, document);
            return part ? [await ({question})(part)] : null;
        }}"""
        return eventually(lambda: self.page.evaluate(script, self._path), f"{self._path} on the page")[0]

    def text(self):
        return self.ask("part => part.innerText")

    def count(self, selector):
        """How many elements in it the selector finds."""
        return self.ask(f"part => part.querySelectorAll({selector!r}).length")
