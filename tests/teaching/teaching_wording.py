"""What a solution says, in a form that survives typesetting: its sentences as bare lower-case words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from marginalia.display import markup
from marginalia.teaching.model import Exercise, Solution


def bare(text: str) -> str:
    """Letters and digits only, so that quotes, line breaks, markup and ligatures make no difference."""
    text = text.replace("ﬁ", "fi").replace("ﬂ", "fl").replace("\u00ad", "")
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def sentences(solution: Solution) -> Iterator[str]:
    """Every sentence of a solution and of its teaching notes that is long enough to be told from other prose."""
    notes = solution.notes
    yield from long_sentences(*solution.steps, solution.answer, *notes.wrong_answers, *notes.ask_next, notes.timing)


def long_sentences(*texts: str) -> Iterator[str]:
    for text in texts:
        # Formulas and citations are set in their own ways: cut the text there.
        for piece in re.split(r"\$[^$]*\$|\{cite:p\}`[^`]*`", text):
            for sentence in re.split(r"[.?!:;]\s|\n", markup.plain(piece)):
                if len(bare(sentence)) >= 30:
                    yield bare(sentence)


def question_of(exercise: Exercise) -> str:
    return markup.plain(" ".join((*exercise.question, exercise.hint)))


def figure_in(figure: str, text: str) -> bool:
    """Whether a figure stands in a text as itself: `9%` is not in `19%`."""
    return re.search(rf"(?<![\d.]){re.escape(markup.plain(figure))}(?!\d)", text) is not None
