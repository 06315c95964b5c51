//! Made-up papers of made-up companies.

use jiff::civil::{Date, date};
use money::{Amount, Currency, Rounding};
use render::*;
use rust_decimal::Decimal;

pub fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn look(tag: &str) -> Look {
    Look {
        locale: Locale::from_tag(tag).unwrap(),
        size: if tag == "en-US" { PageSize::Letter } else { PageSize::A4 },
        window: if tag.starts_with("fr") || tag.ends_with("CH") { Window::Right } else { Window::Left },
        accent: Colour(0x0f, 0x6b, 0x5c),
        logo: None,
        made_at: "2026-03-31T09:30:00Z".parse().unwrap(),
        attachment: None,
    }
}

/// A ring with a leaf in it, on a clear ground.
pub fn logo() -> Vec<u8> {
    let (width, height) = (420_u32, 120_u32);
    let mut picture = image::RgbaImage::new(width, height);
    for (x, y, point) in picture.enumerate_pixels_mut() {
        let (dx, dy) = (x as f32 - 60.0, y as f32 - 60.0);
        let ring = (dx.hypot(dy) - 48.0).abs() < 7.0;
        let leaf = (dx + dy).abs() < 34.0 && (dx - dy).abs() < 16.0;
        let bars = (130..400).contains(&x) && (y / 17) % 2 == 1 && (x - 130) < 270 - (y % 60) * 2;
        let colour = if leaf { [0x7a, 0xb6, 0x48, 255] } else { [0x0f, 0x6b, 0x5c, 255] };
        *point = image::Rgba(if ring || leaf || bars { colour } else { [0, 0, 0, 0] });
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn lines(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

pub fn sender() -> Sender {
    Sender {
        name: "Tischlerei Ahorn GmbH".to_owned(),
        address: lines(&["Werkhofstraße 12", "04177 Leipzig"]),
        phone: Some("+49 341 555 0170".to_owned()),
        email: Some("rechnung@tischlerei-ahorn.example".to_owned()),
        web: Some("www.tischlerei-ahorn.example".to_owned()),
        tax_ids: vec![TaxId::Vat("DE123456788".to_owned()), TaxId::Tax("231/123/45678".to_owned())],
        registration: lines(&["Amtsgericht Leipzig HRB 12345", "Geschäftsführerin: Mira Ahorn"]),
        accounts: vec![BankAccount {
            holder: None,
            bank: Some("Sparkasse Leipzig".to_owned()),
            number: AccountNumber::Iban {
                iban: "DE89370400440532013000".to_owned(),
                bic: Some("COBADEFFXXX".to_owned()),
            },
        }],
    }
}

pub fn letter() -> Letter {
    Letter {
        sender: sender(),
        recipient: Party {
            name: "Buchhandlung Seitenweise OHG".to_owned(),
            address: lines(&["Frau Petra Lindner", "Hainstraße 8", "04109 Leipzig"]),
            tax_id: None,
        },
        date: date(2026, 3, 31),
        customer_number: Some("10042".to_owned()),
        references: vec![Reference { label: None, value: "Bestellung 4711".to_owned() }],
    }
}

/// What can be ordered: name, more about it, unit, price, rate of tax.
const GOODS: [(&str, &str, &str, &str, &str); 6] = [
    (
        "Regal aus Eiche",
        "Massiv, geölt, 80 × 200 × 30 cm, sechs Böden; mit Rückwand und Wandbefestigung.",
        "Stk",
        "489.00",
        "19",
    ),
    ("Montage vor Ort", "Anfahrt inbegriffen.", "h", "62.50", "19"),
    ("Möbelwachs „Bienenkorb“", "", "Dose", "12.4567", "19"),
    ("Fachbuch „Holz verstehen“", "Zweite Auflage, gebunden.", "Stk", "38.50", "7"),
    (
        "Ladentisch nach Maß",
        "Korpus aus Multiplex, Front in Räuchereiche, Arbeitsplatte aus Linoleum mit umlaufender Kante. Aufmaß, Zeichnung und Abstimmung \
         mit dem Elektriker sind enthalten. Schubkästen auf Vollauszügen mit Dämpfung, abschließbar, gleichschließend mit den vorhandenen Schränken.\n\
         Lieferung in zwei Teilen.",
        "Stk",
        "3240.00",
        "19",
    ),
    ("Schrauben und Dübel", "", "Pkg", "4.90", "19"),
];

/// An invoice over so many lines, in which everything adds up.
pub fn invoice(count: usize, currency: Currency) -> SalesDocument {
    let half_up = Rounding::HalfAwayFromZero;
    let mut running = Amount::zero(currency);
    let mut bases: Vec<(Decimal, Amount)> = Vec::new();
    let mut items = Vec::new();
    for i in 0..count {
        let (name, detail, unit, price, rate) = GOODS[i % GOODS.len()];
        let quantity = Decimal::new(1 + (i as i64 * 7) % 12, u32::from(i % 6 == 1));
        let amount = Amount::from_decimal(quantity * decimal(price), currency, half_up).unwrap();
        running = running.checked_add(amount).unwrap();
        let rate = decimal(rate);
        match bases.iter_mut().find(|(known, _)| *known == rate) {
            Some((_, base)) => *base = base.checked_add(amount).unwrap(),
            None => bases.push((rate, amount)),
        }
        items.push(Line::Item(Box::new(Item {
            position: (i + 1).to_string(),
            name: name.to_owned(),
            detail: Some(detail.to_owned()).filter(|text| !text.is_empty()),
            quantity: Some(quantity),
            unit: Some(unit.to_owned()),
            unit_price: Some(decimal(price)),
            discount: None,
            tax_rate: Some(rate),
            amount,
            running: Some(running),
        })));
    }
    let taxes: Vec<TaxRow> = bases
        .into_iter()
        .map(|(rate, base)| TaxRow {
            treatment: TaxTreatment::Taxed,
            name: None,
            rate,
            base,
            tax: base.checked_mul(rate / Decimal::ONE_HUNDRED, half_up).unwrap(),
            mention: None,
        })
        .collect();
    let gross = taxes.iter().fold(running, |sum, row| sum.checked_add(row.tax).unwrap());
    let totals = Totals {
        lines: None,
        adjustments: vec![],
        net: Some(running),
        taxes,
        rounding: None,
        gross,
        paid: vec![],
        due: Some(gross),
        tax_in_home: None,
    };
    SalesDocument {
        kind: SalesKind::Invoice,
        number: "2026-0042".to_owned(),
        letter: letter(),
        supply: Some(Supply::Over(date(2026, 3, 2), date(2026, 3, 27))),
        deliver_to: None,
        opening: vec![],
        lines: items,
        totals,
        terms: Terms { due: Some(date(2026, 4, 30)), ..Terms::default() },
        pay_to: None,
        payment_reference: None,
        payment_code: None,
        notes: vec![],
    }
}

/// A transfer of what is due.
pub fn giro(paper: &SalesDocument) -> PaymentCode {
    let due = paper.totals.due.unwrap();
    let code = GiroCode::new(&paper.letter.sender.name, "DE89370400440532013000", None, due, &paper.number).unwrap();
    PaymentCode::Giro(code)
}

/// A German invoice with logo, discount for paying early and a code.
pub fn german_invoice() -> (Document, Look) {
    let mut paper = invoice(5, Currency::EUR);
    paper.opening = lines(&["Guten Tag Frau Lindner,\nfür die Einrichtung Ihres Ladens berechnen wir Ihnen:"]);
    let due = paper.totals.gross;
    let less = due.checked_mul(decimal("0.98"), Rounding::HalfAwayFromZero).unwrap();
    paper.terms.discounts = vec![CashDiscount { percent: decimal("2"), until: date(2026, 4, 10), amount: less }];
    paper.payment_code = Some(giro(&paper));
    paper.notes = lines(&["Wir danken für Ihren Auftrag und freuen uns auf den nächsten."]);
    (Document::Sales(Box::new(paper)), Look { logo: Some(logo()), ..look("de") })
}

/// A French invoice for a customer abroad who owes the tax himself.
pub fn french_invoice() -> (Document, Look) {
    let mut paper = invoice(4, Currency::EUR);
    paper.number = "FA-2026-118".to_owned();
    let sender = &mut paper.letter.sender;
    sender.name = "Atelier Lumière SARL".to_owned();
    sender.address = lines(&["8 rue des Arts", "69002 Lyon", "France"]);
    sender.tax_ids = vec![TaxId::Vat("FR40303265045".to_owned()), TaxId::Company("303 265 045".to_owned())];
    sender.registration = lines(&["RCS Lyon · capital 20 000 €"]);
    paper.letter.recipient.tax_id = Some("DE129273398".to_owned());
    let net = paper.totals.net.unwrap();
    let zero = Amount::zero(Currency::EUR);
    paper.totals.taxes = vec![TaxRow {
        treatment: TaxTreatment::ReverseCharge,
        name: None,
        rate: Decimal::ZERO,
        base: net,
        tax: zero,
        mention: None,
    }];
    (paper.totals.gross, paper.totals.due) = (net, Some(net));
    for line in &mut paper.lines {
        if let Line::Item(item) = line {
            item.tax_rate = None;
        }
    }
    paper.terms.text = Some(
        "Pénalités de retard : trois fois le taux d’intérêt légal ; indemnité forfaitaire de recouvrement : 40 €."
            .to_owned(),
    );
    paper.payment_code = Some(giro(&paper));
    (Document::Sales(Box::new(paper)), Look { accent: Colour(0x8a, 0x2d, 0x3b), ..look("fr") })
}

/// An invoice of the United States on Letter, with logo, freight and a deposit.
pub fn american_invoice() -> (Document, Look) {
    let mut paper = invoice(6, Currency::USD);
    paper.number = "INV-10583".to_owned();
    paper.letter.sender = Sender {
        name: "Maple & Oak Woodworks LLC".to_owned(),
        address: lines(&["1450 Foundry Street", "Portland, OR 97209"]),
        phone: Some("(503) 555-0142".to_owned()),
        email: Some("billing@mapleoak.example".to_owned()),
        web: None,
        tax_ids: vec![TaxId::Tax("93-1234567".to_owned())],
        registration: vec![],
        accounts: vec![BankAccount {
            holder: None,
            bank: Some("Willamette Community Bank".to_owned()),
            number: AccountNumber::Local { number: "000123456789".to_owned(), routing: Some("123006800".to_owned()) },
        }],
    };
    paper.letter.recipient = Party {
        name: "Rose City Books Inc.".to_owned(),
        address: lines(&["Attn: Accounts Payable", "905 W Burnside St", "Portland, OR 97209"]),
        tax_id: None,
    };
    paper.letter.references = vec![Reference { label: Some("PO number".to_owned()), value: "RC-4471".to_owned() }];
    paper.supply = None;
    for line in &mut paper.lines {
        if let Line::Item(item) = line {
            item.tax_rate = None;
            item.detail = item
                .detail
                .as_ref()
                .map(|_| "Solid white oak, hand-rubbed oil finish; installation hardware included.".to_owned());
            item.name = "Bookcase, 32 × 79 × 12 in".to_owned();
            item.unit = None;
        }
    }
    let usd = |minor: i64| Amount::new(minor, Currency::USD);
    let lines_total = paper.totals.net.unwrap();
    let net = lines_total.checked_add(usd(185_00)).unwrap();
    let tax = net.checked_mul(decimal("0.08875"), Rounding::HalfAwayFromZero).unwrap();
    let gross = net.checked_add(tax).unwrap();
    paper.totals = Totals {
        lines: Some(lines_total),
        adjustments: vec![Adjustment { label: "Freight".to_owned(), amount: usd(185_00) }],
        net: Some(net),
        taxes: vec![TaxRow {
            treatment: TaxTreatment::Taxed,
            name: None,
            rate: decimal("8.875"),
            base: net,
            tax,
            mention: None,
        }],
        rounding: None,
        gross,
        paid: vec![Paid { date: date(2026, 3, 3), method: Some("check 2201".to_owned()), amount: usd(-1_000_00) }],
        due: Some(gross.checked_sub(usd(1_000_00)).unwrap()),
        tax_in_home: None,
    };
    paper.terms.text = Some("Net 30. A late charge of 1.5% per month applies to overdue balances.".to_owned());
    (Document::Sales(Box::new(paper)), Look { accent: Colour(0x1d, 0x4e, 0x89), logo: Some(logo()), ..look("en-US") })
}

/// An invoice over several pages, with headings, remarks and a subtotal.
pub fn long_invoice() -> (Document, Look) {
    let mut paper = invoice(44, Currency::EUR);
    paper.lines.insert(0, Line::Heading("Verkaufsraum".to_owned()));
    paper.lines.insert(20, Line::Text("Die folgenden Positionen nach Nachtrag vom 12.03.2026.".to_owned()));
    paper.lines.insert(24, Line::Heading("Lager und Werkstatt".to_owned()));
    paper.payment_code = Some(giro(&paper));
    (Document::Sales(Box::new(paper)), look("de"))
}

/// A Swiss invoice with the payment part.
pub fn swiss_invoice() -> (Document, Look) {
    let mut paper = invoice(3, Currency::CHF);
    let address = |name: &str, street: &str, house: &str, postcode: &str, place: &str| SwissAddress {
        name: name.to_owned(),
        street: street.to_owned(),
        house: house.to_owned(),
        postcode: postcode.to_owned(),
        place: place.to_owned(),
        country: "CH".to_owned(),
    };
    paper.letter.sender.name = "Schreinerei Keller AG".to_owned();
    paper.letter.sender.address = lines(&["Seestrasse 12a", "8002 Zürich"]);
    paper.letter.sender.tax_ids = vec![TaxId::Vat("CHE-116.281.710 MWST".to_owned())];
    paper.letter.sender.registration = vec![];
    paper.letter.sender.accounts = vec![];
    paper.payment_code = Some(PaymentCode::Swiss(Box::new(SwissCode {
        iban: "CH44 3199 9123 0008 8901 2".to_owned(),
        creditor: address("Schreinerei Keller AG", "Seestrasse", "12a", "8002", "Zürich"),
        amount: paper.totals.due,
        debtor: Some(address("Anna Roth", "Marktgasse", "28", "9400", "Rorschach")),
        reference: SwissReference::Qr("210000000003139471430009017".to_owned()),
        message: Some("Auftrag vom 15.06.2026".to_owned()),
        billing: None,
    })));
    (Document::Sales(Box::new(paper)), look("de-CH"))
}

pub fn credit_note(tag: &str) -> (Document, Look) {
    let mut paper = invoice(2, Currency::EUR);
    paper.kind = SalesKind::CreditNote {
        corrects: Some(Origin { number: "2026-0017".to_owned(), date: Some(date(2026, 2, 16)) }),
    };
    paper.number = "2026-K003".to_owned();
    paper.terms = Terms::default();
    paper.totals.due = None;
    (Document::Sales(Box::new(paper)), look(tag))
}

pub fn quote(tag: &str) -> (Document, Look) {
    let mut paper = invoice(5, Currency::EUR);
    paper.kind = SalesKind::Quote { valid_until: Some(date(2026, 4, 30)), signature: true };
    paper.number = "A-318".to_owned();
    paper.terms = Terms::default();
    paper.supply = None;
    paper.totals.due = None;
    (Document::Sales(Box::new(paper)), look(tag))
}

pub fn receipt(tag: &str) -> (Document, Look) {
    let mut paper = invoice(2, Currency::EUR);
    paper.kind = SalesKind::Receipt;
    paper.number = "Q-77".to_owned();
    paper.terms = Terms::default();
    let all = paper.totals.gross;
    paper.totals.paid =
        vec![Paid { date: date(2026, 3, 31), method: Some("Girocard".to_owned()), amount: all.checked_neg().unwrap() }];
    paper.totals.due = Some(Amount::zero(Currency::EUR));
    (Document::Sales(Box::new(paper)), look(tag))
}

pub fn statement(tag: &str, count: usize) -> (Document, Look) {
    let euro = |minor: i64| Amount::new(minor, Currency::EUR);
    let opening = euro(1_250_00);
    let mut balance = opening;
    let mut rows = Vec::new();
    for i in 0..count {
        let day: Date = date(2026, 1, 5).saturating_add(jiff::Span::new().days(i as i64 * 2));
        let amount = euro(310_00 + (i as i64 * 7_931) % 95_000);
        let pays = i % 3 == 2;
        balance = if pays { balance.checked_sub(amount) } else { balance.checked_add(amount) }.unwrap();
        rows.push(StatementLine {
            date: day,
            document: if pays { format!("Z-{}", 500 + i) } else { format!("2026-{:04}", i + 1) },
            text: if pays { "Überweisung" } else { "Regale und Montage, Lieferung frei Haus" }.to_owned(),
            due: (!pays).then(|| day.saturating_add(jiff::Span::new().days(30))),
            charge: (!pays).then_some(amount),
            credit: pays.then_some(amount),
            balance,
        });
    }
    let rest = balance.checked_sub(euro(900_00)).unwrap();
    let ageing = Ageing { not_due: rest, overdue: [euro(500_00), euro(400_00), euro(0), euro(0)] };
    let section = StatementSection { opening, lines: rows, closing: balance, ageing: Some(ageing) };
    let paper = Statement {
        letter: letter(),
        from: date(2026, 1, 1),
        to: date(2026, 3, 31),
        sections: vec![section],
        notes: vec![],
    };
    (Document::Statement(Box::new(paper)), look(tag))
}

pub fn dunning(tag: &str, level: DunningLevel) -> (Document, Look) {
    let euro = |minor: i64| Amount::new(minor, Currency::EUR);
    let item = |document: &str, day: Date, days: i32, amount: i64, open: i64| OverdueItem {
        document: document.to_owned(),
        date: day,
        due: day.saturating_add(jiff::Span::new().days(30)),
        days,
        amount: euro(amount),
        open: euro(open),
    };
    let first = level == DunningLevel::First;
    let total = if first { euro(1_719_50) } else { euro(1_778_32) };
    let code = GiroCode::new("Tischlerei Ahorn GmbH", "DE89370400440532013000", None, total, "10042").unwrap();
    let paper = DunningLetter {
        level,
        letter: letter(),
        items: vec![
            item("2026-0003", date(2026, 1, 12), 48, 1_219_50, 719_50),
            item("2026-0009", date(2026, 2, 2), 27, 1_000_00, 1_000_00),
        ],
        open: euro(1_719_50),
        interest: (!first).then(|| euro(18_82)),
        fee: (!first).then(|| euro(40_00)),
        total,
        pay_until: date(2026, 4, 14),
        opening: vec![],
        closing: vec![],
        pay_to: None,
        payment_reference: Some("10042".to_owned()),
        payment_code: Some(PaymentCode::Giro(code)),
        signed_by: Some("Mira Ahorn".to_owned()),
    };
    (Document::Dunning(Box::new(paper)), look(tag))
}

pub fn remittance(tag: &str) -> (Document, Look) {
    let euro = |minor: i64| Amount::new(minor, Currency::EUR);
    let item = |document: &str, day: i8, amount: i64, discount: Option<i64>, paid: i64| PaidItem {
        document: document.to_owned(),
        date: Some(date(2026, 3, day)),
        amount: euro(amount),
        discount: discount.map(euro),
        withheld: None,
        paid: euro(paid),
    };
    let paper = RemittanceAdvice {
        letter: letter(),
        number: Some("ZA-2026-031".to_owned()),
        paid_on: date(2026, 3, 31),
        method: Some("SEPA".to_owned()),
        paid_to: Some("DE02 … 2051".to_owned()),
        items: vec![
            item("R-88121", 3, 1_190_00, Some(-23_80), 1_166_20),
            item("R-88140", 9, 238_00, None, 238_00),
            item("G-0031", 12, -59_50, None, -59_50),
        ],
        total: euro(1_344_70),
        notes: vec![],
    };
    (Document::Remittance(Box::new(paper)), look(tag))
}

/// All of them, with the names of files.
pub fn all() -> Vec<(String, (Document, Look))> {
    let mut all = vec![
        ("invoice-de".to_owned(), german_invoice()),
        ("invoice-fr".to_owned(), french_invoice()),
        ("invoice-en-US".to_owned(), american_invoice()),
        ("invoice-long-de".to_owned(), long_invoice()),
        ("invoice-de-CH".to_owned(), swiss_invoice()),
        ("credit-note-en".to_owned(), credit_note("en")),
        ("quote-nl".to_owned(), quote("nl")),
        ("receipt-de".to_owned(), receipt("de")),
        ("statement-de".to_owned(), statement("de", 34)),
        ("remittance-pl".to_owned(), remittance("pl")),
    ];
    for (name, level) in [("1", DunningLevel::First), ("2", DunningLevel::Second), ("3", DunningLevel::Final)] {
        all.push((format!("reminder-{name}-de"), dunning("de", level)));
    }
    all
}
