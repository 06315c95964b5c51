use crate::reference::creditor_reference;
use crate::{ReferenceKind, reference_kind};

#[test]
fn creditor_and_qr_references_are_known_by_their_check_digits() {
    for (reference, expected) in [
        // the example of ISO 11649, and that of the Swiss standards
        ("RF18 5390 0754 7034", Ok(ReferenceKind::Creditor)),
        ("rf18539007547034", Ok(ReferenceKind::Creditor)),
        ("RF712348231", Ok(ReferenceKind::Creditor)),
        ("21 00000 00003 13947 14300 09017", Ok(ReferenceKind::Qr)),
        ("RF19539007547034", Err("its check digits do not fit")),
        ("RF18", Err("it has RF, two digits, and 1 to 21 letters and digits")),
        ("RFAB539007547034", Err("two digits follow RF")),
        ("210000000003139471430009018", Err("its last digit, the check digit, does not fit")),
    ] {
        assert_eq!(reference_kind(reference), expected, "{reference}");
    }
    assert!(reference_kind("INV-4711").is_err());
    assert!(reference_kind("RF18539007547034Ä").is_err());
    assert!(reference_kind("").is_err());
}

proptest::proptest! {
    #[test]
    fn one_wrong_digit_is_always_found(body in "[0-9A-Z]{1,21}", at in 0_usize..21, by in 1_u8..10) {
        let good = creditor_reference(&body);
        proptest::prop_assert_eq!(reference_kind(&good), Ok(ReferenceKind::Creditor));
        let at = 4 + at % body.len();
        if let Some(digit) = good.as_bytes()[at].is_ascii_digit().then(|| good.as_bytes()[at] - b'0') {
            let wrong = format!("{}{}{}", &good[..at], (digit + by) % 10, &good[at + 1..]);
            proptest::prop_assert!(reference_kind(&wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_qr_reference_has_one_check_digit(body in "[0-9]{26}") {
        let good = (0..10).filter(|check| reference_kind(&format!("{body}{check}")).is_ok()).count();
        proptest::prop_assert_eq!(good, 1);
    }
}
