use books::{Dimensions, DocumentId, Entry, Line, TaxFact, TaxKind, TaxPart, Treatment};
use money::{Amount, Currency, Rate};
use op::Role;
use test_kit::World;

use super::{BANK, Books, EXCHANGE, INPUT_TAX, PAYABLE, RENT, date, eur, header};
use crate::{LedgerError, NewAttachment, NewEntry, Provenance, Source};

#[tokio::test]
async fn an_entry_gets_the_next_number_of_its_journal_and_year() {
    let books = Books::new().await;
    let numbers = [
        books.posts(&books.rent("2025-01-31", 100_00)).await,
        books.posts(&books.rent("2025-02-28", 100_00)).await,
        books.posts(&books.rent("2024-12-31", 100_00)).await,
        books.posts(&NewEntry { journal: "BNK".to_owned(), ..books.rent("2025-02-28", 100_00) }).await,
    ]
    .map(|p| p.number.to_string());
    assert_eq!(numbers, ["GEN-2025-1", "GEN-2025-2", "GEN-2024-1", "BNK-2025-1"]);
    assert_eq!(books.balance(BANK, "2025-01-31").await, -200_00);
    books.assert_sound().await;
}

#[tokio::test]
async fn what_was_posted_can_be_read_back_with_everything_that_belongs_to_it() {
    let books = Books::new().await;
    let document = DocumentId(books.op.new_id());
    let tax = |part| Some(TaxFact::new("I19", part));
    let lines = vec![
        Line { tax: tax(TaxPart::Base), memo: "Mai".to_owned(), ..Line::plain(books.account(RENT), eur(100_00)) },
        Line { tax: tax(TaxPart::Tax), ..Line::plain(books.account(INPUT_TAX), eur(19_00)) },
        Line {
            dimensions: Dimensions::department(Some("Werk 2")),
            ..Line::plain(books.account(PAYABLE), eur(-119_00))
        },
    ];
    let cited = Provenance {
        line: 3,
        document,
        page: Some(1),
        rect: Some([0.5, 0.25, 0.75, 0.5]),
        field: "total".to_owned(),
        confidence: Some(0.5),
        reason: Some("Rechnungsbetrag".to_owned()),
    };
    let file = NewAttachment {
        blob_hash: "ab".repeat(32),
        document: Some(document),
        name: "miete.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
    };
    let entry = Entry::new(header("2025-05-31"), Currency::EUR, lines.clone()).expect("balanced");
    let new = NewEntry::new(books.entity, "PUR", entry)
        .from_source(Source::Document(document))
        .citing(vec![cited.clone(), Provenance { field: "currency".to_owned(), ..cited.clone() }])
        .attaching(vec![file]);
    let posted = books.posts(&new).await;

    let view = crate::entry(books.db(), &books.op, posted.entry).await.expect("read back");
    let mut read: Vec<Line> = view.lines.iter().map(crate::EntryLine::to_line).collect();
    let facts: Vec<Option<TaxFact>> = read.iter_mut().map(|line| line.tax.take()).collect();
    for (line, fact) in read.iter_mut().zip(&facts) {
        line.tax = fact.as_ref().map(|fact| TaxFact::new(&fact.code, fact.part));
    }
    assert_eq!(read, lines);
    let settled = TaxFact {
        side: Some(TaxKind::Input),
        version: Some(2),
        treatment: Some(Treatment::Standard),
        point: Some(date("2025-05-31")),
        ..TaxFact::new("I19", TaxPart::Tax)
    };
    assert_eq!(facts[1], Some(TaxFact { base: Some(eur(100_00)), ..settled }), "what was left out is filled in");
    assert_eq!(view.lines[2].provenance[0], cited);
    assert_eq!(view.lines[2].provenance[1].field, "currency");
    assert_eq!(view.attachments[0].name, "miete.pdf");
    assert_eq!((view.total, view.source), (eur(119_00), Source::Document(document)));
    let listed = crate::entry_of_source(books.db(), &books.op, books.entity, document).await.expect("by document");
    assert_eq!(listed.iter().map(|e| e.id).collect::<Vec<_>>(), [posted.entry]);
}

