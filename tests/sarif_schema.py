"""What SARIF 2.1.0 asks of the parts that we write, cut down from the specification; nothing else may stand.

The official schema is larger than this repository's own code; a log was held against it when this was written.
"""

from typing import Any

Json = dict[str, Any]


def _object(required: str, **properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def _list(items: Json, **more: Any) -> Json:
    return {"type": "array", "items": items, **more}


_TEXT: Json = {"type": "string", "minLength": 1}
_COUNT: Json = {"type": "integer", "minimum": 0}
_PLACE: Json = {"type": "integer", "minimum": 1}
_LEVEL: Json = {"enum": ["none", "note", "warning", "error"]}
_URI: Json = {"type": "string", "pattern": r"^(file:///)?([A-Za-z0-9._~/!$&'()*+,;=@-]|%[0-9A-F]{2})+$"}
_MESSAGE = _object("text", text=_TEXT)
_REGION = _object(
    "startLine startColumn endLine endColumn", startLine=_PLACE, startColumn=_PLACE, endLine=_PLACE, endColumn=_PLACE
)
_ARTIFACT = _object("uri", uri=_URI, uriBaseId={"const": "%SRCROOT%"}, index=_COUNT)
_RULE = _object(
    "id shortDescription fullDescription help",
    id=_TEXT,
    name=_TEXT,
    shortDescription=_MESSAGE,
    fullDescription=_MESSAGE,
    help=_object("text markdown", text=_TEXT, markdown=_TEXT),
    helpUri={"type": "string", "format": "uri", "pattern": "^https://"},
    defaultConfiguration=_object("level", level=_LEVEL),
)
_REPLACEMENT = _object("deletedRegion", deletedRegion=_REGION, insertedContent=_object("text", text={"type": "string"}))
_CHANGE = _object(
    "artifactLocation replacements",
    artifactLocation=_ARTIFACT,
    replacements=_list(_REPLACEMENT, minItems=1),
)
_RESULT = _object(
    "ruleId level message locations partialFingerprints",
    ruleId=_TEXT,
    ruleIndex=_COUNT,
    level=_LEVEL,
    message=_MESSAGE,
    locations=_list(
        _object(
            "physicalLocation",
            physicalLocation=_object("artifactLocation region", artifactLocation=_ARTIFACT, region=_REGION),
        ),
        minItems=1,
    ),
    partialFingerprints={"type": "object", "additionalProperties": _TEXT},
    fixes=_list(_object("artifactChanges", description=_MESSAGE, artifactChanges=_list(_CHANGE, minItems=1))),
)
_DRIVER = _object(
    "name", name=_TEXT, version=_TEXT, semanticVersion=_TEXT, informationUri=_TEXT, rules=_list(_RULE, uniqueItems=True)
)
_RUN = _object(
    "tool results",
    tool=_object("driver", driver=_DRIVER),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    newlineSequences=_list(_TEXT, minItems=1, uniqueItems=True),
    originalUriBaseIds={"type": "object", "additionalProperties": _object("", description=_MESSAGE)},
    artifacts=_list(_object("location", location=_ARTIFACT, sourceLanguage=_TEXT, encoding=_TEXT), uniqueItems=True),
    results=_list(_RESULT),
)
SCHEMA: Json = _object("version runs", **{"$schema": _TEXT}, version={"const": "2.1.0"}, runs=_list(_RUN))
