"""What headings say of the lists and lines below them: progress, or something that only looks like it. Lower case."""

from functools import lru_cache

from readme_sync.text.regex import regex

_PROGRESS = frozenset(
    # en, de
    "status progress progression todo todos backlog "
    "kanban completed done finished implemented accomplished "
    "milestones remaining pending compliance met translated ported migrated solved checklist tracker wip upcoming "
    "fortschritt erledigt abgeschlossen fertiggestellt umgesetzt offen geplant stand aufgaben "
    # fr, es, pt, it
    "avancement progrès terminé terminées terminés réalisé réalisées réalisés fait faites état statut "
    "progreso estado completado completados completadas completada pendiente pendientes hecho hechos avance "
    "progresso concluído concluída concluídos concluídas concluido "
    "concluida pendente pendentes feito feitos andamento situação "
    "stato completato completati fatto avanzamento "
    # ru, uk, pl, cs, nl, sv
    "прогресс статус готово сделано выполнено пройдено осталось реализовано состояние виконано зроблено "
    "postęp postępy zrobione ukończone hotovo stav voortgang klaar framsteg "
    # tr, vi, id, ar
    "durum durumu ilerleme tamamlanan tamamlandı yapılacaklar "
    "yapılanlar kemajuan selesai الحالة إنجازه التقدم المهام".split()
)
_PROGRESS_PARTS = (
    *("进度", "進度", "状态", "狀態", "完成", "待办", "待辦", "已实现", "已實現", "已解决"),
    *("進捗", "完了", "実装済", "実装状況", "ステータス", "達成", "やること", "統計情報"),
    *("진행", "진도", "상태", "완료", "현황", "할 일"),
    *("tiến độ", "trạng thái", "hoàn thành", "đã xong"),
    *("to-do", "to do", "next steps", "not started", "in progress", "nächste schritte", "ما تم"),
)
_OTHER = frozenset(
    # what is said of a product, of rules, of quality, of the past, of aims
    "why benefits benefit advantages advantage pros "
    "cons highlights requirements prerequisites requirement prerequisite "
    "guidelines guideline practices rules tips dos donts criteria metrics changelog changes history "
    "verified compatibility verdict results comparison objectives objective goals goal outcomes "
    "warnings warning flags troubleshooting faq legend legends emojis symbols guarantees "
    "principles philosophy conventions targets supported suggestion suggestions scenario contributing "
    "vorteile nachteile voraussetzungen ziele legende objectifs objectif critères compétences prérequis avantages "
    "légende requisitos objetivos beneficios ventajas leyenda vantagens legenda requisiti obiettivi цели требования "
    "преимущества легенда cele wymagania amaçlar hedefler pourquoi".split()
)
_OTHER_PARTS = (
    *(
        "优势",
        "優勢",
        "特性",
        "特色",
        "特点",
        "特點",
        "前提",
        "要求",
        "注意",
        "目标",
        "目標",
        "建议",
        "說明",
        "说明",
        "图例",
        "能够",
    ),
    *("心得", "方法", "优点", "缺点", "メリット", "凡例", "注意事項", "필수", "요구", "장점", "범례", "목표", "결론"),
    *("mục tiêu", "yêu cầu", "giới thiệu", "chú thích", "do's", "don'ts", "don't", "what's new", "release notes"),
)
_FEATURES = frozenset(
    "features feature funktionen fonctionnalités características recursos funzionalità возможности функции özellikler "
    "capabilities includes included".split()
)
_FEATURES_PARTS = ("功能", "機能", "기능", "tính năng")
_STEPS = frozenset(
    "phase milestone sprint week day step module task stage "
    "epic part chapter lesson session month version wave iteration "
    "batch lote semaine jour étape tâche semana día fase etapa módulo tarea lição aula woche tag schritt aufgabe teil "
    "неделя день этап шаг модуль глава задача hafta gün aşama adım tuần ngày bước bài giai minggu hari tahap".split()
)
_STEPS_PARTS = ("阶段", "階段", "第", "フェーズ", "ステップ", "단계", "주차", "일차", "phase", "milestone", "sprint")
_WORDS = regex(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_NOISE = (
    "work in progress",
    "complete guide",
    "todo app",
    "todo list app",
    "todo api",
    "status code",
    "status page",
    "build status",
)


_ASCII_PROGRESS_PARTS = tuple(part for part in _PROGRESS_PARTS if part.isascii())
_ASCII_OTHER_PARTS = tuple(part for part in _OTHER_PARTS if part.isascii())


def _holds(title: str, words: frozenset[str], parts: tuple[str, ...], ascii_parts: tuple[str, ...]) -> bool:
    """Whether a title in lower case has one of some words, or a part that counts wherever it stands."""
    if not words.isdisjoint(_WORDS.findall(title)):
        return True
    return any(part in title for part in (ascii_parts if title.isascii() else parts))


@lru_cache(2_048)
def speaks_of_state(title: str) -> bool:
    """Whether a heading, or a line before a list, says that the states of some work follow."""
    folded = title.casefold()
    if not _holds(folded, _PROGRESS, _PROGRESS_PARTS, _ASCII_PROGRESS_PARTS):
        return False
    for noise in _NOISE:
        folded = folded.replace(noise, " ")
    return _holds(folded, _PROGRESS, _PROGRESS_PARTS, _ASCII_PROGRESS_PARTS)


@lru_cache(2_048)
def speaks_of_other(title: str) -> bool:
    """Whether a heading says that something follows that is marked like progress and is none."""
    folded = title.casefold()
    return _holds(folded, _OTHER, _OTHER_PARTS, _ASCII_OTHER_PARTS) and " met" not in folded


@lru_cache(2_048)
def speaks_of_features(title: str) -> bool:
    """Whether a heading says that a product is praised below it."""
    folded = title.casefold()
    return not _FEATURES.isdisjoint(_WORDS.findall(folded)) or any(part in folded for part in _FEATURES_PARTS)


@lru_cache(2_048)
def speaks_of_steps(title: str) -> bool:
    """Whether a heading names a piece of work: a phase, a week, a task."""
    folded = title.casefold()
    return not _STEPS.isdisjoint(_WORDS.findall(folded)) or any(part in folded for part in _STEPS_PARTS)
