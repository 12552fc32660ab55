"""In words, how the score of a ruleset came about where its rules are not simply added up."""

from __future__ import annotations

from collections.abc import Mapping

from inspect_core.domain.exact import MILLI, plain
from inspect_core.domain.text import Text
from inspect_core.engine.combine import Combined, Part
from inspect_core.language.roll_ups import RollUp


def told(how: RollUp, found: Combined, titles: Mapping[str, Text]) -> Text | None:
    """The sum as a sentence; nothing where points are added up and nothing capped them."""
    match how.model:
        case "points" | "worst":
            return _by_weakest(how, found, titles) if found.weakest else None
        case "xccdf-default":
            return _sections(how, found)
        case "absolute":
            said = "every rule earned all its points", "not every rule earned all its points"
            return Text(zh="全部条款均得满分" if found.points else "有条款未得满分，计零分", en=said[not found.points])
        case "flat-unweighted":
            passed, of = found.points // MILLI, found.of // MILLI
            return Text(zh=f"{of} 条中 {passed} 条得满分", en=f"{passed} of {of} rules earned all their points")
        case _:
            points, all_ = plain(found.points), plain(found.of)
            return Text(
                zh=f"得满分的条款合计 {points}，共 {all_}，未得满分者计零",
                en=f"rules that earned all their points are {points} of {all_}; the others count nothing",
            )


def _by_weakest(how: RollUp, found: Combined, titles: Mapping[str, Text]) -> Text | None:
    if found.weakest is None:
        return None
    weakest = _share(found.weakest, titles)
    if how.model == "worst":
        return Text(zh=f"按最弱的一条计：{weakest.zh}", en=f"as the weakest rule: {weakest.en}")
    most = plain(found.score)
    return Text(
        zh=f"最弱的一条使总分至多 {most}：{weakest.zh}", en=f"at most {most}, for the weakest rule: {weakest.en}"
    )


def _share(part: Part, titles: Mapping[str, Text]) -> Text:
    title, sum_ = titles[part.rule], f"{plain(part.points)}/{plain(part.worth)}"
    return Text(zh=f"{title.zh} {sum_}", en=f"{title.en} {sum_}")


def _sections(how: RollUp, found: Combined) -> Text:
    """The outermost sections with score and weight; rules beside them weigh with their points."""
    zh, en = [], []
    for id, weight, score in found.sections:
        title = how.sections[id].title or Text(zh=id, en=id)
        zh.append(f"{title.zh} {plain(score)} × {plain(weight)}")
        en.append(f"{title.en} {plain(score)} × {plain(weight)}")
    said = ("；".join(zh), "; ".join(en))
    return Text(
        zh=f"按权重平均，每条或全得或不得{'：' if zh else ''}{said[0]}",
        en=f"a weighted mean in which a rule has all or nothing{': ' if en else ''}{said[1]}",
    )
