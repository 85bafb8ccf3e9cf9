"""Makes the small Chinese font of the package from Debian's ``fonts-noto-cjk``: the characters of our words, and the common ones.

The font is Noto Sans CJK SC, under the SIL Open Font License 1.1; a changed font may not keep the name, so it has another.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

from reports.words.catalogue import LANGUAGES

SOURCE = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
HERE = Path(__file__).resolve().parents[1] / "reports" / "font"
FAMILY = "Counterline Sans SC"
SIMPLIFIED = "Noto Sans CJK SC"


NAMED = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "北京天津上海重庆河北山西辽宁吉林黑龙江苏浙江安徽福建江西山东河南湖北湖南广东海南四川贵州云南陕西甘肃青海台湾内蒙古广西西藏宁夏新疆香港澳门"
    "供电供水燃气热力营业厅客服中心柜台引导自助缴费报装过户抄表收费线路停电抢修投诉咨询预约叫号窗口值班主管班组汉语蒙语双语坐席外包早班晚班夜班中班白班两头班替班机动应急综合业务街道城镇乡村区县局所站段新老东西南北"
    "一二三四五六七八九十百千零甲乙丙丁"
)
"""Characters of frequent surnames, of provinces, and of what names in a scenario of a utility are made of (our own choice)."""

LARGEST = 490_000
"""Bytes that the font may have."""


def main() -> None:
    """Make the font with as many of the common characters as fit, those with the simplest outlines first."""
    by_size = sorted(common() - needed(), key=lambda char: (_outline(char), char))
    few, many = 0, len(by_size)
    while few < many:
        middle = (few + many + 1) // 2
        few, many = (middle, many) if len(_made(by_size[:middle])) <= LARGEST else (few, middle - 1)
    (HERE / "CounterlineSansSC.otf").write_bytes(_made(by_size[:few]))


def needed() -> set[str]:
    """Those of the words, ASCII, punctuation, and of names."""
    printed = set(map(chr, range(0x20, 0x7F))) | set("，。、；：？！（）【】《》“”‘’—…·–−×≤≥±→▲▼○●％")
    return printed | set("".join(LANGUAGES["zh"].values())) | set(NAMED)


def common() -> set[str]:
    """The 3,755 of the first level of GB 2312 (rows 16 to 55)."""
    codes = ((row, place) for row in range(16, 56) for place in range(1, 95 if row < 55 else 90))
    return {bytes((0xA0 + row, 0xA0 + place)).decode("gb2312") for row, place in codes}


@cache
def _collection() -> TTFont:
    """The font that all is taken from."""
    return next(each for each in TTCollection(SOURCE) if each["name"].getDebugName(1) == SIMPLIFIED)


def _outline(char: str) -> int:
    """How long the outline of a character is, in bytes."""
    font = _collection()
    glyph = font["CFF "].cff.topDictIndex[0].CharStrings[font.getBestCmap()[ord(char)]]
    return len(glyph.bytecode or b"")


def _made(more: Sequence[str]) -> bytes:
    """The font with what is needed and more characters."""
    font = next(each for each in TTCollection(SOURCE) if each["name"].getDebugName(1) == SIMPLIFIED)
    options = Options(
        hinting=False, layout_features=[], name_IDs=[0, 1, 2, 3, 4, 6, 13, 14], notdef_outline=True
    )
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GDEF", "GPOS", "GSUB"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, needed() | set(more))))
    subsetter.subset(font)
    _rename(font)
    font.recalcTimestamp = False
    raw = BytesIO()
    font.save(raw)
    return raw.getvalue()


def _rename(font: TTFont) -> None:
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):
            name = FAMILY.replace(" ", "") if record.nameID == 6 else FAMILY
            record.string = name.encode(record.getEncoding())
    if "CFF " in font:
        top = font["CFF "].cff
        top.fontNames = [FAMILY.replace(" ", "")]
        top.topDictIndex[0].FamilyName = top.topDictIndex[0].FullName = FAMILY


if __name__ == "__main__":
    main()
