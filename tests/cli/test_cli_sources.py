"""What counts in a real repository: what git tracks; what is not checked out is refused by its name."""

import subprocess
from pathlib import Path

import pytest
from cli_running import Runner

_WHO = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


def _git(folder: Path, *arguments: str) -> None:
    more = ("-c", "protocol.file.allow=always", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *_WHO, *more, *arguments], cwd=folder, check=True, capture_output=True)


def _put(folder: Path, name: str, text: str = "x\n") -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8", newline="")


def _marker(expression: str, figure: str) -> str:
    return f"<!-- readme-sync: {expression} -->{figure}<!-- /readme-sync -->"


_KATAS = _marker('files "katas/**/*.py"', "4")
_ROWS = _marker("count of csv shelf/novels.csv where State=read", "1")
_TABLE = f"# Shelf\n\n{_ROWS} read\n\n<!-- readme-sync: table csv shelf/novels.csv -->\n\n<!-- /readme-sync -->\n"
_POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a1' * 32}\nsize 98765\n"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with katas in two folders and in a submodule, and a shelf."""
    top = tmp_path_factory.mktemp("origin")
    for name in ("borrowed", "main"):
        _put(top / name, "README.md", f"# Katas\n\n{_KATAS} katas.\n")
        _put(top / name, ".gitignore", "made/\n")
        _put(top / name, "LISTS.md", _TABLE)
        _put(top / name, "shelf/novels.csv", "Title,State\nEmma,read\nDune,open\n")
        for kata in ("katas/easy/sum.py", "katas/easy/max.py", "katas/hard/knot.py"):
            _put(top / name, kata)
        _git(top / name, "init", "-q")
        if name == "main":
            _git(top / name, "submodule", "--quiet", "add", str(top / "borrowed"), "katas/borrowed")
            _put(top / name, "katas/hard/graph.py")
        _git(top / name, "add", "-A")
        _git(top / name, "commit", "-qm", "a")
    return top / "main"


