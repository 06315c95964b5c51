use super::*;
use crate::ach_answers::{AchAnswersError, AnswerKind, read};

/// The entry of the business comes back, and that of the person asks for another account number.
const ANSWERS: &str = "101 091000019112345678926031709300094101ORIGIN                 BANK                           \r\n\
5220PACIFIC WIDGETS                     1123456789CCDVENDOR PAY260312260312   1122105150000001\r\n\
621122105155987654321        0000150000P-1            Acme Supplies LLC       1122105150000001\r\n\
799R03091000010000001      12210515                                            122105150000001\r\n\
822000000200122105150000000000000000001500001123456789                         122105150000001\r\n\
5220PACIFIC WIDGETS                     1123456789CORVENDOR PAY260312260312   1021000020000002\r\n\
6210210000210012-345         0000000000P-2            Jane Doe                1021000020000002\r\n\
798C01091000010000002      021000020012-3450                                   021000020000002\r\n\
822000000200021000020000000000000000000000001123456789                         021000020000002\r\n\
9000002000001000000040014310517000000000000000000150000                                       \r\n";

#[test]
fn returns_and_changes_name_the_payment_and_the_reason() {
    let answers = read(ANSWERS.as_bytes()).expect("answers");
    let told: Vec<String> = answers
        .iter()
        .map(|a| format!("{:?} {} {} {} {} {} {}", a.kind, a.code, a.end_to_end, a.amount, a.payee, a.account, a.trace))
        .collect();
    assert_eq!(
        told,
        [
            "Return R03 P-1 1500.00 USD Acme Supplies LLC 987654321 091000010000001",
            "Change C01 P-2 0.00 USD Jane Doe 0012-345 091000010000002",
        ]
    );
    assert_eq!(answers[0].words(), Some("there is no such account, or it is not the payee's: ask the payee for it"));
    assert_eq!(answers[1].said, "0012-3450", "the new number");
    assert_eq!((answers[0].kind, answers[1].kind), (AnswerKind::Return, AnswerKind::Change));
}

#[test]
fn what_banks_dispute_behind_a_return_is_not_another_return() {
    let addendum = "799R03091000010000001      12210515                                            122105150000001\r\n";
    let dispute = addendum.replace("R03", "R68");
    let text = ANSWERS.replace(addendum, &format!("{addendum}{dispute}")).replace("00000004001431", "00000005001431");
    assert_eq!(read(text.as_bytes()), read(ANSWERS.as_bytes()));
}

#[test]
fn ends_of_lines_do_not_matter() {
    let expected = read(ANSWERS.as_bytes()).expect("answers");
    let trimmed: String = ANSWERS.lines().map(|line| line.trim_end().to_owned() + "\n").collect();
    assert_eq!(read(trimmed.as_bytes()).expect("trimmed"), expected);
    let joined: String = ANSWERS.lines().collect();
    assert_eq!(read(joined.as_bytes()).expect("joined"), expected);
}

#[test]
fn what_is_no_whole_file_of_answers_is_refused() {
    let without = |start: &str| -> String {
        ANSWERS.lines().filter(|line| !line.starts_with(start)).map(|line| line.to_owned() + "\n").collect()
    };
    let (batch, format) = american();
    for (text, expected) in [
        ("", "ach_answers.not_ach"),
        ("hello", "ach_answers.not_ach"),
        (without("9").as_str(), "ach_answers.incomplete"),
        (without("799").as_str(), "ach_answers.incomplete"),
        (without("621122").as_str(), "ach_answers.bad_record"),
        (ANSWERS.replace("0000150000P", "00001500x0P").as_str(), "ach_answers.bad_record"),
        (ANSWERS.replace("\r\n5220", "\r\nX220").as_str(), "ach_answers.bad_record"),
        (written(&batch, &format).as_str(), "ach_answers.no_answers"),
    ] {
        assert_eq!(read(text.as_bytes()).expect_err(text).code(), expected, "{text}");
    }
    let error = read(ANSWERS.replace("\r\n5220", "\r\nX220").as_bytes()).expect_err("an unknown record");
    assert_eq!(error, AchAnswersError::BadRecord { line: 2, why: "no record of ACH begins so" });
}

proptest::proptest! {
    #[test]
    fn nothing_makes_it_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
        let _refused_or_read = read(&bytes);
        let mut begun = ANSWERS.as_bytes()[..190].to_vec();
        begun.extend(bytes);
        let _refused_or_read = read(&begun);
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(at in 0_usize..960, by in proptest::prelude::any::<u8>(), cut in 0_usize..960) {
        let mut bytes = ANSWERS.as_bytes().to_vec();
        bytes[at] = by;
        let _refused_or_read = read(&bytes);
        let cut = &ANSWERS.as_bytes()[..cut.min(860)];
        proptest::prop_assert!(read(cut).is_err(), "a file without its end");
    }
}
