"""Raw HTML inside text: where a tag, a comment, an instruction, a declaration or a CDATA section ends.

By the patterns of cmark-gfm, which differ from mistune's and from the specification's in odd corners (`<!--x--->` is no
comment). A pattern that found no end is not tried again in the same text, as in cmark-gfm: that keeps the time linear.
"""

from readme_sync.text.regex import regex

_SPACE = r"[ \t\v\f\r\n]"
_NAME = r"[A-Za-z][A-Za-z0-9-]*+"
_VALUE = r"(?:[^ \t\r\n\v\f\"'=<>`]++|'[^']*+'|\"[^\"]*+\")"
_ATTRIBUTE = rf"{_SPACE}++[A-Za-z_:][A-Za-z0-9:._-]*+(?:{_SPACE}*={_SPACE}*{_VALUE})?"
TAG = rf"<(?:{_NAME}(?:{_ATTRIBUTE})*{_SPACE}*/?|/{_NAME}{_SPACE}*)>"

_TAG = regex(TAG)
_KINDS = {
    "comment": ("<!--", regex(r"<!--(?:-?>|(?:[^-]|-[^-]|--[^>])*+-->)")),
    "cdata": ("<![", regex(r"<!\[CDATA\[(?:[^\]]|\][^\]]|\]\][^>])*+\]\]>")),
    "declaration": ("<!", regex(r"<![A-Z]++[ \t\v\f\r\n]++[^>]*+>")),
    "instruction": ("<?", regex(r"<\?(?:[^?>]|\?[^>]|>)*+\?>")),
}


def html_end(src: str, start: int, without_end: set[str]) -> int | None:
    """The offset behind the raw HTML at `start`, None where there is none.

    `without_end` holds the kinds of which an earlier one in this text had no end; it grows.
    """
    for kind, (prefix, pattern) in _KINDS.items():
        if src.startswith(prefix, start):
            found = None if kind in without_end else pattern.match(src, start)
            if found is None:
                without_end.add(kind)
            return found.end() if found else None
    tag = _TAG.match(src, start)
    return tag.end() if tag else None
