use super::{Shop, date, line};
use crate::{Filter, Kind, Only, State, copy, sales};

async fn found(shop: &Shop, filter: Filter) -> Vec<String> {
    let page = sales(&shop.world.db, &shop.op, shop.entity, &filter, 50).await.expect("a page");
    page.rows.into_iter().map(|row| row.number.map_or_else(|| "draft".to_owned(), |n| n.to_string())).collect()
}

#[tokio::test]
async fn lists_are_filtered_searched_and_paged() {
    let shop = Shop::new().await;
    let other = shop.customer_in("Möwe 100% GmbH", "DE", None).await;
    let on = |day: &str, content: crate::Content| crate::Content { issue_date: Some(date(day)), ..content };
    let first = on("2026-08-01", shop.invoice(vec![line("1", "10", "O19")]));
    let first = shop.issues(crate::Content { order_number: Some("PO-77".to_owned()), ..first }).await;
    let second = on("2026-10-15", shop.invoice(vec![line("1", "20", "O19")]));
    shop.issues(crate::Content { customer: Some(other), ..second }).await;
    shop.issues(on("2026-10-01", shop.content(Kind::Quote, vec![line("1", "5", "O19")]))).await;
    copy(&shop.world.db, &shop.op, shop.entity, first).await.expect("a copy");

    let all = Filter::default();
    assert_eq!(found(&shop, all.clone()).await, ["draft", "INV-2026-0002", "QU-2026-0001", "INV-2026-0001"]);
    let text = |text: &str| Filter { text: Some(text.to_owned()), ..Filter::default() };
    let rows: Vec<(Filter, &[&str])> = vec![
        (Filter { kind: Some(Kind::Quote), ..all.clone() }, &["QU-2026-0001"]),
        (Filter { state: Some(State::Draft), ..all.clone() }, &["draft"]),
        (Filter { party: Some(other), ..all.clone() }, &["INV-2026-0002"]),
        (Filter { from: Some(date("2026-10-01")), to: Some(date("2026-10-14")), ..all.clone() }, &["QU-2026-0001"]),
        (Filter { only: Some(Only::Overdue), ..all.clone() }, &["INV-2026-0001"]),
        (Filter { only: Some(Only::Open), ..all.clone() }, &["INV-2026-0002", "INV-2026-0001"]),
        (Filter { only: Some(Only::Paid), ..all.clone() }, &[]),
        (text("möwe"), &["INV-2026-0002"]),
        (text("100%"), &["INV-2026-0002"]),
        (text("inv-2026-0001"), &["INV-2026-0001"]),
        (text("po-77"), &["draft", "INV-2026-0001"]),
        (text("nowhere"), &[]),
    ];
    for (filter, expected) in rows {
        assert_eq!(found(&shop, filter.clone()).await, expected, "{filter:?}");
    }

    let mut seen = Vec::new();
    let mut filter = all;
    loop {
        let page = sales(&shop.world.db, &shop.op, shop.entity, &filter, 3).await.expect("a page");
        seen.extend(page.rows.iter().map(|row| row.id));
        filter.after = page.next;
        if filter.after.is_none() {
            break;
        }
    }
    seen.dedup();
    assert_eq!(seen.len(), 4);
}
