"""A bar of progress-bar.xyz, or of progress-bar.dev, its older name: `https://progress-bar.xyz/40/?scale=61`.

The value and `scale` are whole numbers; `title`, `prefix` and `suffix` may hold copies (`suffix=%25%20(15/28)`).
"""

from readme_sync.notations import Family, Notation, Target
from readme_sync.notations._bars import PathBar
from readme_sync.text.regex import regex

_HOSTS = ("progress-bar.dev/", "progress-bar.xyz/")
_ADDRESS = regex(
    r"(?:https?:)?//(?:www\.)?(?P<host>progress-bar\.(?:dev|xyz))/(?:(?P<value>[0-9]{1,15})|dynamic/json)/?"
    r"(?:\?(?P<query>[^\s#]*))?(?:#\S*)?"
)
_BAR = PathBar(_ADDRESS, ("title", "prefix", "suffix"))

NOTATION = Notation("progress-bar", Target.IMAGE, Family.PICTURE, _HOSTS, _BAR.read, _BAR.write)
