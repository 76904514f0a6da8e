"""The words by which headers and headings say what stands below; lower case. To add a language, extend the lists."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum, auto
from functools import cache, lru_cache

from readme_sync.markdown.entities import holds_reference
from readme_sync.model import State
from readme_sync.notations import status
from readme_sync.text.regex import any_of, regex

PROGRESS = frozenset(
    "match matched progress progression progresso progreso progrès progres fortschritt прогресс status "
    "progreß completed complete completion completeness done solved finished translated avance avancement "
    "feito feita concluído concluída concluido concluida completado completada erledigt fertig выполнено "
    "готово готовность статус состояние завершено переведено решено сделано пройдено avanzamento stato "
    "completato completata fatto postęp ukończone stan gotowe terminé fait état etat ilerleme tamamlanan "
    "tamamlandı durum tamam voortgang voltooid klaar toestand stand framsteg klart tillstånd stav hotovo "
    "průběh прогресс виконано стан kemajuan selesai حالة الحالة التقدم وضعیت स्थिति प्रगति tilstand tila "
    "valmis állapot kész κατάσταση stare "
    # words of each language: what is done, how far it is, its state
    "abgeschlossen fertiggestellt fertigstellung umsetzungsstand umsetzungsstatus bearbeitungsstand bearbeitungsstatus "
    "projektstand arbeitsstand terminée terminés réalisé réalisée achevé achevée progrès "
    "hecho hecha finalizado finalizada terminado terminada cumplido cumplimiento realizado realizada finalizados "
    "concluídos concluídas feitos fatta svolto completamento completati gedaan gereed afgerond "
    "zrobione wykonane wykonano ukończono zakończone zaawansowanie dokončeno splněno postup plnění "
    "готова готов выполнение выполнен статусы сделана пройдена готовність прогрес готово зроблено завершено виконання "
    "klar färdig ferdig fullført fremdrift fremgang framdrift færdig edistyminen valmius tehty tilanne "
    "státusz készültség haladás stadiu realizat finalizat făcut gata πρόοδοσ ολοκλήρωση ολοκληρώθηκε "
    "estat progrés fet completat avanç".split()
)
PROGRESS_PARTS = (
    *(
        "进捗",
        "進捗",
        "进度",
        "進度",
        "完成",
        "完了",
        "状态",
        "狀態",
        "状況",
        "状態",
        "已完",
        "ステータス",
        "達成",
        "掌握",
        "已学",
    ),
    *("진행", "진도", "상태", "완료", "달성", "현황", "체크"),
    *("trạng thái", "tiến độ", "hoàn thành", "tình trạng", "สถานะ", "ความคืบหน้า"),
)
"""These count wherever they stand in the header: such languages do not set words apart by spaces."""

STATES = frozenset("state estado statut situação situacao situación situazione zustand progress?".split())
"""Headers of a column of states, which elsewhere speak of other things."""

STAGES = frozenset(
    "implemented supported support ported migrated decompiled matched reviewed proofread tested verified "
    "documented deployed released shipped merged covered read watched learned studied learnt mastered "
    "attempted submitted practiced practised revised visited passed started leído leido gelesen lido okundu "
    "прочитано implementado implementada implementiert implémenté implementato реализовано поддержка "
    "soportado suportado unterstützt supporté supportato revisado revisada traducido traducida traduzido "
    "traduzida traduit übersetzt tradotto przetłumaczone çevrildi oversat översatt vertaald "
    "drafted written coded published memorized memorised validated integrated converted refactored working works "
    "gelernt gelöst geübt lu appris étudié révisé visto aprendido estudiado resuelto estudado resolvido "
    "assistido letto studiato risolto изучено просмотрено прочитана okundu izlendi öğrenildi çözüldü "
    "dibaca dipelajari przeczytane obejrzane gelezen geleerd läst "
    "umgesetzt getestet geprüft überprüft verifiziert bearbeitet dokumentiert gesehen testé testée vérifié validé relu "
    "documenté intégré migré implémentée traduite supportée probado verificado validado documentado migrado "
    "testado validada verificada testato verificato validato documentato migrato implementata "
    "geïmplementeerd getest gecontroleerd ondersteund zaimplementowane wdrożone przetestowane sprawdzone "
    "implementováno otestováno ověřeno přeloženo nasazeno podporováno внедрено протестировано проверено переведено "
    "реализован реализована протестирован покрыто перевірено реалізовано протестовано перекладено "
    "implementerad implementerat testad testat översatt verifierad implementert testet oversatt implementeret "
    "toteutettu testattu käännetty megvalósítva tesztelve lefordítva ellenőrizve implementat implementată testat "
    "tradus verificat υλοποιήθηκε δοκιμάστηκε μεταφράστηκε traduït provat".split()
)
STAGES_PARTS = (
    *(
        "已翻译",
        "翻译",
        "校对",
        "实现",
        "支持",
        "已读",
        "学习",
        "学習済",
        "翻訳",
        "校正",
        "実装",
        "対応",
        "번역",
        "검수",
        "구현",
        "지원",
        "학습",
        *("读完", "学完", "看完", "已看", "已刷", "已做", "読了", "視聴", "읽음", "복습"),
    ),
    *("check", "✅", "✓", "✔", "☑", "đã dịch", "đã học", "đã đọc", "đã làm", "xong"),
)
"""Headers that say which step of the work is done."""

SHARE = frozenset(
    "% percent percentage pct prozent porcentaje porcentagem pourcentage percentuale procent prosent procenty процент "
    "відсоток prosentti százalék percentatge 百分比 비율 割合".split()
)
"""A share of something: of the whole work only where another column speaks of progress."""

NO_PROGRESS = frozenset(
    "date dates target targets goal goals acc accuracy acceptance score scores rating rank pass passing "
    "success win gap gaps error failure test tests passed next unsolved remaining left weight weightage share "
    "distribution speed performance confidence popularity usage skill skills proficiency difficulty "
    "probability discount rate price cpu memory preview example examples demo sample style nota notas grade "
    "grades priority priorities prio severity importance effort efforts risk risks impact urgency complexity "
    "health quality hardness precision duration eta deadline due owner assignee blocker blockers version "
    "versions cost succeeded prioridad prioridade priorität priorité priorità приоритет сложность dificuldade "
    "dificultad difficulté schwierigkeit öncelik zorluk priorytet prioriteit severidade gravidade "
    "gravità gravité criticidad criticidade criticité difficoltà moeilijkheid trudność obtížnost náročnost závažnost "
    "priorita серьёзность пріоритет складність prioritet svårighetsgrad vanskelighetsgrad sværhedsgrad "
    "allvarlighetsgrad "
    "prioriteetti vaikeus prioritás nehézség prioritate dificultate prioritat dificultat προτεραιότητα δυσκολία "
    "wichtigkeit dringlichkeit urgencia urgência urgenza urgence aufwand esfuerzo esforço sforzo nakład усилия "
    "dauer durée duración duração durata estimación estimativa stima schätzung оценка".split()
)
NO_PROGRESS_PARTS = (
    *("目标", "目標", "日期", "日付", "正确率", "通过率", "難易度", "难度", "难易"),
    *("优先", "優先", "重要", "严重", "嚴重", "심각", "緊急", "紧急", "互換", "兼容", "正解率", "期限", "担当", "负责"),
    *("목표", "날짜", "정답률", "우선", "난이도", "중요", "담당", "độ khó", "ưu tiên", "時間", "时间"),
)
"""False friends; they win over the words of progress, except that a completion rate is progress."""

_GRADES = frozenset({"nota", "notas"})
"""Marks where they stand alone; `con notas` is with notes."""
RATE = frozenset({"rate"})
DONE_RATE = frozenset({"completion", "progress", "complete"})

TOTALS = frozenset(
    "total totals sum overall subtotal average mean remaining summary gesamt summe totaal totale tổng итого "
    "всего insgesamt gesamtsumme razem łącznie celkem součet разом усього totalt yhteensä összesen σύνολο "
    "合计 总计 總計 合計 "
    "小计 平均 합계 총계 총합 전체 평균".split()
)
TOTALS_MORE = frozenset({"grand total", "sub total", "total progress", "overall progress", "tổng cộng", "in total"}) | {
    *("overall status", "project status", "current status", "final status", "conclusion", "executive summary"),
    *("total général", "total general", "totale generale", "total geral", "i alt", "en total", "au total", "in totale"),
    *("durchschnitt", "moyenne", "promedio", "średnia", "průměr", "среднее", "genomsnitt", "gjennomsnitt", "átlag"),
    *("conclusão", "conclusión", "estado del proyecto", "status do projeto", "fazit", "结论", "总结", "まとめ", "結論"),
}
"""Labels of rows that sum up the others."""

NUMBERS = frozenset(
    "# no no. nr nr. num number № n° s.no s.no. s/n sr sr. sr.no sno sl sl. 序号 编号 番号 번호 순번 stt".split()
)
"""Headers of a column of row numbers."""

SECONDARY = frozenset(
    "prerequisite prerequisites dependencies depends requires "
    "type kind category categories level difficulty platform date day week month duration time hours link "
    "links url notes note remarks comment comments status tags tag id lang priority code key abbr iso locale "
    "typ kategorie datum bemerkung bemerkungen anmerkung anmerkungen kommentar kommentare notiz notizen "
    "hinweis hinweise remarque remarques commentaire commentaires observations catégorie niveau lien liens durée "
    "tipo categoría nivel fecha enlace enlaces nota observación observaciones comentario comentarios categoria nível "
    "observação observações comentário comentários livello collegamento commenti opmerking opmerkingen notitie "
    "toelichting categorie uwagi notatki komentarz kategoria poziom poznámka poznámky komentář odkaz "
    "примечание примечания комментарий комментарии заметки дата тип категория уровень ссылка примітка примітки "
    "коментар категорія рівень anteckning anteckningar kommentarer kategori nivå länk merknad merknader bemærkning "
    "bemærkninger huomio huomiot huom kommentti luokka taso linkki megjegyzés megjegyzések dátum típus kategória szint "
    "observații notă dată nivel σημειώσεισ παρατηρήσεισ ημερομηνία observacions nivell "
    "类型 分类 难度 日期 备注 유형 분류 난이도 날짜 비고 메모".split()
)
"""Headers of columns that name a row only where no other column does."""

_WORDS = regex(r"[^\W\d_]+|%")
_NAMES = regex(r"\w+")


def speaks_of_progress(header: str) -> bool:
    """Return whether a column's header says that it holds progress."""
    folded = header.casefold()
    words = set(_WORDS.findall(folded))
    if is_no_progress(header):
        return False
    return not words.isdisjoint(PROGRESS) or any(part in folded for part in PROGRESS_PARTS)


