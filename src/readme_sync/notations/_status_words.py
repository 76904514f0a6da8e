"""The words and symbols by which READMEs say where an item stands, by language; lower case.

Three states can be told: done, in progress, open. What is listed under `OTHER` states something else (paused, not
applicable): it is a state, but it does not say how much is done.
"""

from typing import NamedTuple

from readme_sync.model import State


def _words(text: str) -> tuple[str, ...]:
    """The words of a list that commas separate."""
    return tuple(text.split(", "))


class Language(NamedTuple):
    """The words of one language. The first of each state is what is written where the document has none of its own."""

    done: tuple[str, ...]
    in_progress: tuple[str, ...]
    open: tuple[str, ...]


LANGUAGES = {
    "en": Language(
        done=_words(
            "completed, complete, done, finished, solved, fully translated, translated, implemented, all "
            "done, closed, shipped, merged, fully complete, fully completed, fixed, resolved, works, working, "
            "supported, fully supported, full, full support, stable, released, deployed, live, verified, "
            "achieved, passed, pass, passing, ok, cplt, mastered, read, watched, complete!, covered, present, "
            "exists, available, integrated, migrated, delivered, matched, matching, decompiled, ported, "
            "tested, validated, reviewed, written, built, landed, launched, published, submitted, approved, "
            "operational, functional, finalized, finalised, fulfilled, accomplished, implemented & tested, "
            "done and tested, fully implemented, fully working, production ready, production-ready, mostly "
            "complete, final, playable, perfect, all good"
        ),
        in_progress=_words(
            "in progress, in-progress, inprogress, in_progress, wip, work in progress, started, ongoing, near "
            "done, near complete, nearly done, almost done, partial, partially done, partly, doing, partially "
            "complete, partially completed, partially translated, partially implemented, underway, under "
            "development, in development, ongoing exploration, learning, incomplete, working on it, in the "
            "works, in work, partially, partial support, partially supported, partially working, early, "
            "basic, beta, alpha, experimental, prototype, mvp, stub, stubbed, stubs, draft, drafting, active, "
            "current, started work, incomplete support, limited, minimal, mostly, mostly done, mostly "
            "working, needs work, needs improvement, unstable, buggy, broken, orphaned, reviewing, testing, "
            "to test, needs testing, untested, in testing, developing, reading, watching, studying, "
            "translating, unfinished, halfway, half done, half, preview, scaffolded, skeleton, under "
            "construction, under way, working towards, now, in design, designing, researching, investigating, "
            "evolving, in flight, in-flight, on track, at risk, delayed, behind, in-game, ingame, boots, "
            "bootable, intro, menus, being developed, transferring, in transit"
        ),
        open=_words(
            "not started, not-started, notstarted, not_started, todo, to do, to-do, pending, planned, "
            "upcoming, not yet started, not done, not yet, not completed, not complete, open, planning, "
            "coming soon, not begun, backlog, untranslated, not translated, unsolved, not solved, future, not "
            "implemented, not yet implemented, queued, next, next up, up next, scheduled, waiting, yet to "
            "start, remaining, unstarted, not finished, locked, missing, absent, unsupported, not supported, "
            "no support, not available, unavailable, not ready, not working, unimplemented, later, tba, "
            "proposed, idea, draft idea, deferred to later, wanted, needed, requested, none, not present, not "
            "tested, tbc, to be done, to be started, to be implemented, to be continued, unread, unwatched, "
            "unassigned, not planned yet, not yet supported, not verified, not found, icebox, in backlog, "
            "wishlist, under consideration, considered, considering, roadmap, failed, fail, failing, "
            "not playable, unplayable, doesn't boot, does not boot, crashes, nothing, "
            "not begun yet, to come, wait, unclaimed"
        ),
    ),
    "zh": Language(
        done=_words(
            "已完成, 完成, 完結, 完结, 已翻译, 翻译完成, 已读, 已学, 已解决, 已掌握, 已实现, 全部完成, "
            "基本完成, 已結束, 已结束, 搞定, 已翻譯, 已支持, 支持, 已通过, 通过, 已上线, 已发布, 已修复, "
            "可用, 正常, 已校对, 已毕业, 学完, 读完, 达成, 已对齐, 已验证, 稳定, 已實現, 已實作, "
            "已解決, 已學習, 已校對, "
            "翻譯完成, 完工, 已審核, 已审核完成, 已翻, 已刷, 已看"
        ),
        in_progress=_words(
            "进行中, 正在进行, 進行中, 翻译中, 学习中, 部分完成, 开发中, 校对中, 阅读中, 待完善, 未完成部分, "
            "認領中, 部分支持, 部分实现, 部分, 待测试, 测试中, 修复中, 实现中, 施工中, 更新中, 编写中, "
            "撰写中, 实验性, 基础实现, 已建骨架, 骨架, 在学, 在读, 半完成, 翻譯中, 學習中, 開發中, 校對中, 閱讀中, "
            "實作中, 撰寫中, 部分實作, 部分支援, 处理中, 處理中, 认领中"
        ),
        open=_words(
            "未开始, 待做, 等待认领, 未完成, 待开始, 待办, 待翻译, 未翻译, 尚未开始, 计划中, 未開始, 待学习, "
            "待完成, 待认领, 未学习, 规划中, 待开发, 待處理, 待处理, 待定, 計劃中, 未做, 未实现, 不支持, "
            "未支持, 未通过, 未读, 未学, 未翻, 计划, 规划, 暂无, 无, 缺失, 缺少, 待实现, 待支持, 待补充, "
            "待写, 待复习, 等待, 没做, 尚未实现, 待認領, 未認領, 未认领, 待翻譯, 未翻譯, 尚未開始, 待學習, "
            "待開發, 未實現, 未實作, "
            "不支援, 計畫中, 待校對, 待辦, 待補, 未上线"
        ),
    ),
    "ko": Language(
        done=_words(
            "완료, 완료됨, 완성, 번역 완료, 구현 완료, 개발 완료, 해결, 끝, 지원, 지원됨, 구현됨, 구현, 적용, "
            "적용 완료, 배포됨, 출시, 통과, 학습 완료, 정상, 안정"
        ),
        in_progress=_words(
            "진행중, 진행 중, 학습중, 학습 중, 번역중, 번역 중, 작업중, 작업 중, 부분, 부분 지원, 부분 구현, "
            "일부 구현, 기본 구현, 개발중, 개발 중, 구현중, 구현 중, 테스트중, 테스트 중, 검토중, 검토 중, "
            "진행, 베타, 실험적"
        ),
        open=_words(
            "대기, 예정, 미완료, 미시작, 시작 전, 시작전, 미착수, 대기중, 대기 중, 미완, 미구현, 미지원, 지원 "
            "안함, 없음, 계획, 계획됨, 예정됨, 준비중, 준비 중, 할 일, 보류중, 미적용, 안함, 시작안함"
        ),
    ),
    "pt": Language(
        done=_words(
            "concluído, concluída, concluido, concluida, feito, feita, finalizado, finalizada, completo, "
            "implementado, implementada, concluidas, concluídas, pronto, pronta, completa, aprovado, "
            "aprovada, funcional, lido, suportado, suportada, disponível, entregue, fechado, fechada, "
            "corrigido, corrigida, resolvido, resolvida, traduzido, traduzida, publicado, publicada, estável"
        ),
        in_progress=_words(
            "em andamento, em progresso, em desenvolvimento, cursando, fazendo, iniciado, iniciada, parcial, "
            "parcialmente, andamento, em curso, em teste, em testes, em revisão, em breve teste, básico, "
            "experimental, desenvolvendo, estudando, lendo"
        ),
        open=_words(
            "não iniciado, não iniciada, pendente, a fazer, planejado, planejada, em breve, nao iniciado, não "
            "concluído, aguardando, não implementado, não implementada, nao implementado, não suportado, não "
            "feito, falta, faltando, ausente, aberto, aberta, planejados, futuro, futura, amanhã, próximo, "
            "próxima, em espera"
        ),
    ),
    "es": Language(
        done=_words(
            "completado, completada, hecho, terminado, terminada, completa, listo, hecha, resuelto, "
            "implementado, implementada, finalizado, finalizada, hechos, terminados, aprobado, aprobada, "
            "lista, soportado, funcional, disponible, resuelta, corregido, traducido, traducida, publicado, "
            "leído, concluido, concluida"
        ),
        in_progress=_words(
            "en progreso, en curso, en proceso, en desarrollo, empezado, parcial, parcialmente, iniciado, "
            "iniciada, en marcha, en pruebas, en revisión, en progreso parcial, básico, experimental, "
            "haciendo, estudiando, trabajando, incompleto, incompleta"
        ),
        open=_words(
            "pendiente, por hacer, no iniciado, sin empezar, sin iniciar, planificado, próximamente, no "
            "implementado, no soportado, no hecho, falta, faltante, ausente, abierto, abierta, planeado, "
            "planificada, pendientes, futuro, futura, próximo, próxima, en espera, sin hacer"
        ),
    ),
    "fr": Language(
        done=_words(
            "terminé, terminée, fait, fini, complété, complet, achevé, implémenté, implémentée, terminés, "
            "finalisé, finalisée, faite, finie, ok, validé, validée, livré, livrée, supporté, pris en charge, "
            "disponible, résolu, résolue, corrigé, traduit, traduite, publié, lu, réalisé, réalisée"
        ),
        in_progress=_words(
            "en cours, commencé, partiel, partielle, partiellement, en développement, en test, en révision, "
            "en traduction, commencée, débuté, débutée, incomplet, basique, expérimental"
        ),
        open=_words(
            "à faire, non commencé, à venir, pas commencé, en attente, planifié, prévu, non implémenté, non "
            "supporté, non fait, manquant, manquante, absent, ouvert, prévue, planifiée, futur, plus tard, "
            "non traduit, à traduire, pas fait, non débuté"
        ),
    ),
    "vi": Language(
        done=_words(
            "hoàn thành, đã hoàn thành, xong, đã xong, đã học, đã dịch, đã làm, hoàn tất, đã đọc, đã hỗ trợ, "
            "đã triển khai"
        ),
        in_progress=_words(
            "đang học, đang làm, đang thực hiện, đang tiến hành, đang phát triển, đang dịch, đang đọc, một "
            "phần, đang triển khai"
        ),
        open=_words(
            "chờ, chưa bắt đầu, chưa làm, chưa học, sắp tới, chưa hoàn thành, chưa dịch, chưa có, dự kiến, kế "
            "hoạch, chưa đọc, chưa hỗ trợ, chưa triển khai, đang chờ"
        ),
    ),
    "ja": Language(
        done=_words(
            "完了, 解答済み, 済, 済み, 翻訳済み, 学習済み, 修正済み, 対応済み, 実装済み, 対応, 実装, 解決, "
            "解決済み, リリース済み, 公開済み, 検証済み, テスト済み, 読了, 完成, 合格, 対応済, 実装済, "
            "翻訳済, 正常"
        ),
        in_progress=_words(
            "作業中, 学習中, 翻訳中, 着手中, 対応中, 進行中, 実装中, 開発中, 一部対応, 一部実装, 部分対応, "
            "部分実装, 一部, テスト中, 検証中, 確認中, 調査中, 準備中, レビュー中, 校正中, ベータ, 執筆中"
        ),
        open=_words(
            "未着手, 未対応, 未完了, 未翻訳, 予定, これから, 未解答, 未実装, 未サポート, 非対応, 未開始, "
            "未検証, 未テスト, 計画中, 計画, 検討中, 予定あり, 将来対応, なし, 未定, 待ち, 待機中, 未読, "
            "未作成, 未確認"
        ),
    ),
    "de": Language(
        done=_words(
            "erledigt, fertig, abgeschlossen, vollständig, umgesetzt, implementiert, komplett, gelöst, "
            "behoben, übersetzt, unterstützt, verfügbar, veröffentlicht, getestet, gelesen, bestanden, "
            "bereit, geschlossen, beendet, funktioniert, vorhanden"
        ),
        in_progress=_words(
            "in arbeit, in bearbeitung, begonnen, laufend, läuft, teilweise, angefangen, unvollständig, in "
            "entwicklung, in umsetzung, aktiv, im gange, wird bearbeitet, experimentell, grundlegend, entwurf"
        ),
        open=_words(
            "offen, nicht begonnen, geplant, ausstehend, noch nicht begonnen, nicht implementiert, nicht "
            "unterstützt, fehlt, fehlend, nicht verfügbar, noch offen, später, zukünftig, unerledigt, zu "
            "erledigen, wartet, nicht übersetzt, ungelöst"
        ),
    ),
    "ru": Language(
        done=_words(
            "готово, выполнено, завершено, сделано, пройдено, реализовано, сделана, готов, готова, завершён, "
            "завершен, завершена, закрыт, закрыто, решено, исправлено, переведено, поддерживается, прочитано, "
            "работает, закончено, да"
        ),
        in_progress=_words(
            "в процессе, в работе, частично, в разработке, начато, частичная, частичный, тестируется, на "
            "проверке, переводится, пишется, изучаю, делается"
        ),
        open=_words(
            "не начато, запланировано, ожидает, в планах, не готово, не сделано, не реализовано, не "
            "поддерживается, отсутствует, открыт, открыто, план, планируется, нужно сделать, позже, не "
            "переведено, нет, ожидание"
        ),
    ),
    "it": Language(
        done=_words(
            "completato, completata, fatto, fatta, finito, finita, terminato, concluso, tradotto, tradotta, "
            "implementato, supportato, risolto, pronto, chiuso"
        ),
        in_progress=_words(
            "in corso, in lavorazione, in sviluppo, parziale, parzialmente, iniziato, in revisione, in "
            "traduzione, incompleto"
        ),
        open=_words(
            "da fare, non iniziato, non fatto, pianificato, previsto, in attesa, mancante, non implementato, "
            "non supportato, da tradurre, aperto, in programma"
        ),
    ),
    "nl": Language(
        done=_words(
            "klaar, voltooid, afgerond, gereed, gedaan, vertaald, geïmplementeerd, ondersteund, opgelost, gesloten"
        ),
        in_progress=_words(
            "bezig, mee bezig, in uitvoering, in ontwikkeling, gedeeltelijk, deels, begonnen, onderhanden"
        ),
        open=_words(
            "nog te doen, te doen, niet begonnen, niet gestart, gepland, ontbreekt, niet ondersteund, niet "
            "geïmplementeerd, nog niet, openstaand"
        ),
    ),
    "tr": Language(
        done=_words(
            "tamamlandı, tamam, bitti, yapıldı, çözüldü, çevrildi, uygulandı, destekleniyor, hazır, yayınlandı"
        ),
        in_progress=_words(
            "devam ediyor, sürüyor, yapılıyor, kısmen, kısmi, başlandı, geliştiriliyor, çalışılıyor, "
            "çevriliyor, test ediliyor"
        ),
        open=_words(
            "başlanmadı, başlamadı, yapılacak, bekliyor, beklemede, planlandı, planlanıyor, eksik, yok, "
            "yapılmadı, tamamlanmadı, desteklenmiyor, gelecek"
        ),
    ),
    "pl": Language(
        done=_words(
            "gotowe, zrobione, ukończone, ukończono, zakończone, zakończono, wykonane, przetłumaczone, "
            "zaimplementowane, rozwiązane, wspierane"
        ),
        in_progress=_words(
            "w trakcie, w toku, w budowie, częściowo, częściowe, rozpoczęte, w realizacji, w tłumaczeniu"
        ),
        open=_words(
            "do zrobienia, nierozpoczęte, nie rozpoczęto, planowane, zaplanowane, oczekuje, brak, "
            "niezrobione, nieprzetłumaczone, niewspierane"
        ),
    ),
    "uk": Language(
        done=_words(
            "готово, виконано, завершено, зроблено, перекладено, реалізовано, підтримується, вирішено, закрито"
        ),
        in_progress=_words("у процесі, в процесі, у роботі, в роботі, частково, розпочато, в розробці, перекладається"),
        open=_words(
            "не розпочато, заплановано, планується, очікує, не готово, не зроблено, відсутнє, не перекладено, "
            "не підтримується, відкрито"
        ),
    ),
    "id": Language(
        done=_words("selesai, sudah selesai, sudah, tuntas, diterjemahkan, didukung, diimplementasikan, beres"),
        in_progress=_words("sedang dikerjakan, dalam proses, sedang berjalan, berjalan, proses, sebagian, dikerjakan"),
        open=_words(
            "belum, belum dimulai, belum selesai, belum dikerjakan, rencana, direncanakan, menunggu, belum "
            "didukung, akan datang"
        ),
    ),
    "sv": Language(
        done=_words("klar, klart, färdig, färdigt, slutförd, slutfört, översatt, implementerad, löst"),
        in_progress=_words("pågår, pågående, delvis, påbörjad, påbörjat, under arbete, under utveckling"),
        open=_words("inte påbörjad, ej påbörjad, planerad, planerat, att göra, saknas, väntar, ej klar, inte klar"),
    ),
    "cs": Language(
        done=_words("hotovo, dokončeno, splněno, vyřešeno, přeloženo, implementováno, podporováno"),
        in_progress=_words("rozpracováno, probíhá, částečně, v procesu, ve vývoji, zahájeno"),
        open=_words(
            "nezahájeno, nezačato, plánováno, chybí, čeká, k dokončení, nedokončeno, nepodporováno, nepřeloženo"
        ),
    ),
    "ar": Language(
        done=_words("مكتمل, مكتملة, تم, منجز, منتهي, انتهى, مدعوم, مترجم"),
        in_progress=_words("قيد التنفيذ, قيد العمل, جاري, جاري العمل, جزئي, قيد التطوير, قيد الترجمة"),
        open=_words("لم يبدأ, مخطط, قيد الانتظار, غير مكتمل, غير مدعوم, معلق, قادم"),
    ),
    "hi": Language(
        done=_words("पूर्ण, पूरा, समाप्त, हो गया, पूरा हुआ"),
        in_progress=_words("प्रगति पर, जारी, आंशिक, चल रहा है"),
        open=_words("शुरू नहीं, लंबित, बाकी, योजना, आगामी"),
    ),
    "fa": Language(
        done=_words("انجام شد, کامل, تمام شد, تکمیل شده, پایان یافته"),
        in_progress=_words("در حال انجام, در دست اقدام, ناقص, در حال توسعه"),
        open=_words("شروع نشده, برنامه ریزی شده, در انتظار, انجام نشده"),
    ),
}
"""To add a language, or a word: write it into the list of its state; nothing else needs to change."""

