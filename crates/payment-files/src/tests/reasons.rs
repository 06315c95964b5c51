use crate::{ach_words, iso_words};

#[test]
fn codes_are_told_in_words() {
    for (words, expected) in [
        (iso_words("AC01"), Some("the account number is wrong: ask the payee for it")),
        (iso_words("AM04"), Some("the payer's account did not have enough money: fund it and pay again")),
        (iso_words("MS03"), Some("the bank gave no reason: ask the bank")),
        (ach_words("R02"), Some("the account is closed: ask the payee for another")),
        (ach_words("C01"), Some("the account number was corrected: keep the new one")),
        // a debit that nobody allowed is no credit
        (ach_words("R10"), None),
        (iso_words("R02"), None),
        (iso_words(""), None),
    ] {
        assert_eq!(words, expected);
    }
}

#[test]
fn every_reason_of_returned_and_rejected_credit_transfers_is_known() {
    // EPC135-18, and the codes of rejected orders of EPC132-08
    for code in [
        "AC01", "AC03", "AC04", "AC06", "AG01", "AG02", "AM02", "AM05", "BE04", "BE05", "CNOR", "DNOR", "DT01", "DU01",
        "ED05", "FF01", "FOCR", "FRAD", "MD07", "MS02", "MS03", "RC01", "RR01", "RR02", "RR03", "RR04", "TM01", "CERI",
        "AM09", "AB05", "AB06", "AB07", "AB08", "AB09", "AB10", "AM23", "AG09", "AG10", "AG11",
    ] {
        assert!(iso_words(code).is_some(), "{code}");
    }
}
