"""`NamedTuple`, made ten times as fast: a check has a hundred of them. Why: docs/decisions/0009-records.md.

What `typing` does besides (it checks the types, and compiles a constructor for each class) is mypy's affair, or the
same for all classes with as many fields. For mypy, and for everybody who uses one, a `Record` is a `NamedTuple`.
"""

import sys

__all__ = ["Record", "new"]

new = tuple.__new__
"""Makes a record of its class and the tuple of its fields, in half the time of a call of the class; no defaults, and
nobody checks them. For what a document has thousands of."""

TYPE_CHECKING = False
if TYPE_CHECKING or sys.version_info >= (3, 14):  # where annotations are no longer in the class's own namespace
    from typing import NamedTuple as Record
else:
    from collections.abc import Iterable
    from functools import cache
    from operator import itemgetter
    from types import CodeType, FunctionType

    try:
        from _collections import _tuplegetter
    except ImportError:  # no CPython

        def _tuplegetter(index: int, doc: str) -> property:
            return property(itemgetter(index), doc=doc)

    @cache
    def _constructor(number: int) -> CodeType:
        """The code of `__new__` for so many fields; their names are put in for each class."""
        names = "".join(f", _{index}" for index in range(number))
        fields = "".join(f"_{index}, " for index in range(number))
        code: CodeType = eval(f"lambda _cls{names}: _new(_cls, ({fields}))").__code__  # noqa: S307  our own text
        return code

    class _Maker(type):
        """Makes the class: what `NamedTuple` gives it, out of its annotations and defaults."""

        def __new__(cls, name: str, bases: tuple[type, ...], space: dict[str, object]) -> type:
            if bases == (tuple,):
                return super().__new__(cls, name, bases, space)
            fields = tuple(space.get("__annotations__", ()))
            defaults = {field: space.pop(field) for field in fields if field in space}
            code = _constructor(len(fields)).replace(co_varnames=("_cls", *fields))
            space |= {field: _tuplegetter(index, "") for index, field in enumerate(fields)}
            space |= {"__slots__": (), "__match_args__": fields, "_fields": fields, "_field_defaults": defaults}
            space["__new__"] = FunctionType(code, {"_new": tuple.__new__}, "__new__", tuple(defaults.values()))
            return super().__new__(cls, name, bases, space)

    class Record(tuple, metaclass=_Maker):
        """Base of the classes."""

        __slots__ = ()

        @classmethod
        def _make(cls, values: Iterable[object]) -> "Record":
            return cls(*values)

        def _replace(self, **fields: object) -> "Record":
            return type(self)(**{**self._asdict(), **fields})

        def _asdict(self) -> dict[str, object]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            fields = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{type(self).__name__}({fields})"

        def __getnewargs__(self) -> tuple[object, ...]:
            return tuple(self)
