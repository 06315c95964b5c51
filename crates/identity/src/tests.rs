//! The door on a real database, told as what people do.

mod door;
mod people;

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use op::{Actor, Clock, Grant, Grants, Op, OrgId, Origin, Permission, Role, UserId};
use sqlx::Executor;
use test_kit::World;
use uuid::Uuid;

use crate::{
    IdentityError, KeyId, NewAdmin, NewKey, NewOrganisation, NewUser, Principal, SignIn, SignedIn, add_user,
    authenticate_key, authenticate_session, create_key, is_set_up, organisations, set_up, set_up_as_owner, sign_in,
};

const PASSWORD: &str = "horse staple kettle moon";

/// A clock that stands until it is moved.
struct MovingClock(AtomicI64);

impl MovingClock {
    fn new() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(1_800_000_000)))
    }

    fn pass(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::Relaxed);
    }
}

impl Clock for MovingClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::Relaxed)).unwrap()
    }

    fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }
}

/// A database with one organisation set up by us, and its administrator Anna.
struct House {
    world: World,
    clock: Arc<MovingClock>,
    org: OrgId,
    anna: UserId,
}

impl House {
    async fn new() -> Self {
        let (world, clock) = (World::new().await, MovingClock::new());
        let (org, anna) =
            set_up_as_owner(&world.db, clock.clone(), organisation("Weber", "anna@example.com")).await.unwrap();
        Self { world, clock, org, anna }
    }

    fn op(&self, id: UserId, grants: Vec<Grant>) -> Op {
        let actor = Actor::User { id, name: "somebody".to_owned() };
        Op::new(self.org, actor, Origin::Web, Grants { grants, scopes: None }, self.clock.clone())
    }

    fn anna(&self) -> Op {
        self.op(self.anna, vec![everywhere(Role::Admin)])
    }

    fn owner_of_the_machine(&self) -> Op {
        let actor = Actor::System { name: "command line".to_owned() };
        Op::new(self.org, actor, Origin::Cli, Grants::all(), self.clock.clone())
    }

    async fn comes(&self, email: &str, password: &str) -> Result<SignedIn, IdentityError> {
        self.comes_from(email, password, "192.0.2.1").await
    }

    async fn comes_from(&self, email: &str, password: &str, address: &str) -> Result<SignedIn, IdentityError> {
        let who = SignIn {
            email: email.to_owned(),
            password: password.to_owned(),
            address: Some(address.parse::<IpAddr>().unwrap()),
            user_agent: Some("a browser".to_owned()),
            replaces: None,
            device: None,
        };
        sign_in(&self.world.db, self.clock.clone(), who).await
    }

    /// Comes in from a browser that is known by this token.
    async fn comes_on(&self, device: &str, email: &str, password: &str) -> Result<SignedIn, IdentityError> {
        let who = SignIn {
            email: email.to_owned(),
            password: password.to_owned(),
            address: Some("192.0.2.1".parse::<IpAddr>().unwrap()),
            user_agent: None,
            replaces: None,
            device: Some(device.to_owned()),
        };
        sign_in(&self.world.db, self.clock.clone(), who).await
    }

    async fn who_is(&self, token: &str) -> Result<Principal, IdentityError> {
        authenticate_session(&self.world.db, &*self.clock, token).await
    }

    async fn ben(&self, grants: Vec<Grant>) -> UserId {
        let new = NewUser {
            email: "Ben@Example.com".to_owned(),
            name: "Ben Brook".to_owned(),
            password: PASSWORD.to_owned(),
            locale: "en".to_owned(),
            grants,
        };
        add_user(&self.world.db, &self.anna(), new).await.unwrap()
    }

    async fn key(&self, op: &Op, scopes: &[Permission]) -> Result<(String, KeyId), IdentityError> {
        let new = NewKey {
            name: "script".to_owned(),
            owner: None,
            entity: None,
            scopes: scopes.to_vec(),
            expires_at: Some(self.clock.now() + jiff::SignedDuration::from_hours(24)),
        };
        create_key(&self.world.db, op, new).await.map(|created| (created.text, created.key.id))
    }

