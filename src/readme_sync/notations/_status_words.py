"""The words and symbols by which READMEs say where an item stands, by language; lower case.

Three states can be told: done, in progress, open. What is listed under `OTHER` states something else (paused, not
applicable): it is a state, but nobody can say how much is done.
"""

from typing import NamedTuple

from readme_sync.model import State


class Language(NamedTuple):
    """The words of one language. The first of each state is what is written where the document has none of its own."""

    done: tuple[str, ...]
    in_progress: tuple[str, ...]
    open: tuple[str, ...]


LANGUAGES = {
    "en": Language(
        (
            *("completed", "complete", "done", "finished", "solved", "fully translated", "translated", "implemented"),
            *("all done", "closed", "shipped", "merged", "fully complete", "fully completed", "fixed", "resolved"),
        ),
        (
            *(
                "in progress",
                "in-progress",
                "inprogress",
                "in_progress",
                "wip",
                "work in progress",
                "started",
                "ongoing",
            ),
            *(
                "near done",
                "near complete",
                "nearly done",
                "almost done",
                "partial",
                "partially done",
                "partly",
                "doing",
            ),
            *("partially complete", "partially completed", "partially translated", "partially implemented", "underway"),
            *("under development", "in development", "ongoing exploration", "learning"),
            *("incomplete", "working on it", "in the works", "in work"),
        ),
        (
            *(
                "not started",
                "not-started",
                "notstarted",
                "not_started",
                "todo",
                "to do",
                "to-do",
                "pending",
                "planned",
            ),
            *(
                "upcoming",
                "not yet started",
                "not done",
                "not yet",
                "not completed",
                "not complete",
                "open",
                "planning",
            ),
            *(
                "coming soon",
                "not begun",
                "backlog",
                "untranslated",
                "not translated",
                "unsolved",
                "not solved",
                "future",
            ),
            *("not implemented", "not yet implemented", "queued", "next", "next up", "up next", "scheduled", "waiting"),
            *("yet to start", "remaining", "unstarted", "not finished", "locked"),
        ),
    ),
    "zh": Language(
        (
            *(
                "已完成",
                "完成",
                "完結",
                "完结",
                "已翻译",
                "翻译完成",
                "已读",
                "已学",
                "已解决",
                "已掌握",
                "已实现",
                "全部完成",
            ),
            *("基本完成", "已結束", "已结束", "搞定", "已翻譯"),
        ),
        (
            "进行中",
            "正在进行",
            "進行中",
            "翻译中",
            "学习中",
            "部分完成",
            "开发中",
            "校对中",
            "阅读中",
            "待完善",
            "未完成部分",
            "認領中",
        ),
        (
            *(
                "未开始",
                "待做",
                "等待认领",
                "未完成",
                "待开始",
                "待办",
                "待翻译",
                "未翻译",
                "尚未开始",
                "计划中",
                "未開始",
                "待学习",
            ),
            *("待完成", "待认领", "未学习", "规划中", "待开发", "待處理", "待处理", "待定", "計劃中", "未做"),
        ),
    ),
    "ko": Language(
        ("완료", "완료됨", "완성", "번역 완료", "구현 완료", "개발 완료", "해결", "끝"),
        ("진행중", "진행 중", "학습중", "학습 중", "번역중", "번역 중", "작업중", "작업 중"),
        ("대기", "예정", "미완료", "미시작", "시작 전", "시작전", "미착수", "대기중", "대기 중", "미완"),
    ),
    "pt": Language(
        (
            "concluído",
            "concluída",
            "concluido",
            "concluida",
            "feito",
            "feita",
            "finalizado",
            "finalizada",
            "completo",
            "implementado",
            "implementada",
        ),
        ("em andamento", "em progresso", "em desenvolvimento", "cursando", "fazendo", "iniciado", "iniciada"),
        (
            *(
                "não iniciado",
                "não iniciada",
                "pendente",
                "a fazer",
                "planejado",
                "planejada",
                "em breve",
                "nao iniciado",
            ),
            *("não concluído", "aguardando"),
        ),
    ),
    "es": Language(
        (
            "completado",
            "completada",
            "hecho",
            "terminado",
            "terminada",
            "completa",
            "listo",
            "hecha",
            "resuelto",
            "implementado",
            "implementada",
        ),
        ("en progreso", "en curso", "en proceso", "en desarrollo", "empezado"),
        ("pendiente", "por hacer", "no iniciado", "sin empezar", "sin iniciar", "planificado", "próximamente"),
    ),
    "fr": Language(
        ("terminé", "terminée", "fait", "fini", "complété", "complet", "achevé", "implémenté", "implémentée"),
        ("en cours", "commencé"),
        ("à faire", "non commencé", "à venir", "pas commencé", "en attente", "planifié", "prévu"),
    ),
    "vi": Language(
        ("hoàn thành", "đã hoàn thành", "xong", "đã xong", "đã học"),
        ("đang học", "đang làm", "đang thực hiện", "đang tiến hành"),
        ("chờ", "chưa bắt đầu", "chưa làm", "chưa học", "sắp tới", "chưa hoàn thành"),
    ),
    "ja": Language(
        ("完了", "解答済み", "済", "済み", "翻訳済み", "学習済み", "修正済み", "対応済み", "実装済み"),
        ("作業中", "学習中", "翻訳中", "着手中", "対応中"),
        ("未着手", "未対応", "未完了", "未翻訳", "予定", "これから", "未解答"),
    ),
    "de": Language(
        ("erledigt", "fertig", "abgeschlossen", "vollständig", "umgesetzt", "implementiert"),
        ("in arbeit", "in bearbeitung", "begonnen", "laufend", "läuft"),
        ("offen", "nicht begonnen", "geplant", "ausstehend", "noch nicht begonnen"),
    ),
    "ru": Language(
        ("готово", "выполнено", "завершено", "сделано", "пройдено", "реализовано"),
        ("в процессе", "в работе", "частично"),
        ("не начато", "запланировано", "ожидает", "в планах"),
    ),
}

