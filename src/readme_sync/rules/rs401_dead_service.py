"""RS401 dead-service: a progress image comes from a service that is no more.

## What it does

Finds images, in Markdown and HTML, at progress-bar.dev (its domain expired in 2024) and progressed.io (shut down by
2019). Nothing is asked of the network.

## Why is this bad?

The page shows a broken image, or whatever the domain's new owner puts there.

## Example

    ![](https://progress-bar.dev/28/)

`readme-sync migrate --to progress-bar.xyz` moves it to a service that draws the same.

## Fix safety

There is no fix here; `migrate` is for you to run, as it chooses another service.
"""

from collections.abc import Iterator

from readme_sync.model import Level, Readme
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.trackers.images import all_pictures

_DEAD = ("progress-bar.dev", "progressed.io")


def _find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
    if not any(host in readme.source.text for host in _DEAD):
        return
    for picture in all_pictures(readme.document):
        host = picture.address.text.partition("//")[2].partition("/")[0].casefold().removeprefix("www.")
        if host in _DEAD:
            yield picture.span, f"{host} is no more; readme-sync migrate --to progress-bar.xyz moves the picture"


RULE = rule("RS401", "dead-service", Level.WARNING, _find)
