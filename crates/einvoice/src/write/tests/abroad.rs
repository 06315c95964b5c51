//! Invoices within other countries on the network: what their rules ask for has its place in the model.

use money::Currency;

use super::back::assert_same;
use super::{address, codes, decimal, german, some};
use crate::write::{Account, Attachment, Identifier, Outgoing, OutgoingFormat, Party, PaymentMeans, Vat};

/// A country with the numbers of a seller and a buyer there: electronic address and register with scheme, VAT number,
/// tax number.
struct Country {
    code: &'static str,
    currency: &'static str,
    rate: &'static str,
    seller: [&'static str; 5],
    buyer: [&'static str; 5],
    tax_number: Option<&'static str>,
    account: (&'static str, &'static str),
}

const COUNTRIES: [Country; 6] = [
    Country {
        code: "NL",
        currency: "EUR",
        rate: "21",
        seller: ["0106", "12345678", "0106", "12345678", "NL001234560B01"],
        buyer: ["0190", "00000001234567890000", "0190", "00000001234567890000", "NL001234560B01"],
        tax_number: None,
        account: ("NL91ABNA0417164300", "ABNANL2A"),
    },
    Country {
        code: "DK",
        currency: "DKK",
        rate: "25",
        seller: ["0184", "DK13585628", "0184", "DK13585628", "DK13585628"],
        buyer: ["0184", "DK12345674", "0184", "DK12345674", "DK12345674"],
        tax_number: None,
        account: ("1234567890", "1234"),
    },
    Country {
        code: "NO",
        currency: "NOK",
        rate: "25",
        seller: ["0192", "987654325", "0192", "987654325", "NO987654325MVA"],
        buyer: ["0192", "987654325", "0192", "987654325", "NO987654325MVA"],
        tax_number: Some("Foretaksregisteret"),
        account: ("15032080119", "DNBANOKK"),
    },
    Country {
        code: "SE",
        currency: "SEK",
        rate: "25",
        seller: ["0007", "5561234567", "0007", "5561234567", "SE556123456701"],
        buyer: ["0007", "5561234567", "0007", "5561234567", "SE556123456701"],
        tax_number: Some("Godkänd för F-skatt"),
        account: ("1234567", "SE:BANKGIRO"),
    },
    Country {
        code: "BE",
        currency: "EUR",
        rate: "21",
        seller: ["0208", "0123456749", "0208", "0123456749", "BE0123456749"],
        buyer: ["0208", "0123456749", "0208", "0123456749", "BE0123456749"],
        tax_number: None,
        account: ("BE68539007547034", "GKCCBEBB"),
    },
    Country {
        code: "IT",
        currency: "EUR",
        rate: "22",
        seller: ["0211", "IT01234567897", "0211", "IT01234567897", "IT01234567897"],
        buyer: ["0211", "IT00743110157", "0211", "IT00743110157", "IT00743110157"],
        tax_number: Some("RSSMRA85T10A562S"),
        account: ("IT60X0542811101000000123456", "BCITITMM"),
    },
];

fn party(name: &str, country: &Country, [scheme, endpoint, register, number, vat]: [&str; 5]) -> Party {
    Party {
        name: name.to_owned(),
        electronic_address: Some(Identifier::of(scheme, endpoint)),
        registration: Some(Identifier::of(register, number)),
        vat_id: some(vat),
        address: address("Market 1", "1000", "Town", country.code),
        ..Party::default()
    }
}

fn domestic(country: &Country) -> Outgoing {
    let mut invoice = german();
    let vat = Vat::standard(decimal(country.rate));
    (invoice.allowances, invoice.charges) = (Vec::new(), Vec::new());
    for line in &mut invoice.lines {
        (line.vat, line.allowances) = (vat.clone(), Vec::new());
    }
    invoice.currency = Currency::from_code(country.currency).expect("a currency");
    let seller = party("Seller", country, country.seller);
    invoice.seller = Party { tax_number: country.tax_number.map(str::to_owned), ..seller };
    invoice.buyer = party("Buyer", country, country.buyer);
    let (number, bank) = country.account;
    let account = Account { number: number.to_owned(), name: None, bic: some(bank) };
    invoice.payment = Some(PaymentMeans::Transfer(vec![account]));
    invoice
}

#[test]
fn invoices_within_other_countries_leave_on_the_network() {
    for country in &COUNTRIES {
        let invoice = domestic(country);
        assert_eq!(codes(&invoice, OutgoingFormat::PeppolUbl), Vec::<String>::new(), "{}", country.code);
        assert_same(&invoice, OutgoingFormat::PeppolUbl);
        assert_same(&invoice, OutgoingFormat::FacturX);
    }
}

#[test]
fn the_platform_of_greece_has_its_number_and_its_mark() {
    let country = Country {
        code: "GR",
        currency: "EUR",
        rate: "24",
        seller: ["9933", "098765430", "0088", "4012345000009", "EL098765430"],
        buyer: ["9933", "123456783", "0088", "4012345000009", "EL123456783"],
        tax_number: None,
        account: ("GR1601101250000000012300695", "ETHNGRAA"),
    };
    let mut invoice = domestic(&country);
    invoice.number = "098765430|31/03/2026|0|1.1|A|17".to_owned();
    (invoice.seller.trading_name, invoice.buyer.trading_name) = (some("Seller"), some("Buyer"));
    assert!(codes(&invoice, OutgoingFormat::PeppolUbl).contains(&"einvoice.rule.GR-R-004-1".to_owned()));
    let reference = |id: &str, what: &str| {
        let location = what.contains("URL").then(|| "https://example.org/1".to_owned());
        Attachment { reference: id.to_owned(), description: some(what), location, file: None }
    };
    invoice.attachments = vec![reference("400001", "##M.AR.K##"), reference("1", "##INVOICE|URL##")];
    assert_same(&invoice, OutgoingFormat::PeppolUbl);
}
