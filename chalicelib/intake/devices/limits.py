"""How large a check-in log may be. Beyond these it is refused, so that memory and storage stay bounded."""

ROWS = 1_000_000
UNPACKED_BYTES = 512 * 2**20
"""A million Hikvision events of half a kilobyte each."""
LINE_CHARACTERS = 64 * 1024
ITEM_CHARACTERS = 64 * 1024
"""One JSON event."""
HEAD_BYTES = 64 * 1024
CHUNK_CHARACTERS = 256 * 1024
MARKS = 50_000
"""Different (device, person, method): more than any institution trains in a year."""
DAYS = 1_100
"""Three years: each day becomes one stored item."""
LISTED_ERRORS = 1_000
TEXT = 64
"""Characters of a device's or a person's number."""
