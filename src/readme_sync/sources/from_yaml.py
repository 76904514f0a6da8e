"""Facts from YAML: `yaml data.yml#/a/b`, where `/a/b` is a pointer as into JSON. Needs PyYAML, an optional package.

Plain data only: no tags, no key twice, and anchors only as far as they do not blow the file up. Words are words: `no`
and `on` are texts, `true` and `false` are not, as YAML 1.2 has it.
"""

from readme_sync.model import FactSource
from readme_sync.sources.amount import Amount
from readme_sync.sources.context import DocumentContext
from readme_sync.sources.entries import count_in_file
from readme_sync.sources.plain_yaml import parse


def count(source: FactSource, _section: int, around: DocumentContext) -> Amount:
    """What the value at the pointer comes to.

    Raises:
        ReadmeSyncError: PyYAML is missing, the file is no plain YAML, or the value cannot be counted.
    """
    return count_in_file(source, "yaml", parse, around)
