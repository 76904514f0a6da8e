"""The status of many documents as one page: sections with bars, charts, numbers that are false; it loads nothing."""

import html
from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readme_sync.model import Item, Level, Readme, Result, Tally, tally_of
from readme_sync.reports.outline import outline
from readme_sync.reports.words import counted, number_text, percent_text
from readme_sync.rules import check, usual

_NUMBERS = "RS1"
"""The family of rules about numbers: they need no other file."""
_STYLE = """
:root {
  color-scheme: light dark;
  background: light-dark(#fff, #0d1117);
  color: light-dark(#1f2328, #e6edf3);
  --line: #8884;
  --wrong: light-dark(#b3261e, #ff8a80);
  --link: light-dark(#0550ae, #79c0ff);
}
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; font-weight: 400; padding: .25rem .6rem; border-top: 1px solid var(--line) }
thead th { position: sticky; top: 0; background: inherit }
thead, tr { background: inherit }
table { background: light-dark(#fff, #0d1117) }
.n { text-align: right; font-variant-numeric: tabular-nums }
tbody th { overflow-wrap: anywhere }
td:nth-child(2) { white-space: nowrap }
thead th, .document th, .document td, tfoot th, tfoot td { font-weight: 600 }
.part th, .part td, .wrong td, .chart td { border-top: 0 }
.part th { padding-left: calc(var(--depth) * 1.2rem + .6rem) }
.wrong { color: var(--wrong) }
.chart img { max-width: 100%; height: auto }
button { font: inherit; text-align: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer }
tbody button, #all { color: var(--link) }
tbody button::before { content: "\\25be\\a0" }
[aria-expanded=false]::before { content: "\\25b8\\a0" }
.closed tr:not(.document) { display: none }
thead button::after { content: " \\2195" }
[aria-sort=ascending] button::after { content: " \\2191" }
[aria-sort=descending] button::after { content: " \\2193" }
progress { width: 9rem }
p { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center }
input { font: inherit; padding: .2rem .5rem }
@media (max-width: 40rem) {
  body { margin: 1rem auto; padding: 0 .5rem }
  th, td { padding: .25rem .15rem }
  progress { display: none }
}
@media print {
  p { display: none }
  body { max-width: none; margin: 0 }
  thead th { position: static }
  tr { break-inside: avoid }
}
"""
_SCRIPT = """
const table = document.querySelector("table");
const heads = [...table.querySelectorAll("thead th")];
const all = [...table.tBodies];
const [search, wrong] = document.querySelectorAll("input");
const texts = new Map(all.map(body => [body, body.textContent.toLowerCase()]));
function show() {
  const wanted = search.value.toLowerCase();
  for (const body of all)
    body.hidden = !texts.get(body).includes(wanted) || (wrong.checked && body.dataset.wrong === "0");
  const shown = all.filter(body => !body.hidden).length;
  document.querySelector("#shown").textContent = `${shown} of ${all.length} documents`;
}
search.addEventListener("input", show);
wrong.addEventListener("input", show);
for (const head of heads) head.firstChild.addEventListener("click", () => {
  const up = head.ariaSort !== "ascending";
  for (const one of heads) one.ariaSort = "none";
  head.ariaSort = up ? "ascending" : "descending";
  const key = head.dataset.key;
  const order = (a, b) => key === "path" ? (a < b ? -1 : a > b ? 1 : 0) : a - b;
  const sorted = [...all].sort((a, b) => order(a.dataset[key], b.dataset[key]));
  table.tFoot.before(...(up ? sorted : sorted.reverse()));
});
function open(body, isOpen) {
  const button = body.querySelector("button");
  if (!button) return;
  button.ariaExpanded = isOpen;
  body.classList.toggle("closed", !isOpen);
}
table.addEventListener("click", event => {
  if (event.target.ariaExpanded) open(event.target.closest("tbody"), event.target.ariaExpanded !== "true");
});
const toggle = document.querySelector("#all");
toggle.addEventListener("click", () => {
  const isOpen = toggle.textContent === toggle.dataset.open;
  for (const body of all) open(body, isOpen);
  toggle.textContent = isOpen ? toggle.dataset.close : toggle.dataset.open;
});
if (all.length > 20) toggle.click();
document.querySelector("p").hidden = false;
"""
_OPENS = "document opens"
_HEADS = (("path", "Document", ""), ("percent", "Progress", ""), ("done", "Done", "n"), ("wrong", "False numbers", "n"))