CANCELLED = frozenset(
    _words(
        "not needed, will not implement, will not be implemented, not applicable, 不适用, 不计划支持, n/a, "
        "skipped, skip, cancelled, canceled, dropped, abandoned, deprecated, wontfix, won't do, won't fix, "
        "won't, rejected, excluded, discontinued, obsolete, removed, superseded, not planned, out of scope, "
        "not applicable, impossible, 跳过, 取消, 已取消, 废弃, 放弃, 已放弃, 취소, 제외, 中止, 却下, 対象外, "
        "cancelado, cancelada, descartado, annulé, abandonné, entfällt, verworfen, отменено, annullato, "
        "geannuleerd, iptal, iptal edildi, anulowane, скасовано, dibatalkan"
    )
)
"""It will not be done."""

OTHER = CANCELLED | frozenset(
    _words(
        "paused, on hold, review, in review, under review, blocked, deferred, postponed, optional, needs "
        "review, tbd, pausiert, 暂停, 待审核, 审核中, 보류, pausado, pausada, 保留, to review, revisit, "
        "stuck, stopped, unknown, unclear, 未知, 不明, inconnu, desconocido, unbekannt"
    )
)
"""It says where the item stands, but not how much of it is done."""

_ANSWERS = (("yes", "no"), ("sim", "não"), ("是", "否"), ("y", "n"), ("oui", "non"), ("ja", "nein"))

