"""A part of a document that holds items: what sections, tables and lists have in common."""

from collections.abc import Iterator

from readme_sync.live.draft import Draft
from readme_sync.live.group import Group
from readme_sync.live.items import LiveItem
from readme_sync.transform.exact import exact_rows


class Part(Group):
    """A part of a document, in which `[...]` finds an item."""

    __slots__ = ("_key",)

    def __init__(self, draft: Draft, key: int) -> None:
        super().__init__(draft)
        self._key = key

    def __getitem__(self, row: str) -> LiveItem:
        """The item that is meant, as `item` finds it."""
        return self.item(row)

    def __iter__(self) -> Iterator[LiveItem]:
        return iter(self.items)

    def __contains__(self, row: object) -> bool:
        """Whether it holds that item, or one with that whole label, but for case and blanks."""
        if isinstance(row, str):
            return bool(exact_rows(self._draft.readme, row, None, self.within))
        return row in self.items

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and other._draft is self._draft and other._key == self._key

    def __hash__(self) -> int:
        return hash((type(self), id(self._draft), self._key))
