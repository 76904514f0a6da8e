"""Write docs/images/before-after-*.svg: a sample before and after `readme-sync sync`, for light and dark pages.

python scripts/picture.py
"""

from difflib import SequenceMatcher
from html import escape
from pathlib import Path
from typing import NamedTuple

from readme_sync import sync

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "samples" / "course.md"
FOLDER = ROOT / "docs" / "images"
_SIZE = 15
_CHAR = 9.03
"""The width of a character of that size in a monospaced font; `textLength` makes it so in every font."""
_LINE = 22
_MARGIN = 24
_TOP = 62
_COLUMNS = 66


class Palette(NamedTuple):
    """The colours of one scheme; each text has a contrast of at least 4.5 to 1."""

    paper: str
    border: str
    text: str
    faint: str
    bad: str
    bad_paper: str
    good: str
    good_paper: str


PALETTES = {
    "light": Palette("#ffffff", "#d1d9e0", "#1f2328", "#59636e", "#b3261e", "#ffebe9", "#116329", "#dafbe1"),
    "dark": Palette("#0d1117", "#3d444d", "#f0f6fc", "#9198a1", "#ff8182", "#3c1618", "#56d364", "#12361f"),
}


class Part(NamedTuple):
    """A part of a line: its text, what takes its place, and whether that is another."""

    before: str
    after: str


def picture(scheme: str) -> str:
    """Return the picture for one scheme."""
    colours = PALETTES[scheme]
    before = SAMPLE.read_text("utf-8")
    done = sync(before)
    after = done.source.text
    lines = [_parts(old, new) for old, new in zip(before.splitlines(), after.splitlines(), strict=True)]
    changed = [part for line in lines for part in line if part.before != part.after]
    width, height = round(_MARGIN * 2 + _COLUMNS * _CHAR), _TOP + len(lines) * _LINE + 12
    body = "".join(_line(line, _TOP + index * _LINE, colours) for index, line in enumerate(lines))
    title = "readme-sync sync corrects the numbers of a README and nothing else"
    said = "; ".join(f"{part.before} becomes {part.after}" for part in changed)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" aria-labelledby="title description">\n'
        f'<title id="title">{escape(title)}</title>\n<desc id="description">{escape(said)}</desc>\n'
        f"<style>text{{font:{_SIZE}px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;"
        f"fill:{colours.text};white-space:pre}}.faint{{fill:{colours.faint}}}.good{{fill:{colours.good};font-weight:700}}"
        f".bad{{fill:{colours.bad};text-decoration:line-through}}</style>\n"
        f'<rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="8" fill="{colours.paper}" '
        f'stroke="{colours.border}"/>\n<path d="M0 40.5H{width}" stroke="{colours.border}"/>\n'
        f"{_text('$ readme-sync sync', _MARGIN, 26, 'faint')}"
        f"{_text(f'README.md: {len(done.changes)} numbers updated', width - _MARGIN - 28 * _CHAR, 26, 'faint')}"
        f"{body}</svg>\n"
    )


def _parts(old: str, new: str) -> list[Part]:
    """Return the parts of a line, whole numbers at a time."""
    parts: list[Part] = []
    words = [_words(text) for text in (old, new)]
    for tag, a, b, c, d in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        was, now = "".join(words[0][a:b]), "".join(words[1][c:d])
        if tag == "equal" or was.strip() or now.strip():
            parts.append(Part(was, now))
    return parts


def _words(text: str) -> list[str]:
    """Return the numbers and the other characters of a text."""
    words: list[str] = []
    for char in text:
        if words and char.isdigit() and words[-1][-1].isdigit():
            words[-1] += char
        else:
            words.append(char)
    return words


def _line(parts: list[Part], y: int, colours: Palette) -> str:
    drawn, x = [], float(_MARGIN)
    for before, after in parts:
        if before == after:
            drawn.append(_text(before, x, y))
            x += len(before) * _CHAR
            continue
        for text, paper, kind in ((before, colours.bad_paper, "bad"), (after, colours.good_paper, "good")):
            size = len(text) * _CHAR
            drawn.append(
                f'<rect x="{x - 1:.1f}" y="{y - 15}" width="{size + 2:.1f}" height="20" rx="3" fill="{paper}"/>'
            )
            drawn.append(_text(text, x, y, kind))
            x += size + 3
    return "".join(drawn) + "\n"


def _text(text: str, x: float, y: int, kind: str = "") -> str:
    inside = text.strip()
    if not inside:
        return ""
    x += (len(text) - len(text.lstrip())) * _CHAR
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y}" textLength="{len(inside) * _CHAR:.1f}"{named}>{escape(inside)}</text>'


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for scheme in PALETTES:
        (FOLDER / f"before-after-{scheme}.svg").write_text(picture(scheme), "utf-8")
