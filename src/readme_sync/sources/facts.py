"""The facts of one document: what its claims and regions should say."""

from functools import cached_property
from typing import TYPE_CHECKING

from readme_sync.errors import ReadmeSyncError, RequestError
from readme_sync.model import NO_FILES, Claim, Expression, Fact, FileTree, GitHub, Readme, Region, RegionCheck
from readme_sync.sources.context import DocumentContext, EvaluationCache
from readme_sync.sources.evaluate import fact_of, fact_of_claim, located

if TYPE_CHECKING:
    from datetime import date


MAX_ADDED = 2_000_000
"""So many characters may the regions of one document add to it: GitHub shows the first 512,000 of a document."""


class Facts:
    """The facts for one document, each evaluated once.

    Attributes:
        surroundings: what it may look at beside the document.
        is_online: whether GitHub may be asked.
    """

    def __init__(
        self,
        readme: Readme,
        surroundings: FileTree = NO_FILES,
        github: GitHub | None = None,
        today: "date | None" = None,
    ) -> None:
        """Facts for `readme`, looking at nothing but it, its surroundings, and GitHub where there is a connection.

        `today` is what `updated` writes; without, it cannot be written.
        """
        self.surroundings = surroundings
        self.is_online = github is not None
        self._readme = readme
        self._github = github
        self._today = today
        self._regions: dict[int, RegionCheck | ReadmeSyncError] = {}
        self._added = 0

    @cached_property
    def _around(self) -> "DocumentContext":
        return DocumentContext(self._readme, self.surroundings, EvaluationCache(self._github, self._today))

    def of(self, claim: Claim) -> Fact:
        """What a claim should say.

        Raises:
            RequestError: what it asks for is not there, or it rests on itself.
        """
        if isinstance(claim.fact, Fact):
            return claim.fact
        return fact_of_claim(claim, self._around)

    def of_expression(self, expression: Expression, section: int = 0, line: int | None = None) -> Fact:
        """What an expression comes to.

        Args:
            expression: what is asked for.
            section: the index of the section in which it is asked; 0 for the whole document.
            line: the line in which it is asked, for errors.

        Raises:
            RequestError: what it asks for is not there.
        """
        with located(self._around, line):
            return fact_of(expression, section, self._around)

    def of_region(self, region: Region) -> RegionCheck:
        """How a region stands to what it should hold.

        Raises:
            RequestError: what it asks for is not there; the error names its line.
        """
        from readme_sync.regions import hold  # noqa: PLC0415  most documents have none

        start = region.opening.start
        most = self._readme.settings.limits.regions
        if start not in self._regions:
            try:
                with located(self._around, self._around.readme.source.line_of(start)):
                    if len(self._readme.regions) > most:
                        what = f"this document has {len(self._readme.regions):,} regions, more than {most:,}"
                        raise RequestError(what, hint="remove some, or raise limits.regions in the configuration")
                    self._refuse_more()
                    holding = hold(region, self._around)
                    self._added += max(0, len(holding.inside) - region.inside.length)
                    self._refuse_more()
                    self._regions[start] = holding
            except ReadmeSyncError as error:
                self._regions[start] = error
        found = self._regions[start]
        if isinstance(found, ReadmeSyncError):
            raise found.with_traceback(None)
        return found

    def _refuse_more(self) -> None:
        """Refuse a region where those before it, and it, would add more than the document may take.

        Raises:
            RequestError: they would.
        """
        if self._added > MAX_ADDED:
            what = f"the regions of this document would add more than {MAX_ADDED:,} characters to it"
            raise RequestError(what, hint="take some of them out, or let them list less")
