"""The ready lesson: its minutes add up whatever the study carries, and it leads to exercises that exist."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from teaching_studies import without

from marginalia.teaching.lesson import LENGTH, Lesson
from marginalia.teaching.material import Material
from marginalia.teaching.model import Numbered
from marginalia.teaching.sheet import Sheet, sheet


@pytest.fixture
def lesson(material: Material) -> Lesson:
    return Lesson(material, sheet(material, "instructor"))


def test_the_minutes_add_up_to_the_lesson(lesson: Lesson) -> None:
    assert sum(step.minutes for step in lesson.steps) == LENGTH == 45


def test_every_exercise_has_its_own_minutes_and_time_to_talk(lesson: Lesson) -> None:
    for step in lesson.steps:
        if step.exercise is not None:
            assert step.minutes > step.exercise.exercise.minutes


def test_there_is_time_to_discuss(lesson: Lesson) -> None:
    (discussion,) = (step for step in lesson.steps if step.title == "Discussion")
    assert discussion.minutes >= 5


@pytest.mark.parametrize("measure", ["follow-up", "continued-response", "adverse-events", "response"])
def test_they_still_add_up_where_an_exercise_is_missing(material: Material, measure: str, lesson: Lesson) -> None:
    less = Material(without(material.study, measure))
    shorter = Lesson(less, sheet(less, "reader"))
    assert len(shorter.steps) < len(lesson.steps)
    assert sum(step.minutes for step in shorter.steps) == LENGTH
    assert shorter.discussion().markdown and shorter.exit_ticket().markdown and shorter.handout().markdown


def test_the_key_denies_a_control_group_only_where_there_is_none(material: Material) -> None:
    design = replace(material.study.design, features=("control-group",))
    controlled = replace(material, study=replace(material.study, design=design))
    keys = [Lesson(one, sheet(one, "instructor")).discussion().html for one in (material, controlled)]
    assert "Nobody went without the treatment" in keys[0]
    assert "Nobody went without the treatment" not in keys[1] and "control group" in keys[1]


def test_the_key_credits_only_what_the_study_has(material: Material) -> None:
    bare = Material(replace(without(material.study, "follow-up", "response"), visits=(0,)))
    keys = [Lesson(one, sheet(one, "instructor")).exit_ticket().html for one in (material, bare)]
    for credit in ("visits after treatment", "how many patients came", "can be recomputed"):
        assert credit in keys[0] and credit not in keys[1]


def test_the_clock_runs_without_gaps(lesson: Lesson) -> None:
    table = BeautifulSoup(lesson.plan().html, "html.parser")
    clock = 0
    for row in table.select("tbody tr"):
        starts, lasts = (int(cell.get_text()) for cell in row.find_all(["th", "td"])[:2])
        assert starts == clock
        clock += lasts
    assert clock == LENGTH


def test_links_carry_the_numbers_that_the_exercises_page_gives(lesson: Lesson) -> None:
    numbers = {one.exercise.anchor: str(one.number) for one in lesson.sheet.numbered}
    links = re.findall(r"\{ref\}`Exercise (\d+) <([\w-]+)>`", lesson.plan().markdown + lesson.handout().markdown)
    assert len(links) == 2 * 5
    for number, anchor in links:
        assert numbers[anchor] == number


def test_numbers_follow_when_exercises_fall_out(material: Material) -> None:
    made = sheet(material, "student")
    kept = tuple(Numbered(place, one.exercise) for place, one in enumerate(made.numbered[2:], start=1))
    assert "Exercise 1 <" not in Lesson(material, Sheet(kept[5:], "student")).handout().markdown