@pytest.fixture
def clone(origin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of it, without its submodule: the current folder."""
    _git(tmp_path, "clone", "-q", str(origin), "here")
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def _says(clone: Path, figure: str) -> bool:
    return f"-->{figure}<!--" in (clone / "README.md").read_text("utf-8")


def test_a_submodule_without_content_is_refused_and_counted_with_it(clone: Path, run: Runner) -> None:
    ran = run("sync", "README.md")
    said = "cannot count 'katas/**/*.py': the submodule katas/borrowed is not checked out; run git submodule update"
    assert (ran.code, said in ran.err, _says(clone, "4")) == (2, True, True), ran
    _git(clone, "submodule", "--quiet", "update", "--init")
    assert (run("sync", "README.md").code, _says(clone, "7")) == (0, True)


def test_a_sparse_checkout_is_refused_where_it_leaves_out_what_counts(clone: Path, run: Runner) -> None:
    easy = _marker('files "katas/easy/*.py"', "1")
    _put(clone, "README.md", _marker('files "katas/[eh]*/*.py"', "4") + easy)
    _git(clone, "sparse-checkout", "set", "--cone", "katas/easy")
    ran = run("sync", "README.md")
    assert "katas/hard/graph.py is not checked out (sparse checkout); run git sparse-checkout disable" in ran.err
    assert (ran.code, _says(clone, "4"), _says(clone, "1")) == (2, True, True)
    _put(clone, "README.md", f"{easy}, [hard](katas/hard/graph.py)\n")
    assert (run("sync", "README.md").code, _says(clone, "2")) == (0, True)
    assert run("check", "README.md").code == 0  # a link to what is left out is not broken
    ran = run("sync", "LISTS.md")
    assert (ran.code, "shelf/novels.csv: is not checked out (sparse checkout)" in ran.err) == (2, True), ran


def test_a_pointer_of_lfs_is_no_data(clone: Path, run: Runner) -> None:
    _put(clone, "shelf/novels.csv", _POINTER)
    ran = run("sync", "LISTS.md")
    assert (ran.code, "shelf/novels.csv: is a pointer of Git LFS" in ran.err) == (2, True), ran
    assert (clone / "LISTS.md").read_text("utf-8") == _TABLE
    _put(clone, "shelf/novels.csv", "Title,State\nEmma,read\nversion https://git-lfs.github.com/spec/v1,read\n")
    assert run("sync", "LISTS.md").code == 0
    assert (clone / "LISTS.md").read_text("utf-8").startswith(f"# Shelf\n\n{_ROWS.replace('>1<', '>2<')} read")


def test_what_git_does_not_track_never_counts(clone: Path, run: Runner) -> None:
    text = _marker('files "katas/*/*.py"', "4") + _marker('done of files "katas/easy/min.py"', "0") + "\n"
    _put(clone, "README.md", text)
    _git(clone, "rm", "-q", "--cached", "katas/borrowed", ".gitmodules")
    for name in ("katas/easy/min.py", "made/gen.py", "katas/hard/made/gen.py"):
        _put(clone, name)
    assert (run("sync", "README.md").code, (clone / "README.md").read_text("utf-8")) == (0, text)
    _git(clone, "add", "-A")  # staged, and that is enough; what is ignored stays out
    assert (run("sync", "README.md").code, _says(clone, "5"), _says(clone, "1")) == (0, True, True)
    (clone / "katas/easy/sum.py").unlink()
    assert (run("sync", "--check", "README.md").code, _says(clone, "5")) == (0, True)  # deleted, not yet `git rm`


def test_the_index_of_a_hook_counts(clone: Path, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    _put(clone, "README.md", _marker('files "katas/easy/*.py"', "2"))
    (clone / ".git/next-index").write_bytes((clone / ".git/index").read_bytes())
    _put(clone, "katas/easy/min.py")
    with monkeypatch.context() as patch:
        patch.setenv("GIT_INDEX_FILE", ".git/next-index")  # as git sets it for `git commit -a`
        _git(clone, "add", "katas/easy/min.py")
    assert run("sync", "--check", "README.md").code == 0
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index")
    assert (run("sync", "README.md").code, _says(clone, "3")) == (0, True)
    monkeypatch.setenv("GIT_INDEX_FILE", str(clone.parent / "index"))  # of another repository
    assert (run("sync", "README.md").code, _says(clone, "2")) == (0, True)


def test_no_link_out_of_the_repository_is_followed(clone: Path, run: Runner) -> None:
    _put(clone.parent, "outside/secret.py")
    (clone / "katas/easy/out.py").symlink_to(clone.parent / "outside/secret.py")
    (clone / "katas/away").symlink_to(clone.parent / "outside")
    (clone / "katas/easy/in.py").symlink_to("sum.py")
    _git(clone, "add", "katas")
    _put(clone, "README.md", _marker('files "katas/[ea]*/*.py"', "0"))
    assert (run("sync", "README.md").code, _says(clone, "3")) == (0, True)
    _put(clone, "README.md", _marker('files "katas/away/*.py"', "0"))
    ran = run("sync", "README.md")
    assert (ran.code, "is outside the repository" in ran.err, _says(clone, "0")) == (2, True, True), ran


_SHIELDS = "https://img.shields.io/badge"


def test_a_badge_may_have_any_label(clone: Path, run: Runner) -> None:
    """A marker says what a badge states: a fraction or a percent, whatever is written in front of it."""
    read = "badge of csv shelf/novels.csv where State=read"
    stale = [f"![]({_SHIELDS}/{one}-blue)" for one in ("novels-0%2F2", "shelf_read-0%25", "read-0%20of%202")]
    _put(clone, "README.md", "\n\n".join(_marker(read, one) for one in stale) + "\n")
    before = (clone / "README.md").read_text("utf-8")
    assert run("sync", "README.md").code == 0
    wanted = before.replace("-0%2F2", "-1%2F2").replace("-0%25", "-50%25").replace("-0%20of", "-1%20of")
    assert (clone / "README.md").read_text("utf-8") == wanted
    assert (run("check", "README.md").code, run("sync", "README.md").code) == (0, 0)
    _put(clone, "README.md", _marker(read, f"![]({_SHIELDS}/read-soon-blue)"))
    ran = run("sync", "README.md")
    assert (ran.code, "nothing there states a badge" in ran.err) == (2, True), ran


def test_a_badge_may_state_a_bare_count(clone: Path, run: Runner) -> None:
    """The number in the address moves, with what repeats it in the alternative text; nothing else does."""
    katas, rows = 'count of files "katas/easy/*.py"', "count of csv shelf/novels.csv"
    stale = [
        _marker(katas, f"![5 katas]({_SHIELDS}/katas-5-blue)"),
        _marker(rows, f"[![Novels]({_SHIELDS}/all_novels-1-orange.svg?style=flat-square)](LISTS.md)"),
        _marker(katas, f'<img src="{_SHIELDS}/tests-1%2C003_passing-green" alt="1,003 passing">'),
    ]
    _put(clone, "README.md", "\n\n".join(stale) + "\n")
    assert run("sync", "README.md").code == 0
    assert (clone / "README.md").read_text("utf-8").split("\n\n") == [
        _marker(katas, f"![2 katas]({_SHIELDS}/katas-2-blue)"),
        _marker(rows, f"[![Novels]({_SHIELDS}/all_novels-2-orange.svg?style=flat-square)](LISTS.md)"),
        _marker(katas, f'<img src="{_SHIELDS}/tests-2_passing-green" alt="2 passing">') + "\n",
    ]
    assert run("check", "README.md").code == 0
    _put(clone, "README.md", _marker(katas, f"![]({_SHIELDS}/katas-5_of_7_or_9-blue)"))
    assert run("sync", "README.md").code == 2


def test_a_filter_works_or_is_an_error(clone: Path, run: Runner) -> None:
    where = "of csv shelf/novels.csv where State=read"
    values = {"count": "1", "done": "1", "left": "1", "percent": "50%", "done/total": "1/2"}
    text = " ".join(_marker(f"{value} {where}", "") for value in values)
    _put(clone, "README.md", f"{text} {_marker(f'done/total of 1 out {where}', '')}\n")
    assert run("sync", "README.md").code == 0
    found = (clone / "README.md").read_text("utf-8")
    assert all(f"{value} {where} -->{said}<!--" in found for value, said in values.items()), found
    assert f"out {where} -->1/1<!--" in found
    _put(clone, "README.md", _marker(f"total {where}", "2"))
    ran = run("sync", "README.md")
    assert (ran.code, "'where' has no effect on total; say count" in ran.err) == (2, True), ran


@pytest.mark.parametrize(
    ("changed", "looked_at"),
    [
        ((), ""),
        (("katas/easy/min.py",), "README.md"),
        (("shelf/novels.csv",), "LISTS.md PLAN.md"),
        (("notes.txt",), ""),
        ((".readme-sync.toml",), "README.md LISTS.md PLAN.md"),
        (("LISTS.md",), "LISTS.md PLAN.md"),
    ],
)
def test_since_looks_at_what_follows_a_change(
    clone: Path, run: Runner, changed: tuple[str, ...], looked_at: str
) -> None:
    _put(clone, "README.md", _marker('files "katas/easy/*.py"', "2"))
    _put(clone, "PLAN.md", f"{_marker('done/total of LISTS.md', '0/0')}\n")
    _put(clone, "LISTS.md", f"{_TABLE}\n- [ ] a\n")
    _put(clone, ".readme-sync.toml", 'paths = ["README.md", "LISTS.md", "PLAN.md"]\n')
    _git(clone, "add", "-A")
    _git(clone, "commit", "-qm", "b")
    for name in changed:
        _put(clone, name, (clone / name).read_text("utf-8") + "\n" if (clone / name).exists() else "x\n")
    _git(clone, "add", "-A")
    ran = run("sync", "--check", "--since", "HEAD")
    assert {name for name in ("README.md", "LISTS.md", "PLAN.md") if f"{name}:" in ran.out} == {*looked_at.split()}


def test_since_a_revision_that_is_missing_looks_at_all(clone: Path, run: Runner) -> None:
    _put(clone, "README.md", _marker('files "katas/easy/*.py"', "9"))
    ran = run("sync", "--since", "nowhere", "README.md")
    assert "all documents are looked at: there is no revision 'nowhere' here" in ran.err
    assert _says(clone, "2")


def test_a_document_that_begins_with_a_dash_is_no_option(clone: Path, run: Runner) -> None:
    _put(clone, "-notes.md", "# Plan (0/2)\n\n- [x] a\n- [ ] b\n")
    ran = run("check", "--output-format", "concise", "-notes.md", "LISTS.md", "--select", "RS101")
    assert (ran.code, "./-notes.md:1:9" in ran.out) == (1, True), ran
    assert run("check", "-missing.md").code == 2


def test_since_knows_the_files_of_named_facts(clone: Path, run: Runner) -> None:
    _put(clone, "README.md", "# Katas\n\nThere are 2 katas.\n")
    facts = '[facts]\nkatas = { files = "katas/easy/*.py" }\n'
    _put(
        clone, ".readme-sync.toml", f'{facts}[[claims]]\nfiles = ["README.md"]\nfind = "{{}} katas"\nvalue = "katas"\n'
    )
    _git(clone, "add", "-A")
    _git(clone, "commit", "-qm", "b")
    _put(clone, "katas/easy/min.py")
    assert run("sync", "--since", "HEAD").out == ""
    _git(clone, "add", "-A")
    assert run("sync", "--since", "HEAD").code == 0
    assert "There are 3 katas." in (clone / "README.md").read_text("utf-8")
