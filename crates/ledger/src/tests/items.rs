//! Open items and what settles them.

use books::{EntryId, Line, PartyId};
use money::Currency;
use sqlx::{AssertSqlSafe, Executor};

use super::{BANK, Books, PAYABLE, RECEIVABLE, RENT, SALES, date, eur, header};
use crate::{
    ItemFilter, ItemRef, LedgerError, NewAllocation, NewEntry, OpenItem, Settles, allocate, open_items, undo_allocation,
};

impl Books {
    /// An invoice of so many cents to a customer, due at the end of June; returns its item.
    async fn invoices(&self, party: PartyId, cents: i64) -> ItemRef {
        let owed = Line {
            party: Some(party),
            due: Some(date("2025-06-30")),
            ..Line::plain(self.account(RECEIVABLE), eur(cents))
        };
        let lines = vec![owed, Line::plain(self.account(SALES), eur(-cents))];
        let entry = books::Entry::new(header("2025-05-31"), Currency::EUR, lines).expect("balanced");
        ItemRef { entry: self.posts(&NewEntry::new(self.entity, "SAL", entry)).await.entry, line: 1 }
    }

    /// A payment of a customer; returns its item.
    async fn receives(&self, party: PartyId, cents: i64, day: &str) -> ItemRef {
        let paid = Line { party: Some(party), ..Line::plain(self.account(RECEIVABLE), eur(-cents)) };
        let lines = vec![Line::plain(self.account(BANK), eur(cents)), paid];
        let entry = books::Entry::new(header(day), Currency::EUR, lines).expect("balanced");
        ItemRef { entry: self.posts(&NewEntry::new(self.entity, "BNK", entry)).await.entry, line: 2 }
    }

    async fn allocates(
        &self,
        debit: ItemRef,
        credit: ItemRef,
        cents: i64,
        on: &str,
    ) -> Result<uuid::Uuid, LedgerError> {
        let new = NewAllocation {
            debit,
            credit,
            debit_amount: eur(cents),
            credit_amount: eur(cents),
            on: date(on),
            difference: None,
        };
        Ok(allocate(self.db(), &self.op, self.entity, &[new]).await?[0])
    }

    /// What is open on a day, in cents, by item in the order of their dates.
    async fn open(&self, day: &str) -> Vec<i64> {
        let filter = ItemFilter { as_of: date(day), party: None, account: None };
        let items = open_items(self.db(), &self.op, self.entity, filter).await.expect("items");
        items.iter().map(|item| item.open.minor()).collect()
    }
}

fn party(books: &Books) -> PartyId {
    PartyId(books.op.new_id())
}

#[tokio::test]
async fn a_line_on_a_control_account_is_an_item_until_it_is_settled() {
    let books = Books::new().await;
    let customer = party(&books);
    let invoice = books.invoices(customer, 119_00).await;
    books.posts(&books.rent("2025-05-31", 50_00)).await;
    let filter = ItemFilter { as_of: date("2025-06-30"), party: Some(customer), account: None };
    let items: Vec<OpenItem> = open_items(books.db(), &books.op, books.entity, filter).await.expect("items");
    let [item] = &items[..] else { panic!("rent is nobody's item: {items:?}") };
    assert_eq!((item.item, item.amount, item.open), (invoice, eur(119_00), eur(119_00)));
    assert_eq!((item.due, item.party), (Some(date("2025-06-30")), Some(customer)));
    let part = books.receives(customer, 100_00, "2025-06-10").await;
    books.allocates(invoice, part, 100_00, "2025-06-10").await.expect("a part payment");
    assert_eq!(books.open("2025-06-09").await, [119_00], "ageing of a past day knows no later payment");
    assert_eq!(books.open("2025-06-10").await, [19_00]);
    let rest = books.receives(customer, 19_00, "2025-06-20").await;
    books.allocates(invoice, rest, 19_00, "2025-06-20").await.expect("the rest");
    assert_eq!(books.open("2025-06-30").await, Vec::<i64>::new());
}

