"""The app as Lambda imports it, with its settings from the environment."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
from app import app
from chalice.test import Client
from chalicelib.bootstrap import services, tokens

services()
tokens()
with Client(app) as client:
    print(client.http.get("/health").body.decode())
    print(client.http.get("/classes").status_code)
"""
NAMES = (
    "TABLE",
    "UPLOADS_BUCKET",
    "REPORTS_BUCKET",
    "DATA_KEY",
    "HMAC_KEY",
    "JUDGE_QUEUE_URL",
    "CHANGES_QUEUE_URL",
    "AUDIENCE",
    "RELEASE",
)


def test_the_app_answers_without_touching_a_store() -> None:
    given = {f"YUJI_{name}": "x" for name in NAMES} | {"YUJI_STAGE": "prod", "YUJI_ISSUER": "https://login.example.cn"}
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, **given, "AWS_DEFAULT_REGION": "cn-north-1"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    lines = found.stdout.splitlines()
    assert any('"status":"ok","stage":"prod","release":"x","policy":"' in line for line in lines)
    assert lines[-1] == "401"
