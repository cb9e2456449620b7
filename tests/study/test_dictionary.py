"""The data dictionary says everything that the schema asks for, and nothing else."""

from __future__ import annotations

from marginalia.study.dictionary import data_dictionary
from marginalia.study.number_table import COLUMNS


def test_it_lists_the_columns_of_the_numbers_in_order() -> None:
    assert tuple(row.key for row in data_dictionary() if row.file == "numbers.csv") == COLUMNS


def test_every_key_has_a_meaning_and_a_type() -> None:
    for row in data_dictionary():
        assert row.meaning, row.key
        assert row.type, row.key


def test_no_key_is_listed_twice() -> None:
    keys = [(row.file, row.key) for row in data_dictionary()]
    assert len(keys) == len(set(keys))


def test_words_and_limits_are_those_of_the_schema() -> None:
    rows = {(row.file, row.key): row for row in data_dictionary()}
    assert rows["numbers.csv", "ocr"].allowed == "clean, repaired, illegible"
    assert rows["numbers.csv", "statistic"].type == "word"
    assert rows["study.yml", "visits"].type == "list of number"
    assert rows["study.yml", "enrolled"].required
    assert not rows["study.yml", "groups[].size"].required
    assert rows["claims.yml", "[].checks[].op (rule every)"].allowed == ">, >=, <, <=, ="
    assert rows["claims.yml", "[].checks[].parts (rule sum)"].allowed.startswith("at least 2 of them")
