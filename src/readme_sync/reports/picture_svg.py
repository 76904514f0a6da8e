"""Draw a picture of a progress as SVG: small, without script and font, light and dark in one file."""

from html import escape

from readme_sync.notations.local_picture import LocalPicture
from readme_sync.text.width import width

SIGNATURE = '<svg id="readme-sync" '
"""How our files begin; another file of such a name is the author's."""

_HEIGHT = 20
_BAR, _BAR_BEHIND_TITLE = 90, 60
_TITLE_BLUE, _GREY = "428bca", "555"
_COLOURS = ((30, "d9534f"), (70, "f0ad4e"))
_FULL_COLOUR = "5cb85c"
_NAMED = {
    "brightgreen": "4c1",
    "success": "4c1",
    "green": "97ca00",
    "yellow": "dfb317",
    "yellowgreen": "a4a61d",
    "orange": "fe7d37",
    "important": "fe7d37",
    "red": "e05d44",
    "critical": "e05d44",
    "blue": "007ec6",
    "informational": "007ec6",
    "grey": "555",
    "gray": "555",
    "lightgrey": "9f9f9f",
    "lightgray": "9f9f9f",
    "inactive": "9f9f9f",
}
"""The colours of shields.io by name; other names are those of CSS."""
_NARROW, _MEDIUM, _WIDE = frozenset("ijl.,:;!|'"), frozenset("ftr()[]/ -"), frozenset("mwMW%@")
_PADDING = 10
_DARK = "@media(prefers-color-scheme:dark){.t{fill:#30363d}}"
_FONT = "text{font:11px DejaVu Sans,Verdana,Geneva,sans-serif;text-anchor:middle;fill:#fff}"


def draw_picture(picture: LocalPicture) -> str:
    """Return the SVG of a picture; the same for the same picture, at any time and place."""
    return _badge(picture) if picture.kind == "badge" else _bar(picture)


def _bar(picture: LocalPicture) -> str:
    """Return a bar as progress-bar.xyz and geps.dev draw it, with a title in front if it has one."""
    title = pixels(picture.title) + _PADDING if picture.title else 0
    bar = int(picture.width) if picture.width else _BAR_BEHIND_TITLE if title else _BAR
    percent = min(max(picture.progress.percent or 0, 0), 100)
    colour = picture.color or next((one for limit, one in _COLOURS if percent < limit), _FULL_COLOUR)
    parts = [f'<path class="t" d="M{title} 0h{bar}v{_HEIGHT}H{title}z"/>']
    if title:
        parts.append(f'<path fill="{_colour(picture.back or _TITLE_BLUE)}" d="M0 0h{title}v{_HEIGHT}H0z"/>')
    if percent:
        parts.append(f'<path fill="{_colour(colour)}" d="M{title} 0h{bar * percent / 100:.4g}v{_HEIGHT}H{title}z"/>')
    texts = _text(picture.title, title / 2, title - _PADDING) + _text(picture.message, title + bar / 2, bar - 4)
    return _svg(picture, title + bar, "".join(parts), texts)


def _badge(picture: LocalPicture) -> str:
    """Return a label and a message as shields.io draws them."""
    label = pixels(picture.title) + _PADDING if picture.title else 0
    message = pixels(picture.message) + _PADDING
    back = f'fill="{_colour(picture.back)}"' if picture.back else 'class="t"'
    parts = f'<path {back} d="M0 0h{label}v{_HEIGHT}H0z"/>' if label else ""
    parts += f'<path fill="{_colour(picture.color or "lightgrey")}" d="M{label} 0h{message}v{_HEIGHT}H{label}z"/>'
    texts = _text(picture.title, label / 2, label - _PADDING, exact=True)
    texts += _text(picture.message, label + message / 2, message - _PADDING, exact=True)
    return _svg(picture, label + message, parts, texts)


def _svg(picture: LocalPicture, across: int, parts: str, texts: str) -> str:
    """Return the whole file: the parts within rounded corners, and the texts over them."""
    size = f'width="{across}" height="{_HEIGHT}"'
    return (
        f'{SIGNATURE}xmlns="http://www.w3.org/2000/svg" {size} role="img">'
        f"<title>{escape(picture.words)}</title><style>.t{{fill:#{_GREY}}}{_FONT}{_DARK}</style>"
        f'<clipPath id="c"><rect {size} rx="4"/></clipPath><g clip-path="url(#c)">{parts}</g>{texts}</svg>\n'
    )


def _text(text: str, centre: float, room: int, *, exact: bool = False) -> str:
    """Return a text with its shadow; `exact`, or where it is too wide, it fills its room in any font."""
    if not text:
        return ""
    fitted = f' textLength="{room}" lengthAdjust="spacingAndGlyphs"' if exact or pixels(text) > room else ""
    place, shown = f'x="{centre:g}"{fitted}', escape(text)
    return f'<text y="15" {place} style="fill:#0004">{shown}</text><text y="14" {place}>{shown}</text>'


def pixels(text: str) -> int:
    """Return about how wide a text is in Verdana of 11 pixels."""
    return round(sum(_pixels_of(sign) for sign in text))


def _pixels_of(sign: str) -> float:
    if not sign.isascii():
        return 11 if width(sign) > 1 else 7
    if sign in _NARROW:
        return 3.5
    if sign in _MEDIUM:
        return 4.7
    return 10.5 if sign in _WIDE else 7.5 if sign.isupper() else 6.8


def _colour(name: str) -> str:
    """Return a colour as SVG takes it."""
    code = _NAMED.get(name, name)
    return f"#{code}" if any(digit.isdigit() for digit in code) or len(code) == len("fff") else code
