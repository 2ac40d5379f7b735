import pytest

from chalicelib.domain.region import Region, region_named


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("郑州", Region.ZHENGZHOU),
        ("郑州市", Region.ZHENGZHOU),
        ("河南省洛阳市", Region.LUOYANG),
        ("济源示范区", Region.JIYUAN),
        ("济源", Region.JIYUAN),
        ("航空港区", Region.AIRPORT),
        ("郑州航空港区", Region.AIRPORT),
        ("航空港经济综合实验区", Region.AIRPORT),
        ("410100", Region.ZHENGZHOU),
        ("410105", Region.ZHENGZHOU),
        ("410173", Region.AIRPORT),
        ("419001", Region.JIYUAN),
        ("411725", Region.ZHUMADIAN),
        ("110100", None),
        ("419002", None),
        ("410000", None),
        ("郑州路", None),
        ("北京", None),
        ("", None),
    ],
)
def test_names_and_codes(text: str, region: Region | None) -> None:
    assert region_named(text) is region


def test_the_nineteen_regions_have_names() -> None:
    assert len(Region) == 19
    assert len({region.label for region in Region}) == 19
