from chalicelib.domain.personal import mask_account, mask_identity, mask_phone, scrub


def test_masks() -> None:
    assert mask_identity("410105199001011234") == "4101********1234"
    assert mask_phone("13812345678") == "138****5678"
    assert mask_account("6222020200112233") == "****2233"
    assert mask_identity("123") == "***"


def test_scrubbing_finds_numbers_anywhere() -> None:
    text = 'rosters/x/名单410105199001011234.xlsx {"phone":"13812345678"} 41010519900101123x'
    assert scrub(text) == 'rosters/x/名单4101********1234.xlsx {"phone":"138****5678"} 4101********123x'


def test_scrubbing_leaves_other_numbers() -> None:
    assert scrub("2024-03-05 12:00 1234567890123456789012") == "2024-03-05 12:00 1234567890123456789012"
