"""The words in which a text of rules is refused: each with its code, the place, and the way out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from inspect_core.domain.exact import plain
from inspect_core.errors import Place, Problem
from inspect_core.language.node import Document, Path
from inspect_core.language.shape_words import syntax_in_chinese


def unknown_word(
    code: str, what: str, word: str, known: Iterable[str], document: Document, path: Path, what_zh: str = ""
) -> Problem:
    """The problem of a word nobody knows, with the nearest one that is known; `what` names it, such as the key 'a'."""
    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=1)
    return Problem(
        code,
        f"{what} is not known",
        document.place(path),
        f"did you mean '{near[0]}'?" if near else f"known are: {', '.join(names) or 'none'}",
        f"未知的{what_zh}" if what_zh else "",
        f"是否想写 '{near[0]}'？" if near else f"现有：{'、'.join(names) or '无'}",
    )


def missing_key(key: str, place: Place) -> Problem:
    """A key that must be there is not."""
    return Problem("E-RULE-MISSING", f"the key '{key}' is missing", place, "add it", f"缺少键 '{key}'", "请补上")


def wrong_total(total: int, stated: int, place: Place) -> Problem:
    """The points of the rules do not add up to what the ruleset says."""
    return Problem(
        "E-RULE-TOTAL",
        f"the points add up to {plain(total)}, not {plain(stated)}",
        place,
        f"mend the points, or say 'points: {plain(total)}' at the top",
        f"分值合计为 {plain(total)}，不是 {plain(stated)}",
        f"请修正分值，或在文件开头写 'points: {plain(total)}'",
    )


def sectioned_twice(rule: str, place: Place) -> Problem:
    """A rule that stands in two sections."""
    return Problem(
        "E-RULE-SECTION",
        f"the rule '{rule}' stands in two sections",
        place,
        "leave it in one of them",
        f"条款 '{rule}' 列入了两个章节",
        "请只列入其中一个",
    )


def asked_twice(form: str, question: str, place: Place) -> Problem:
    """Two rules put the same question on a form in different words."""
    return Problem(
        "E-RULE-QUESTION",
        f"the form '{form}' asks '{question}' twice, in different words",
        place,
        "give one another id",
        f"记录表 '{form}' 中的问题 '{question}' 出现两次且内容不同",
        "请给其中一个另取编号",
    )


def nobody_on_duty(place: Place) -> Problem:
    """Those on duty are credited, and nothing tells who was."""
    return Problem(
        "E-RULE-CREDIT",
        "credit: on_duty finds nobody: the rule has no place, no shift and no role to look for",
        place,
        "add 'by' or 'of' with a role, or a place or 'shift' to 'per', or credit somebody else",
        "credit: on_duty 找不到任何人：条款没有部位、班次，也没有角色可查",
        "请用 by 或 of 写明角色，或在 per 中写部位或 shift，或改计入他人",
    )


def wrong_weights(whose: str, total: int, place: Place) -> Problem:
    """The weights of a role do not make a whole."""
    return Problem(
        "E-SCHEME-WEIGHTS",
        f"{whose}: the weights add up to {plain(total)}, not 100",
        place,
        "mend the weights",
        f"{whose}：权重合计为 {plain(total)}，不是 100",
        "请修正权重",
    )


def no_cases(place: Place) -> Problem:
    """A file of cases without cases."""
    return Problem(
        "E-CASE-SHAPE",
        "a case file has 'rule' and 'cases'",
        place,
        "add the cases",
        "用例文件须有 rule 与 cases",
        "请补上用例",
    )


def half_a_case(place: Place) -> Problem:
    """A case without a name, or that expects nothing."""
    return Problem(
        "E-CASE-SHAPE",
        "a case has 'name' and 'expect'",
        place,
        "say what the case is called and what it expects",
        "每个用例须有 name 与 expect",
        "请写明用例名称与预期结果",
    )


def case_of_nothing(rule: str, place: Place) -> Problem:
    """A case of a rule that does not exist."""
    return Problem(
        "E-CASE-RULE",
        f"the rule {rule} does not exist",
        place,
        "correct its 'rule', as ruleset/rule",
        f"条款 {rule} 不存在",
        "请更正 rule，写作 标准/条款",
    )


def same_bound(grade: str, other: str, bound: int, place: Place) -> Problem:
    """Two grades begin at one number, so one of them is never given."""
    return Problem(
        "E-BAND-TWICE",
        f"the bands '{other}' and '{grade}' both begin at {plain(bound)}: one of them is never given",
        place,
        "give one of them another bound, or delete it",
        f"档位 '{other}' 与 '{grade}' 的下限都是 {plain(bound)}，其中一个永远评不上",
        "请修改其中一个的下限，或删除它",
    )


def no_lowest_band(lowest: int, place: Place) -> Problem:
    """A total below the lowest band would have no grade."""
    return Problem(
        "E-BAND-ZERO",
        f"the lowest band begins at {plain(lowest)}: a total below it has no grade",
        place,
        "let the lowest band begin at 0",
        f"最低档的下限是 {plain(lowest)}，低于它的总分没有等级",
        "请让最低档从 0 开始",
    )


def too_large(file: str, size: int, largest: int) -> Problem:
    """A file with more bytes than are read."""
    kib = largest // 1024
    return Problem(
        "E-RULE-SIZE",
        f"{size} bytes are too large",
        Place(file=file),
        f"split the file: at most {kib} KiB each",
        f"文件共 {size} 字节，过大",
        f"请拆分文件：每个最多 {kib} KiB",
    )


def not_utf8(file: str, byte: int) -> Problem:
    """A file in another encoding."""
    return Problem(
        "E-RULE-ENCODING",
        f"byte {byte} is not UTF-8",
        Place(file=file),
        "save it as UTF-8",
        f"第 {byte} 个字节不是 UTF-8",
        "请另存为 UTF-8",
    )


def bad_syntax(message: str, place: Place) -> Problem:
    """A text that the YAML parser cannot read; `message` is what it says."""
    return Problem(
        "E-RULE-SYNTAX",
        message,
        place,
        "indent with spaces, never tabs, and put quotes around a text with : or #",
        syntax_in_chinese(message),
        "请用空格缩进，不用制表符；含有冒号或 # 的文本请加引号",
    )


def bad_sign(position: int, file: str) -> Problem:
    """A character that no YAML text may hold."""
    return Problem(
        "E-RULE-SYNTAX",
        f"the sign at position {position} is not allowed in YAML",
        Place(file=file),
        "type the text again",
        f"第 {position} 个字符不允许出现在 YAML 中",
        "请重新输入该文本",
    )


def alias(place: Place) -> Problem:
    """A value that stands elsewhere."""
    return Problem(
        "E-RULE-ALIAS",
        "anchors and aliases are not allowed",
        place,
        "write the value out in full",
        "不允许锚点与引用",
        "请写出完整的值",
    )


def second_document(place: Place) -> Problem:
    """A file with several documents."""
    return Problem(
        "E-RULE-SYNTAX",
        "a file holds one document",
        place,
        "split it into files",
        "一个文件只放一份文档",
        "请拆成多个文件",
    )


def key_twice(key: str, first: int, line: int, place: Place) -> Problem:
    """One key with two values."""
    return Problem(
        "E-RULE-DUPKEY",
        f"the key '{key}' stands twice, on lines {first} and {line}",
        place,
        "keep one of them",
        f"键 '{key}' 重复，见第 {first} 行与第 {line} 行",
        "请保留一个",
    )


def too_deep(deepest: int, place: Place) -> Problem:
    """Lists within lists without end."""
    return Problem(
        "E-RULE-DEPTH",
        f"nested deeper than {deepest} levels",
        place,
        "flatten it",
        f"嵌套超过 {deepest} 层",
        "请减少嵌套",
    )


def odd_key(place: Place) -> Problem:
    """A list or mapping where a key belongs."""
    return Problem("E-RULE-SYNTAX", "a key must be a plain word", place, "quote it", "键须为普通文本", "请加引号")


def tagged(tag: str, place: Place) -> Problem:
    """A value that says what program should read it."""
    return Problem(
        "E-RULE-TAG", f"the tag {tag} is not allowed", place, "write a plain value", f"不允许标签 {tag}", "请写普通值"
    )


def bad_lock_line(place: Place) -> Problem:
    """A line of the lock of editions that says no edition."""
    return Problem(
        "E-EDITION-LOCK",
        "the line is no published edition: ruleset, day, SHA-256, wording, minor or major",
        place,
        "take the file back from version control; nobody writes into it but `inspect-core rules publish`",
        "此行不是已发布的版次：标准、日期、SHA-256、wording、minor 或 major",
        "请从版本库恢复该文件；它只由 `inspect-core rules publish` 写入",
    )


def locked_twice(name: str, place: Place) -> Problem:
    """An edition that was published twice."""
    return Problem(
        "E-EDITION-LOCK",
        f"{name} is published twice",
        place,
        "keep the line that was there first, and give the other text an edition of its own",
        f"{name} 发布了两次",
        "请保留先有的一行，另一文本改用新的版次",
    )