/// Who posts through the queue is told the whole entry, and need not read what he has just written.
#[tokio::test]
async fn the_queue_answers_with_the_entry_as_it_will_be_read() {
    let books = Books::new().await;
    let tax = |part| Some(TaxFact::new("I19", part));
    let usd = |cents| Amount::new(cents, Currency::USD);
    let taxed = vec![
        Line { tax: tax(TaxPart::Base), memo: "Mai".to_owned(), ..Line::plain(books.account(RENT), eur(100_00)) },
        Line { tax: tax(TaxPart::Tax), ..Line::plain(books.account(INPUT_TAX), eur(19_00)) },
        Line {
            dimensions: Dimensions::department(Some("Werk 2")),
            due: Some(date("2025-06-30")),
            ..Line::plain(books.account(PAYABLE), eur(-119_00))
        },
    ];
    let foreign = books::EntryBuilder::new(header("2025-03-10"), Currency::EUR)
        .in_currency(Currency::USD, "0.92".parse().expect("rate"))
        .debit(books.account("6460"), usd(100_00))
        .credit(books.account(PAYABLE), usd(100_00))
        .build();
    let terms = books::Header { terms: Some("30 days net".to_owned()), ..header("2025-05-31") };
    let queue = crate::PostingQueue::new(books.db().clone());
    for entry in [Entry::new(terms.referring_to(Some("R-1".to_owned())), Currency::EUR, taxed), foreign] {
        let new = NewEntry::new(books.entity, "PUR", entry.expect("balanced"));
        let posted = queue.post(&books.op, new).await.expect("posted");
        let read = crate::entry(books.db(), &books.op, posted.entry).await.expect("read back");
        assert_eq!(posted.whole.as_deref(), Some(&read));
    }
}

#[tokio::test]
async fn a_bill_in_dollars_balances_in_both_currencies() {
    let books = &Books::new().await;
    let usd = |cents| Amount::new(cents, Currency::USD);
    let rate: Rate = "0.92".parse().expect("rate");
    let entry = books::EntryBuilder::new(header("2025-03-10"), Currency::EUR)
        .in_currency(Currency::USD, rate)
        .debit(books.account("6460"), usd(100_00))
        .credit(books.account(PAYABLE), usd(100_00))
        .build()
        .expect("balanced");
    books.posts(&NewEntry::new(books.entity, "PUR", entry)).await;
    // paid from the euro account at another rate, through the exchange account
    let entry = books::EntryBuilder::new(header("2025-03-20"), Currency::EUR)
        .credit(books.account(BANK), eur(90_00))
        .in_currency(Currency::USD, rate)
        .debit(books.account(PAYABLE), usd(100_00))
        .exchange(books.account(EXCHANGE), usd(100_00), eur(90_00), eur(90_00))
        .difference(books.account("4540"), eur(-2_00))
        .build()
        .expect("92 of debt for 90 of money, 2 gained");
    let open = |day| async move {
        let mut tx = books.db().begin(&books.op).await.expect("begin");
        let all = crate::currency_balances_in(&mut tx, books.entity, date(day)).await.expect("positions");
        let found =
            all.into_iter().find(|b| b.account == books.account(PAYABLE) && b.amount.currency() == Currency::USD);
        found.map(|b| (b.amount, b.base)).expect("a position")
    };
    assert_eq!(open("2025-03-19").await, (usd(-100_00), eur(-92_00)));
    books.posts(&NewEntry::new(books.entity, "BNK", entry)).await;
    // nothing is left in either currency
    assert_eq!(open("2025-03-31").await, (usd(0), eur(0)));
    assert_eq!(books.balance("4540", "2025-03-31").await, -2_00);
    books.assert_sound().await;
}

/// Each is refused with its own code and leaves nothing behind.
#[tokio::test]
async fn refusals_have_codes_and_write_nothing() {
    let books = Books::new().await;
    let unknown = Line::plain(books::AccountId(books.op.new_id()), eur(5_00));
    let pair = |line: Line| {
        let other = Line::plain(books.account(BANK), line.amount.checked_neg().expect("negated"));
        let entry = Entry::new(header("2025-05-31"), Currency::EUR, vec![line, other]).expect("balanced");
        NewEntry::new(books.entity, "GEN", entry)
    };
    let tagged = Line { tax: Some(TaxFact::new("X99", TaxPart::Base)), ..Line::plain(books.account(RENT), eur(5_00)) };
    let usd = Line::plain(books.account(RENT), Amount::new(5_00, Currency::USD));
    let usd_back = Line::plain(books.account(BANK), Amount::new(-5_00, Currency::USD));
    let dollars = Entry::new(header("2025-05-31"), Currency::USD, vec![usd, usd_back]).expect("balanced");
    let rent = || books.rent("2025-05-31", 5_00);
    let cases: Vec<(&str, NewEntry)> = vec![
        ("ledger.unknown_account", pair(unknown)),
        ("ledger.account_refuses", pair(Line::plain(books.account("6200"), eur(5_00)))),
        ("ledger.unknown_tax_code", pair(tagged)),
        ("ledger.wrong_base", NewEntry::new(books.entity, "GEN", dollars)),
        ("ledger.unknown_journal", NewEntry { journal: "XXX".to_owned(), ..rent() }),
        ("ledger.unknown_business", NewEntry { entity: op::EntityId(books.op.new_id()), ..rent() }),
        ("ledger.date_out_of_range", books.rent("2052-05-31", 5_00)),
        ("ledger.date_out_of_range", books.rent("1925-05-31", 5_00)),
        ("ledger.not_adjustment_day", rent().as_adjustment()),
        ("ledger.invalid", rent().keyed("")),
        ("ledger.invalid", rent().keyed("a\0b")),
        ("ledger.unknown_line", rent().citing(vec![provenance(&books, 3)])),
    ];
    for (code, new) in cases {
        let refused = books.post(&new).await.expect_err(code);
        assert_eq!(refused.code(), code, "{refused}");
    }
    assert_eq!(books.count("select count(*) from entry").await, 0);
    assert_eq!(books.count("select count(*) from entry_number").await, 0);
    assert_eq!(books.count("select count(*) from audit_event where action = 'entry.posted'").await, 0);
}

