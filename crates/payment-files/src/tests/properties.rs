//! What holds of every file: what is written is read back, sums are sums, lines have their length.

use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;
use crate::charset::Charset;

/// A payment as a file tells it: name of the payment, minor units, payee, account, what for.
type Told = (String, i64, String, String, String);

/// A payment before it has an account.
#[derive(Debug, Clone)]
struct Seed {
    minor: i64,
    name: String,
    text: String,
    number: u64,
    reference: Option<String>,
    later: bool,
    person: bool,
}

fn seeds(most: i64) -> impl Strategy<Value = Vec<Seed>> {
    let name = "[A-Za-zäöüßéèñçøåłžșΑ-ΡΣ-Ωα-ωА-Яа-я][A-Za-zäöüßéèñçøåłžșα-ωа-я0-9&.,'() -]{0,20}";
    let text = prop_oneof![Just(String::new()), "[A-Za-zäöüéа-я0-9][A-Za-zäöüé0-9/&+., -]{0,9}"];
    let reference = proptest::option::of("[0-9A-Z]{1,10}".prop_map(|body| crate::reference::creditor_reference(&body)));
    let seed = (1..=most, name, text, 1_u64..100_000_000, reference, any::<bool>(), any::<bool>()).prop_map(
        |(minor, name, text, number, reference, later, person)| Seed {
            minor,
            name,
            text,
            number,
            reference,
            later,
            person,
        },
    );
    proptest::collection::vec(seed, 1..12)
}

fn german(number: u64) -> String {
    let body = format!("12030000{number:010}");
    let remainder = format!("{body}131400").bytes().fold(0_u32, |rest, b| (rest * 10 + u32::from(b - b'0')) % 97);
    format!("DE{:02}{body}", 98 - remainder)
}

fn american_bank(number: u64) -> String {
    let bank = format!("{:08}", number % 100_000_000);
    let sum: u32 = bank.bytes().zip([3, 7, 1, 3, 7, 1, 3, 7]).map(|(b, weight)| u32::from(b - b'0') * weight).sum();
    format!("{bank}{}", (10 - sum % 10) % 10)
}

/// The batch with these payments instead of its own.
fn with(mut batch: Batch, seeds: &[Seed], currency: Currency, account: impl Fn(u64) -> Account) -> Batch {
    let payment = |(index, seed): (usize, &Seed)| {
        let amount = Amount::new(seed.minor, currency);
        let mut payment = payment(&format!("P-{index}"), amount, &seed.name, account(seed.number), &seed.text);
        if let Some(reference) = &seed.reference {
            payment.purpose = Purpose::Reference(reference.clone());
        }
        // the Friday of that week
        payment.execution = seed.later.then_some(date(2026, 3, 13));
        payment.payee.kind = if seed.person { PayeeKind::Person } else { PayeeKind::Business };
        payment
    };
    batch.payments = seeds.iter().enumerate().map(payment).collect();
    batch
}

/// What a file should tell of a batch, ordered by the names of the payments.
fn meant(batch: &Batch, charset: Charset, name: usize, text: usize, account: impl Fn(&Account) -> String) -> Vec<Told> {
    let cut = |text: String, room: usize| text.chars().take(room).collect::<String>().trim_end().to_owned();
    let told = |payment: &Payment| {
        let said = crate::purpose::text(payment, charset, text);
        let said = if said.is_empty() && charset == Charset::Bacs { charset.fit(&payment.end_to_end) } else { said };
        let payee = cut(charset.fit(&payment.payee.name), name);
        (payment.end_to_end.clone(), payment.amount.minor(), payee, account(&payment.payee.account), said)
    };
    sorted(batch.payments.iter().map(told).collect())
}

fn sorted(mut told: Vec<Told>) -> Vec<Told> {
    told.sort();
    told
}

fn number(account: &Account) -> String {
    match account {
        Account::Iban { iban, .. } => iban.clone(),
        Account::Us { routing, number, .. } => format!("{routing} {number}"),
        Account::Uk { sort_code, number } => format!("{sort_code} {number}"),
        Account::Other { number, .. } => number.clone(),
    }
}