class HeaderClass(Enum):
    """What a column's header says of its cells."""

    PROGRESS = auto()
    """How far the row is: `Status`, `Done`, `进度`."""
    STAGE = auto()
    """Which step of the work is done: `Implemented`, `Read?`."""
    UNSAID = auto()
    """Nothing: it is empty, or says `Notes`, `✓`."""
    OTHER = auto()
    FALSE_FRIEND = auto()
    """Something else, of which figures and signs stand below it, too: `Priority`, `Target`."""


@lru_cache(2_048)
def header_class(header: str) -> HeaderClass:
    """Return what a column's header says of its cells."""
    folded = header.casefold().strip()
    words = set(_WORDS.findall(folded))
    if is_no_progress(header):
        is_of_tests = words & NO_PROGRESS <= _TESTS and not any(part in folded for part in NO_PROGRESS_PARTS)
        return HeaderClass.OTHER if is_of_tests else HeaderClass.FALSE_FRIEND
    if not words.isdisjoint(OTHER_STATUS):
        return HeaderClass.OTHER
    if (
        speaks_of_progress(header)
        or not words.isdisjoint(STATES)
        or (folded and folded[-1] in _LAST_OF_STARS and _STARS.fullmatch(folded))
    ):
        return HeaderClass.PROGRESS
    if not words.isdisjoint(STAGES) or any(part in folded for part in STAGES_PARTS):
        return HeaderClass.STAGE
    return HeaderClass.UNSAID if folded in UNSAID else HeaderClass.OTHER


