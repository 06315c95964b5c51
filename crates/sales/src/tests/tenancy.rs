use op::{Grant, Role};

use super::{Shop, line, refused};
use crate::{Filter, approve, change, copy, credit_note_of, draft, issue, look, sales, totals};

#[tokio::test]
async fn a_viewer_looks_and_writes_nothing() {
    let shop = Shop::new().await;
    let id = shop.issues(shop.invoice(vec![line("1", "10", "O19")])).await;
    let (db, viewer) = (&shop.world.db, shop.world.op(Role::Viewer));
    let content = || shop.invoice(vec![line("1", "10", "O19")]);
    look(db, &viewer, shop.entity, id).await.expect("may look");
    totals(db, &viewer, shop.entity, content(), None).await.expect("may compute");
    refused(draft(db, &viewer, shop.entity, content()).await, "auth.denied");
    refused(change(db, &viewer, shop.entity, (id, 1), content()).await, "auth.denied");
    refused(issue(db, &viewer, shop.entity, id, 1).await, "auth.denied");
    refused(approve(db, &viewer, shop.entity, (id, 1), None).await, "auth.denied");
    refused(copy(db, &viewer, shop.entity, id).await, "auth.denied");
    refused(credit_note_of(db, &viewer, shop.entity, id, &[]).await, "auth.denied");
}

#[tokio::test]
async fn other_businesses_and_organisations_see_nothing() {
    let shop = Shop::new().await;
    let id = shop.issues(shop.invoice(vec![line("1", "10", "O19")])).await;
    let db = &shop.world.db;
    let outsider = shop.world.second_org().await;
    refused(look(db, &outsider.op, outsider.entity, id).await, "sales.not_found");
    assert_eq!(sales(db, &outsider.op, outsider.entity, &Filter::default(), 50).await.expect("a page").rows, []);
    // the right id under the business of somebody else
    refused(look(db, &shop.op, shop.world.entity, id).await, "sales.not_found");
    let elsewhere = shop.world.op_with(Grant { entity: Some(shop.world.entity), role: Role::Accountant });
    refused(look(db, &elsewhere, shop.entity, id).await, "auth.denied");
    refused(issue(db, &elsewhere, shop.world.entity, id, 1).await, "sales.not_found");
}
