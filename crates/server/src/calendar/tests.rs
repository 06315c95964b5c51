use jiff::civil::date;
use op::{OrgId, UserId};
use reading::{Limits, Worker};
use sqlx::PgConnection;
use test_kit::World;

use super::*;

#[test]
fn a_parked_document_is_due_from_its_day_on_and_never_without_one() {
    let today = date(2026, 3, 31);
    for (until, due) in [
        (Some(date(2026, 3, 30)), true),
        (Some(date(2026, 3, 31)), true),
        (Some(date(2026, 4, 1)), false),
        (None, false),
    ] {
        assert_eq!(is_due(&parked(until), today), due, "{until:?}");
    }
    assert!(!is_due(&State::Arrived, today));
}

fn parked(until: Option<Date>) -> State {
    let came_from = Box::new(State::InReview { reasons: Vec::new() });
    State::Parked { until, note: "the goods are not here yet".to_owned(), came_from }
}

/// So many documents of a business that are parked until a day, each a little younger than the one before.
async fn park(superuser: &mut PgConnection, (org, entity): (OrgId, EntityId), count: i32, until: Date) {
    let actor = Actor::User { id: UserId(uuid::Uuid::from_u128(1)), name: "Anna".to_owned() };
    sqlx::query(
        "insert into document (org_id, entity_id, document_id, file_name, media_type, size_bytes, blob, origin,
                               arrived_at, arrived_by, state, state_facts, state_since)
         select $1, $2, gen_random_uuid(), 'paper ' || n, 'text/plain', 1,
                encode(sha256(convert_to($2::text || n || $3::text, 'UTF8')), 'hex'), 'web',
                '2026-01-01'::timestamptz + n * interval '1 second', $4, 'parked', $5, '2026-01-01'
           from generate_series(1, $6) n",
    )
    .bind(org.0)
    .bind(entity.0)
    .bind(until.to_string())
    .bind(serde_json::to_value(&actor).expect("an actor"))
    .bind(road::to_stored(&parked(Some(until))))
    .bind(count)
    .execute(superuser)
    .await
    .expect("parked");
}

async fn still_parked(superuser: &mut PgConnection, org: OrgId) -> i64 {
    let count = sqlx::query_scalar("select count(*) from document where org_id = $1 and state = 'parked'");
    count.bind(org.0).fetch_one(superuser).await.expect("count")
}

fn calendar(world: &World, folder: &std::path::Path) -> Calendar {
    let blobs = blobs::Blobs::open(folder).expect("open the blobs");
    let reader = Worker::new("/nonexistent".into(), Vec::new(), Limits::default(), "/nonexistent".into(), 1);
    let documents = Documents::new(world.db.clone(), blobs, reader, Limits::default());
    Calendar { db: world.db.clone(), documents, clock: world.clock() }
}

#[tokio::test]
async fn however_many_are_parked_all_that_are_due_come_back() {
    let world = World::at("2026-03-31T12:00:00Z").await;
    let folder = tempfile::TempDir::new().expect("a folder");
    let mut superuser = world.superuser().await;
    let of = (world.org, world.entity);
    // The oldest are due, below more than a page of younger ones that are not.
    park(&mut superuser, of, 20, date(2026, 3, 30)).await;
    sqlx::query("update document set arrived_at = arrived_at - interval '1 year'")
        .execute(&mut superuser)
        .await
        .expect("older");
    park(&mut superuser, of, i32::try_from(PAGE).expect("few") + 30, date(2026, 5, 1)).await;
    let back = calendar(&world, folder.path()).bring_back().await.expect("looked");
    assert_eq!(back, 20);
    assert_eq!(still_parked(&mut superuser, world.org).await, i64::from(PAGE) + 30);
}

#[tokio::test]
async fn a_document_that_fails_holds_up_no_other_of_any_business_or_organisation() {
    let world = World::at("2026-03-31T12:00:00Z").await;
    let folder = tempfile::TempDir::new().expect("a folder");
    let mut superuser = world.superuser().await;
    let foreign = world.second_org().await;
    let damaged = world.another_entity("Schaden GmbH", "EUR", "DE").await;
    let due = date(2026, 3, 30);
    park(&mut superuser, (world.org, world.entity), 3, due).await;
    park(&mut superuser, (world.org, damaged), 1, due).await;
    park(&mut superuser, (foreign.op.org, foreign.entity), 2, due).await;
    // One cannot be saved, and what is kept of another one cannot be read.
    let function = "create function refuse() returns trigger language plpgsql as $$ begin raise 'not this one'; end $$";
    sqlx::query(function).execute(&mut superuser).await.expect("planted");
    let trigger = format!(
        "create trigger refuse before update on document for each row
         when (old.file_name = 'paper 2' and old.entity_id = '{}') execute function refuse()",
        world.entity.0
    );
    let broken = "update document set state_facts = '{\"name\": \"lost\"}' where entity_id = $1";
    sqlx::query(broken).bind(damaged.0).execute(&mut superuser).await.expect("damaged");
    sqlx::query(sqlx::AssertSqlSafe(trigger)).execute(&mut superuser).await.expect("planted");

    let back = calendar(&world, folder.path()).bring_back().await.expect("looked");
    assert_eq!(back, 4, "two of the three here and both of the others");
    assert_eq!(still_parked(&mut superuser, world.org).await, 2, "the one that fails and the one that is damaged");
    assert_eq!(still_parked(&mut superuser, foreign.op.org).await, 0);
}