YES_NO = {word: state for yes, no in _ANSWERS for word, state in ((yes, State.DONE), (no, State.OPEN))}
"""Answers: they state a progress only where the header asks for one (`Done?`)."""

DOUBTFUL_WORDS = frozenset(
    (
        *YES_NO,
        *_words(
            "open, closed, fixed, resolved, merged, offen, next, future, waiting, learning, works, working, "
            "supported, fully supported, full, full support, stable, live, verified, ready, passed, pass, "
            "passing, ok, present, exists, available, read, watched, covered, tested, validated, reviewed, "
            "approved, operational, functional, partial, partially, partial support, partially supported, "
            "partially working, early, basic, beta, alpha, experimental, active, current, limited, minimal, "
            "mostly, unstable, buggy, broken, preview, now, half, missing, absent, unsupported, not "
            "supported, no support, not available, unavailable, not working, later, none, not present, "
            "needed, wanted, requested, failed, fail, failing, proposed, idea, incomplete support, 已支持, "
            "支持, 已通过, 通过, 可用, 正常, 稳定, 部分支持, 部分, 不支持, 未支持, 未通过, 无, 暂无, 缺失, "
            "缺少, 지원, 지원됨, 구현, 적용, 통과, 정상, 안정, 부분, 부분 지원, 미지원, 지원 안함, 없음, "
            "on track, at risk, delayed, behind, boots, playable, perfect, intro, menus, "
            "nothing, crashes, wait, final, "
            "対応, 実装, 合格, 正常, 一部対応, 部分対応, 一部, 未サポート, 非対応, なし, disponible, "
            "funcional, disponível, suportado, soportado, supporté, unterstützt, verfügbar, bestanden, "
            "bereit, funktioniert, vorhanden, да, нет, работает, yok, brak, saknas, chybí"
        ),
    )
)
"""Answers, and states of things that are not worked through: bugs, doors, questions, what a product supports."""

