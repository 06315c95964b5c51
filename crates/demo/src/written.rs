//! What the company writes itself: quotes, invoices and a credit note, by its accountant and through the same use
//! cases as everybody else's.

use ::sales::{Content, ContentLine, Kind, TakenBack, Terms};
use books::tax::{Basis, Supply};
use books::{AccountId, SaleId};
use jiff::ToSpan;
use jiff::civil::Date;
use money::Currency;
use op::{EntityId, Op};
use pg::Db;
use rust_decimal::Decimal;

use super::DemoError;

/// Whose desk it is, and what stands on it.
pub struct Desk<'a> {
    pub db: &'a Db,
    /// The accountant.
    pub op: &'a Op,
    pub entity: EntityId,
    pub today: Date,
    /// Where machines, coffee and exports are earned.
    pub accounts: [AccountId; 3],
    /// Customers in Germany by their place in the story.
    pub customers: Vec<books::PartyId>,
    /// One in America, and the last day for which a rate of the dollar is known.
    pub american: (books::PartyId, Option<Date>),
}

/// What is sold.
#[derive(Clone, Copy)]
enum Ware {
    Machine,
    Coffee,
    Export,
}

impl Desk<'_> {
    /// Two invoices, one of them credited in part, one in dollars where a rate is known, one that waits for a second
    /// person, a quote and two drafts.
    pub async fn write(&self) -> Result<(), DemoError> {
        let first = self.invoice(0, 12, &[("Wartung Espressomaschine", "2", "89", Ware::Machine)]);
        self.issue(first).await?;
        let beans =
            [("Kaffeebohnen Hausmischung, 1 kg", "24", "18.50", Ware::Coffee), ("Mahlwerk", "1", "129", Ware::Machine)];
        let second = self.issue(self.invoice(1, 8, &beans)).await?;
        self.credit(second, TakenBack { line: 1, quantity: Some(Decimal::from(4)) }).await?;
        if let (customer, Some(day)) = self.american {
            let grinders = self.content(Kind::Invoice, &[("Coffee grinder G2", "2", "349.90", Ware::Export)]);
            let abroad = Content {
                customer: Some(customer),
                currency: Some(Currency::USD),
                issue_date: Some(day),
                language: Some("en".to_owned()),
                ..grinders
            };
            self.issue(abroad).await?;
        }
        let large = [
            ("Siebträgermaschine Duo, zweigruppig", "1", "4890", Ware::Machine),
            ("Aufstellung", "4", "75", Ware::Machine),
        ];
        self.issue(Content { issue_date: None, ..self.invoice(2, 0, &large) }).await?;
        let offer = [
            ("Siebträgermaschine Solo", "3", "1890", Ware::Machine),
            ("Kaffeebohnen, 1 kg", "60", "17.20", Ware::Coffee),
        ];
        let quote = Content {
            customer: self.customers.get(3).copied(),
            issue_date: Some(self.day(5)),
            valid_until: Some(self.today.saturating_add(25.days())),
            title: Some("Ausstattung Kaffeeküche".to_owned()),
            ..self.content(Kind::Quote, &offer)
        };
        self.issue(quote).await?;
        for (customer, text, price) in [(4, "Reparatur Mahlwerk", "64"), (5, "Entkalkung", "39")] {
            self.draft(self.invoice(customer, 0, &[(text, "1", price, Ware::Machine)])).await?;
        }
        Ok(())
    }

    fn day(&self, days_ago: i32) -> Date {
        self.today.saturating_sub(days_ago.days())
    }

    fn invoice(&self, customer: usize, days_ago: i32, lines: &[(&str, &str, &str, Ware)]) -> Content {
        let customer = self.customers.get(customer).copied();
        Content { customer, issue_date: Some(self.day(days_ago)), ..self.content(Kind::Invoice, lines) }
    }

    fn content(&self, kind: Kind, lines: &[(&str, &str, &str, Ware)]) -> Content {
        Content {
            kind,
            customer: None,
            currency: None,
            issue_date: None,
            tax_point: None,
            valid_until: None,
            series: None,
            prices: Basis::Net,
            terms: Terms { days: Some(14), ..Terms::default() },
            buyer_reference: None,
            order_number: None,
            title: None,
            notes: None,
            language: Some("de".to_owned()),
            lines: lines.iter().map(|line| self.line(*line)).collect(),
            credits: None,
            is_deposit: false,
            deposits: Vec::new(),
        }
    }

    fn line(&self, (text, quantity, price, ware): (&str, &str, &str, Ware)) -> ContentLine {
        let [machines, coffee, exports] = self.accounts;
        let (account, code) = match ware {
            Ware::Machine => (machines, "O19"),
            Ware::Coffee => (coffee, "O7"),
            Ware::Export => (exports, "OXP"),
        };
        let decimal = |text: &str| text.parse::<Decimal>().expect("the story is written with decimals");
        ContentLine {
            text: text.to_owned(),
            quantity: decimal(quantity),
            unit: Some("C62".to_owned()),
            unit_price: decimal(price),
            discount: None,
            account: Some(account),
            tax_code: Some(code.to_owned()),
            supply: Some(Supply::Goods),
            of_line: None,
        }
    }

    async fn draft(&self, content: Content) -> Result<SaleId, DemoError> {
        Ok(::sales::draft(self.db, self.op, self.entity, content).await?)
    }

    /// Issues it, or puts it before a second person when it lies above the accountant's limit.
    async fn issue(&self, content: Content) -> Result<SaleId, DemoError> {
        let id = self.draft(content).await?;
        ::sales::issue(self.db, self.op, self.entity, id, 1).await?;
        Ok(id)
    }

    async fn credit(&self, invoice: SaleId, part: TakenBack) -> Result<(), DemoError> {
        let note = ::sales::credit_note_of(self.db, self.op, self.entity, invoice, &[part]).await?;
        ::sales::issue(self.db, self.op, self.entity, note, 1).await?;
        Ok(())
    }
}
