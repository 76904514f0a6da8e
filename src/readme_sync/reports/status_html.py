"""The status of many documents as one page: sections with bars, numbers that are false; it loads nothing."""

import html
from collections.abc import Iterator

from readme_sync.model import Level, Readme, Tally
from readme_sync.reports.outline import outline
from readme_sync.reports.words import counted, number_text, percent_text
from readme_sync.rules import check, usual

_NUMBERS = "RS1"
"""The family of rules about numbers: they need no other file."""
_STYLE = """
:root { color-scheme: light dark; --line: #8884; --wrong: light-dark(#b3261e, #ff8a80) }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .25rem .6rem; border-top: 1px solid var(--line) }
.n { text-align: right; font-variant-numeric: tabular-nums }
td:first-child { overflow-wrap: anywhere }
td:nth-child(2), th { white-space: nowrap }
.document { font-weight: 600 }
.part td, .wrong td { border-top: 0 }
.part td:first-child { padding-left: calc(var(--depth) * 1.2rem + .6rem) }
.wrong { color: var(--wrong) }
th button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer }
th button::after { content: " \\2195" }
th[aria-sort=ascending] button::after { content: " \\2191" }
th[aria-sort=descending] button::after { content: " \\2193" }
progress { width: 9rem }
input { font: inherit; padding: .2rem .5rem; margin-bottom: 1rem }
@media print {
  label, #shown { display: none }
  body { max-width: none; margin: 0 }
  tbody { break-inside: avoid }
}
"""
_SCRIPT = """
const table = document.querySelector("table");
const heads = [...table.querySelectorAll("th")];
document.querySelector("input").addEventListener("input", event => {
  const wanted = event.target.value.toLowerCase();
  const bodies = [...table.tBodies];
  for (const body of bodies) body.hidden = !body.textContent.toLowerCase().includes(wanted);
  const shown = bodies.filter(body => !body.hidden).length;
  document.querySelector("#shown").textContent = `${shown} of ${bodies.length} documents`;
});
for (const head of heads) head.firstChild.addEventListener("click", () => {
  const up = head.ariaSort !== "ascending";
  for (const one of heads) one.ariaSort = "none";
  head.ariaSort = up ? "ascending" : "descending";
  const key = head.dataset.key;
  const order = (a, b) => key === "path" ? a.localeCompare(b) : a - b;
  const sorted = [...table.tBodies].sort((a, b) => order(a.dataset[key], b.dataset[key]));
  table.append(...(up ? sorted : sorted.reverse()));
});
"""
_HEADS = (("path", "Document", ""), ("percent", "Progress", ""), ("done", "Done", "n"), ("wrong", "False numbers", "n"))


def html_head() -> str:
    """Return the page up to the first document."""
    heads = "".join(
        f'<th scope="col" class="{kind}" aria-sort="none" data-key="{key}"><button>{title}</button></th>'
        for key, title, kind in _HEADS
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Progress</title>'
        '<meta name="viewport" content="width=device-width">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        "script-src 'unsafe-inline'\">"
        f"<style>{_STYLE}</style></head><body><h1>Progress</h1>"
        '<label>Search <input type="search"></label> <span id="shown" role="status"></span>'
        f"<table><thead><tr>{heads}</tr></thead>\n"
    )


def html_foot() -> str:
    """Return the end of the page."""
    return f"</table><script>{_SCRIPT}</script></body></html>\n"


def status_html(readme: Readme, path: str) -> str:
    """Return one document of the page: its total, its sections, and what is false in it."""
    tally = readme.tally
    rules = [one for one in usual() if one.startswith(_NUMBERS)]
    wrong = [one for one in check(readme, rules) if one.level is Level.ERROR]
    percent = -1 if tally.percent is None else tally.percent
    rows = [_row("document", path, tally, str(len(wrong)))]
    rows += [_row("part", row.title or "(top)", row.tally, "", row.depth) for row in outline(readme)]
    for one in wrong:
        line = readme.source.line_of(one.span.start)
        rows.append(f'<tr class="wrong"><td colspan="4">Line {line}: {html.escape(one.message)}</td></tr>')
    data = f'data-path="{html.escape(path)}" data-percent="{number_text(percent)}" data-done="{tally.done}"'
    return f'<tbody {data} data-wrong="{len(wrong)}">{"".join(rows)}</tbody>\n'


def _row(kind: str, name: str, tally: Tally | None, wrong: str, depth: int = 0) -> str:
    style = f' style="--depth:{depth + 1}"' if kind == "part" else ""
    cells = "".join(_cells(name, tally))
    return f'<tr class="{kind}"{style}><td>{html.escape(name)}</td>{cells}<td class="n">{wrong}</td></tr>'


def _cells(name: str, tally: Tally | None) -> Iterator[str]:
    if tally is None or not tally.total:
        yield '<td></td><td class="n"></td>'
    elif tally.percent is None:
        yield f'<td>unknown</td><td class="n">{counted(tally.total, "item")}</td>'
    else:
        label = f'aria-label="{html.escape(name)}"'
        bar = f'<progress max="100" value="{number_text(tally.percent)}" {label}></progress>'
        yield f'<td>{bar} {percent_text(tally.percent)} %</td><td class="n">{tally.done}/{tally.total}</td>'
