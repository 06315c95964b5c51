//! Asking twice and being heard once.

use op::Role;

use super::{House, everywhere};
use crate::{Answer, Claim, IdentityError, claim_request, forget_request, keep_answer, sweep};

fn created() -> Answer {
    Answer { status: 201, media_type: Some("application/json".to_owned()), body: b"{\"id\":7}".to_vec() }
}

#[tokio::test]
async fn the_second_asking_hears_the_first_answer_for_a_day() {
    let house = House::new().await;
    let (db, anna) = (&house.world.db, house.anna());
    assert_eq!(claim_request(db, &anna, "k", [1; 32]).await.unwrap(), Claim::First);
    keep_answer(db, &anna, "k", &created()).await.unwrap();
    assert_eq!(claim_request(db, &anna, "k", [1; 32]).await.unwrap(), Claim::Told(created()));
    let other = claim_request(db, &anna, "k", [2; 32]).await;
    assert!(matches!(other, Err(IdentityError::KeyReused { .. })), "another request under the same key: {other:?}");

    house.clock.pass(23 * 3600);
    assert_eq!(sweep(db, &*house.clock).await.unwrap().answers, 0);
    assert_eq!(claim_request(db, &anna, "k", [1; 32]).await.unwrap(), Claim::Told(created()));
    house.clock.pass(2 * 3600);
    assert_eq!(sweep(db, &*house.clock).await.unwrap().answers, 1);
    assert_eq!(claim_request(db, &anna, "k", [2; 32]).await.unwrap(), Claim::First);
}

#[tokio::test]
async fn of_many_at_once_one_goes_first() {
    let house = House::new().await;
    let (db, anna) = (&house.world.db, house.anna());
    let asked: Vec<_> = (0..8)
        .map(|_| {
            let (db, anna) = (db.clone(), anna.clone());
            tokio::spawn(async move { claim_request(&db, &anna, "k", [1; 32]).await })
        })
        .collect();
    let mut first = 0;
    for answer in asked {
        match answer.await.unwrap() {
            Ok(Claim::First) => first += 1,
            Err(IdentityError::RequestUnderWay) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(first, 1);
}

#[tokio::test]
async fn a_request_whose_program_died_gives_its_key_back_after_a_while() {
    let house = House::new().await;
    let (db, anna) = (&house.world.db, house.anna());
    assert_eq!(claim_request(db, &anna, "k", [1; 32]).await.unwrap(), Claim::First);
    house.clock.pass(4 * 60);
    assert!(matches!(claim_request(db, &anna, "k", [1; 32]).await, Err(IdentityError::RequestUnderWay)));
    house.clock.pass(2 * 60);
    assert_eq!(claim_request(db, &anna, "k", [1; 32]).await.unwrap(), Claim::First);
    forget_request(db, &anna, "k").await.unwrap();
    assert_eq!(claim_request(db, &anna, "k", [3; 32]).await.unwrap(), Claim::First, "given back, free for anything");
}

#[tokio::test]
async fn keys_of_two_callers_never_meet() {
    let house = House::new().await;
    let db = &house.world.db;
    let ben = house.ben(vec![everywhere(Role::Accountant)]).await;
    let ben = house.op(ben, vec![everywhere(Role::Accountant)]);
    assert_eq!(claim_request(db, &house.anna(), "k", [1; 32]).await.unwrap(), Claim::First);
    assert_eq!(claim_request(db, &ben, "k", [2; 32]).await.unwrap(), Claim::First);
    for bad in ["", " ", &"x".repeat(201)] {
        assert!(matches!(claim_request(db, &ben, bad, [1; 32]).await, Err(IdentityError::Invalid { .. })), "{bad:?}");
    }
}