fn provenance(books: &Books, line: usize) -> Provenance {
    Provenance {
        line,
        document: DocumentId(books.op.new_id()),
        page: None,
        rect: None,
        field: "total".to_owned(),
        confidence: None,
        reason: None,
    }
}

#[tokio::test]
async fn who_may_not_post_is_refused() {
    let books = Books::new().await;
    let viewer = books.world.op(Role::Viewer);
    let agent = books.op.as_agent("proposer", "1");
    let rent = books.rent("2025-05-31", 5_00);
    let denied = crate::post(books.db(), &viewer, &rent).await.expect_err("a viewer looks");
    assert_eq!(denied.code(), "auth.denied");
    let denied = crate::post(books.db(), &agent, &rent).await.expect_err("an agent proposes");
    assert!(matches!(denied, LedgerError::AgentMayNotPost), "{denied}");
    assert_eq!(books.count("select count(*) from entry").await, 0);
}

#[tokio::test]
async fn the_same_key_posts_once_and_another_body_is_refused() {
    let books = Books::new().await;
    let rent = books.rent("2025-05-31", 5_00).keyed("may");
    let first = books.posts(&rent).await;
    let again = books.posts(&rent).await;
    assert_eq!((again.entry, again.number.clone(), again.recorded_at), (first.entry, first.number, first.recorded_at));
    assert!(again.repeated && !first.repeated);
    let other = books.post(&books.rent("2025-05-31", 6_00).keyed("may")).await.expect_err("another body");
    assert_eq!(other.code(), "ledger.idempotency_conflict");
    // the key belongs to the business, and the answer outlives a closed period
    let may = books.period(2025, 5).await;
    crate::close_period(books.db(), &books.world.op_admin(), may, None).await.expect("closed");
    assert_eq!(books.posts(&rent).await.entry, first.entry);
    assert_eq!(books.count("select count(*) from entry").await, 1);
}

#[tokio::test]
async fn a_dry_run_shows_number_and_balances_and_writes_nothing() {
    let books = Books::new().await;
    books.posts(&books.rent("2025-04-30", 7_00)).await;
    let preview = crate::dry_run(books.db(), &books.op, &books.rent("2025-05-31", 5_00)).await.expect("preview");
    assert_eq!(preview.number.to_string(), "GEN-2025-2");
    let expected = [(books.account(RENT), eur(7_00), eur(12_00)), (books.account(BANK), eur(-7_00), eur(-12_00))];
    assert_eq!(preview.balances, expected);
    assert_eq!(books.count("select count(*) from entry").await, 1);
    assert_eq!(books.posts(&books.rent("2025-05-31", 5_00)).await.number.number, 2);
}

/// INVARIANT 7: entry, audit row and news commit together or not at all.
#[tokio::test]
async fn without_its_audit_row_or_news_nothing_is_posted() {
    let books = Books::new().await;
    for (table, revoke, grant) in [
        ("audit_event", "revoke insert on audit_event from pacioli_app", "grant insert on audit_event to pacioli_app"),
        ("outbox", "revoke insert on outbox from pacioli_app", "grant insert on outbox to pacioli_app"),
    ] {
        let mut superuser = books.world.superuser().await;
        sqlx::query(revoke).execute(&mut superuser).await.expect("revoke");
        let refused = books.post(&books.rent("2025-05-31", 5_00)).await.expect_err(table);
        assert_eq!(refused.code(), "ledger.database", "{table}");
        assert_eq!(books.count("select count(*) from entry").await, 0, "{table}");
        sqlx::query(grant).execute(&mut superuser).await.expect("grant");
    }
    books.posts(&books.rent("2025-05-31", 5_00)).await;
    let trail = "select count(*) from audit_event a join entry e on a.subject_id = e.entry_id
                  where a.action = 'entry.posted' and a.after->>'number' = 'GEN-2025-1'";
    assert_eq!(books.count(trail).await, 1);
    assert_eq!(books.count("select count(*) from outbox where topic = 'entry.posted'").await, 1);
}

