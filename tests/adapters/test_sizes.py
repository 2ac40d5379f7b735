"""The largest class file that intake takes must fit what is stored of it."""

from chalicelib.adapters.codec import pack
from chalicelib.domain.record import Holds
from chalicelib.domain.upload import UploadKind
from chalicelib.intake.limits import max_rows


def test_what_a_class_of_the_largest_roster_says_of_its_people_fits_one_item() -> None:
    people = {
        f"{n * 2654435761 % 2**64:016x}{n * 40503 % 2**64:016x}": n % 2 == 0
        for n in range(max_rows(UploadKind.ROSTERS))
    }
    assert len(pack(Holds(people=people).model_dump_json())) == 1
