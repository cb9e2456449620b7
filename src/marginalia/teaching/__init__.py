"""The teacher's room: exercises, editions and a lesson, all composed from the study at hand.

It stands beside `display`: it may use everything before it and is used only by notebooks in `book/`.
"""

from marginalia.teaching.opening import open_exercises, open_lesson

__all__ = ["open_exercises", "open_lesson"]
