"""A record is what `typing.NamedTuple` makes of the same fields."""

import copy
import inspect
import pickle
from typing import NamedTuple, get_type_hints

import pytest

from readme_sync.record import Record


class Made(Record):
    """Made by us."""

    name: str
    number: "int | None" = None
    sizes: tuple[int, ...] = ()

    @property
    def long(self) -> bool:
        return len(self.name) > 3


class Known(NamedTuple):
    """Made by `typing`."""

    name: str
    number: "int | None" = None
    sizes: tuple[int, ...] = ()


class None_(Record):  # noqa: N801
    """Has no fields."""


@pytest.mark.parametrize("values", [("a",), ("long", 3), ("a", None, (1, 2))])
def test_is_the_same(values: tuple[object, ...]) -> None:
    made, known = Made(*values), Known(*values)  # type: ignore[arg-type]
    assert tuple(made) == tuple(known)
    assert made == tuple(known)
    assert hash(made) == hash(known)
    assert repr(made) == repr(known).replace("Known", "Made")
    assert made._asdict() == known._asdict()
    assert tuple(made._replace(number=7)) == tuple(known._replace(number=7))
    assert type(made._replace(number=7)) is Made
    assert type(pickle.loads(pickle.dumps(made))) is Made  # noqa: S301  our own
    assert pickle.loads(pickle.dumps(made)) == copy.copy(made) == made  # noqa: S301  likewise
    assert Made._make(known) == made
    assert (made.name, made.number, made.sizes) == known
    assert made.long is (len(known.name) > 3)
    assert not hasattr(made, "__dict__")


def test_the_class_is_described_alike() -> None:
    assert (Made._fields, Made._field_defaults) == (Known._fields, Known._field_defaults)
    assert Made.__match_args__ == Known.__match_args__
    assert get_type_hints(Made) == get_type_hints(Known)
    assert list(inspect.signature(Made).parameters) == list(inspect.signature(Known).parameters)
    assert None_() == ()


def test_wrong_calls_fail_alike() -> None:
    for wrong in ({}, {"name": "a", "size": 1}, {"number": 1}):
        for one in (Made, Known):
            with pytest.raises(TypeError):
                one(**wrong)
    for made in (Made("a"), Known("a")):
        with pytest.raises(AttributeError):
            setattr(made, "name", "b")  # noqa: B010  mypy knows that it cannot be
