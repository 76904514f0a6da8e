"""The files of words by which READMEs say where an item stands."""

from pathlib import Path

import pytest

from readme_sync import notations
from readme_sync.model import State
from readme_sync.notations import status
from readme_sync.notations._status_words import MEANINGS, Vocabulary, read_language, vocabulary

FILES = sorted((Path(notations.__file__).parent / "words").iterdir())
STATES = ("done", "in progress", "open", "other", "cancelled", "yes", "no")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
class TestFile:
    def test_is_well_formed(self, file: Path) -> None:
        title, *lines = file.read_text("utf-8").splitlines()
        assert title.startswith("# ")
        assert file.suffix == ".txt"
        for line in lines:
            meaning, _, words = line.partition(": ")
            assert meaning in MEANINGS
            assert len(line) <= 120
            assert all(status.fold(word) == word for word in words.split(", ")), line
        language = read_language(file.read_text("utf-8"))
        assert all(language[meaning] for meaning in STATES[:3]), "each language has words for the three states"
        assert len(language["yes"]) == len(language["no"])
        said = [word for meaning in STATES for word in language[meaning]]
        assert len(said) == len(set(said)), "a word says one thing"

    def test_its_words_are_read_as_states(self, file: Path) -> None:
        language = read_language(file.read_text("utf-8"))
        for meaning, state in zip(STATES[:3], (State.DONE, State.IN_PROGRESS, State.OPEN), strict=True):
            for word in language[meaning]:
                if "&" in word:  # only lines and legends read it
                    continue
                if "*" in word:
                    said = status.implied(word.replace("*", "xyz"))
                    assert said is not None
                    assert said[1] is state, word
                    continue
                assert [reading.progress.state for reading in status.NOTATION.read(word)] == [state], word


def test_no_word_says_two_states_in_two_languages() -> None:
    said: dict[str, set[str]] = {}
    for language in vocabulary().languages:
        for meaning in STATES:
            for word in language[meaning]:
                said.setdefault(word, set()).add(meaning)
    assert not {word for word, meanings in said.items() if len(meanings) > 1}


def test_a_language_is_added_by_its_file_alone() -> None:
    text = "# Toki Pona\ndone: pini\nin progress: kama\nopen: ala, ala kama\ncancelled: weka\nyes: lon\nno: ala lon\n"
    added = Vocabulary([*vocabulary().languages, read_language(text)])
    assert added.states["pini"] is State.DONE
    assert added.states["ala kama"] is State.OPEN
    assert added.states["weka"] is State.UNKNOWN
    assert "weka" in added.cancelled
    assert {"lon", "ala lon"} <= added.doubtful
    assert added.states["done"] is State.DONE


def test_an_unknown_meaning_is_refused() -> None:
    with pytest.raises(KeyError, match="finished"):
        read_language("# Any\nfinished: done\n")


def test_the_language_with_more_words_has_those_that_two_share() -> None:
    pair = [read_language(f"done: {words}\nopen: shared\n") for words in ("a", "b, c")]
    assert Vocabulary(pair).languages[0]["done"] == ["b", "c"]
