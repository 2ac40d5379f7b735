import pytest

from chalicelib.domain.ledger import BrokenLink, LedgerEntry, Tip, append, verify

CHAIN = "CLASS#ZZ-2024-001"


def chain(length: int) -> tuple[list[LedgerEntry], Tip]:
    entries: list[LedgerEntry] = []
    tip = Tip()
    for n in range(length):
        entry = append(
            tip, chain=CHAIN, at="2024-03-05T08:00:00.000+08:00", actor="judge", event="status", data={"n": n}
        )
        entries.append(entry)
        tip = Tip(seq=entry.seq, hash=entry.hash)
    return entries, tip


def test_a_whole_chain_holds() -> None:
    entries, tip = chain(5)
    assert verify(CHAIN, entries, tip) == 5
    assert verify(CHAIN, [], Tip()) == 0


def test_a_changed_entry_is_named() -> None:
    entries, tip = chain(5)
    entries[2] = entries[2].model_copy(update={"data": {"n": 99}})
    with pytest.raises(BrokenLink) as broken:
        verify(CHAIN, entries, tip)
    assert broken.value.seq == 3


def test_a_changed_and_resealed_entry_breaks_the_next_link() -> None:
    entries, tip = chain(5)
    forged = append(
        Tip(seq=2, hash=entries[1].hash), chain=CHAIN, at="x", actor="judge", event="status", data={"n": 99}
    )
    entries[2] = forged
    with pytest.raises(BrokenLink) as broken:
        verify(CHAIN, entries, tip)
    assert broken.value.seq == 4


@pytest.mark.parametrize("gone", [0, 2, 4])
def test_a_missing_entry_is_named(gone: int) -> None:
    entries, tip = chain(5)
    del entries[gone]
    with pytest.raises(BrokenLink) as broken:
        verify(CHAIN, entries, tip)
    assert broken.value.seq == gone + 1


def test_another_chain_s_entry_does_not_pass() -> None:
    entries, tip = chain(2)
    with pytest.raises(BrokenLink):
        verify("CLASS#OTHER", entries, tip)