#[tokio::test]
async fn bulk_posting_gives_each_entry_its_own_result_and_can_be_repeated() {
    let books = Books::of(World::at("2025-06-30T12:00:00Z").await).await;
    let mut entries: Vec<NewEntry> =
        (1..=1203).map(|n| books.rent("2025-05-31", n).keyed(format!("import {n}"))).collect();
    entries[700].journal = "XXX".to_owned();
    let outcomes = crate::post_bulk(books.db(), &books.op, &entries).await.expect("posted");
    assert_eq!(outcomes.len(), entries.len());
    let failed: Vec<usize> = (0..outcomes.len()).filter(|i| outcomes[*i].is_err()).collect();
    assert_eq!(failed, [700]);
    entries[700].journal = "GEN".to_owned();
    let again = crate::post_bulk(books.db(), &books.op, &entries).await.expect("posted again");
    let fresh = again.iter().filter(|o| o.as_ref().is_ok_and(|p| !p.repeated)).count();
    assert_eq!(fresh, 1);
    assert_eq!(books.count("select count(*) from entry").await, 1203);
    assert_eq!(books.balance(RENT, "2025-05-31").await, (1..=1203).sum::<i64>());
    books.assert_sound().await;
}

/// The second chunk is judged while the first is written and cannot see its keys; years are opened by whoever is first.
#[tokio::test]
async fn chunks_that_are_judged_ahead_see_what_the_chunk_before_did() {
    let books = Books::of(World::at("2025-06-30T12:00:00Z").await).await;
    let entry = |day: &str, cents: i64, key: &str| books.rent(day, cents).keyed(key);
    let entries = [
        entry("2019-05-31", 1, "a"),
        entry("2019-05-31", 2, "b"),
        entry("2019-06-01", 3, "c"),
        entry("2019-05-31", 1, "a"),
        entry("2019-06-02", 9, "b"),
        entry("2019-06-03", 5, "d"),
    ];
    let outcomes = crate::bulk::in_chunks(books.db(), &books.op, &entries, 2).await.expect("posted");
    let numbers: Vec<Result<(i64, bool), &str>> =
        outcomes.iter().map(|o| o.as_ref().map(|p| (p.number.number, p.repeated)).map_err(LedgerError::code)).collect();
    let conflict = Err("ledger.idempotency_conflict");
    assert_eq!(numbers, [Ok((1, false)), Ok((2, false)), Ok((3, false)), Ok((1, true)), conflict, Ok((4, false))]);
    books.assert_sound().await;
}

#[tokio::test]
async fn the_list_is_newest_first_in_pages_and_can_be_searched() {
    let books = Books::new().await;
    for day in 1..=7 {
        let mut new = books.rent(&format!("2025-05-0{day}"), day * 100);
        if day == 4 {
            new = books.entry("2025-05-04", &[(PAYABLE, 9_99), (BANK, -9_99)]);
        }
        books.posts(&new).await;
    }
    let mut filter = crate::EntryFilter::all(books.entity);
    let mut seen = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let page = crate::entries(books.db(), &books.op, &filter, cursor.as_deref(), 3).await.expect("page");
        assert_eq!(page.total.is_some(), cursor.is_none());
        seen.extend(page.entries.iter().map(|e| e.date.day()));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, [7, 6, 5, 4, 3, 2, 1]);
    filter.account = Some(books.account(PAYABLE));
    let page = crate::entries(books.db(), &books.op, &filter, None, 50).await.expect("page");
    assert_eq!((page.total, page.entries[0].total), (Some(1), eur(9_99)));
    filter = crate::EntryFilter { text: Some("gen-2025-7".to_owned()), ..crate::EntryFilter::all(books.entity) };
    let page = crate::entries(books.db(), &books.op, &filter, None, 50).await.expect("page");
    assert_eq!(page.entries.iter().map(|e| e.date.day()).collect::<Vec<_>>(), [7]);
    filter.text = Some("%".to_owned());
    let page = crate::entries(books.db(), &books.op, &filter, None, 50).await.expect("page");
    assert_eq!(page.total, Some(0), "what a person types stands for itself");
    let bad = crate::entries(books.db(), &books.op, &filter, Some("1.2"), 50).await.expect_err("no cursor");
    assert_eq!(bad.code(), "ledger.bad_cursor");
}