    async fn who_carries(&self, key: &str) -> Result<Principal, IdentityError> {
        authenticate_key(&self.world.db, &*self.clock, key).await
    }
}

fn everywhere(role: Role) -> Grant {
    Grant { entity: None, role }
}

fn organisation(name: &str, email: &str) -> NewOrganisation {
    NewOrganisation {
        name: name.to_owned(),
        admin: NewAdmin {
            name: "Anna Weber".to_owned(),
            email: email.to_owned(),
            password: PASSWORD.to_owned(),
            locale: "de".to_owned(),
        },
    }
}

/// The first-start page, with nothing more to do.
async fn first(db: &pg::Db, clock: Arc<MovingClock>, new: NewOrganisation) -> Result<(OrgId, UserId), IdentityError> {
    set_up(db, clock, new, |_, _| Box::pin(async { Ok(()) })).await
}

fn out(result: Result<Principal, IdentityError>) -> bool {
    matches!(result, Err(IdentityError::SignedOut))
}

fn wrong<T>(result: Result<T, IdentityError>) -> bool {
    matches!(result, Err(IdentityError::WrongCredentials))
}

/// Takes the world's organisation away, which the database allows nobody while its guard stands.
async fn nobody_is_there(world: &World) {
    let statements = "alter table organisation disable trigger kept; delete from entity; delete from organisation;
                      alter table organisation enable always trigger kept";
    world.superuser().await.execute(statements).await.unwrap();
}

#[tokio::test]
async fn the_first_start_page_works_once() {
    let world = World::new().await;
    let clock = MovingClock::new();
    assert!(is_set_up(&world.db).await.unwrap());
    let refused = first(&world.db, clock.clone(), organisation("Weber", "anna@example.com")).await.unwrap_err();
    assert!(matches!(refused, IdentityError::AlreadySetUp), "{refused}");

    nobody_is_there(&world).await;
    assert!(!is_set_up(&world.db).await.unwrap());
    let mut pages = tokio::task::JoinSet::new();
    for n in 0..4 {
        let (db, clock) = (world.db.clone(), clock.clone());
        pages.spawn(async move { first(&db, clock, organisation("Weber", &format!("anna{n}@example.com"))).await });
    }
    let results = pages.join_all().await;
    assert_eq!(results.iter().filter(|r| r.is_ok()).count(), 1, "four pages at once make one organisation");
    assert_eq!(organisations(&world.db).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_owner_of_the_machine_may_make_another_organisation_of_the_same_name() {
    let house = House::new().await;
    set_up_as_owner(&house.world.db, house.clock.clone(), organisation("Weber", "other@example.com")).await.unwrap();
    let taken = set_up_as_owner(&house.world.db, house.clock.clone(), organisation("X", "ANNA@example.com")).await;
    assert!(matches!(taken, Err(IdentityError::EmailTaken)));
    let slugs: Vec<String> = organisations(&house.world.db).await.unwrap().into_iter().map(|o| o.slug).collect();
    assert_eq!(slugs.len(), 3, "and a refused one leaves nothing behind: {slugs:?}");
}

#[tokio::test]
async fn what_belongs_to_a_set_up_is_done_with_it_or_nothing_is() {
    let world = World::new().await;
    nobody_is_there(&world).await;
    let new = organisation("Weber", "anna@example.com");
    let refused =
        set_up(&world.db, MovingClock::new(), new, |_, _| Box::pin(async { Err(IdentityError::UnknownBusiness) }))
            .await;
    assert!(matches!(refused, Err(IdentityError::UnknownBusiness)));
    assert!(!is_set_up(&world.db).await.unwrap(), "nothing is left behind");
    first(&world.db, MovingClock::new(), organisation("Weber", "anna@example.com")).await.unwrap();
}