def asks_for_a_state(header: str) -> bool:
    """Return whether a word under this header may be a state."""
    return header_class(header) in (HeaderClass.PROGRESS, HeaderClass.STAGE)


_TESTS = frozenset("test tests tested example examples demo".split())
"""False friends for numbers; signs below them may be one step of the work."""

_STARS = regex(r"(?:part|star|parte|teil)?\s*+(?:[12]\s*+)?[⭐🌟★*]\ufe0f?")
_LAST_OF_STARS = tuple("⭐🌟★*\ufe0f")

UNSAID = frozenset(
    (
        *("", "풀이", "solution", "解答", "notes", "note", "remarks", "remark", "comment", "mark", "tick", "备注"),
        *("비고", "메모", "result", "resultado", "résultat", "ergebnis", "результат", "結果", "结果", "결과"),
    )
)
"""Headers that say nothing about the signs below."""

OTHER_STATUS = frozenset(
    "build builds ci test tests compatibility compatible availability available license stability http "
    "response exit pr live uptime deployment".split()
)
"""Whose status it is: not that of work."""

ENVIRONMENTS = frozenset(
    "platform platforms browser browsers os device devices test tests build builds job workflow check checks "
    "metric metrics dependency dependencies framework architecture distro distribution "
    "environment hardware provider release version versions 平台 浏览器 ブラウザ 플랫폼 브라우저 plataforma "
    "navegador navigateur".split()
)
"""What is supported, built or measured rather than worked through."""

ABOUT_OTHERS = frozenset(
    "advantage advantages winner ventaja vantagem vorteil "
    "compatibility benchmark benchmarks comparison compare compared comparing versus vs legend requirements "
    "prerequisites platforms browsers limitations alternatives competitors pricing plans "
    "comparação comparación comparaison vergleich сравнение".split()
)
"""Titles of sections whose tables compare or list what works."""

ABOUT_WORK = frozenset(
    "progress status roadmap todo implementation implemented tracker tracking checklist milestones coverage "
    "parity compliance conformance challenge participation study attendance homework exercises "
    "solutions translation translations migration port porting plan "
    "schedule curriculum progresso progreso avance estado fortschritt прогресс статус план implementação "
    "implementación implémentation umsetzung".split()
)
ABOUT_WORK_PARTS = (
    "进度",
    "進度",
    "进展",
    "实现",
    "状态",
    "状況",
    "進捗",
    "実装",
    "학습",
    "진행",
    "현황",
    "스터디",
    "진도",
    "참여",
    "과제",
    "인증",
    "출석",
    "打卡",
    "翻译",
    "翻訳",
    "学习",
    "学習",
    "구현",
)
"""Titles of what is worked through."""

MEANING = frozenset(
    "criteria condition conditions "
    "meaning meanings means description descriptions definition count counts number items total % percentage "
    "legend explanation symbol symbols sign icon emoji label color colour 说明 含义 标记 符号 图标 意味 説明 "
    "記号 의미 설명 기호 数量 개수 significado símbolo symbole zeichen знак обозначение "
    "bedeutung beschreibung quantity tasks descrição descripción signification значение".split()
)

STEPS = frozenset(
    "theory practice automation reading read video videos exercise exercises lab labs translation translated "
    "proofreading proofread review reviewed code coding quiz homework implementation tests docs revision "
    "lecture lectures 翻译 校对 翻訳 校正 번역 검수 이론 실습 teoria prática tradução revisão traducción "
    "revisión mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday 월 화 수 "
    "목 금".split()
)
"""Steps of one piece of work; days of a week."""


