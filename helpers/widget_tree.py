"""A widget tree is a widget and all below it: its parts get names that a page's styles can find, and it is closed as a whole."""


def named(widget, *names):
    """The same widget, with one class more: the names joined by "-"."""
    widget.add_class("-".join(names))
    return widget


def close_tree(widget, spared=()):
    """Close a widget and all below it, with their layouts and styles, but for those `spared` and what is below them."""
    if widget in spared:
        return
    for child in getattr(widget, "children", ()):
        close_tree(child, spared)
    for part in filter(None, [widget.layout, getattr(widget, "style", None), widget]):
        part.close()
