//! Orders to Swiss banks.

use super::*;

const QR_IBAN: &str = "CH44 3199 9123 0008 8901 2";
const QR_REFERENCE: &str = "21 00000 00003 13947 14300 09017";

fn chf(minor: i64) -> Amount {
    Amount::new(minor, Currency::CHF)
}

/// A Swiss company that pays a QR-bill, one with a creditor reference, a German and an American supplier.
pub(super) fn swiss() -> Batch {
    let mut bill = payment("QRR-1", chf(3_949_75), "Robert Schneider AG", iban(QR_IBAN), "");
    bill.purpose = Purpose::Reference(QR_REFERENCE.to_owned());
    bill.payee.address = Some(address("Rue du Lac", "1268", "2501", "Biel", "CH"));
    let mut credit = payment("SCOR-1", chf(199_95), "Peter Zgraggen", iban("CH93 0076 2011 6238 5295 7"), "");
    credit.purpose = Purpose::Reference("RF18539007547034".to_owned());
    let german = payment("SEPA-1", eur(100_00), "Müller GmbH", iban("DE02120300000000202051"), "Rechnung 5");
    let dollars = Amount::new(2_500_00, Currency::USD);
    let number = Account::Other { number: "987654321".to_owned(), bic: "CHASUS33".to_owned() };
    let mut american = payment("USD-1", dollars, "Acme Supplies LLC", number, "Invoice 9");
    american.payee.address = Some(address("Main Street", "5", "10001", "New York", "US"));
    batch(payer("Muster AG", iban("CH93 0076 2011 6238 5295 7"), None), vec![bill, credit, german, american])
}

#[test]
fn each_payment_goes_in_its_own_way() {
    let text = written(&swiss(), &SWISS);
    assert_eq!(text.matches("<PmtInf>").count(), 3, "francs at home, SEPA, dollars");
    assert!(text.contains("<Prtry>QRR</Prtry>") && text.contains("<Ref>210000000003139471430009017</Ref>"));
    assert!(text.contains("<Cd>SCOR</Cd>") && text.contains("<Ref>RF18539007547034</Ref>"));
    assert!(text.contains("<Cd>CHBCC</Cd>") && text.contains("<MmbId>762</MmbId>"), "the payer's bank from its IBAN");
    assert_eq!(text.matches("<Cd>SEPA</Cd>").count(), 1);
    assert_eq!(text.matches("<ChrgBr>SLEV</ChrgBr>").count(), 1);
    assert_eq!(text.matches("<ChrgBr>SHAR</ChrgBr>").count(), 1);
    assert!(
        text.contains("<CtrlSum>6749.70</CtrlSum>"),
        "3949.75 + 199.95 + 100.00 + 2500.00, whatever the currencies"
    );
    assert!(text.contains("<Nm>Müller GmbH</Nm>"), "Swiss banks take accents");
}

#[test]
fn a_qr_iban_and_a_qr_reference_go_together() {
    let with = |account: &str, purpose: Purpose| {
        let mut payment = payment("A", chf(100), "A", iban(account), "");
        payment.purpose = purpose;
        codes(&batch(payer("M", iban("CH9300762011623852957"), None), vec![payment]), &SWISS)
    };
    let reference = |text: &str| Purpose::Reference(text.to_owned());
    let (ordinary, mismatch) = ("CH9300762011623852957", ["payment_file.reference_mismatch"]);
    assert_eq!(with(QR_IBAN, reference(QR_REFERENCE)), [""; 0]);
    assert_eq!(with(QR_IBAN, Purpose::Text("Rechnung 5".to_owned())), mismatch);
    assert_eq!(with(QR_IBAN, reference("RF18539007547034")), mismatch);
    assert_eq!(with(ordinary, reference(QR_REFERENCE)), mismatch);
    assert_eq!(with(ordinary, reference("RF18539007547034")), [""; 0]);
}

#[test]
fn the_payer_has_an_ordinary_swiss_account() {
    let with = |account: Account| {
        let payment = payment("A", chf(100), "A", iban("CH9300762011623852957"), "");
        codes(&batch(payer("M", account, None), vec![payment]), &SWISS)
    };
    assert_eq!(with(iban(QR_IBAN)), ["payment_file.bad_iban"]);
    assert_eq!(with(iban("DE02120300000000202051")), ["payment_file.out_of_reach"]);
    assert_eq!(with(iban("LI21 0881 0000 2324 013A A")), [""; 0]);
}

#[test]
fn at_once_goes_only_in_francs_at_home() {
    let instant = Format::Swiss { speed: Speed::Instant };
    let with = |amount, account| {
        let payment = payment("A", amount, "A", iban(account), "");
        codes(&batch(payer("M", iban("CH9300762011623852957"), None), vec![payment]), &instant)
    };
    assert_eq!(with(chf(100), "CH9300762011623852957"), [""; 0]);
    assert_eq!(with(eur(100), "CH9300762011623852957"), ["payment_file.not_instant"]);
    assert_eq!(with(eur(100), "DE02120300000000202051"), ["payment_file.not_instant"]);
}

#[test]
fn charges_that_are_not_shared_are_said_at_home_too() {
    let mut batch = swiss();
    batch.payments.truncate(1);
    batch.payments[0].charges = Charges::Payer;
    assert!(written(&batch, &SWISS).contains("<ChrgBr>DEBT</ChrgBr>"));
}

#[test]
fn dollars_at_home_need_no_bic() {
    let payment = |account| {
        let mut payment = payment("A", Amount::new(1_00, Currency::USD), "A", iban(account), "");
        payment.payee.address = Some(address("", "", "", "Bern", "CH"));
        codes(&batch(payer("M", iban("CH9300762011623852957"), None), vec![payment]), &SWISS)
    };
    assert_eq!(payment("CH9300762011623852957"), [""; 0]);
    assert_eq!(payment("DE02120300000000202051"), ["payment_file.bic_missing"]);
}

#[test]
fn accents_stay_and_count_once() {
    let mut batch = swiss();
    batch.payments[2].purpose = Purpose::Text("ä".repeat(140));
    batch.payments[2].payee.name = "Müller & Söhne <Bern>".to_owned();
    let text = written(&batch, &SWISS);
    assert!(text.contains(&format!("<Ustrd>{}</Ustrd>", "ä".repeat(140))));
    assert!(text.contains("<Nm>Müller &amp; Söhne &lt;Bern&gt;</Nm>"));
}
