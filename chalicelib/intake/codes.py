"""The machine codes of a receipt's errors. Stable: outsiders may branch on them, so add, never rename."""

from enum import StrEnum


class Code(StrEnum):
    """A code and, in `meaning`, when it is given."""

    meaning: str

    def __new__(cls, value: str, meaning: str) -> "Code":
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    # the object's key
    KEY_LAYOUT = "key_layout", "the key has too many or too few parts, or an empty one"
    KIND_UNKNOWN = "kind_unknown", "the first part of the key is no kind of upload"
    INSTITUTION_CODE = "institution_code", "the institution in the key is no unified social credit code"
    INSTITUTION_CHECK_DIGIT = "institution_check_digit", "the credit code in the key fails its check digit"
    CLASS_ID = "class_id", "the class in the key is not 4 to 40 letters, digits and hyphens"
    TABLE_UNKNOWN = "table_unknown", "the key names no registry table"
    FORMAT_UNSUPPORTED = "format_unsupported", "the file name's extension is not one that the kind accepts"
    # the file as a whole
    FILE_EMPTY = "file_empty", "the file has no bytes"
    FILE_TOO_LARGE = "file_too_large", "the file is larger than an upload may be"
    FORMAT_MISMATCH = "format_mismatch", "the content is another format than the extension says"
    FILE_DAMAGED = "file_damaged", "the workbook is truncated, damaged or encrypted"
    FILE_INFLATES = "file_inflates", "the workbook unpacks to more than an honest one does"
    SHEET_TOO_LARGE = "sheet_too_large", "a sheet's used area is larger than any form"
    ENCODING = "encoding", "the text is neither UTF-8, GB 18030 nor UTF-16 with its mark"
    CSV_QUOTES = "csv_quotes", "a quotation mark is not closed, or a cell is longer than a text file may hold"
    SHEET_MISSING = "sheet_missing", "the workbook lacks a sheet that it must have"
    HEADER_NOT_FOUND = "header_not_found", "no line among the first ones looks like the header"
    COLUMN_MISSING = "column_missing", "a column that every row needs is not in the header"
    COLUMN_DUPLICATE = "column_duplicate", "a column or an item of the form stands twice"
    UNIT_UNSUPPORTED = "unit_unsupported", "the header gives an amount in another unit than 元"
    TOO_MANY_COLUMNS = "too_many_columns", "the header has more columns than any form"
    TOO_MANY_ROWS = "too_many_rows", "the file has more rows than the kind accepts"
    NO_ROWS = "no_rows", "there is a header and nothing under it"
    EVERY_ROW_BAD = "every_row_bad", "no row could be used, so what stood before still stands"
    INSTITUTION_MISMATCH = "institution_mismatch", "the workbook names another institution than its key"
    UNREADABLE = "unreadable", "the file breaks the reader in a way that has no better name"
    MORE_ERRORS = "more_errors", "further errors of the file are counted but not listed"
    # one cell
    VALUE_MISSING = "value_missing", "a cell that the row needs is blank"
    TEXT_TOO_LONG = "text_too_long", "the text is longer than the field holds"
    TEXT_CONTROL = "text_control", "the text holds a character that cannot be printed"
    DIGITS_LOST = "digits_lost", "a long number was stored as a number and has lost its last digits"
    DATE = "date", "the cell is no date"
    TIME = "time", "the cell is no time of day"
    MOMENT = "moment", "the cell is no date with a time"
    MONTH = "month", "the cell is no month"
    NUMBER = "number", "the cell is no number, or not one of the range"
    MONEY = "money", "the cell is no amount in 元 with at most two decimals"
    BOOLEAN = "boolean", "the cell is neither 是 nor 否"
    CHOICE = "choice", "the cell is none of the allowed values"
    REGION = "region", "the cell names none of the 19 regions"
    OCCUPATION = "occupation", "the cell is no occupation code"
    CREDIT_CODE = "credit_code", "the cell is no unified social credit code"
    CREDIT_CODE_CHECK_DIGIT = "credit_code_check_digit", "the credit code fails its check digit"
    IDENTITY_AS_NUMBER = "identity_as_number", "the identity number was stored as a number and has lost digits"
    IDENTITY_UNREADABLE = "identity_unreadable", "the identity number is not 17 digits and a digit or X"
    IDENTITY_INVALID = "identity_invalid", "the identity number of a registry row fails GB 11643"
    PHONE = "phone", "the cell is no telephone number"
    ACCOUNT = "account", "the cell is no bank account number"
    SESSION_ID = "session_id", "the session's number cannot stand in a recording's key"
    # one row
    PERIOD_REVERSED = "period_reversed", "the end does not come after the start"
    DUPLICATE_PERSON = "duplicate_person", "the person stands on an earlier line with the same name"
    DUPLICATE_SESSION = "duplicate_session", "the session's number stands on an earlier line"
    DUPLICATE_ASSESSMENT = "duplicate_assessment", "the same assessment of the person stands on an earlier line"
    DUPLICATE_ANSWER = "duplicate_answer", "the questionnaire's number stands on an earlier line"
    CONFLICTING_ROWS = "conflicting_rows", "two rows of one key say different things; neither is taken"
