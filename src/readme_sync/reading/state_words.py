"""The words by which the header of a column of states, and what stands around it, say what is tracked; lower case."""

from readme_sync.text.regex import regex

WEAK = frozenset(
    "status state estado stato statut stand situação situacao durum stav статус tila read watched learned studied "
    "learnt mastered implemented attempted submitted practiced practised revised visited leído lido lu gelesen".split()
)
"""Headers that may speak of progress, and of anything else."""

WEAK_PARTS = (
    "状态",
    "狀態",
    "状況",
    "状態",
    "掌握",
    "已学",
    "ステータス",
    "상태",
    "현황",
    "trạng thái",
    "tình trạng",
    "체크",
    "check",
    "✅",
    "✓",
    "✔",
    "☑",
)

STARS = regex(r"(?:part|star|parte|teil)?\s*[12]?\s*[⭐🌟★*]\ufe0f?")

UNSAID = frozenset(
    (
        "",
        "풀이",
        "solution",
        "解答",
        "notes",
        "note",
        "remarks",
        "remark",
        "comment",
        "mark",
        "tick",
        "备注",
        "비고",
        "메모",
    )
)
"""Headers that say nothing about what stands below."""

OTHER_STATUS = frozenset(
    "build builds ci test tests health support supported compatibility compatible api availability "
    "available license stability http response exit pr live working works deploy deployment uptime".split()
)
"""Whose status it is: not that of work."""

SUPPORT = frozenset(
    "feature features api apis endpoint endpoints method methods platform platforms browser browsers os "
    "component components service services device devices command "
    "commands option options property properties operator operators instruction instructions metric "
    "metrics check checks criterion criteria requirement requirements test tests build job workflow "
    "dependency dependencies framework version versions protocol "
    "architecture distro distribution function functions capability branch environment "
    "plugin driver hardware board provider release suite 功能 平台 接口 版本 特性 "
    "기능 機能 funcionalidade recurso característica fonctionnalité".split()
)
"""What is supported, built or tested rather than worked through."""

ABOUT_OTHERS = frozenset(
    "compatibility support supported build builds test tests testing ci benchmark benchmarks comparison "
    "compare compared vs legend requirements prerequisites platforms browsers limitations 비교 비교표 对比 比較 比较 "
    "지원".split()
)
"""Titles of sections whose tables compare or list what works."""

MEANING = frozenset(
    "meaning meanings description descriptions definition count counts number items total % percentage "
    "legend explanation symbol label color colour 说明 含义 意味 説明 의미 설명 数量 개수 significado bedeutung "
    "beschreibung quantity tasks".split()
)

STEPS = frozenset(
    "theory practice automation reading read video videos exercise exercises lab labs translation "
    "translated proofreading proofread review reviewed notes code coding quiz homework implementation "
    "tests docs revision lecture lectures 翻译 校对 翻訳 校正 번역 검수 이론 실습 teoria prática tradução revisão "
    "traducción revisión mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday "
    "sunday 월 화 수 목 금 en es ru uk de fr pt br zh cn tw ja jp ko kr it pl tr ar hi vi nl cs sv fa".split()
)
