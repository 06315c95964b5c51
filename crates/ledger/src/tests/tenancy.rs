//! INVARIANT 4: nothing of another organisation is seen or touched.

use sqlx::{Connection, Executor};

use super::{Books, date};
use crate::NewEntry;

const TABLES: [&str; 12] = [
    "account",
    "balance",
    "balance_tail",
    "entry",
    "entry_attachment",
    "entry_number",
    "exchange_rate",
    "fiscal_period",
    "journal",
    "line",
    "line_provenance",
    "tax_code",
];

#[tokio::test]
async fn a_foreign_organisation_sees_and_touches_nothing() {
    let books = Books::new().await;
    let posted = books.posts(&books.rent("2025-05-31", 1_00)).await;
    crate::fold(books.db(), &books.op, books.entity).await.expect("folded");
    let outsider = books.world.second_org().await.op;
    let db = books.db();
    let period = books.period(2025, 5).await;

    let unknown = crate::post(db, &outsider, &books.rent("2025-05-31", 1_00)).await.expect_err("foreign books");
    assert_eq!(unknown.code(), "ledger.unknown_business");
    assert_eq!(crate::entry(db, &outsider, posted.entry).await.expect_err("foreign").code(), "ledger.unknown_entry");
    let reversed = crate::reverse(db, &outsider, posted.entry, date("2025-06-01"), "x").await.expect_err("foreign");
    assert_eq!(reversed.code(), "ledger.unknown_entry");
    let closed = crate::close_period(db, &outsider, period, None).await.expect_err("foreign");
    assert_eq!(closed.code(), "ledger.unknown_period");
    let balances = crate::balances_as_of(db, &outsider, books.entity, date("2025-12-31"), None).await;
    assert_eq!(balances.expect_err("foreign").code(), "ledger.unknown_business");
    assert!(crate::entities(db, &outsider).await.expect("own").iter().all(|e| e.id != books.entity));

    let mut tx = db.begin(&outsider).await.expect("begin");
    for table in TABLES {
        let sql = format!("select count(*) from {table} where org_id <> ctx.org()");
        let rows: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(tx.conn()).await.expect("count");
        assert_eq!(rows, 0, "{table}");
    }
}

#[tokio::test]
async fn without_row_level_security_the_foreign_rows_would_show() {
    let books = Books::new().await;
    books.posts(&books.rent("2025-05-31", 1_00)).await;
    let outsider = books.world.second_org().await.op;
    let enter = format!("select ctx.seal('{org}|{org}|tenant|*|4000000000')", org = outsider.org);
    for (guarded, expected) in [(true, 0_i64), (false, 2)] {
        let mut root = books.world.superuser().await;
        let mut tx = root.begin().await.expect("begin");
        if !guarded {
            tx.execute("alter table line disable row level security").await.expect("disable");
        }
        tx.execute(sqlx::AssertSqlSafe(enter.clone())).await.expect("enter");
        tx.execute("set local role pacioli_app").await.expect("role");
        let rows: i64 = sqlx::query_scalar("select count(*) from line").fetch_one(&mut *tx).await.expect("count");
        assert_eq!(rows, expected, "guarded: {guarded}");
    }
}

#[tokio::test]
async fn every_table_is_under_forced_row_level_security_with_the_organisation_first_in_its_keys() {
    let books = Books::new().await;
    let mut root = books.world.superuser().await;
    for table in TABLES {
        let (forced, keys): (bool, i64) = sqlx::query_as(
            "select relrowsecurity and relforcerowsecurity,
                    (select count(*) from pg_index i
                       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
                      where i.indrelid = c.oid and i.indisunique and a.attname <> 'org_id')
               from pg_class c where c.oid = $1::regclass",
        )
        .bind(table)
        .fetch_one(&mut root)
        .await
        .expect("catalogue");
        assert!(forced, "{table}");
        assert_eq!(keys, 0, "{table} has a unique key that does not begin with org_id");
    }
}

#[tokio::test]
async fn a_role_in_one_business_is_no_role_in_another() {
    let books = Books::new().await;
    let grant = op::Grant { entity: Some(books.world.entity), role: op::Role::Admin };
    let neighbour = books.world.op_with(grant);
    let refused = crate::post(books.db(), &neighbour, &books.rent("2025-05-31", 1_00)).await.expect_err("no role");
    assert_eq!(refused.code(), "auth.denied");
    let refused = crate::balances_as_of(books.db(), &neighbour, books.entity, date("2025-12-31"), None).await;
    assert_eq!(refused.expect_err("no role").code(), "auth.denied");
    let elsewhere = NewEntry { entity: books.world.entity, ..books.rent("2025-05-31", 1_00) };
    let refused = crate::post(books.db(), &neighbour, &elsewhere).await.expect_err("accounts of other books");
    assert!(refused.code().starts_with("ledger.unknown_"), "{refused}");
}
