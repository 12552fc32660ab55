"""Invented names: a family name and a given name drawn apart, none of them twice."""

from __future__ import annotations

from inspect_core.demo.dice import Dice

_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
_GIVEN = (
    "建国 志强 秀兰 桂英 国庆 海涛 小军 玉梅 春生 德明 红霞 立新 永福 晓燕 文斌 金凤 长林 冬梅 家豪 佳怡 "
    "思远 雨桐 子涵 俊杰 丽娟 伟东 大勇 学文 彩云 秋菊 根生 水旺 志明 慧敏 淑芬 卫东 建平 海燕 晨曦 凯 磊 "
    "静 敏 涛 鹏 芳 婷 浩 强 萍 勇 军 霞 刚 娜 辉 斌 琴 超 艳 平 梅 波 宁"
).split()


def invented_names(dice: Dice, count: int) -> list[str]:
    """`count` names, each of its own family name as far as those last, and no given name near its twin."""
    families = dice.shuffled(_FAMILY) + dice.shuffled(_FAMILY)
    given = dice.shuffled(_GIVEN) + dice.shuffled(_GIVEN)
    return [family + own for family, own in zip(families[:count], given[:count], strict=True)]