/// Every text of a document with the path to it.
fn leaves(text: &str) -> Vec<(String, String)> {
    let (mut reader, mut path, mut found) = (Reader::from_str(text), Vec::<String>::new(), Vec::new());
    let mut inside = String::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(start) => {
                path.push(start.local_name().as_ref().to_owned());
                inside.clear();
            }
            Event::End(_) => {
                if !inside.trim().is_empty() {
                    found.push((path.join("/"), std::mem::take(&mut inside)));
                }
                path.pop();
            }
            Event::Text(text) => inside.push_str(&text),
            Event::GeneralRef(reference) => {
                inside.push_str(quick_xml::escape::resolve_xml_entity(&reference).expect("a predefined entity"));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// Payments of a `pain.001`, its control sums by level in hundredths, and its counts.
fn read_pain(text: &str) -> (Vec<Told>, Vec<i64>, Vec<usize>) {
    let (mut told, mut sums, mut counts) = (Vec::<Told>::new(), Vec::new(), Vec::new());
    let cents = |text: &str| Amount::parse(text, Currency::EUR).expect("an amount").minor();
    for (path, text) in leaves(text) {
        let inside = path.split_once("CdtTrfTxInf/").map(|(_, inside)| inside);
        match (path.rsplit('/').next().unwrap_or_default(), inside) {
            ("CtrlSum", _) => sums.push(cents(&text)),
            ("NbOfTxs", _) => counts.push(text.parse().expect("a count")),
            (_, Some("PmtId/EndToEndId")) => told.push((text, 0, String::new(), String::new(), String::new())),
            (_, Some(inside)) => {
                let last = told.last_mut();
                match (inside, last) {
                    ("Amt/InstdAmt", Some(last)) => last.1 = cents(&text),
                    ("Cdtr/Nm", Some(last)) => last.2 = text,
                    ("CdtrAcct/Id/IBAN", Some(last)) => last.3 = text,
                    ("RmtInf/Ustrd" | "RmtInf/Strd/CdtrRefInf/Ref", Some(last)) => last.4 = text,
                    _ => {}
                }
            }
            _ => {}
        }
    }
    (sorted(told), sums, counts)
}

fn digits(text: &str) -> i64 {
    text.parse().expect("digits")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_sepa_writes_is_read_back_and_adds_up(seeds in seeds(999_999_999_99), old in any::<bool>()) {
        let batch = with(sepa(), &seeds, Currency::EUR, |number| iban(&german(number)));
        let version = if old { Pain001::V03 } else { Pain001::V09 };
        let format = Format::Sepa { version, speed: Speed::Ordinary };
        let file = write(&batch, &format).expect("a file");
        prop_assert_eq!(&write(&batch, &format).expect("a file").bytes, &file.bytes, "the same bytes each time");
        let text = String::from_utf8(file.bytes).expect("text");
        let (told, sums, counts) = read_pain(&text);
        prop_assert_eq!(told, meant(&batch, Charset::Sepa, 70, 140, number));
        let sum: i64 = seeds.iter().map(|seed| seed.minor).sum();
        prop_assert_eq!(sums[0], sum);
        prop_assert_eq!(sums[1..].iter().sum::<i64>(), sum);
        prop_assert_eq!((counts[0], counts[1..].iter().sum::<usize>()), (seeds.len(), seeds.len()));
        prop_assert_eq!(file.totals, [eur(sum)]);
    }

    #[test]
    fn what_goes_to_a_swiss_bank_is_read_back_with_its_accents(seeds in seeds(999_999_999_99)) {
        let batch = with(super::swiss::swiss(), &seeds, Currency::EUR, |number| iban(&german(number)));
        let (told, sums, _) = read_pain(&written(&batch, &SWISS));
        prop_assert_eq!(told, meant(&batch, Charset::Swiss, 70, 140, number));
        prop_assert_eq!(sums[0], sums[1..].iter().sum::<i64>());
    }

    #[test]
    fn what_ach_writes_is_read_back_and_adds_up(seeds in seeds(9_999_999_99)) {
        let (batch, format) = american();
        let account = |number| us(&american_bank(number), &number.to_string());
        let batch = with(batch, &seeds, Currency::USD, account);
        let text = written(&batch, &format);
        let lines: Vec<&str> = text.lines().collect();
        prop_assert!(lines.iter().all(|line| line.len() == 94));
        prop_assert_eq!(lines.len() % 10, 0, "blocks of ten");
        let mut told: Vec<Told> = Vec::new();
        let (mut hash, mut counted, mut of_batches) = (0_i64, 0, (0, 0, 0));
        for line in lines.iter().filter(|line| !line.starts_with("99")) {
            match &line[..1] {
                "6" => {
                    let account = format!("{} {}", &line[3..12], line[12..29].trim());
                    let (id, payee) = (line[39..54].trim().to_owned(), line[54..76].trim().to_owned());
                    told.push((id, digits(&line[29..39]), payee, account, String::new()));
                    hash += digits(&line[3..11]);
                    counted += 1;
                }
                "7" => {
                    told.last_mut().expect("an entry").4 = line[3..83].trim().to_owned();
                    counted += 1;
                }
                "8" => {
                    let (count, sum) = (digits(&line[4..10]), digits(&line[32..44]));
                    of_batches = (of_batches.0 + count, of_batches.1 + sum, of_batches.2 + digits(&line[10..20]));
                }
                "9" => {
                    let sum: i64 = seeds.iter().map(|seed| seed.minor).sum();
                    prop_assert_eq!(digits(&line[13..21]), counted);
                    prop_assert_eq!(digits(&line[21..31]), hash % 10_000_000_000);
                    prop_assert_eq!(digits(&line[43..55]), sum);
                    prop_assert_eq!(of_batches, (counted, sum, hash));
                    prop_assert_eq!(digits(&line[7..13]), (lines.len() / 10) as i64);
                }
                _ => {}
            }
        }
        prop_assert_eq!(sorted(told), meant(&batch, Charset::Ascii, 22, 80, number));
    }

    #[test]
    fn what_bacs_writes_is_read_back_and_adds_up(seeds in seeds(20_000_000_00)) {
        let (batch, format) = british();
        let account = |number: u64| uk(&format!("{:06}", number % 1_000_000 + 1), &format!("{number:08}"));
        let mut batch = with(batch, &seeds, Currency::GBP, account);
        let long = |payment: &Payment| crate::purpose::text(payment, Charset::Bacs, 18).len() > 18;
        batch.payments.iter_mut().filter(|p| long(p)).for_each(|p| p.purpose = Purpose::Text(String::new()));
        let text = written(&batch, &format);
        let width = if seeds.iter().any(|s| s.later) && seeds.iter().any(|s| !s.later) { 106 } else { 100 };
        let (mut told, mut contra) = (Vec::new(), 0);
        for line in text.lines() {
            if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
                prop_assert_eq!(line.len(), 80);
                continue;
            }
            prop_assert_eq!(line.len(), width);
            let pence = digits(&line[35..46]);
            if &line[15..17] == "17" {
                contra += pence;
                continue;
            }
            let account = format!("{} {}", &line[..6], &line[6..14]);
            let field = |range: std::ops::Range<usize>| line[range].trim().to_owned();
            told.push((pence, field(82..100), account, field(64..82)));
        }
        let sum: i64 = seeds.iter().map(|seed| seed.minor).sum();
        prop_assert_eq!(contra, sum);
        let total = text.lines().last().expect("a trailer");
        prop_assert_eq!((digits(&total[4..17]), digits(&total[17..30])), (sum, sum));
        let meant = meant(&batch, Charset::Bacs, 18, 18, number);
        let mut meant: Vec<_> = meant.into_iter().map(|(_, pence, payee, account, said)| (pence, payee, account, said)).collect();
        told.sort();
        meant.sort();
        prop_assert_eq!(told, meant);
    }

    #[test]
    fn no_batch_makes_a_check_or_a_writer_panic(
        texts in proptest::collection::vec(".{0,40}", 12),
        minor in any::<i64>(),
        format in 0_usize..6,
    ) {
        let (_, ach) = american();
        let (_, bacs) = british();
        let formats = [SEPA, SWISS, Format::CrossBorder, ach, bacs, Format::Table];
        let at = |i: usize| texts[i].clone();
        let accounts = [
            Account::Iban { iban: at(0), bic: Some(at(1)) },
            Account::Other { number: at(0), bic: at(1) },
            us(&at(0), &at(1)),
            uk(&at(0), &at(1)),
        ];
        for account in accounts {
            let mut batch = sepa();
            batch.message = at(2);
            batch.payer = payer(&at(3), account.clone(), Some(&at(4)));
            let mut payment = payment(&at(5), eur(minor), &at(6), account, "");
            payment.purpose = Purpose::Documents(vec![Settled { number: at(7), amount: eur(minor) }; 2]);
            payment.payee.address = Some(address(&at(8), &at(9), &at(10), &at(11), &at(0)));
            batch.payments = vec![payment.clone(), payment.clone()];
            batch.payments[1].purpose = Purpose::Reference(at(7));
            prop_assert!(write(&batch, &formats[format]).is_err(), "two payments have one name");
        }
    }
}