#[tokio::test]
async fn nothing_is_settled_twice_and_everything_can_be_undone_once() {
    let books = Books::new().await;
    let customer = party(&books);
    let invoice = books.invoices(customer, 100_00).await;
    let payment = books.receives(customer, 80_00, "2025-06-10").await;
    let over = |outcome: Result<_, LedgerError>| outcome.expect_err("refused").code();
    assert_eq!(over(books.allocates(invoice, payment, 80_01, "2025-06-10").await), "ledger.over_settled");
    assert_eq!(over(books.allocates(payment, invoice, 80_00, "2025-06-10").await), "ledger.over_settled");
    let nobody = ItemRef { entry: EntryId(books.op.new_id()), line: 1 };
    assert_eq!(over(books.allocates(nobody, payment, 1, "2025-06-10").await), "ledger.over_settled");
    let done = books.allocates(invoice, payment, 80_00, "2025-06-10").await.expect("settled");
    assert_eq!(over(books.allocates(invoice, payment, 1, "2025-06-10").await), "ledger.over_settled");
    let undo =
        async || undo_allocation(books.db(), &books.op, books.entity, done, date("2025-06-12"), "wrong invoice").await;
    undo().await.expect("undone");
    assert_eq!(books.open("2025-06-11").await, [20_00], "what was, was");
    assert_eq!(books.open("2025-06-12").await, [100_00, -80_00]);
    assert_eq!(undo().await.expect_err("once").code(), "ledger.invalid");
    books.allocates(invoice, payment, 80_00, "2025-06-13").await.expect("again");
    assert_eq!(books.count("select count(*) from audit_event where action like 'items.%'").await, 3);
}

/// Both want the whole payment; the database lets one have it.
#[tokio::test]
async fn of_two_settlements_at_once_one_wins() {
    let books = Books::new().await;
    let customer = party(&books);
    let (first, second) = (books.invoices(customer, 60_00).await, books.invoices(customer, 60_00).await);
    let payment = books.receives(customer, 60_00, "2025-06-10").await;
    let (a, b) = tokio::join!(
        books.allocates(first, payment, 60_00, "2025-06-10"),
        books.allocates(second, payment, 60_00, "2025-06-10"),
    );
    assert_eq!([a.is_ok(), b.is_ok()].iter().filter(|won| **won).count(), 1, "{a:?} {b:?}");
    assert_eq!(books.open("2025-06-30").await, [60_00]);
}

/// INVARIANT: asked by a superuser who writes SQL by hand.
#[tokio::test]
async fn a_superusers_allocation_is_refused_too() {
    let books = Books::new().await;
    let customer = party(&books);
    let invoice = books.invoices(customer, 100_00).await;
    let payment = books.receives(customer, 80_00, "2025-06-10").await;
    let insert = |debit: i64, credit: i64, undoes: &str| {
        format!(
            "insert into allocation (org_id, entity_id, allocation_id, debit_entry, debit_line, credit_entry, credit_line,
                                     debit_minor, credit_minor, allocated_on, recorded_at, allocated_by, undoes)
             values ('{}', '{}', gen_random_uuid(), '{}', 1, '{}', 2, {debit}, {credit}, '2025-06-10',
                     '2025-06-10T12:00:00Z', 'root', {undoes})",
            books.world.org, books.entity, invoice.entry, payment.entry
        )
    };
    let done = books.allocates(invoice, payment, 50_00, "2025-06-10").await.expect("settled");
    let cases = [
        ("more than is open", "allocation_within_item", insert(30_01, 30_01, "null")),
        ("nothing", "allocation_sign", insert(0, 0, "null")),
        ("more than was done", "allocation_undoes_exactly", insert(-50_01, -50_01, &format!("'{done}'"))),
    ];
    let mut root = books.world.superuser().await;
    for (what, constraint, sql) in cases {
        let refused = root.execute(AssertSqlSafe(sql)).await.expect_err(what);
        assert_eq!(refused.as_database_error().and_then(|e| e.constraint()), Some(constraint), "{what}");
    }
    for sql in ["update allocation set debit_minor = 1", "delete from allocation", "delete from open_item"] {
        root.execute(sql).await.expect_err("permanent");
    }
}

