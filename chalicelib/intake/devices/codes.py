"""The machine codes of a check-in log's errors. Stable: outsiders may branch on them, so add, never rename."""

from enum import StrEnum


class LogCode(StrEnum):
    # the file as a whole
    FILE_EMPTY = "file_empty"
    FILE_DAMAGED = "file_damaged"
    FILE_INFLATES = "file_inflates"
    LINE_TOO_LONG = "line_too_long"
    FAMILY_UNKNOWN = "log_family_unknown"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_PEOPLE = "too_many_people"
    TOO_MANY_DAYS = "too_many_days"
    NO_ROWS = "no_rows"
    EVERY_ROW_BAD = "every_row_bad"
    UNREADABLE = "unreadable"
    MORE_ERRORS = "more_errors"
    # one row
    ROW_SHAPE = "log_row_shape"
    VALUE_MISSING = "value_missing"
    MOMENT = "moment"
    DEVICE_MISSING = "device_missing"
    DEVICE_TEXT = "device_text"
    PERSON_TEXT = "person_text"
    IDENTITY_AS_NUMBER = "identity_as_number"
    SIMILARITY = "similarity"


class LogFault(Exception):
    """The file as a whole cannot be read. `message` is Chinese and says what to do."""

    def __init__(self, code: LogCode, message: str) -> None:
        super().__init__(code.value)
        self.code, self.message = code, message
