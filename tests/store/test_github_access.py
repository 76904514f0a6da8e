"""Whom a token goes to, and what must be set for it."""

from pathlib import Path

import pytest

from readme_sync.errors import RemoteError
from readme_sync.store.github_access import connection_for

CANARY = "ghp_canary"
TOKEN = {"GITHUB_TOKEN": CANARY}
OURS = {"GITHUB_REPOSITORY": "ada/notes"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


def clone(folder: Path, address: str) -> None:
    (folder / ".git" / "config").write_text(f'[remote "origin"]\n\turl = {address}\n')


@pytest.mark.parametrize(
    ("address", "environment"),
    [
        ("git@github.com:ada/notes.git", {}),
        ("https://ghe.example/ada/notes", {"GITHUB_API_URL": "https://ghe.example/api/v3"}),
        ("https://sub.ghe.com/ada/notes", {"GITHUB_API_URL": "https://api.sub.ghe.com"}),
        ("https://github.com/ada/notes", {"GITHUB_API_URL": "http://127.0.0.1:80"}),
        ("https://evil.example/b/c", OURS),
        ("", OURS),
    ],
)
def test_the_repository(folder: Path, address: str, environment: dict[str, str]) -> None:
    clone(folder, address)
    assert connection_for(str(folder), {**TOKEN, **environment}).repository == "ada/notes"


@pytest.mark.parametrize("environment", [{"GITHUB_TOKEN": "", "GH_TOKEN": " x \n"}, {"GITHUB_TOKEN": "x"}])
def test_the_token(folder: Path, environment: dict[str, str]) -> None:
    assert connection_for(str(folder), {**OURS, **environment}).repository == "ada/notes"


SET = "set GITHUB_REPOSITORY to owner/name, "
ADDRESS = "GITHUB_API_URL is not the address of an API; it is such as https://api.github.com"


@pytest.mark.parametrize(
    ("address", "environment", "line"),
    [
        ("", TOKEN, f"git names no repository on GitHub as origin; {SET}or run with --offline"),
        (
            f"https://ada:{CANARY}@evil.example/ada/notes",
            TOKEN,
            f"the remote origin is on evil.example, the API on api.github.com; {SET}and GITHUB_API_URL for your own",
        ),
        ("github.com:a/b", {**TOKEN, "GITHUB_API_URL": "https://ghe.example/api/v3"}, "the remote origin is on github"),
        ("github.com:a/b", {}, "there is no token to ask GitHub with; set GITHUB_TOKEN or GH_TOKEN, or run with --off"),
        ("", {**TOKEN, "GITHUB_REPOSITORY": "ada"}, "'ada' is not a repository; it is owner/name"),
        (
            "",
            {**TOKEN, **OURS, "GITHUB_API_URL": "http://ghe.example"},
            "the address of the API is not https; the tok",
        ),
        ("", {**TOKEN, **OURS, "GITHUB_API_URL": f"https://x:{CANARY}@api.github.com"}, ADDRESS),
        ("", {**TOKEN, **OURS, "GITHUB_API_URL": "https://api.github.com/?x"}, ADDRESS),
        ("", {**TOKEN, **OURS, "GITHUB_API_URL": "https://api.github.com:x"}, ADDRESS),
        ("", {**TOKEN, **OURS, "GITHUB_API_URL": "api.github.com"}, ADDRESS),
        ("", {**OURS, "GITHUB_TOKEN": f"{CANARY}\r\nX: y"}, "the token contains whitespace"),
    ],
)
def test_refusals(folder: Path, address: str, environment: dict[str, str], line: str) -> None:
    clone(folder, address)
    with pytest.raises(RemoteError) as caught:
        connection_for(str(folder), environment)
    assert str(caught.value).startswith(line)
    assert CANARY not in str(caught.value)