_COMPARES = (
    "对比",
    "對比",
    "比较",
    "比較",
    "비교",
    "兼容性",
    "互換性",
    "優位",
    "优势",
    "優勢",
    "差异",
    "差異",
    "長所",
    "장점",
    "우위",
)


def compares(title: str) -> bool:
    """Return whether a title, or headers, say that products are compared, or that it is listed what works where."""
    is_said = not ABOUT_OTHERS.isdisjoint(_WORDS.findall(title.casefold()))
    return is_said or any(part in title for part in _COMPARES)


def is_about_work(title: str) -> bool:
    """Return whether a title says that something is worked through."""
    folded = title.casefold()
    return not ABOUT_WORK.isdisjoint(_WORDS.findall(folded)) or any(part in folded for part in ABOUT_WORK_PARTS)


_PARITY = frozenset("parity coverage conformance".split())


def is_about_parity(title: str) -> bool:
    """Return whether a title says that it is listed how much of something is there already, and not in tests."""
    words = _WORDS.findall(title.casefold())
    return not _PARITY.isdisjoint(words) and _OF_CODE.isdisjoint(words) and _TESTS.isdisjoint(words)


def is_about_legend(header: str) -> bool:
    """Return whether a header says that the column explains signs, or counts them."""
    return not MEANING.isdisjoint(_WORDS.findall(header.casefold()))


def is_of_environment(header: str) -> bool:
    """Return whether a header says that the rows are platforms, tests, builds: their status is not that of work."""
    folded = header.casefold()
    return not ENVIRONMENTS.isdisjoint(_WORDS.findall(folded)) or folded.strip() in ENVIRONMENTS


_TASKS = frozenset(
    "problem problems exercise exercises question questions chapter chapters week weeks lesson lessons lecture "
    "lectures assignment assignments homework kata puzzle puzzles kapitel aufgabe aufgaben übung übungen woche "
    "capítulo capitulo ejercicio ejercicios exercício exercícios problema problemas semana chapitre exercice "
    "exercices semaine leçon tâche aufgabenblatt lektion tarea tareas lección lecciones semanas capítulos tarefa aula "
    "compito esercizio settimana capitolo lezione opdracht oefening hoofdstuk zadanie zadania lekcja tydzień rozdział "
    "úkol cvičení týden lekce kapitola урок тема упражнение завдання тиждень розділ uppgift vecka kapitel oppgave uke "
    "opgave uge tehtävä viikko luku feladat fejezet exercițiu săptămână capitol lecție tasca setmana exercici "
    "глава задача задачи неделя урок bài tuần chương 문제 과제 주차 회차 問題 課題 章 週 题目 題目 章节 周 课".split()
)


def names_tasks(header: str) -> bool:
    """Return whether a header says that the rows are solved, read or done one by one: `Problem`, `Week`."""
    return not _TASKS.isdisjoint(_WORDS.findall(header.casefold()))


_SERVICES = frozenset("service services server servers host hosts node nodes endpoint url site".split())
_RIGHTS = frozenset("write delete create update edit execute admin permission permissions role roles user".split())
_BUILDS = frozenset("build builds ci compile compiles compilation compiler".split())
_RESULT = regex(r"(?i)\W*(?:passing|failing|broken|green|red|stable build)\b.*")


def is_of_service(header: str) -> bool:
    """Return whether a header says that the rows run: lights next to them say whether they do."""
    return not _SERVICES.isdisjoint(_WORDS.findall(header.casefold()))


def is_of_rights(header: str) -> bool:
    """Return whether a header says what somebody may do: `Read | Write`."""
    return not _RIGHTS.isdisjoint(_WORDS.findall(header.casefold()))


def is_of_builds(header: str) -> bool:
    """Return whether a header says that signs below it are results of builds."""
    return not _BUILDS.isdisjoint(_WORDS.findall(header.casefold()))


@lru_cache(1_024)
def is_result(text: str) -> bool:
    """Return whether a cell says the result of a build: `✅ PASSING`."""
    return bool(_RESULT.fullmatch(text))


COUNTED = frozenset(
    "tasks lessons chapters modules exercises problems sections pages strings videos lectures units steps "
    "items functions stories issues milestones 章节 小节 题数 课时 タスク 과제 tareas tarefas aufgaben tâches".split()
)
"""What is done one by one: a fraction below such a header counts it."""


def counts_work(header: str) -> bool:
    """Return whether a header names what is done one by one."""
    return not COUNTED.isdisjoint(_WORDS.findall(header.casefold())) and not is_no_progress(header)


_COVERAGE = frozenset("coverage cobertura couverture abdeckung покрытие покриття copertura pokrycie dekning".split())
_COVERAGE_PARTS = ("覆盖", "覆蓋", "カバー", "カバレッジ", "커버리지")
_OF_CODE = frozenset("code unit line lines branch branches statement statements stmts required".split())


def speaks_of_coverage(header: str) -> bool:
    """Return whether a column's header says how much of a whole is covered, and not by tests."""
    folded = header.casefold()
    words = _WORDS.findall(folded)
    is_said = not _COVERAGE.isdisjoint(words) or any(part in folded for part in _COVERAGE_PARTS)
    return is_said and _OF_CODE.isdisjoint(words) and not is_no_progress(header)


