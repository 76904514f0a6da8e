"""The words by which a table says what its columns hold; lower case."""

from collections.abc import Callable
from functools import cache, lru_cache

from readme_sync.markdown.entities import holds_reference
from readme_sync.text.regex import regex
from readme_sync.text.substrings import any_of

PROGRESS = frozenset(
    "progress progression progresso progreso progrès progres fortschritt прогресс status "
    "completed complete completion completeness done solved finished translated avance "
    "avancement feito feita concluído concluída concluido concluida completado completada "
    "erledigt fertig выполнено готово "
    "решено сделано пройдено avanzamento postęp ukończone terminé fait ilerleme tamamlanan".split()
)
PROGRESS_PARTS = (
    *("進捗", "进度", "進度", "完成", "完了", "状态", "狀態", "状況", "已完", "ステータス", "達成"),
    *("진행", "진도", "상태", "완료", "달성", "trạng thái", "tiến độ", "hoàn thành"),
)
"""These count wherever they stand in the header: such languages do not set words apart by blanks."""

SHARE = frozenset("% percent percentage pct ratio prozent porcentaje porcentagem pourcentage 百分比 비율 割合".split())
"""A share of something: of the whole work only where another column speaks of progress."""

NO_PROGRESS = frozenset(
    "date dates target targets goal goals acc accuracy acceptance score scores rating rank "
    "pass passing success win error failure test tests passed next unsolved remaining left "
    "weight weightage share distribution speed performance confidence popularity usage skill "
    "skills proficiency difficulty coverage probability discount rate price cpu memory "
    "preview example examples demo sample style nota notas grade grades".split()
)
NO_PROGRESS_PARTS = (
    *("目标", "目標", "日期", "日付", "正确率", "通过率", "難易度", "难度", "难易"),
    *("목표", "날짜", "정답률"),
)
"""False friends; they win over the words of progress, except that a completion rate is progress."""

RATE = frozenset({"rate"})
DONE_RATE = frozenset({"completion", "progress", "complete"})

TOTALS = frozenset(
    "total totals sum overall subtotal average mean remaining summary gesamt summe totaal "
    "totale tổng итого всего 合计 总计 總計 合計 小计 平均 합계 총계 총합 전체 평균".split()
)
TOTALS_MORE = frozenset({"grand total", "sub total", "total progress", "overall progress", "tổng cộng", "in total"})
"""Labels of rows that sum up the others."""

NUMBERS = frozenset(
    "# no no. nr nr. num number № n° s.no s.no. s/n sr sr. sr.no sno sl sl. 序号 编号 番号 번호 순번 stt".split()
)
"""Headers of a column of row numbers."""

SECONDARY = frozenset(
    "type kind category categories level difficulty platform date day week month duration "
    "time hours link links url notes note remarks comment comments status tags tag id lang "
    "stage phase priority file files path 类型 分类 难度 日期 备注 유형 분류 난이도 날짜 비고 메모".split()
)
"""Headers of columns that name a row only where no other column does."""

_WORDS = regex(r"[^\W\d_]+|%")
_NAMES = regex(r"\w+")


def speaks_of_progress(header: str) -> bool:
    """Whether a column's header says that it holds progress."""
    folded = header.casefold()
    words = set(_WORDS.findall(folded))
    if is_no_progress(header):
        return False
    return not words.isdisjoint(PROGRESS) or any(part in folded for part in PROGRESS_PARTS)


def speaks_of_a_share(header: str) -> bool:
    """Whether a column's header says that it holds a share of something."""
    return not set(_WORDS.findall(header.casefold())).isdisjoint(SHARE) and not is_no_progress(header)


def is_no_progress(header: str) -> bool:
    """Whether a column's header is a false friend."""
    folded = header.casefold()
    words = set(_WORDS.findall(folded))
    if any(part in folded for part in NO_PROGRESS_PARTS):
        return True
    false = words & NO_PROGRESS
    return bool(false - RATE) or (bool(false) and words.isdisjoint(DONE_RATE))


@lru_cache(4_096)
def is_total(label: str) -> bool:
    """Whether a row's label says that the row sums up the others."""
    folded = " ".join(label.casefold().strip(" *_:：()[]📊📈🎯").split())
    return folded in TOTALS or folded in TOTALS_MORE


_MEANS = frozenset("average mean avg durchschnitt mittel promedio média moyenne 平均 평균".split())
_LEFT = frozenset("remaining left open rest offen restant restante restantes pendiente 剩余 残り 남은".split())


def is_mean(label: str) -> bool:
    """Whether a row's label says that the row holds the mean of the others."""
    return is_total(label) and not _MEANS.isdisjoint(_WORDS.findall(label.casefold()))


def is_left(label: str) -> bool:
    """Whether a row's label says that the row holds what is left of the total."""
    return not _LEFT.isdisjoint(_WORDS.findall(label.casefold()))


@cache
def _sums() -> Callable[[str], bool]:
    """What finds a label of a row that sums up."""
    return any_of(sorted(TOTALS | _LEFT))


def may_sum_up(row: str) -> bool:
    """Whether among rows, or labels, as written may be one that sums up others, or says what is left.

    Never wrongly no.
    """
    return holds_reference(row) or _sums()(row.casefold())


def is_number_header(header: str) -> bool:
    """Whether a column's header says that it holds row numbers."""
    return header.casefold().strip() in NUMBERS


def is_secondary(header: str) -> bool:
    """Whether a column names a row only where no other does."""
    return bool(set(_NAMES.findall(header.casefold())) & SECONDARY)


_DONE = frozenset(
    "completed complete done solved finished translated erledigt fertig feito feitos concluído concluídos concluidos "
    "completados hecho fait terminé выполнено решено 完成 已完成 已解决 完了 완료 해결".split()
)
_ALL = frozenset("total totals 总数 總數 总计 合计 合計 全部 全体 전체 총 gesamt totale всего tổng".split())
_MOST_WORDS = 2


def names_a_pair(headers: str) -> bool:
    """Whether among the words of a header row are one for what is done and one for all there is."""
    words = _WORDS.findall(headers.casefold())
    return not _DONE.isdisjoint(words) and not _ALL.isdisjoint(words)


def is_done_header(header: str) -> bool:
    """Whether a column's header says that its numbers count what is done."""
    words = _WORDS.findall(header.casefold())
    return len(words) <= _MOST_WORDS and not _DONE.isdisjoint(words) and not is_no_progress(header)


def is_total_header(header: str) -> bool:
    """Whether a column's header says that its numbers count all there is."""
    words = _WORDS.findall(header.casefold())
    return len(words) <= _MOST_WORDS and not _ALL.isdisjoint(words) and _DONE.isdisjoint(words)