SYMBOLS = {
    **dict.fromkeys("✅☑✔✓🗹√", State.DONE),
    **dict.fromkeys("🔄🚧🔃🏗🔨🛠", State.IN_PROGRESS),
    **dict.fromkeys("⏳⌛⬜⬚🔲☐◻▢□❌✖✗✘🔜📅📆🗓📋🕐🕒🕓⭕", State.OPEN),
    **dict.fromkeys("🟢🟩", State.DONE),
    **dict.fromkeys("🟡🟠🔶🟨🟧⚠🔺△", State.IN_PROGRESS),
    **dict.fromkeys("🔴🟥⚪", State.OPEN),
    **dict.fromkeys("🔵🟣⚫🟤🟦⬛⏸🚫⛔🔒❓➖💤", State.UNKNOWN),
    **dict.fromkeys("🌟⭐★", State.DONE),
    "[x]": State.DONE,
    "[X]": State.DONE,
    "[ ]": State.OPEN,
    **dict.fromkeys(
        ("&check;", "&checkmark;", "&#10003;", "&#10004;", "&#9989;", "&#x2713;", "&#x2714;", "&#x2705;"), State.DONE
    ),
    **dict.fromkeys(
        ("&cross;", "&#10007;", "&#10008;", "&#10060;", "&#x2717;", "&#x2718;", "&#x274C;", "&#x274c;"), State.OPEN
    ),
    ":white_check_mark:": State.DONE,
    ":heavy_check_mark:": State.DONE,
    ":ballot_box_with_check:": State.DONE,
    ":x:": State.OPEN,
    ":hourglass:": State.OPEN,
    ":hourglass_flowing_sand:": State.OPEN,
    ":white_large_square:": State.OPEN,
    ":construction:": State.IN_PROGRESS,
    ":arrows_counterclockwise:": State.IN_PROGRESS,
    ":warning:": State.IN_PROGRESS,
    **dict.fromkeys((":green_circle:", ":green_square:"), State.DONE),
    **dict.fromkeys((":yellow_circle:", ":orange_circle:", ":small_red_triangle:"), State.IN_PROGRESS),
    **dict.fromkeys(
        (":soon:", ":date:", ":red_circle:", ":white_circle:", ":heavy_multiplication_x:", ":clock1:"), State.OPEN
    ),
    ":negative_squared_cross_mark:": State.OPEN,
    **dict.fromkeys((":no_entry:", ":no_entry_sign:", ":question:", ":large_blue_circle:"), State.UNKNOWN),
}
"""What a symbol states that stands alone, U+FE0F left out."""