def is_step(header: str) -> bool:
    """Return whether a header names a step of the work: what is read, implemented, tested."""
    return header_class(header) is HeaderClass.STAGE or not STEPS.isdisjoint(_WORDS.findall(header.casefold()))


def speaks_of_a_share(header: str) -> bool:
    """Return whether a column's header says that it holds a share of something."""
    return not set(_WORDS.findall(header.casefold())).isdisjoint(SHARE) and not is_no_progress(header)


def is_no_progress(header: str) -> bool:
    """Return whether a column's header is a false friend."""
    folded = header.casefold()
    words = set(_WORDS.findall(folded))
    if any(part in folded for part in NO_PROGRESS_PARTS):
        return True
    false = words & NO_PROGRESS
    if len(words) > 1:
        false -= _GRADES
    return bool(false - RATE) or (bool(false) and words.isdisjoint(DONE_RATE))


@lru_cache(4_096)
def is_total(label: str) -> bool:
    """Return whether a row's label says that the row sums up the others."""
    folded = " ".join(label.casefold().strip(" *_:：()[]📊📈🎯").split())
    return folded in TOTALS or folded in TOTALS_MORE


_NAMES_TOO = frozenset("sum total totals average mean".split())
"""Labels of sums that functions and columns have for names, too."""
_SUM_WORDS = frozenset("total totals overall subtotal gesamt итого".split())


def total_rows(labels: Sequence[str], written: Sequence[str]) -> list[bool]:
    """Return by row whether it sums up others: `SUM` in the middle is a name, `Total core` at the end is a sum.

    Args:
        labels: the first texts of the rows, without markup.
        written: the same as written.
    """
    found = list(map(is_total, labels))
    end = len(labels)
    while end > 0 and (found[end - 1] or _is_sum_of(labels[end - 1])):
        end -= 1
    found[end:] = [True] * (len(labels) - end)
    for index in range(end):
        is_name = (
            found[index] and labels[index].casefold() in _NAMES_TOO and not written[index].startswith(("**", "__"))
        )
        if is_name and all(text in (text.upper(), text.lower()) or text.startswith("`") for text in written[:end]):
            found[index] = False
    return found


def _is_sum_of(label: str) -> bool:
    """Return whether a label at the end of a table says of what the row is the total: `Total core`."""
    words = _WORDS.findall(label.casefold())
    return 1 < len(words) <= _MOST_OF_SUM and words[0] in _SUM_WORDS


_MOST_OF_SUM = 4
_MEANS = frozenset("average mean avg durchschnitt mittel promedio média moyenne 平均 평균".split())
_LEFT = frozenset("remaining left open rest offen restant restante restantes pendiente 剩余 残り 남은".split())


def is_mean(label: str) -> bool:
    """Return whether a row's label says that the row holds the mean of the others."""
    return is_total(label) and not _MEANS.isdisjoint(_WORDS.findall(label.casefold()))


def is_left(label: str) -> bool:
    """Return whether a row's label says that the row holds what is left of the total."""
    return not _LEFT.isdisjoint(_WORDS.findall(label.casefold()))


@cache
def _sums() -> Callable[[str], bool]:
    """Return what finds a label of a row that sums up."""
    return any_of(sorted(TOTALS | _LEFT))


def may_sum_up(row: str) -> bool:
    """Return whether among rows, or labels, as written may be one that sums up others, or says what is left.

    May return false positives, never false negatives.
    """
    return holds_reference(row) or _sums()(row.casefold())


def is_number_header(header: str) -> bool:
    """Return whether a column's header says that it holds row numbers."""
    return header.casefold().strip() in NUMBERS


def is_secondary(header: str) -> bool:
    """Return whether a column names a row only where no other does."""
    return bool(set(_NAMES.findall(header.casefold())) & SECONDARY) or speaks_of_coverage(header)


_DONE = frozenset(
    "matched implemented resolved reviewed ported decompiled passed merged migrated covered converted closed "
    "fixed completed complete done solved finished translated erledigt fertig feito feitos concluído "
    "concluídos concluidos completados hecho fait terminé выполнено решено 完成 已完成 已解决 完了 완료 해결".split()
)
_DAY = frozenset("date day on at fecha data datum datum дата am le".split())
_DAY_DONE = frozenset("完了日 完成日 完成日期 完了日時 완료일 완료날짜 完成时间 读完日期 読了日".split())
_ALL = frozenset("total totals 总数 總數 总计 合计 合計 全部 全体 전체 총 gesamt totale всего tổng".split())
_MOST_WORDS = 2


def names_a_pair(headers: str) -> bool:
    """Return whether among the words of a header row are one for what is done and one for all there is."""
    words = _WORDS.findall(headers.casefold())
    return not _DONE.isdisjoint(words) and not (_ALL.isdisjoint(words) and COUNTED.isdisjoint(words))


def is_done_header(header: str) -> bool:
    """Return whether a column's header says that its numbers count what is done."""
    words = _WORDS.findall(header.casefold())
    return len(words) <= _MOST_WORDS and not _DONE.isdisjoint(words) and not is_no_progress(header)


def is_day_done(header: str) -> bool:
    """Return whether a column's header says that below it stands when something was done: `Date finished`."""
    words = set(_WORDS.findall(header.casefold()))
    if len(words) == 1:
        return words <= _DAY_DONE
    return len(words) <= _MOST_WORDS + 1 and not _DAY.isdisjoint(words) and not _DONE.isdisjoint(words - _DAY)


