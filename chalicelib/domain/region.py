"""The 19 regions that the document's 附件1 addresses, by their GB/T 2260 codes."""

from enum import StrEnum

PROVINCE = "410000"
"""河南省 itself: the scope of provincial staff, never the region of a class."""


class Region(StrEnum):
    """A city (省辖市), 济源示范区 or 航空港区."""

    ZHENGZHOU = "410100"
    KAIFENG = "410200"
    LUOYANG = "410300"
    PINGDINGSHAN = "410400"
    ANYANG = "410500"
    HEBI = "410600"
    XINXIANG = "410700"
    JIAOZUO = "410800"
    PUYANG = "410900"
    XUCHANG = "411000"
    LUOHE = "411100"
    SANMENXIA = "411200"
    NANYANG = "411300"
    SHANGQIU = "411400"
    XINYANG = "411500"
    ZHOUKOU = "411600"
    ZHUMADIAN = "411700"
    JIYUAN = "419001"
    AIRPORT = "410173"

    @property
    def label(self) -> str:
        """Its Chinese short name, as 附件1 prints it."""
        return _NAMES[self]


_NAMES = {
    Region.ZHENGZHOU: "郑州",
    Region.KAIFENG: "开封",
    Region.LUOYANG: "洛阳",
    Region.PINGDINGSHAN: "平顶山",
    Region.ANYANG: "安阳",
    Region.HEBI: "鹤壁",
    Region.XINXIANG: "新乡",
    Region.JIAOZUO: "焦作",
    Region.PUYANG: "濮阳",
    Region.XUCHANG: "许昌",
    Region.LUOHE: "漯河",
    Region.SANMENXIA: "三门峡",
    Region.NANYANG: "南阳",
    Region.SHANGQIU: "商丘",
    Region.XINYANG: "信阳",
    Region.ZHOUKOU: "周口",
    Region.ZHUMADIAN: "驻马店",
    Region.JIYUAN: "济源",
    Region.AIRPORT: "航空港区",
}
_SUFFIXES = ("示范区", "航空港经济综合实验区", "省", "市", "区")


def region_named(text: str) -> Region | None:
    """The region that a name (郑州, 郑州市, 济源示范区, 航空港区) or a code means, or None.

    A county code (six digits) counts as its city; 济源 and 航空港区 have codes of their own.
    """
    text = text.strip()
    if text.isdigit():
        return _by_code(text)
    text = text.removeprefix("河南省").removeprefix("郑州") if "航空港" in text else text.removeprefix("河南省")
    if text.startswith("航空港"):
        return Region.AIRPORT
    for region, name in _NAMES.items():
        if text == name or (text.startswith(name) and text[len(name) :] in _SUFFIXES):
            return region
    return None


def _by_code(code: str) -> Region | None:
    if len(code) != 6:
        return None
    for candidate in (code, code[:4] + "00"):
        if candidate in _NAMES:
            return Region(candidate)
    return None