class Totals(NamedTuple):
    """What the documents of a page come to."""

    items: list[Item]
    documents: int = 0
    wrong: int = 0


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
        "script-src 'unsafe-inline'; img-src data:\">"
        f"<style>{_STYLE}</style></head><body><main><h1>Progress</h1>"
        '<p hidden><label>Search <input type="search"></label>'
        '<label><input type="checkbox"> Only with false numbers</label>'
        '<button id="all" data-open="Open all" data-close="Close all">Close all</button>'
        '<span id="shown" role="status"></span></p>'
        f"<table><thead><tr>{heads}</tr></thead>\n"
    )


def html_foot(totals: Totals) -> str:
    """Return the end of the page, with the total of all documents."""
    name = counted(totals.documents, "document")
    total = _row("", name, tally_of(totals.items), str(totals.wrong))
    return f"<tfoot>{total}</tfoot></table></main><script>{_SCRIPT}</script></body></html>\n"


def status_html(readme: Readme, path: str, wrong: Sequence[Result], chart: str = "") -> str:
    """Return one document of the page: its total, its sections, what is false in it, and its burn-up chart as SVG."""
    tally = readme.tally
    percent = -1 if tally.percent is None else tally.percent
    rows = [_row("part", row.title or "(top)", row.tally, "", row.depth) for row in outline(readme)]
    for one in wrong:
        line = readme.source.line_of(one.span.start)
        rows.append(f'<tr class="wrong"><td colspan="4">Line {line}: {html.escape(one.message)}</td></tr>')
    if chart:
        encoded = b64encode(chart.encode()).decode()
        image = f'<img alt="Progress over time" loading="lazy" src="data:image/svg+xml;base64,{encoded}">'
        rows.append(f'<tr class="chart"><td colspan="4">{image}</td></tr>')
    data = f'data-path="{html.escape(path)}" data-percent="{number_text(percent)}" data-done="{tally.done}"'
    first = _row(_OPENS if rows else "document", path, tally, str(len(wrong)))
    return f'<tbody {data} data-wrong="{len(wrong)}">{first}{"".join(rows)}</tbody>\n'


def false_numbers(readme: Readme) -> list[Result]:
    """Return what is false in a document by itself."""
    rules = [one for one in usual() if one.startswith(_NUMBERS)]
    return [one for one in check(readme, rules) if one.level is Level.ERROR]


def _row(kind: str, name: str, tally: Tally | None, wrong: str, depth: int = 0) -> str:
    style = f' style="--depth:{depth + 1}"' if kind == "part" else ""
    cells = "".join(_cells(name, tally))
    shown = html.escape(name)
    if kind == _OPENS:
        shown = f'<button aria-expanded="true">{shown}</button>'
    return f'<tr class="{kind}"{style}><th scope="row">{shown}</th>{cells}<td class="n">{wrong}</td></tr>'


def _cells(name: str, tally: Tally | None) -> Iterator[str]:
    if tally is None or not tally.total:
        yield '<td></td><td class="n"></td>'
    elif tally.percent is None:
        yield f'<td>unknown</td><td class="n">{counted(tally.total, "item")}</td>'
    else:
        label = f'aria-label="{html.escape(name)}"'
        bar = f'<progress max="100" value="{number_text(tally.percent)}" {label}></progress>'
        yield f'<td>{bar} {percent_text(tally.percent)} %</td><td class="n">{tally.done}/{tally.total}</td>'
