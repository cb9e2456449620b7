"""Passages of a book that read differently: pieces of text by name, or the paragraphs of a page in their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from marginalia.comparing.kinds import Kind, kind_of

#: Paragraphs less alike than this (0 to 1) are no longer the same paragraph.
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text on a page, in both states; `None` where it is in one alone. `name` says which piece it is (a
    fact's, a figure's, a note's), empty for a paragraph."""

    page: str
    name: str
    old: str | None
    new: str | None

    @property
    def kind(self) -> Kind:
        return kind_of(self.old, self.new)


def changed_pieces(page: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Passage]:
    """The named pieces of a page that are not the same, in the new order; those that are gone come last."""
    for name in dict.fromkeys((*new, *old)):
        if old.get(name) != new.get(name):
            yield Passage(page, name, old.get(name), new.get(name))


def changed_paragraphs(page: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Passage]:
    """The paragraphs of a page that are not the same. Of those between two that stayed, each is set beside the first
    one that is alike enough to be the same paragraph in other words."""
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        left = list(old[i:j])
        for text in new[k:m]:
            at = next((at for at, was in enumerate(left) if _alike(was, text)), None)
            for gone in left[: at or 0]:
                yield Passage(page, "", gone, None)
            yield Passage(page, "", None if at is None else left[at], text)
            left = left if at is None else left[at + 1 :]
        for gone in left:
            yield Passage(page, "", gone, None)


def words_of(old: str, new: str) -> Iterator[tuple[Kind | None, str]]:
    """What stayed, went and came from one text to the other, in runs of words, for a reader to follow."""
    was, now = old.split(), new.split()
    for what, i, j, k, m in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if what == "equal":
            yield None, " ".join(was[i:j])
        if i < j and what != "equal":
            yield Kind.REMOVED, " ".join(was[i:j])
        if k < m and what != "equal":
            yield Kind.ADDED, " ".join(now[k:m])


def excerpt(old: str, new: str, around: int = 10) -> Iterator[tuple[Kind | None, str]]:
    """The same as `words_of`, but of what stayed only so many words as stand next to a change."""
    runs = list(words_of(old, new))
    for at, (kind, text) in enumerate(runs):
        words = text.split()
        before, after = at > 0, at < len(runs) - 1  # whether a change stands before this run, and after it
        if kind is None and len(words) > around * (before + after) + 1:
            head = " ".join(words[:around]) if before else ""
            tail = " ".join(words[-around:]) if after else ""
            yield None, f"{head} … {tail}".strip()
        else:
            yield kind, text


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE
