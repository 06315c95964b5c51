//! Counterparties on a real database, told as what people do.

use std::sync::Arc;

use books::{AccountId, PartyId};
use op::{Op, Role};
use pg::TenantTx;
use road::classification::Direction;
use test_kit::World;
use uuid::Uuid;

use crate::{
    Filter, LearnedLine, Lesson, Match, PartyData, PartyError, Question, Sighting, Warning, add_party, change_party,
    learn_in, parties, party, recall_in, remember_sighting_in, resolve_in, warnings_in,
};

const OFFICE: AccountId = AccountId(Uuid::from_u128(6800));

fn supplier(name: &str) -> PartyData {
    PartyData { name: name.to_owned(), is_supplier: true, ..PartyData::default() }
}

fn acme() -> PartyData {
    PartyData {
        aliases: vec!["Acme Office".to_owned()],
        tax_ids: vec!["DE 123 456 789".to_owned()],
        ibans: vec!["DE89 3704 0044 0532 0130 00".to_owned()],
        domains: vec!["https://www.acme.example".to_owned()],
        ..supplier("Acme Bürobedarf GmbH")
    }
}

fn seen(name: &str) -> Sighting {
    Sighting { name: Some(name.to_owned()), ..Sighting::default() }
}

async fn begin(world: &World, op: &Op) -> TenantTx {
    world.db.begin(op).await.unwrap()
}

async fn resolve(world: &World, op: &Op, sighting: &Sighting) -> Match {
    resolve_in(&mut begin(world, op).await, op, world.entity, sighting).await.unwrap()
}

fn lesson(world: &World, party: PartyId, lines: &[&str]) -> Lesson {
    let line = |text: &&str| LearnedLine {
        description: (*text).to_owned(),
        account: OFFICE,
        tax_code: Some("V19".to_owned()),
    };
    Lesson {
        entity: world.entity,
        party,
        direction: Direction::Purchase,
        dated: None,
        lines: lines.iter().map(line).collect(),
    }
}

#[tokio::test]
async fn a_supplier_is_found_again_by_number_name_alias_and_a_misread_name() {
    let world = World::new().await;
    let op = world.op_admin();
    let id = add_party(&world.db, &op, world.entity, &acme()).await.unwrap();
    add_party(&world.db, &op, world.entity, &supplier("Zimmer Reisen AG")).await.unwrap();
    let sightings = [
        Sighting { tax_id: Some("DE123456789".to_owned()), ..Sighting::default() },
        Sighting { iban: Some("DE89370400440532013000".to_owned()), ..Sighting::default() },
        seen("ACME BUROBEDARF"),
        seen("Acme Office Ltd."),
        seen("Acme Burobedart GmbH"),
    ];
    for sighting in sightings {
        let answer = resolve(&world, &op, &sighting).await;
        assert_eq!(answer.party.as_ref().map(|c| c.party), Some(id), "{sighting:?}: {answer:?}");
    }
    assert_eq!(resolve(&world, &op, &seen("Gartenbau Lenz")).await.party, None);
}

#[tokio::test]
async fn the_data_read_back_are_the_data_in_normal_form() {
    let world = World::new().await;
    let op = world.op_admin();
    let id = add_party(&world.db, &op, world.entity, &acme()).await.unwrap();
    let stored = party(&world.db, &op, world.entity, id).await.unwrap();
    let expected = PartyData {
        tax_ids: vec!["DE123456789".to_owned()],
        ibans: vec!["DE89370400440532013000".to_owned()],
        domains: vec!["acme.example".to_owned()],
        ..acme()
    };
    assert_eq!(stored.data, expected);
    assert_eq!((stored.version, stored.active), (1, true));
}

#[tokio::test]
async fn a_changed_bank_account_warns_until_a_person_confirms_it() {
    let world = World::new().await;
    let op = world.op_admin();
    let id = add_party(&world.db, &op, world.entity, &acme()).await.unwrap();
    let moved = Sighting { iban: Some("GB82WEST12345698765432".to_owned()), ..seen("Acme Bürobedarf GmbH") };
    let answer = resolve(&world, &op, &moved).await;
    assert!(matches!(&answer.warnings[..], [Warning::ChangedIban { .. }]), "{answer:?}");

    let mut tx = begin(&world, &op).await;
    assert!(remember_sighting_in(&mut tx, &op, world.entity, id, &moved).await.unwrap());
    assert!(
        !remember_sighting_in(&mut tx, &op, world.entity, id, &moved).await.unwrap(),
        "nothing new the second time"
    );
    tx.commit().await.unwrap();
    assert!(resolve(&world, &op, &moved).await.warnings.is_empty());
}

