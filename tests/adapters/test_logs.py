import json
import logging

import pytest

from chalicelib.adapters.logs import logger


def test_a_line_is_said_once_and_without_personal_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.StreamHandler()
    logging.getLogger().addHandler(root)
    try:
        logger.cache_clear()
        logger().info("met 410105199001010019", phone="13812345678")
    finally:
        logging.getLogger().removeHandler(root)
    out = capsys.readouterr()
    (line,) = (out.out + out.err).splitlines()
    assert json.loads(line)["message"] == "met 4101********0019"
    assert json.loads(line)["phone"] == "138****5678"
