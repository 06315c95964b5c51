use jiff::civil::date;

use crate::{iban, tax_id, value};

#[test]
fn numbers_and_dates_are_read_strictly() {
    let numbers = [
        ("1234.50", Some("1234.50")),
        ("-0.10", Some("-0.10")),
        ("+5", Some("5")),
        (".5", Some("0.5")),
        ("1300.00000000", Some("1300.00")),
        ("0.12345", Some("0.12345")),
        ("1,5", None),
        ("1 000", None),
        ("1e5", None),
        ("", None),
        ("-", None),
        ("9999999999999999", None),
    ];
    for (text, expected) in numbers {
        assert_eq!(value::decimal(text).map(|d| d.to_string()).as_deref(), expected, "{text}");
    }
    let dates = [
        ("2026-02-28", None, true),
        ("2026-02-28Z", None, true),
        ("2026-02-28T10:00:00+01:00", None, true),
        ("20260228", Some("102"), true),
        ("20260228", None, true),
        ("202602281530", Some("203"), true),
        ("2026-02-30", None, false),
        ("20260230", Some("102"), false),
        ("28.02.2026", None, false),
        ("2026-02-28x", None, false),
        ("202602", Some("610"), false),
        ("ää-öö-üü-ß", None, false),
    ];
    for (text, format, good) in dates {
        assert_eq!(value::date(text, format), good.then_some(date(2026, 2, 28)), "{text}");
    }
}

#[test]
fn account_numbers_are_checked_by_length_and_digits() {
    assert_eq!(iban::normalise("gb29 NWBK-6016 1331 9268 19"), "GB29NWBK60161331926819");
    for good in [
        "BE68539007547034",
        "DE89370400440532013000",
        "GB29NWBK60161331926819",
        "NO9386011117947",
        "FR1420041010050500013M02606",
    ] {
        assert_eq!(iban::check(good), Ok(()), "{good}");
    }
    for bad in ["DE89370400440532013001", "DE8937040044053201300", "XX", "DE8937040044053201300ß"] {
        assert!(iban::check(bad).is_err(), "{bad}");
    }
}

#[test]
fn vat_numbers_are_checked_by_country() {
    let good = [
        "ATU13585627",
        "BE0428759497",
        "DE136695976",
        "DK13585628",
        "EE100931558",
        "EL094259216",
        "ESB58378431",
        "ESX5253868R",
        "ES54362315K",
        "FI20774740",
        "FR40303265045",
        "GB980780684",
        "HR33392005961",
        "IE6433435F",
        "IE6433435OA",
        "IT00743110157",
        "LU15027442",
        "NL004495445B01",
        "PL8567346215",
        "PT501964843",
        "SE123456789701",
        "SI50223054",
        "CZ25123891",
    ];
    for number in good {
        assert_eq!(tax_id::check(number), Some(Ok(())), "{number}");
    }
    let bad = [
        "ATU13585626",
        "BE0431150351",
        "DE136695978",
        "DK13585627",
        "EE100594103",
        "EL123456781",
        "ESB58378432",
        "FI20774741",
        "FR84323140391",
        "GB802311781",
        "HR33392005962",
        "IE6433435E",
        "IT00743110158",
        "LU15027443",
        "NL123456790B90",
        "PL8567346216",
        "PT501964842",
        "SE123456789101",
        "SI50223055",
        "DE12345",
    ];
    for number in bad {
        assert!(matches!(tax_id::check(number), Some(Err(_))), "{number}");
    }
    assert_eq!(tax_id::check("US123456789"), None, "nothing is said about other countries");
}