#[tokio::test]
async fn a_party_stands_only_on_its_item() {
    let books = Books::new().await;
    let supplier = Some(party(&books));
    let bill = |on: &str| {
        let cost = Line { party: supplier.filter(|_| on == RENT), ..Line::plain(books.account(RENT), eur(10_00)) };
        let owed =
            Line { party: supplier.filter(|_| on == PAYABLE), ..Line::plain(books.account(PAYABLE), eur(-10_00)) };
        let header = header("2025-05-31").with_party(supplier);
        let entry = books::Entry::new(header, Currency::EUR, vec![cost, owed]).expect("balanced");
        NewEntry::new(books.entity, "PUR", entry)
    };
    assert_eq!(books.post(&bill(RENT)).await.expect_err("nobody's item").code(), "ledger.not_an_item");
    let posted = books.posts(&bill(PAYABLE)).await;
    let view = crate::entry(books.db(), &books.op, posted.entry).await.expect("read");
    assert_eq!((view.party, view.lines[0].party, view.lines[1].party), (supplier, None, supplier));
}

/// Open on a day by party's items: (number of the entry, cents), in the order of their dates.
async fn still_open(books: &Books, day: &str) -> Vec<(String, i64)> {
    let filter = ItemFilter { as_of: date(day), party: None, account: None };
    let items = open_items(books.db(), &books.op, books.entity, filter).await.expect("items");
    items.iter().map(|item| (item.number.to_string(), item.open.minor())).collect()
}

/// A payment that names what it settles does so in the commit that posts it; a bounced one sets it free again.
#[tokio::test]
async fn an_entry_settles_items_and_its_reversal_sets_them_free() {
    let books = Books::new().await;
    let customer = party(&books);
    let invoice = books.invoices(customer, 100_00).await;
    let pays = |cents: i64| {
        let paid = Line { party: Some(customer), ..Line::plain(books.account(RECEIVABLE), eur(-cents)) };
        let lines = vec![Line::plain(books.account(BANK), eur(cents)), paid];
        let entry = books::Entry::new(header("2025-06-10"), Currency::EUR, lines).expect("balanced");
        let settles = Settles { line: 2, item: invoice, amount: eur(cents) };
        NewEntry::new(books.entity, "BNK", entry).settling(vec![settles])
    };
    assert_eq!(books.post(&pays(100_01)).await.expect_err("too much").code(), "ledger.over_settled");
    assert_eq!(books.count("select count(*) from entry where journal = 'BNK'").await, 0, "nothing is half-written");
    let payment = books.posts(&pays(80_00)).await;
    let open = async |day| still_open(&books, day).await;
    assert_eq!(open("2025-06-10").await, [("SAL-2025-1".to_owned(), 20_00)]);
    crate::reverse(books.db(), &books.op, payment.entry, date("2025-06-20"), "bounced").await.expect("reversed");
    assert_eq!(open("2025-06-19").await, [("SAL-2025-1".to_owned(), 20_00)], "until the bank told");
    assert_eq!(open("2025-06-20").await, [("SAL-2025-1".to_owned(), 100_00)]);
    let back = crate::entry(books.db(), &books.op, payment.entry).await.expect("read").reversed_by.expect("linked");
    crate::reverse(books.db(), &books.op, back.id, date("2025-06-21"), "it came after all").await.expect("reversed");
    let again = [("SAL-2025-1".to_owned(), 100_00), ("BNK-2025-1".to_owned(), -80_00)];
    assert_eq!(open("2025-06-21").await, again, "the money is there again, for somebody to allocate");
    books.assert_sound().await;
}

#[tokio::test]
async fn a_reversed_invoice_leaves_nothing_open_but_its_payment() {
    let books = Books::new().await;
    let customer = party(&books);
    let invoice = books.invoices(customer, 100_00).await;
    let payment = books.receives(customer, 100_00, "2025-06-10").await;
    books.allocates(invoice, payment, 100_00, "2025-06-25").await.expect("settled");
    crate::reverse(books.db(), &books.op, invoice.entry, date("2025-06-12"), "wrong customer").await.expect("reversed");
    assert_eq!(still_open(&books, "2025-06-30").await, [("BNK-2025-1".to_owned(), -100_00)]);
}
