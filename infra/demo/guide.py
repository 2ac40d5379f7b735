"""Where to look next."""

from infra.demo.site import Site

REJECTED = "ZZ-2024-002"
"""A class whose findings are worth a look."""


def where_next(site: Site) -> list[tuple[str, str]]:
    """What one may want to see, and the command that shows it."""
    token = "$(make -s token ROLE=hr_reviewer REGION=410100 SUB=wang)"  # noqa: S105 - a command, not a token
    curl = f'curl -s -H "Authorization: Bearer {token}" {site.api_url}'
    return [
        ("郑州的班级", f"{curl}/classes"),
        ("一个班的问题与依据", f"{curl}/classes/{REJECTED}/findings"),
        ("一条规则：原文、数值、怎么办", f"curl -s {site.api_url}/policy/rules/OPN-05"),
        ("接口说明（OpenAPI 3.1）", f"curl -s {site.api_url}/openapi.json"),
        ("核对账本的哈希链", "make verify-ledger"),
        ("样例文件", ".venv/bin/python -m infra.samples 目录"),
        ("停下，数据保留；连数据一起删", "make down；make reset"),
        ("文档", "docs/operations.md、docs/data-model.md"),
    ]