def is_total_header(header: str) -> bool:
    """Return whether a column's header says that its numbers count all there is."""
    words = _WORDS.findall(header.casefold())
    return len(words) <= _MOST_WORDS and not _ALL.isdisjoint(words) and _DONE.isdisjoint(words)


def is_counted_header(header: str) -> bool:
    """Return whether a column's header is nothing but what is counted: `Exercises`."""
    return header.casefold().strip() in COUNTED


_PROGRESS = frozenset(
    # en, de
    "status progress progression todo todos backlog roadmap roadmaps "
    "kanban completed done finished implemented accomplished coverage parity achievements "
    "accomplishments deliverables resolved "
    "milestones remaining pending compliance met translated translation translations localization localisation "
    "ported migrated solved checklist tracker wip upcoming missing completion readiness "
    "fortschritt erledigt abgeschlossen fertiggestellt umgesetzt offen geplant stand aufgaben "
    # fr, es, pt, it
    "avancement progrès terminé terminées terminés réalisé réalisées réalisés fait faites état statut "
    "manquant manquants manquante manquantes compléter fehlend fehlende fehlt faltante faltantes faltan mancanti "
    "progreso estado completado completados completadas completada pendiente pendientes hecho hechos avance "
    "progresso concluído concluída concluídos concluídas concluido "
    "concluida pendente pendentes feito feitos andamento situação "
    "stato completato completati fatto avanzamento "
    # ru, uk, pl, cs, nl, sv
    "готовности прогресс статус готово сделано выполнено пройдено осталось реализовано состояние виконано зроблено "
    "postęp postępy zrobione ukończone hotovo stav voortgang klaar framsteg "
    "fertig erledigte erledigtes umgesetzte offene ausstehend ausstehende umsetzungsstand projektstand arbeitsstand "
    "projektstatus implementierungsstatus implementierungsstand übersetzungsstand zwischenstand checkliste "
    "meilensteine "
    "fahrplan zustand suivi achevé achevées complété complétés jalons restant restantes restants tâches "
    "avances logros hitos pendentes finalizado finalizados finalizada finalizadas implementado implementados "
    "implementadas falta faltam tareas tarefas marcos roteiro feita feitas "
    "completate fatte fatti mancante rimanenti traguardi situazione compiti attività "
    "gedaan afgerond openstaand openstaande taken mijlpalen gereed geplande "
    "gotowe wykonane zakończone zadania stan planowane zaplanowane dokończeno splněno úkoly chybí plánováno průběh "
    "zbývá "
    "выполненные сделанные реализованные завершено завершённые запланировано задачи чеклист статусы остаётся "
    "прогрес стан завершено виконані зроблені завдання заплановано залишилось готовність "
    "klart färdigt färdiga pågående återstår planerat uppgifter milstolpar kvar tillstånd "
    "ferdig fremdrift fremgang framdrift gjenstår planlagt oppgaver milepæler færdig færdige opgaver mangler "
    "tila tilanne edistyminen valmis valmiit kesken tehtävät tulossa keskeneräiset puuttuvat "
    "állapot státusz haladás teendők feladatok kész elkészült tervezett hátralévő mérföldkövek készültség "
    "stare stadiu progres realizat realizate finalizat finalizate sarcini planificat "
    "κατάσταση πρόοδοσ εκκρεμότητεσ ολοκληρωμένα εκκρεμεί "
    "estat progrés fet fetes pendent pendents completat completades tasques "
    # tr, vi, id, ar
    "durum durumu ilerleme tamamlanan tamamlandı yapılacaklar "
    "yapılanlar kemajuan selesai الحالة إنجازه التقدم المهام".split()
)
_PROGRESS_PARTS = (
    *("进度", "進度", "状态", "狀態", "完成", "待办", "待辦", "已实现", "已實現", "已解决"),
    *("進捗", "完了", "実装済", "実装状況", "ステータス", "達成", "やること", "統計情報"),
    *("진행", "진도", "상태", "완료", "현황", "할 일"),
    *("tiến độ", "trạng thái", "hoàn thành", "đã xong", "สำเร็จ", "เสร็จ", "สถานะ", "ความคืบหน้า"),
    *("to-do", "what's been", "to do", "next steps", "not started", "in progress", "nächste schritte", "ما تم"),
    *(
        "in arbeit",
        "en cours",
        "à faire",
        "en proceso",
        "en progreso",
        "por hacer",
        "em andamento",
        "a fazer",
        "in corso",
    ),
    *(
        "da fare",
        "te doen",
        "in uitvoering",
        "w trakcie",
        "do zrobienia",
        "в процессе",
        "в работе",
        "у процесі",
        "att göra",
    ),
    *("å gjøre", "i gang", "työn alla", "folyamatban", "în curs", "de făcut", "σε εξέλιξη", "per fer", "en curs"),
    *(
        "prochaines étapes",
        "próximos pasos",
        "próximos passos",
        "prossimi passi",
        "volgende stappen",
        "následující kroky",
    ),
    *(
        "hoja de ruta",
        "feuille de route",
        "tabella di marcia",
        "следующие шаги",
        "nästa steg",
        "neste steg",
        "næste skridt",
    ),
)
_OTHER = frozenset(
    # what is said of a product, of rules, of quality, of the past, of aims
    "why benefits benefit advantages advantage pros "
    "cons highlights requirements prerequisites requirement prerequisite "
    "guidelines guideline practices rules tips donts criteria metrics changelog changes history "
    "verified compatibility verdict results comparison objectives objective goals goal outcomes "
    "warnings warning flags troubleshooting faq legend legends emojis symbols guarantees "
    "principles philosophy conventions targets supported suggestion suggestions scenario contributing "
    "vorteile nachteile voraussetzungen ziele ziel objetivo obiettivo "
    "legende regeln richtlinien règles conseils pièges atouts inconvénients "
    "reglas consejos desventajas prerrequisitos regras dicas desvantagens regole consigli vantaggi svantaggi "
    "voordelen nadelen vereisten legenda doelen doelstellingen waarom richtlijnen zalety wady założenia zasady "
    "výhody nevýhody požadavky cíle pravidla předpoklady недостатки правила предпосылки переваги недоліки вимоги цілі "
    "правила fördelar nackdelar förutsättningar teckenförklaring fordeler ulemper forutsetninger fordele "
    "forudsætninger "
    "edut hyödyt haitat vaatimukset tavoitteet säännöt edellytykset előnyök hátrányok követelmények célok szabályok "
    "előfeltételek jelmagyarázat avantaje dezavantaje cerințe obiective reguli legendă avantatges requisits objectius "
    "llegenda objectifs objectif critères compétences prérequis avantages "
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
        *("规则", "規則", "不包含", "不包括", "不做", "禁止"),
    ),
    *("心得", "方法", "优点", "缺点", "メリット", "凡例", "注意事項", "필수", "요구", "장점", "범례", "목표", "결론"),
    *("mục tiêu", "yêu cầu", "giới thiệu", "chú thích", "do's", "don'ts", "don't", "what's new", "release notes"),
    *("not planned", "non-goal", "non goal", "out of scope", "not in scope", "won't"),
)
_FEATURES = frozenset(
    "features feature funktionen fonctionnalités características recursos funzionalità возможности функции özellikler "
    "funcionalidades fonctionnalité caractéristiques caratteristiche merkmale functies mogelijkheden funkcje "
    "możliwości "
    "funkce vlastnosti функционал особенности можливості функції funktioner egenskaper funksjoner ominaisuudet "
    "funkciók "
    "funcționalități δυνατότητεσ λειτουργίεσ funcionalitats característiques "
    "capabilities includes included".split()
)
_FEATURES_PARTS = ("功能", "機能", "기능", "tính năng")
_STEPS = frozenset(
    "phase milestone sprint week day step module task stage "
    "epic part chapter lesson session month version wave iteration "
    "batch lote semaine jour étape tâche semana día fase etapa módulo tarea lição aula woche tag schritt aufgabe teil "
    "modul kapitel lektion abschnitt meilenstein chapitre leçon partie jalon capítulo lección paso tarea hito "
    "capitolo lezione settimana giorno passo compito modulo hoofdstuk taak stap fasen faza etap krok zadanie tydzień "
    "dzień moduł rozdział lekcja fáze úkol týden kapitola фаза спринт тиждень етап крок розділ vecka steg uke uge "
    "oppgave "
    "opgave uppgift vaihe viikko tehtävä luku fázis lépés feladat hét fejezet etapă fază săptămână sarcină capitol "
    "φάση βήμα εβδομάδα setmana mòdul tasca "
    "неделя день этап шаг модуль глава задача hafta gün aşama adım tuần ngày bước bài giai minggu hari tahap".split()
)
_STEPS_PARTS = ("阶段", "階段", "第", "フェーズ", "ステップ", "단계", "주차", "일차", "phase", "milestone", "sprint")
_TITLE_WORDS = regex(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_NOISE = (
    "work in progress",
    "complete guide",
    "todo app",
    "todo list app",
    "todo api",
    "tracker app",
    "tracking app",
    "status code",
    "status page",
    "build status",
    "test coverage",
    "code coverage",
    "coverage report",
)


_ASCII_PROGRESS_PARTS = tuple(part for part in _PROGRESS_PARTS if part.isascii())
_ASCII_OTHER_PARTS = tuple(part for part in _OTHER_PARTS if part.isascii())


def _holds(title: str, words: frozenset[str], parts: tuple[str, ...], ascii_parts: tuple[str, ...]) -> bool:
    """Return whether a title in lower case has one of some words, or a part that counts wherever it stands."""
    if not words.isdisjoint(_TITLE_WORDS.findall(title)):
        return True
    return any(part in title for part in (ascii_parts if title.isascii() else parts))


@lru_cache(2_048)
def speaks_of_state(title: str) -> bool:
    """Return whether a heading, or a line before a list, says that the states of some work follow."""
    folded = title.casefold()
    if not _holds(folded, _PROGRESS, _PROGRESS_PARTS, _ASCII_PROGRESS_PARTS):
        return False
    for noise in _NOISE:
        folded = folded.replace(noise, " ")
    return _holds(folded, _PROGRESS, _PROGRESS_PARTS, _ASCII_PROGRESS_PARTS)


@lru_cache(2_048)
def speaks_of_other(title: str) -> bool:
    """Return whether a heading says that something follows that is marked like progress and is none."""
    folded = title.casefold().replace("’", "'")
    return _holds(folded, _OTHER, _OTHER_PARTS, _ASCII_OTHER_PARTS) and " met" not in folded


@lru_cache(2_048)
def speaks_of_features(title: str) -> bool:
    """Return whether a heading says that a product is praised below it."""
    folded = title.casefold()
    return not _FEATURES.isdisjoint(_TITLE_WORDS.findall(folded)) or any(part in folded for part in _FEATURES_PARTS)


@lru_cache(2_048)
def speaks_of_steps(title: str) -> bool:
    """Return whether a heading names a piece of work: a phase, a week, a task."""
    folded = title.casefold()
    return not _STEPS.isdisjoint(_TITLE_WORDS.findall(folded)) or any(part in folded for part in _STEPS_PARTS)


_PARTS_OF_TEXT = frozenset("section set table figure fig round tier volume level".split())


def ends_with_step(text: str) -> bool:
    """Return whether a text ends with a noun whose number, behind it, counts nothing: `Phase `, `see section `."""
    words = _TITLE_WORDS.findall(text.casefold())
    return bool(words) and text[-1:] in " \xa0*_" and (words[-1] in _STEPS or words[-1] in _PARTS_OF_TEXT)


_NUMBERED_STEP = regex(
    rf"(?i)(?:\b(?:{'|'.join(sorted(_STEPS))})s?\W{{0,3}}(?:[0-9]|[ivx]+\b)"
    r"|第?[0-9一二三四五六七八九十]{1,3} ?(?:阶段|階段|章|周|週|课|天|日目|주차|일차|단계|장))"
)
_CODE = regex(
    r"\W{0,3}(?:[A-Z]{1,4}[-_ ]?[0-9]{1,4}|v[0-9]{1,3}(?=\.[0-9]))(?:[.-][0-9]{1,3}){0,2}"
    r"(?:[a-z]?[):.]|\W{0,2} |\W*\Z)"
)
_STEP_REACH = 40


@lru_cache(2_048)
def names_step(label: str) -> bool:
    """Return whether a label begins with the number of a piece of work: `Phase 2: Parser`, `T042`, `第3章`."""
    found = _NUMBERED_STEP.search(label[:_STEP_REACH])
    return names_code(label) or (found is not None and not speaks_of_state(label[: found.start()]))


def names_code(label: str) -> bool:
    """Return whether a label begins with letters and a number that name work: `P0-2 — Parser`, `v0.2 — Bars`."""
    return _CODE.match(label) is not None


_REMARK = regex(r"[(（\[【][^()（）\[\]【】]{0,60}[)）\]】]|[0-9]+(?:[./-][0-9]+)*")
_holds_remark = any_of("(（[【0123456789")
_NUMBERED = regex(r"\W*[0-9]+(?:\.[0-9]+)*[.)]")
_SIGNED = regex(r"\W*\w[^✅❌⏳🚧🔄⚠]*[✅❌⏳🚧🔄⚠]\ufe0f?\W*\w")
"""Headings that are one thing with a state: `3. Parser`, `Parser ✅ done`."""
_MOST_OTHER_WORDS = 2
_NAMES_OF_WORK = frozenset("complete testing matching running reading learning building".split())
"""States that are more often the name of a thing: `Complete guide`, `Testing`."""
_LONGEST_STATE = 3
_CJK_REST = 8


@lru_cache(2_048)
def state_of_heading(title: str, *, is_sure: bool = True) -> State | None:
    """Return what state of work a heading says of what is listed below it, `## Done`, `## Planned features`.

    A word that is also said of other things, `## Missing`, says one where `is_sure` is not asked for and it is all.
    """
    if _NUMBERED.match(title) or (not title.isascii() and _SIGNED.match(title)):
        return None
    plain = title.casefold()
    if _holds_remark(plain):
        plain = _REMARK.sub(" ", plain)
    words = _STATE_WORDS.findall(plain)
    if words[:1] == ["how"]:
        return None  # `How to read`
    known = status.words()
    for length in range(min(_LONGEST_STATE, len(words)), 0, -1):
        if len(words) - length > _MOST_OTHER_WORDS:
            break
        for phrase in (" ".join(words[:length]), " ".join(words[-length:])):
            is_whole = not is_sure and length == len(words) and known.get(phrase, State.UNKNOWN) is not State.UNKNOWN
            if (status.is_of_work(phrase) or is_whole) and (
                phrase not in _NAMES_OF_WORK or (length == len(words) and phrase != "testing")
            ):
                return known[phrase]
    if not plain.isascii() and len(words) == 1 and (phrase := _said_in(words[0], known)):
        return known[phrase]
    return None


def _said_in(word: str, known: Mapping[str, State]) -> str:
    """Return the state with which a word of a language without spaces begins or ends: `已完成功能`, `すべて完了`."""
    lengths = [length for length in range(min(len(word), 6), 1, -1) if len(word) - length <= _CJK_REST]
    parts = [*(word[:length] for length in lengths), *(word[-length:] for length in lengths)]
    found = (part for part in parts if part in known)
    return next((phrase for phrase in found if not phrase.isascii() and status.is_of_work(phrase)), "")


_STATE_WORDS = regex(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
