"""The sample's institutions, and the trades they teach."""

from dataclasses import dataclass

from chalicelib.domain.region import Region
from infra.samples import builders


@dataclass(frozen=True)
class Institution:
    """A training institution, evaluation body or platform that does not exist."""

    name: str
    region: Region
    number: int
    occupations: str
    """Of its directory entry: codes or prefixes, parted by `;`."""
    degree_education: bool = False

    @property
    def code(self) -> str:
        return builders.credit_code(8000 + self.number, f"91{self.region}")

    @property
    def account(self) -> str:
        return f"62999900000000{self.number:05}"


@dataclass(frozen=True)
class Trade:
    """A 工种 with its occupation code."""

    name: str
    code: str


ELECTRICIAN = Trade("电工", "6-31-01-03")
WELDER = Trade("焊工", "6-18-02-04")
CARER = Trade("养老护理员", "4-10-01-05")

ZHENGZHOU = Institution("郑州示例职业培训学校", Region.ZHENGZHOU, 1, "6-31;6-18")
LUOYANG = Institution("洛阳示例技工学校", Region.LUOYANG, 2, "6-31;6-18", degree_education=True)
NANYANG = Institution("南阳示例护理培训中心", Region.NANYANG, 3, "4-10")
XINYANG = Institution("信阳示例职业培训学校", Region.XINYANG, 4, "6-31")
SHANGQIU = Institution("商丘示例职业培训学校", Region.SHANGQIU, 5, "6-31")
TRAINING = (ZHENGZHOU, LUOYANG, NANYANG, XINYANG, SHANGQIU)

EVALUATION = Institution("河南示例技能评价中心", Region.ZHENGZHOU, 90, "6;4")
PLATFORM = Institution("豫学示例网络平台", Region.ZHENGZHOU, 91, "")
OTHER_PLATFORM = Institution("速成示例网络平台", Region.ZHENGZHOU, 92, "")