LIGHTS = frozenset("🟢🟩🟡🟠🔶🟨🟧⚠🔴🟥⚪🔵🟣⚫🟤🟦⬛⏸🚫")
"""Lights and the like: they may be followed by a remark."""

MATURITIES = frozenset(
    _words(
        "mvp, basic, beta, alpha, early, experimental, prototype, stub, minimal, draft, preview, limited, "
        "active, current, now, testing, untested, needs testing, 基础实现, 实验性, 기본 구현, 베타, ベータ, "
        "básico, basique, grundlegend, experimentell"
    )
)
"""How mature something is; beside a tick they are a remark."""

VAGUE = (
    LIGHTS
    | frozenset("⛔🔒❓➖💤⏳⌛🔜📅📆🗓📋🕐🕒🕓⭕◻▢□🌟⭐★🔨🛠")
    | {":hourglass:", ":hourglass_flowing_sand:", ":warning:", ":soon:", ":date:"}
)
"""Symbols beside which a word says it more surely: lights, clocks, shapes. Alone they rate as often as they track."""

BEGUN = frozenset("⏳⌛") | {":hourglass:", ":hourglass_flowing_sand:"}
"""Symbols that say open when alone, and in progress beside a remark of the author's own: `⏳ Documented`."""

DOUBTFUL = frozenset("🌟⭐★📋📅📆🗓⭕□◻▢🔨🛠🟢🟩🟡🟠🔶🟨🟧⚠🔺△🔴🟥⚪🔵🟣⚫🟤🟦⬛⏸🚫⛔🔒❓➖💤") | {
    *(":green_circle:", ":green_square:", ":yellow_circle:", ":orange_circle:", ":small_red_triangle:", ":date:"),
    *(":red_circle:", ":white_circle:", ":large_blue_circle:", ":no_entry:", ":no_entry_sign:", ":question:"),
}
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
    ("&check;", None, "&cross;"),
    ("&#10003;", None, "&#10007;"),
    ("&#10004;", None, "&#10008;"),
    ("&#9989;", None, "&#10060;"),
    ("&#x2713;", None, "&#x2717;"),
    ("&#x2714;", None, "&#x2718;"),
    ("&#x2705;", None, "&#x274C;"),
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