#[tokio::test]
async fn what_a_person_confirmed_is_suggested_the_next_time() {
    let world = World::new().await;
    let op = world.op(Role::Accountant);
    let id = add_party(&world.db, &op, world.entity, &acme()).await.unwrap();
    let other = add_party(&world.db, &op, world.entity, &supplier("Papier Lenz")).await.unwrap();
    let mut tx = begin(&world, &op).await;
    for _ in 0..3 {
        learn_in(&mut tx, &op, &lesson(&world, id, &["Toner schwarz", "Toner, schwarz", "Porto"])).await.unwrap();
    }
    tx.commit().await.unwrap();

    let descriptions = ["Toner schwarz XL".to_owned(), "Toner schwarz".to_owned(), "Beratung".to_owned()];
    let ask =
        |party| Question { entity: world.entity, party, direction: Direction::Purchase, descriptions: &descriptions };
    let mut tx = begin(&world, &op).await;
    let of_acme = recall_in(&mut tx, &op, &ask(Some(id))).await.unwrap().suggest(&descriptions);
    assert_eq!(of_acme.len(), 3);
    assert!(of_acme.iter().all(|s| s[0].account == OFFICE && s[0].tax_code.as_deref() == Some("V19")));
    assert!(of_acme[1][0].reason.contains("6 times"), "two lines of three documents: {}", of_acme[1][0].reason);

    let of_other = recall_in(&mut tx, &op, &ask(Some(other))).await.unwrap().suggest(&descriptions);
    assert_eq!(of_other[1][0].account, OFFICE, "a similar line of another party");
    assert!(of_other[2].is_empty(), "nothing is known of such a line");
    let sale = Question { direction: Direction::Sale, ..ask(Some(id)) };
    let of_sales = recall_in(&mut tx, &op, &sale).await.unwrap().suggest(&descriptions);
    assert!(of_sales[1].is_empty(), "purchases teach nothing about sales");
}

#[tokio::test]
async fn agents_neither_teach_nor_make_parties() {
    let world = World::new().await;
    let op = world.op_admin();
    let agent = op.as_agent("classifier", "1");
    let id = add_party(&world.db, &op, world.entity, &acme()).await.unwrap();
    let mut tx = begin(&world, &agent).await;
    let refused = [
        add_party(&world.db, &agent, world.entity, &supplier("Neu")).await.map(|_| ()),
        learn_in(&mut tx, &agent, &lesson(&world, id, &["Toner"])).await,
        remember_sighting_in(&mut tx, &agent, world.entity, id, &seen("Neu")).await.map(|_| ()),
        change_party(&world.db, &agent, world.entity, id, 1, &acme(), true).await.map(|_| ()),
    ];
    for result in refused {
        assert!(matches!(result, Err(PartyError::NotAPerson { .. })), "{result:?}");
    }
    assert!(resolve_in(&mut tx, &agent, world.entity, &seen("Acme Office")).await.is_ok(), "but they may look");
}

