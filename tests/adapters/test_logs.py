import io
import json
import logging

from chalicelib.adapters.logs import logger


def test_a_line_is_said_once_and_without_personal_numbers() -> None:
    logger()
    written, root = io.StringIO(), io.StringIO()
    # pytest may hang its own on a logger that does not propagate.
    (handler,) = (each for each in logging.getLogger("yuji").handlers if type(each) is logging.StreamHandler)
    before, at_root = handler.setStream(written), logging.StreamHandler(root)
    logging.getLogger().addHandler(at_root)
    try:
        logger().info("met 410105199001010019", phone="13812345678")
    finally:
        logging.getLogger().removeHandler(at_root)
        handler.setStream(before)
    assert root.getvalue() == ""
    (line,) = written.getvalue().splitlines()
    assert json.loads(line)["message"] == "met 4101********0019"
    assert json.loads(line)["phone"] == "138****5678"
