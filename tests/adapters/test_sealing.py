from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from chalicelib.adapters.sealing import LookUpHash, Seal

SECRETS = {"p1": {"identity": "41010519900101001X", "phone": "13800000001"}}


@pytest.fixture
def kms(aws: Any) -> Any:
    return aws("kms")


def test_the_hash_is_the_same_in_every_process_and_hides_the_number(kms: Any) -> None:
    key = kms.create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyMetadata"]["KeyId"]
    first, second = LookUpHash(key, lambda: kms), LookUpHash(key, lambda: kms)
    hashed = first("41010519900101001X")
    assert hashed == second("41010519900101001X") != first("410105199001010028")
    assert len(hashed) == 32
    other = kms.create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyMetadata"]["KeyId"]
    assert LookUpHash(other, lambda: kms)("41010519900101001X") != hashed


def test_sealed_numbers_open_only_where_they_belong(kms: Any) -> None:
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    seal = Seal(key, lambda: kms)
    closed = seal.close(SECRETS, "A/u1")
    assert b"19900101" not in closed["sealed"] + closed["wrapped"]
    assert seal.open(closed["wrapped"], closed["sealed"], "A/u1") == SECRETS
    tampered = closed["sealed"][:-1] + bytes([closed["sealed"][-1] ^ 1])
    with pytest.raises(InvalidTag):
        seal.open(closed["wrapped"], tampered, "A/u1")
    with pytest.raises(Exception, match=r"Invalid|Decrypt|Ciphertext|context"):
        seal.open(closed["wrapped"], closed["sealed"], "B/u1")
