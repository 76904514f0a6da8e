"""Which badges state a progress: few do. Most say a version, a licence, a coverage, how many stars."""

from readme_sync.text.regex import regex

_WORDS = regex(r"[^\W\d_]+")

_PROGRESS = frozenset(
    "progress progression progresso progreso progrès progres avance avancement fortschritt прогресс ilerleme "
    "complete completed completion completeness done solved finished translated translation translations "
    "translate localized localization localisation "
    "concluído concluída concluídos concluídas concluido concluida concluidos concluidas completado completada "
    "completados completadas resolvido resolvidos resolvidas resuelto resueltos resueltas feito feitos feitas "
    "erledigt gelöst выполнено решено готово tamamlanan çözülen".split()
)
_PROGRESS_PARTS = (
    *("进度", "進度", "完成", "已解", "已做", "进展", "進展", "翻译", "進捗", "完了", "達成", "解決"),
    *("진행", "완료", "진도", "달성", "tiến độ", "hoàn thành"),
)
_COUNTED = frozenset(
    "stars star estrelas easy medium hard problems problem questions exercises tasks lessons chapters topics modules "
    "puzzles katas challenges solutions".split()
)
"""What is counted out of so many: enough for a fraction, `Stars-50/50`."""
_COUNTED_PARTS = ("题目", "题数", "題數", "문제", "⭐", "🌟")
_OTHER = frozenset(
    "coverage codecov coveralls cov test tests testing build builds ci passing passed failing version release license "
    "licence certification certified certificate score rating rate accuracy lighthouse performance quality uptime "
    "success downloads sponsors funding goal goals target targets duration discount cobertura testes pruebas "
    "passrate wpm battery cpu memory grade".split()
)
"""These win over every other word."""
_PERIODS = frozenset("challenge challenges desafio desafios reto day days tag tage jours dias días week weeks".split())
"""How long it takes, not how far it is: only a word of progress makes one of these a progress."""
_OTHER_PARTS = ("覆盖率", "正确率", "通过率", "커버리지")


def speaks_of_progress(text: str) -> bool:
    """Whether a badge's words say that it states a progress."""
    folded = text.casefold()
    words = set(_WORDS.findall(folded))
    if words & _OTHER or any(part in folded for part in _OTHER_PARTS):
        return False
    return bool(words & _PROGRESS) or any(part in folded for part in _PROGRESS_PARTS)


def counts_things(label: str) -> bool:
    """Whether a badge's label names what a fraction counts."""
    folded = label.casefold()
    words = set(_WORDS.findall(folded))
    if words & (_OTHER | _PERIODS) or any(part in folded for part in _OTHER_PARTS):
        return False
    return bool(words & _COUNTED) or any(part in folded for part in _COUNTED_PARTS)
