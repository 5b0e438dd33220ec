"""Prints what a screen reader finds in a window, as JSON: one line for each line that comes in, which names a program.

Each thing has a role, a name, the text in it, whether it has the focus, its place on the screen, and what is inside it.
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402


def describe(thing):
    states = thing.get_state_set()
    shape = thing.get_component_iface()
    place = shape.get_extents(Atspi.CoordType.SCREEN) if shape else None
    text = thing.get_text_iface()
    return {
        "role": thing.get_role_name(),
        "name": thing.get_name() or "",
        "text": text.get_text(0, text.get_character_count()) if text else "",
        "focused": states.contains(Atspi.StateType.FOCUSED),
        "place": [place.x, place.y, place.width, place.height] if place else None,
        "inside": [describe(child) for child in children(thing)],
    }


def children(thing):
    for index in range(thing.get_child_count()):
        child = thing.get_child_at_index(index)
        if child is not None:
            yield child


def look(program):
    # What it remembers is old: nobody here waits for the messages that would renew it.
    while GLib.MainContext.default().iteration(False):
        pass
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    for app in children(desktop):
        if app.get_name() == program:
            app.clear_cache()
            return describe(app)
    return None


Atspi.init()
for line in sys.stdin:
    try:
        found = look(line.strip())
    except GLib.Error:
        # Something went while it was looked at.
        found = None
    print(json.dumps(found), flush=True)