CANCELLED = frozenset(
    (
        *("not needed", "n/a", "skipped", "skip", "cancelled", "canceled", "dropped", "abandoned", "deprecated"),
        *("wontfix", "won't do", "跳过"),
    )
)
"""It will not be done."""

OTHER = CANCELLED | frozenset(
    (
        *("paused", "on hold", "review", "in review", "under review", "blocked", "deferred", "postponed", "optional"),
        *("needs review", "tbd", "pausiert", "暂停", "待审核", "审核中", "보류", "pausado", "pausada", "保留"),
        *("to review", "revisit", "stuck", "stopped", "ready"),
    )
)

YES_NO = {"yes": State.DONE, "no": State.OPEN, "sim": State.DONE, "não": State.OPEN, "是": State.DONE, "否": State.OPEN}
"""Answers: they state a progress only where the header asks for one (`Done?`)."""

DOUBTFUL_WORDS = frozenset(
    (*YES_NO, "open", "closed", "fixed", "resolved", "merged", "offen", "next", "future", "waiting", "learning")
)
"""Answers, and states of things that are not worked through: bugs, doors, questions."""

SYMBOLS = {
    **dict.fromkeys("✅☑✔✓🗹", State.DONE),
    **dict.fromkeys("🔄🚧🔃🏗🔨🛠", State.IN_PROGRESS),
    **dict.fromkeys("⏳⌛⬜🔲☐◻▢□❌✖✗✘🔜📅📆🗓📋🕐🕒🕓⭕", State.OPEN),
    **dict.fromkeys("🟢🟡🔴⚪🔵🟠🟣⚫🟤🟩🟨🟥🟦🟧⬛⏸🚫⛔🔒⚠❓➖💤", State.UNKNOWN),
    **dict.fromkeys("🌟⭐★", State.DONE),
    "[x]": State.DONE,
    "[X]": State.DONE,
    "[ ]": State.OPEN,
    ":white_check_mark:": State.DONE,
    ":heavy_check_mark:": State.DONE,
    ":ballot_box_with_check:": State.DONE,
    ":x:": State.OPEN,
    ":hourglass:": State.OPEN,
    ":hourglass_flowing_sand:": State.OPEN,
    ":white_large_square:": State.OPEN,
    ":construction:": State.IN_PROGRESS,
    ":arrows_counterclockwise:": State.IN_PROGRESS,
}
"""What a symbol states that stands alone, U+FE0F left out. Coloured circles and squares state nothing by themselves."""

DOUBTFUL = frozenset("🌟⭐★📋📅📆🗓⭕□◻▢🔨🛠")
"""Decoration, ratings, shapes: states beside a word; alone only in a column that is beyond doubt."""

FAMILIES = (
    ("✅", "🔄", "⬜"),
    ("✅", "🔄", "⬜️"),
    ("[x]", None, "[ ]"),
    ("[X]", None, "[ ]"),
    ("☑️", None, "☐"),
    ("☑", None, "☐"),
    ("🗹", None, "☐"),
    ("✔️", None, "✖️"),
    ("✔", None, "✖"),
    ("✓", None, "✗"),
    (":white_check_mark:", ":construction:", ":x:"),
    (":heavy_check_mark:", ":construction:", ":x:"),
    (":white_check_mark:", ":construction:", ":white_large_square:"),
    (":white_check_mark:", ":arrows_counterclockwise:", ":hourglass_flowing_sand:"),
    (":ballot_box_with_check:", None, ":white_large_square:"),
    ("🟢", "🟡", "⚪"),
    ("🟢", "🟡", "🔴"),
    ("🟩", "🟨", "⬜"),
    ("🟩", "🟨", "🟥"),
    ("✅", "🚧", "❌"),
    ("✅", "🔄", "⏳"),
    ("✅", "🔄", "🔲"),
    ("✅", "🔄", "⌛"),
)
"""Symbols that go together: done, in progress, open. The last is for whatever has no family."""