#[tokio::test]
async fn a_change_needs_the_present_version_and_forgets_old_names() {
    let world = World::new().await;
    let op = world.op_admin();
    let id = add_party(&world.db, &op, world.entity, &acme()).await.unwrap();
    let renamed = supplier("Nova Handel GmbH");
    let after = change_party(&world.db, &op, world.entity, id, 1, &renamed, false).await.unwrap();
    assert_eq!((after.version, after.active, after.data), (2, false, renamed.clone()));
    let error = change_party(&world.db, &op, world.entity, id, 1, &renamed, true).await.unwrap_err();
    assert!(matches!(error, PartyError::Stale { expected: 1, found: 2 }), "{error}");
    assert_eq!(resolve(&world, &op, &seen("Acme Office")).await.party, None);
    assert_eq!(resolve(&world, &op, &seen("Nova Handel")).await.party.map(|c| c.party), Some(id));
    let trail = audit::history(&mut begin(&world, &op).await, id.0).await.unwrap();
    assert_eq!(trail.iter().map(|e| e.action.as_str()).collect::<Vec<_>>(), ["party.created", "party.changed"]);
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_its_field() {
    let world = World::new().await;
    let op = world.op_admin();
    let table = [
        ("name", supplier("  ")),
        ("is_supplier", PartyData { is_supplier: false, ..supplier("X") }),
        ("country", PartyData { country: Some("Germany".to_owned()), ..supplier("X") }),
        ("ibans", PartyData { ibans: vec!["DE89370400440532013001".to_owned()], ..supplier("X") }),
        ("ibans", PartyData { ibans: vec!["my account".to_owned()], ..supplier("X") }),
        ("aliases", PartyData { aliases: (0..101).map(|n| format!("X{n}")).collect(), ..supplier("X") }),
        ("aliases", PartyData { aliases: vec!["X".repeat(1_000_000)], ..supplier("X") }),
        ("name", supplier(&"X".repeat(1_000_000))),
        ("address", PartyData { address: Some("X".repeat(501)), ..supplier("X") }),
        ("email", PartyData { email: Some("X".repeat(255)), ..supplier("X") }),
    ];
    for (wrong, data) in table {
        let error = add_party(&world.db, &op, world.entity, &data).await.unwrap_err();
        assert!(matches!(error, PartyError::Invalid { field, .. } if field == wrong), "{wrong}: {error}");
    }
    let mut foreign_account = supplier("X");
    foreign_account.defaults.expense_account = Some(OFFICE);
    let error = add_party(&world.db, &op, world.entity, &foreign_account).await.unwrap_err();
    assert!(matches!(error, PartyError::UnknownAccount { field: "expense_account" }), "{error}");
    let mut foreign_code = supplier("X");
    foreign_code.defaults.sales_tax_code = Some("XX".to_owned());
    let error = add_party(&world.db, &op, world.entity, &foreign_code).await.unwrap_err();
    assert!(matches!(error, PartyError::UnknownTaxCode { field: "sales_tax_code" }), "{error}");
}

#[tokio::test]
async fn the_list_pages_by_name_and_searches_all_names() {
    let world = World::new().await;
    let op = world.op_admin();
    for name in ["Carta", "Alfa", "Beta"] {
        add_party(&world.db, &op, world.entity, &supplier(name)).await.unwrap();
    }
    add_party(&world.db, &op, world.entity, &acme()).await.unwrap();
    let (mut names, mut after) = (vec![], None);
    loop {
        let page = parties(&world.db, &op, world.entity, &Filter::default(), after.as_ref(), 3).await.unwrap();
        names.extend(page.parties.into_iter().map(|p| p.data.name));
        let Some(next) = page.next else { break };
        after = Some(next.to_string().parse().unwrap());
    }
    assert_eq!(names, ["Acme Bürobedarf GmbH", "Alfa", "Beta", "Carta"]);
    let search = Filter { text: Some("ACME OFF".to_owned()), ..Filter::default() };
    assert_eq!(parties(&world.db, &op, world.entity, &search, None, 9).await.unwrap().parties.len(), 1, "by alias");
    let customers = Filter { customers: true, ..Filter::default() };
    assert!(parties(&world.db, &op, world.entity, &customers, None, 9).await.unwrap().parties.is_empty());
}

#[tokio::test]
async fn another_organisation_and_another_business_see_nothing() {
    let world = World::new().await;
    let op = world.op_admin();
    let id = add_party(&world.db, &op, world.entity, &acme()).await.unwrap();
    let stranger = world.second_org().await;
    let error = party(&world.db, &stranger.op, world.entity, id).await.unwrap_err();
    assert!(matches!(error, PartyError::Unknown(_)), "{error}");
    assert_eq!(resolve(&world, &stranger.op, &seen("Acme Office")).await.party, None);
    let sister = world.another_entity("Muster Zwei GmbH", "EUR", "DE").await;
    let mut tx = begin(&world, &op).await;
    assert_eq!(resolve_in(&mut tx, &op, sister, &seen("Acme Office")).await.unwrap().party, None);
    let in_sister = Lesson { entity: sister, ..lesson(&world, id, &["Toner"]) };
    let error = learn_in(&mut tx, &op, &in_sister).await.unwrap_err();
    assert!(matches!(error, PartyError::Unknown(_)), "{error}");
    let viewer = world.op(Role::Viewer);
    let error = add_party(&world.db, &viewer, world.entity, &supplier("X")).await.unwrap_err();
    assert!(matches!(error, PartyError::Denied(_)), "{error}");
}

/// Two approvals that teach the same lines at the same moment count both.
#[tokio::test]
async fn lessons_taught_at_once_are_all_counted() {
    let world = Arc::new(World::new().await);
    let op = world.op_admin();
    let id = add_party(&world.db, &op, world.entity, &acme()).await.unwrap();
    let mut teachers = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let (world, op) = (Arc::clone(&world), op.clone());
        teachers.spawn(async move {
            let mut tx = begin(&world, &op).await;
            learn_in(&mut tx, &op, &lesson(&world, id, &["Porto", "Toner"])).await.unwrap();
            tx.commit().await.unwrap();
        });
    }
    teachers.join_all().await;
    let descriptions = ["Porto".to_owned()];
    let question =
        Question { entity: world.entity, party: Some(id), direction: Direction::Purchase, descriptions: &descriptions };
    let answer = recall_in(&mut begin(&world, &op).await, &op, &question).await.unwrap().suggest(&descriptions);
    assert!(answer[0][0].reason.contains("6 times"), "{}", answer[0][0].reason);
}

#[tokio::test]
async fn the_bank_account_of_another_party_is_pointed_out_whoever_was_chosen() {
    let world = World::new().await;
    let op = world.op_admin();
    let acme = add_party(&world.db, &op, world.entity, &acme()).await.unwrap();
    let other = add_party(&world.db, &op, world.entity, &supplier("Zimmer Reisen AG")).await.unwrap();
    let of_acme = Sighting { iban: Some("DE89 3704 0044 0532 0130 00".to_owned()), ..seen("Zimmer Reisen AG") };
    let mut tx = begin(&world, &op).await;
    let mut warned = async |party| warnings_in(&mut tx, &op, world.entity, party, &of_acme).await.unwrap();
    let is_of_acme = |w: &Warning| matches!(w, Warning::IbanOfAnother { party, .. } if *party == acme);
    assert!(warned(Some(other)).await.iter().any(is_of_acme), "its own name, another's account");
    assert!(warned(None).await.iter().any(is_of_acme), "somebody new");
    let as_acme = warned(Some(acme)).await;
    assert!(matches!(&as_acme[..], [Warning::OtherName { .. }]), "{as_acme:?}");
}
