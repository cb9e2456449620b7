"""A lesson of 45 minutes, made from the exercises that the study has. The discussion takes what time is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from marginalia.display import by_arm, markup, shown, values
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.study.model import CONTINUED_RESPONSE, FOLLOW_UP, RESPONSE
from marginalia.teaching import lab
from marginalia.teaching.material import Material
from marginalia.teaching.model import Numbered
from marginalia.teaching.sheet import Sheet, find

#: Minutes of the whole lesson, of the vote that opens it and of the slip that ends it.
LENGTH, VOTE, TICKET = 45, 3, 3

#: Minutes to talk an exercise over, once everybody has worked it.
TALK = 1


@dataclass(frozen=True, slots=True)
class _Part:
    """An exercise of the lesson and how to run it."""

    exercise: str
    how: str


_PARTS = (
    _Part(
        "denominator",
        "Alone, then compare with a neighbour. Write the three numbers on the board and leave them there.",
    ),
    _Part("follow-up-threshold", "Share the divisions out around the room. Collect innocent explanations as well."),
    _Part("missing-patients", "In pairs. Draw the result on the board as a bar from the worst case to the best."),
    _Part("conditioned-table", "In pairs. One draws the funnel, the other says who leaves it at each step."),
    _Part("nothing-happened", "Alone with a calculator. Have two sentences read aloud."),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the timetable. `what` is MyST."""

    title: str
    minutes: int
    what: str
    exercise: Numbered | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A question for the discussion and what to listen for; the latter is made only for editions that show it."""

    question: str
    listen_for: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Lesson:
    """The lesson for one edition."""

    material: Material
    sheet: Sheet

    @property
    def steps(self) -> tuple[Step, ...]:
        worked = [
            Step(f"Exercise {one.number}", one.exercise.minutes + TALK, part.how, one)
            for part in _PARTS
            if (one := find(self.sheet.numbered, part.exercise)) is not None
        ]
        left = LENGTH - VOTE - TICKET - sum(step.minutes for step in worked)
        return (
            Step(
                "Vote",
                VOTE,
                "Read the title and the conclusion of the paper aloud. Everybody writes down, from 0 to 10, "
                "how sure they are that the treatment helps. No talk yet. Keep the slips.",
            ),
            *worked,
            Step("Discussion", left, "Two or three of the questions below. Begin with the first: it is the fair one."),
            Step("Exit ticket", TICKET, "In silence, on the back of the slip from the vote."),
        )

    def plan(self) -> Table:
        """The timetable, minute by minute."""
        rows, clock = [], 0
        for step in self.steps:
            title = step.title
            if step.exercise is not None:
                title = f"{step.exercise.link}: {step.exercise.exercise.title}"
            entries = (Entry.plain(str(step.minutes)), Entry((title,)), Entry((step.what,)))
            rows.append(Row(Entry.plain(str(clock)), entries))
            clock += step.minutes
        return Table(
            "lesson",
            f"**The lesson, minute by minute.** {clock} minutes in all.",
            ("From", "Min.", "What", "How"),
            tuple(rows),
        )

    def handout(self) -> Shown:
        """What to print and hand out."""
        links = [step.exercise.link for step in self.steps if step.exercise is not None]
        items = [
            "the paper itself, one copy for two people",
            f"{values.listed(links)} from the *student* edition of this book, one copy each" if links else "",
            "a slip of paper each, for the vote and the exit ticket, and a calculator for two",
        ]
        return _shown("\n".join(f"- {item}" for item in items if item))

    def discussion(self) -> Shown:
        """The questions for the discussion; with what to listen for, except in the student edition."""
        return self._topics(discussion_topics(self.material))

    def exit_ticket(self) -> Shown:
        """What everybody writes down at the end; with a key, except in the student edition."""
        return self._topics(ticket_topics(self.material))

    def _topics(self, topics: tuple[Topic, ...]) -> Shown:
        questions = _shown("\n".join(f"{place}. {topic.question}" for place, topic in enumerate(topics, start=1)))
        if self.sheet.edition == "student":
            return questions
        key = "\n".join(f"{place}. {topic.listen_for()}" for place, topic in enumerate(topics, start=1))
        closed = self.sheet.edition == "reader"
        box = markup.directive(
            "admonition",
            key,
            argument="What to listen for",
            colons=4,
            class_="solution dropdown" if closed else "solution",
        )
        opened = "" if closed else " open"
        html = f"<details{opened}><summary>What to listen for</summary>{lab.html(key)}</details>"
        return shown.together(questions, Shown(box, html))


def lesson(material: Material, sheet: Sheet) -> Lesson:
    """The lesson on a study, with the exercises of the same edition."""
    return Lesson(material, sheet)


def _shown(text: str) -> Shown:
    return Shown(text, lab.html(text))


def discussion_topics(material: Material) -> tuple[Topic, ...]:
    """What to talk about, the fair question first."""
    return (
        Topic("What did the authors do that made this lesson possible?", lambda: _openness(material)),
        Topic(
            "You meet the headline percent of this paper in an advertisement. Which three questions do you ask first?",
            lambda: f"Of whom{_of_whom(material)}? Compared with what? Who judged it, and by which rule?",
        ),
        Topic(
            "A friend shows you the abstract and asks what the study found. Answer in two sentences, without advice.",
            lambda: " ".join(_found(material)),
        ),
        Topic(
            "What is the smallest study that could answer the question the title answers?",
            lambda: (
                "One with people to compare with, assigned by chance, a convincing sham, ratings by somebody who does "
                "not know who had what, and a plan made public before it began. Size comes after these."
            ),
        ),
        Topic(
            "Where have we been unfair?",
            lambda: (
                "Asking a first study of safety for what only a trial can give. Reading a missing sentence as a bad "
                "intention. Forgetting that these patients had tried other things, and that somebody followed them."
            ),
        ),
    )


def ticket_topics(material: Material) -> tuple[Topic, ...]:
    """What everybody writes down at the end."""
    return (
        Topic(
            "One number of the paper that you would quote, with its denominator.", lambda: " ".join(_found(material))
        ),
        Topic("One number that you would not quote, and why.", lambda: _unquotable(material)),
        Topic("One thing that the authors did well.", lambda: _openness(material)),
        Topic(
            "Your vote, again. What changed it, or why did it not change?",
            lambda: (
                "A vote that stays the same is no failure if the reason has become better. Nobody should end at zero: "
                "the study does not show that the treatment fails."
            ),
        ),
    )


def _openness(material: Material) -> str:
    shares = material.everywhere(RESPONSE)
    visits = [month for month in material.study.visits if month > 0]
    said = []
    if shares:
        rates = values.plural(len(shares), "response rate")
        said.append(f"They printed numerators and denominators: {rates} can be recomputed.")
    if visits:
        said.append(f"They announced {values.plural(len(visits), 'visit')} after treatment.")
    if material.shares(FOLLOW_UP):
        said.append("They printed how many patients came.")
    if material.study.responder_rule.strip():
        said.append("They named the rule by which somebody counts as better.")
    return " ".join(said)


def _of_whom(material: Material) -> str:
    latest = material.latest(RESPONSE)
    if latest is None:
        return ""
    return f" (the {latest.N} seen at {values.month(latest.month)}, of {material.study.enrolled} enrolled)"


def _found(material: Material) -> Iterator[str]:
    latest = material.latest(RESPONSE)
    if latest is None:
        arms = by_arm.responders_sentence(material.study, material.settings)
        yield arms or "The study prints no response rate with its denominator."
        return
    found = material.interval(latest.n, latest.N)
    yield (
        f"At {values.month(latest.month)}, {latest.n} of the {latest.N} patients who were seen counted as improved "
        f"({values.percent(latest.value)}, interval {values.interval(found.low, found.high)}), out of "
        f"{material.study.enrolled} who began."
    )
    if "control-group" in material.study.design.features:
        yield "How many improve without the treatment is for its control group to say: quote the two side by side."
    else:
        yield "Nobody went without the treatment, so the study cannot say how many would have improved anyway."


def _unquotable(material: Material) -> str:
    kept = material.shares(CONTINUED_RESPONSE)
    told = (
        f"For example {values.percent(kept[-1].value)} at {values.month(kept[-1].month)}, which is "
        f"{values.fraction(kept[-1].n, kept[-1].N)} of earlier responders only. "
        if kept
        else ""
    )
    return told + "Any percent from a handful of patients, or from patients chosen because they had improved, will do."
