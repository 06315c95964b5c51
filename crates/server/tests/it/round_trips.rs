//! The budget of round trips to the database that an entry over HTTP has.

use std::path::Path;

use api::{Settings, State};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use blobs::Blobs;
use documents::Documents;
use identity::{NewAdmin, NewKey, NewOrganisation};
use ledger::NewEntity;
use metrics_exporter_prometheus::PrometheusBuilder;
use money::Currency;
use op::{Actor, Grants, Op, Origin, Permission};
use reading::{Limits, Worker};
use serde_json::{Value, json};
use test_kit::{Statements, World};
use tower::ServiceExt as _;

/// What sqlx reports of a posting: frame; decision, entry and lines; audit; COMMIT. The message that begins the
/// transaction inside the tenant is not reported and is the fifth.
const REPORTED: usize = 4;

/// The edge over a world's database, nothing running behind it.
struct Edge {
    router: axum::Router,
    key: String,
    entries: String,
    accounts: [String; 2],
}

impl Edge {
    async fn of(world: &World, folder: &Path) -> Self {
        let (db, clock) = (&world.db, world.clock());
        let anna = NewAdmin {
            name: "Anna Weber".to_owned(),
            email: "anna@werkbank.example".to_owned(),
            password: "werkzeug kasten siebenundsiebzig".to_owned(),
            locale: "de".to_owned(),
        };
        let founded = NewOrganisation { name: "Werkbank".to_owned(), admin: anna };
        let (org, anna) = identity::set_up_as_owner(db, clock.clone(), founded).await.expect("an organisation");
        let actor = Actor::User { id: anna, name: "Anna Weber".to_owned() };
        let anna = Op::new(org, actor, Origin::Web, Grants::all(), clock.clone());
        let business = NewEntity::new("Werkbank GmbH", Currency::EUR, "DE");
        let entity = ledger::create_entity(db, &anna, business).await.expect("a business");
        let scopes = vec![Permission::LedgerPost, Permission::LedgerRead];
        let new = NewKey { name: "till".to_owned(), owner: None, entity: None, scopes, expires_at: None };
        let key = identity::create_key(db, &anna, new).await.expect("a key").text;
        let chart = ledger::accounts(db, &anna, entity, None).await.expect("the chart");
        let mut postable = chart.into_iter().filter(|a| a.account.postable).map(|a| a.account.id.0.to_string());
        let accounts = [postable.next().expect("an account"), postable.next().expect("another")];
        let blobs = Blobs::open(folder).expect("open the blobs");
        let reader = Worker::new("/nonexistent".into(), Vec::new(), Limits::default(), "/nonexistent".into(), 1);
        let documents = Documents::new(db.clone(), blobs, reader, Limits::default());
        let metrics = PrometheusBuilder::new().build_recorder().handle();
        let state = State::new(db.clone(), documents, clock, metrics, Settings::default(), None);
        let router = api::router(state, axum::routing::any(|| async { StatusCode::NOT_FOUND }));
        Self { router, key, entries: format!("/api/v1/businesses/{}/entries", entity.0), accounts }
    }

    async fn posts(&self, idempotency_key: &str) -> (StatusCode, Value) {
        let [debit, credit] = &self.accounts;
        let entry = json!({ "date": "2026-03-15", "memo": "Rent", "lines": [
            { "account_id": debit, "debit": "100.00" }, { "account_id": credit, "credit": "100.00" },
        ] });
        let request = Request::post(&self.entries)
            .header(header::HOST, "localhost")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.key))
            .header(header::CONTENT_TYPE, "application/json")
            .header("Idempotency-Key", idempotency_key)
            .body(Body::from(entry.to_string()))
            .expect("a request");
        let answer = self.router.clone().oneshot(request).await.expect("an answer");
        let status = answer.status();
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
        (status, serde_json::from_slice(&body).expect("JSON"))
    }
}

impl Edge {
    /// The statements of one posting.
    async fn counts(&self, idempotency_key: &str) -> Vec<String> {
        let counted = Statements::listen();
        let (status, answer) = self.posts(idempotency_key).await;
        let statements = counted.heard();
        assert_eq!(status, StatusCode::CREATED, "{answer}");
        assert_eq!(answer["entry"]["lines"][0]["base_debit"]["amount"], "100.00", "{answer}");
        statements
    }
}

/// Signed in by key, decided by policy, audited, idempotent, answered with the whole entry: one transaction of five
/// messages. On one thread, so that everything the request does is counted here.
#[tokio::test]
async fn an_entry_over_http_takes_one_commit_and_five_round_trips() {
    let world = World::at("2026-03-31T12:00:00Z").await;
    let folder = tempfile::tempdir().expect("a folder");
    let edge = Edge::of(&world, folder.path()).await;
    // whoever asks for the first time proves who he is, and the door remembers him once it is listening for changes
    let mut counted = edge.counts("first").await;
    for n in 0..100 {
        if !counted.iter().any(|statement| statement.contains("k.key_id")) {
            break;
        }
        counted = edge.counts(&format!("rent {n}")).await;
    }
    assert!(counted.len() <= REPORTED, "{counted:#?}");
    assert_eq!(counted.iter().filter(|s| s.eq_ignore_ascii_case("commit")).count(), 1, "{counted:#?}");
}
