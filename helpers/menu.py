"""A menu maps each name a reader may choose to what it stands for, and answers a wrong name with the right ones."""

from difflib import get_close_matches


class UnknownName(KeyError, ValueError):
    """A name that is not on the menu; the message lists the names that are."""

    def __str__(self) -> str:
        return self.args[0]  # KeyError would print the message in quotation marks


class Menu(dict):
    """`Menu(kind, entries)`: a dict whose missing names raise `UnknownName`; `kind` says what is chosen from it."""

    def __init__(self, kind: str, entries: dict):
        super().__init__(entries)
        self.kind = kind

    def __getitem__(self, name):
        try:
            return super().__getitem__(name)
        except TypeError:  # a list, say, which no dict can look up
            return self.__missing__(name)

    def __missing__(self, name):
        raise UnknownName(f"no {self.kind} named {name!r}; choose one of: {', '.join(self)}{self._guess(name)}")

    def _guess(self, name) -> str:
        by_lower_case = {entry.lower(): entry for entry in self}
        close = get_close_matches(str(name).lower(), by_lower_case, n=1, cutoff=0.5)
        return f" (did you mean {by_lower_case[close[0]]!r}?)" if close else ""
