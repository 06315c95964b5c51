use books::tax::Basis;
use money::Currency;
use strum::IntoEnumIterator;

use super::{SALES, Shop, dec, line, refused};
use crate::{
    ContentLine, EInvoiceFormat, EarlyPayment, ElectronicAddress, Kind, PostalAddress, Profile, TakenBack, Terms,
    credit_note_of, e_invoice, missing, pdf, profile, set_profile,
};

impl Shop {
    async fn says_who_it_is(&self) {
        let text = |text: &str| Some(text.to_owned());
        let address = PostalAddress {
            street: text("Werkstraße 1"),
            post_code: text("20457"),
            city: text("Hamburg"),
            ..PostalAddress::default()
        };
        let profile = Profile {
            address,
            contact: text("Anna Weber"),
            phone: text("+49 40 123456"),
            email: text("rechnung@werkbank.example"),
            iban: text("DE02 1203 0000 0000 2020 51"),
            electronic_address: Some(ElectronicAddress { scheme: "9930".to_owned(), value: "DE136695976".to_owned() }),
            ..Profile::default()
        };
        set_profile(&self.world.db, &self.op, self.entity, 0, profile).await.expect("kept");
    }

    async fn customer_with_address(&self) -> books::PartyId {
        let data = parties::PartyData {
            name: "Kontor GmbH".to_owned(),
            is_customer: true,
            country: Some("DE".to_owned()),
            address: Some("Kaiweg 3, 20457 Hamburg".to_owned()),
            email: Some("einkauf@kontor.example".to_owned()),
            tax_ids: vec!["DE811907980".to_owned()],
            ..parties::PartyData::default()
        };
        parties::add_party(&self.world.db, &self.op, self.entity, &data).await.expect("a customer")
    }

    async fn leaves(&self, id: books::SaleId) {
        let (db, op) = (&self.world.db, &self.op);
        for format in EInvoiceFormat::iter().filter(|f| !f.to_string().starts_with("fattura")) {
            let obstacles = missing(db, op, self.entity, id, format).await.expect("looked at");
            assert_eq!(obstacles, [], "{format}");
            let file = e_invoice(db, op, self.entity, id, format).await.expect("it leaves");
            let text = String::from_utf8(file.bytes).expect("UTF-8");
            let number = self.number(id).await;
            assert!(text.contains(&number) && file.name == format!("{number}.xml"), "{format}");
        }
    }
}

/// Documents that strain the formats: prices with tax, discounts, lines taken back, deposits, another currency.
#[tokio::test]
async fn what_is_issued_leaves_in_every_format_of_the_network() {
    let shop = Shop::new().await;
    shop.says_who_it_is().await;
    shop.knows_rate(Currency::USD, "2026-10-20", "1.0771").await;
    let customer = Some(shop.customer_with_address().await);
    let lines = || {
        vec![
            ContentLine { discount: Some(dec("2.5")), ..line("3", "19.99", "O19") },
            line("0.5", "33.333333", "O7"),
            line("-1", "5.55", "O19"),
        ]
    };
    let of = |content: crate::Content| crate::Content {
        customer,
        buyer_reference: Some("04011000-12345-67".to_owned()),
        order_number: Some("PO-1".to_owned()),
        ..content
    };
    let net = of(shop.invoice(lines()));
    let early =
        Terms { days: Some(30), discount: Some(EarlyPayment { percent: dec("2"), days: 10 }), ..Terms::default() };
    let invoice = shop.issues(crate::Content { terms: early, ..net.clone() }).await;
    shop.leaves(invoice).await;
    shop.leaves(shop.issues(crate::Content { prices: Basis::Gross, ..net.clone() }).await).await;
    shop.leaves(shop.issues(crate::Content { currency: Some(Currency::USD), ..net }).await).await;
    let advance = vec![ContentLine { account: Some(shop.accounts["2060"]), ..line("1", "20", "O19") }];
    let deposit = shop.issues(crate::Content { is_deposit: true, ..of(shop.invoice(advance)) }).await;
    let last = of(shop.invoice(vec![ContentLine { account: Some(shop.accounts[SALES]), ..line("1", "90", "O19") }]));
    shop.leaves(shop.issues(crate::Content { deposits: vec![deposit], ..last }).await).await;
    let part = [TakenBack { line: 1, quantity: Some(dec("1")) }];
    let note = credit_note_of(&shop.world.db, &shop.op, shop.entity, invoice, &part).await.expect("a draft");
    shop.tries_to_issue(&shop.op, note).await.expect("issued");
    shop.leaves(note).await;
}

#[tokio::test]
async fn a_pdf_carries_the_e_invoice_and_stays_as_it_was_issued() {
    let shop = Shop::new().await;
    let (db, op) = (&shop.world.db, &shop.op);
    let holds = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    let bare = shop.issues(shop.invoice(vec![line("1", "10", "O19")])).await;
    let printed = pdf(db, op, shop.entity, bare).await.expect("printed");
    assert_eq!((printed.name.as_str(), printed.bytes.starts_with(b"%PDF")), ("INV-2026-0001.pdf", true));
    assert!(holds(&printed.bytes, "factur-x.xml"));
    // Germany asks for more than the core of the standard does, and it is told what
    let why = refused(e_invoice(db, op, shop.entity, bare, EInvoiceFormat::Xrechnung).await, "sales.e_invoice");
    assert!(why.contains("address"), "{why}");

    // what was issued keeps what it said
    shop.says_who_it_is().await;
    assert_eq!(pdf(db, op, shop.entity, bare).await.expect("printed").bytes, printed.bytes);

    let quote = shop.issues(shop.content(Kind::Quote, vec![line("1", "10", "O19")])).await;
    let offered = pdf(db, op, shop.entity, quote).await.expect("printed");
    assert!(!holds(&offered.bytes, "factur-x.xml"), "nothing is owed by a quote");
    refused(e_invoice(db, op, shop.entity, quote, EInvoiceFormat::Peppol).await, "sales.not_possible");
    let draft = shop.drafts(shop.invoice(vec![line("1", "10", "O19")])).await;
    refused(pdf(db, op, shop.entity, draft).await, "sales.not_possible");
    let foreign = crate::Content { language: Some("xx".to_owned()), ..shop.invoice(vec![line("1", "10", "O19")]) };
    let foreign = shop.issues(foreign).await;
    refused(pdf(db, op, shop.entity, foreign).await, "sales.paper");
}

#[tokio::test]
async fn a_profile_is_written_by_who_saw_it_last() {
    let shop = Shop::new().await;
    let (db, op) = (&shop.world.db, &shop.op);
    shop.says_who_it_is().await;
    let (kept, version) = profile(db, op, shop.entity).await.expect("there");
    assert_eq!((kept.iban.as_deref(), version), (Some("DE02120300000000202051"), 1));
    refused(set_profile(db, op, shop.entity, 0, kept.clone()).await, "sales.stale");
    let long = Profile { web: Some("x".repeat(300)), ..kept };
    refused(set_profile(db, op, shop.entity, 1, long).await, "sales.invalid");
    let viewer = shop.world.op(op::Role::Viewer);
    profile(db, &viewer, shop.entity).await.expect("may look");
    refused(set_profile(db, &viewer, shop.entity, 1, Profile::default()).await, "auth.denied");
}
