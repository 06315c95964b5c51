//! The door on a real database, told as what people do.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use op::{Actor, Clock, Grant, Grants, Op, OrgId, Origin, Permission, Role, UserId};
use sqlx::Executor;
use test_kit::World;
use uuid::Uuid;

use crate::{
    IdentityError, KeyId, NewAdmin, NewKey, NewOrganisation, NewUser, Principal, SignIn, SignedIn, UserChange, add_user,
    authenticate_key, authenticate_session, change_password, change_user, create_key, is_set_up, keys, organisations,
    revoke_key, revoke_session, sessions, set_up, set_up_as_owner, sign_in, sign_out, sweep, user, users,
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
        let (org, anna) = set_up_as_owner(&world.db, clock.clone(), organisation("Weber", "anna@example.com")).await.unwrap();
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

fn out(result: Result<Principal, IdentityError>) -> bool {
    matches!(result, Err(IdentityError::SignedOut))
}

fn wrong<T>(result: Result<T, IdentityError>) -> bool {
    matches!(result, Err(IdentityError::WrongCredentials))
}

#[tokio::test]
async fn the_first_start_page_works_once() {
    let world = World::new().await;
    let clock = MovingClock::new();
    assert!(is_set_up(&world.db).await.unwrap());
    let refused = set_up(&world.db, clock.clone(), organisation("Weber", "anna@example.com")).await.unwrap_err();
    assert!(matches!(refused, IdentityError::AlreadySetUp), "{refused}");

    let mut superuser = world.superuser().await;
    superuser.execute("delete from entity; delete from organisation").await.unwrap();
    assert!(!is_set_up(&world.db).await.unwrap());
    let mut pages = tokio::task::JoinSet::new();
    for n in 0..4 {
        let (db, clock) = (world.db.clone(), clock.clone());
        pages.spawn(async move { set_up(&db, clock, organisation("Weber", &format!("anna{n}@example.com"))).await });
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
async fn anna_comes_in_acts_and_leaves() {
    let house = House::new().await;
    let SignedIn { token, principal } = house.comes(" Anna@EXAMPLE.com ", PASSWORD).await.unwrap();
    assert_eq!((principal.org, principal.profile.id), (house.org, house.anna));
    assert_eq!(principal.organisation, "Weber");
    assert!(principal.grants.require(Permission::OrganisationManage, None).is_ok());
    let again = house.who_is(&token).await.unwrap();
    assert_eq!(again, principal, "the token alone says the same");
    assert!(again.csrf_holds(principal.csrf.as_deref()) && !again.csrf_holds(None) && !again.csrf_holds(Some("x")));

    let op = again.op(Origin::Web, house.clock.clone());
    assert_eq!(sessions(&house.world.db, &op).await.unwrap().len(), 1);
    sign_out(&house.world.db, &op, again.session.unwrap()).await.unwrap();
    assert!(out(house.who_is(&token).await));
    assert!(out(house.who_is("").await) && out(house.who_is(&"0".repeat(64)).await));

    let mut tx = house.world.db.begin(&op).await.unwrap();
    let trail = audit::history(&mut tx, house.anna.0).await.unwrap();
    let actions: Vec<&str> = trail.iter().map(|e| e.action.as_str()).collect();
    assert_eq!(actions, ["user.created", "session.started", "session.ended"]);
}

#[tokio::test]
async fn nothing_secret_is_stored_or_written_to_the_trail() {
    let house = House::new().await;
    let token = house.comes("anna@example.com", PASSWORD).await.unwrap().token;
    let (key, _) = house.key(&house.anna(), &[Permission::LedgerRead]).await.unwrap();
    let secret = key.split('_').nth(3).unwrap().to_owned();
    let mut superuser = house.world.superuser().await;
    for table in ["person", "session", "api_key", "audit_event", "outbox", "sign_in_attempt"] {
        let dump: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select t::text from {table} t")))
            .fetch_all(&mut superuser)
            .await
            .unwrap();
        assert!(!dump.is_empty(), "{table}");
        let dump = dump.join("\n");
        for secret in [PASSWORD, &token, &secret] {
            assert!(!dump.contains(secret), "{table} holds a secret");
        }
        assert!(table == "person" || !dump.contains("$argon2id$"), "{table} holds a password hash");
    }
}

#[tokio::test]
async fn a_session_ends_when_idle_and_after_a_week_of_use() {
    let house = House::new().await;
    let idle = house.comes("anna@example.com", PASSWORD).await.unwrap().token;
    let used = house.comes("anna@example.com", PASSWORD).await.unwrap().token;
    house.clock.pass(11 * 3600);
    assert!(house.who_is(&used).await.is_ok());
    house.clock.pass(3600);
    assert!(out(house.who_is(&idle).await), "twelve hours without a request");
    for _ in 0..14 {
        house.clock.pass(11 * 3600);
        assert!(house.who_is(&used).await.is_ok());
    }
    house.clock.pass(2 * 3600);
    assert!(out(house.who_is(&used).await), "seven days, though used all the time");
}

#[tokio::test]
async fn signing_in_again_ends_the_session_the_browser_carried() {
    let house = House::new().await;
    let old = house.comes("anna@example.com", PASSWORD).await.unwrap().token;
    let who = SignIn {
        email: "anna@example.com".to_owned(),
        password: PASSWORD.to_owned(),
        address: None,
        user_agent: None,
        replaces: Some(old.clone()),
    };
    let new = sign_in(&house.world.db, house.clock.clone(), who).await.unwrap().token;
    assert_ne!(old, new);
    assert!(out(house.who_is(&old).await));
    assert!(house.who_is(&new).await.is_ok());
}

#[tokio::test]
async fn wrong_unknown_and_switched_off_look_the_same() {
    let house = House::new().await;
    let ben = house.ben(vec![everywhere(Role::Viewer)]).await;
    let off = UserChange { active: Some(false), ..UserChange::default() };
    change_user(&house.world.db, &house.anna(), ben, off).await.unwrap();
    assert!(wrong(house.comes("anna@example.com", "wrong password").await));
    assert!(wrong(house.comes("nobody@example.com", PASSWORD).await));
    assert!(wrong(house.comes("not an e-mail", PASSWORD).await));
    assert!(wrong(house.comes("ben@example.com", PASSWORD).await), "the right password of a person switched off");
}

#[tokio::test]
async fn guessing_is_slowed_down_for_known_and_unknown_accounts_alike() {
    let house = House::new().await;
    for email in ["anna@example.com", "nobody@example.com"] {
        for n in 0..5 {
            assert!(wrong(house.comes_from(email, "wrong password", &format!("192.0.2.{n}")).await), "attempt {n}");
        }
        let held = house.comes_from(email, PASSWORD, "192.0.2.99").await.err().unwrap();
        assert!(matches!(held, IdentityError::TooManyAttempts { retry_after: 1 }), "{held}: even the right password waits");
    }
    house.clock.pass(1);
    assert!(house.comes("anna@example.com", PASSWORD).await.is_ok());
    assert!(wrong(house.comes("anna@example.com", "wrong password").await), "and the counter starts anew");
}

#[tokio::test]
async fn one_network_cannot_try_everybody() {
    let house = House::new().await;
    for n in 0..30 {
        assert!(wrong(house.comes_from(&format!("user{n}@example.com"), PASSWORD, "2001:db8::1").await), "{n}");
    }
    let neighbour = house.comes_from("anna@example.com", PASSWORD, "2001:db8::2").await;
    assert!(matches!(neighbour, Err(IdentityError::TooManyAttempts { .. })), "the same half of an IPv6 address");
    assert!(house.comes_from("anna@example.com", PASSWORD, "2001:db8:1::1").await.is_ok(), "another network");
}

#[tokio::test]
async fn many_guesses_at_once_are_counted_one_by_one() {
    let house = Arc::new(House::new().await);
    let mut guesses = tokio::task::JoinSet::new();
    for n in 0..12 {
        let house = Arc::clone(&house);
        guesses.spawn(async move {
            house.comes_from("anna@example.com", "wrong password", &format!("192.0.2.{n}")).await.err().unwrap()
        });
    }
    let compared = guesses.join_all().await.into_iter().filter(|e| matches!(e, IdentityError::WrongCredentials)).count();
    assert_eq!(compared, 5, "only the free attempts reach the password");
}

#[tokio::test]
async fn an_old_hash_is_made_anew_at_sign_in() {
    let house = House::new().await;
    let weak = argon2::Params::new(8, 1, 1, None).unwrap();
    let weak = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, weak);
    let hash = argon2::password_hash::PasswordHasher::hash_password(&weak, PASSWORD.as_bytes()).unwrap().to_string();
    let mut superuser = house.world.superuser().await;
    let set = "update person set password_hash = $1 where email = 'anna@example.com'";
    sqlx::query(set).bind(&hash).execute(&mut superuser).await.unwrap();
    house.comes("anna@example.com", PASSWORD).await.unwrap();
    let select = "select password_hash from person where email = 'anna@example.com'";
    let fresh: String = sqlx::query_scalar(select).fetch_one(&mut superuser).await.unwrap();
    assert!(fresh.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{fresh}");
    assert!(house.comes("anna@example.com", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn a_changed_password_ends_all_other_sessions() {
    let house = House::new().await;
    let elsewhere = house.comes("anna@example.com", PASSWORD).await.unwrap().token;
    let here = house.comes("anna@example.com", PASSWORD).await.unwrap();
    let op = here.principal.op(Origin::Web, house.clock.clone());
    let keep = here.principal.session;
    let new = "a wholly different one";
    let change = |current: &'static str, new: &'static str| change_password(&house.world.db, &op, current, new, keep, None);
    assert!(wrong(change("not the password", new).await));
    assert!(matches!(change(PASSWORD, "short").await, Err(IdentityError::Password(_))));
    change(PASSWORD, new).await.unwrap();
    assert!(out(house.who_is(&elsewhere).await) && house.who_is(&here.token).await.is_ok());
    assert!(wrong(house.comes("anna@example.com", PASSWORD).await));
    assert!(house.comes("anna@example.com", new).await.is_ok());
}

#[tokio::test]
async fn a_role_taken_away_holds_at_the_next_request_and_access_ends_at_once() {
    let house = House::new().await;
    let ben = house.ben(vec![everywhere(Role::Accountant)]).await;
    let token = house.comes("ben@example.com", PASSWORD).await.unwrap().token;
    let op = house.who_is(&token).await.unwrap().op(Origin::Web, house.clock.clone());
    let (key, _) = house.key(&op, &[Permission::LedgerPost]).await.unwrap();
    let posts = |p: Principal| p.grants.require(Permission::LedgerPost, Some(house.world.entity)).is_ok();
    assert!(posts(house.who_is(&token).await.unwrap()) && posts(house.who_carries(&key).await.unwrap()));

    let demoted = UserChange { grants: Some(vec![everywhere(Role::Viewer)]), ..UserChange::default() };
    change_user(&house.world.db, &house.anna(), ben, demoted).await.unwrap();
    assert!(!posts(house.who_is(&token).await.unwrap()), "the session");
    assert!(!posts(house.who_carries(&key).await.unwrap()), "and the key made before");

    let off = UserChange { active: Some(false), ..UserChange::default() };
    change_user(&house.world.db, &house.anna(), ben, off).await.unwrap();
    assert!(out(house.who_is(&token).await));
    assert!(matches!(house.who_carries(&key).await, Err(IdentityError::KeyRefused)));
    let on = UserChange { active: Some(true), ..UserChange::default() };
    change_user(&house.world.db, &house.anna(), ben, on).await.unwrap();
    assert!(out(house.who_is(&token).await), "an ended session stays ended");
}

#[tokio::test]
async fn nobody_changes_his_own_roles_and_one_administrator_stays() {
    let house = House::new().await;
    let demoted = || UserChange { grants: Some(vec![everywhere(Role::Viewer)]), ..UserChange::default() };
    let own = change_user(&house.world.db, &house.anna(), house.anna, demoted()).await.unwrap_err();
    assert!(matches!(own, IdentityError::NotOnOneself), "{own}");
    let reset = UserChange { password: Some("a wholly different one".to_owned()), ..UserChange::default() };
    let own = change_user(&house.world.db, &house.anna(), house.anna, reset).await.unwrap_err();
    assert!(matches!(own, IdentityError::NotOnOneself), "a stolen session cannot set a new password: {own}");
    let last = change_user(&house.world.db, &house.owner_of_the_machine(), house.anna, demoted()).await.unwrap_err();
    assert!(matches!(last, IdentityError::LastAdmin), "{last}");
}

#[tokio::test]
async fn two_administrators_cannot_remove_each_other_at_once() {
    let house = House::new().await;
    let ben = house.ben(vec![everywhere(Role::Admin)]).await;
    let off = || UserChange { active: Some(false), ..UserChange::default() };
    let (ben_op, anna_op) = (house.op(ben, vec![everywhere(Role::Admin)]), house.anna());
    let (one, other) = tokio::join!(
        change_user(&house.world.db, &anna_op, ben, off()),
        change_user(&house.world.db, &ben_op, house.anna, off()),
    );
    let done = [&one, &other].iter().filter(|r| r.is_ok()).count();
    assert_eq!(done, 1, "{one:?} {other:?}");
}

#[tokio::test]
async fn people_are_managed_by_administrators_who_signed_in() {
    let house = House::new().await;
    let ben = house.ben(vec![everywhere(Role::Accountant)]).await;
    let new = || NewUser {
        email: "carla@example.com".to_owned(),
        name: "Carla".to_owned(),
        password: PASSWORD.to_owned(),
        locale: "en".to_owned(),
        grants: vec![everywhere(Role::Viewer)],
    };
    let as_ben = house.op(ben, vec![everywhere(Role::Accountant)]);
    assert!(matches!(add_user(&house.world.db, &as_ben, new()).await, Err(IdentityError::Denied(_))));
    assert!(matches!(users(&house.world.db, &as_ben).await, Err(IdentityError::Denied(_))));
    assert!(matches!(user(&house.world.db, &as_ben, house.anna).await, Err(IdentityError::Denied(_))));
    assert_eq!(user(&house.world.db, &as_ben, ben).await.unwrap().name, "Ben Brook", "but he may see himself");

    let (key, _) = house.key(&house.anna(), &[Permission::UsersManage, Permission::KeysManage]).await.unwrap();
    let with_key = house.who_carries(&key).await.unwrap().op(Origin::Api, house.clock.clone());
    let agent = house.anna().as_agent("helper", "1");
    for op in [&with_key, &agent] {
        assert!(matches!(add_user(&house.world.db, op, new()).await, Err(IdentityError::NeedsPerson { .. })));
        let key = house.key(op, &[Permission::UsersManage]).await;
        assert!(matches!(key, Err(IdentityError::NeedsPerson { .. })), "a key begets no key");
    }
    let listed = users(&house.world.db, &house.anna()).await.unwrap();
    assert_eq!(listed.iter().map(|u| u.email.as_str()).collect::<Vec<_>>(), ["anna@example.com", "ben@example.com"]);
}

#[tokio::test]
async fn a_key_works_within_its_scopes_until_it_ends() {
    let house = House::new().await;
    let (key, id) = house.key(&house.anna(), &[Permission::DocumentsAdd]).await.unwrap();
    let principal = house.who_carries(&key).await.unwrap();
    assert!(matches!(&principal.actor, Actor::ApiKey { owner, .. } if *owner == house.anna));
    assert!(principal.grants.require(Permission::DocumentsAdd, Some(house.world.entity)).is_ok());
    assert!(principal.grants.require(Permission::DocumentsApprove, Some(house.world.entity)).is_err());
    assert!(principal.csrf_holds(None), "no browser sends a key unasked");
    assert!(keys(&house.world.db, &house.anna()).await.unwrap()[0].last_used_at.is_some());

    let forged = format!("{}{}", &key[..key.len() - 9], "_00000000");
    for bad in ["", "pac_live_", &key[..key.len() - 1], &forged] {
        assert!(matches!(house.who_carries(bad).await, Err(IdentityError::KeyRefused)), "{bad}");
    }
    revoke_key(&house.world.db, &house.anna(), id).await.unwrap();
    assert!(matches!(house.who_carries(&key).await, Err(IdentityError::KeyRefused)));

    let (short_lived, _) = house.key(&house.anna(), &[Permission::DocumentsAdd]).await.unwrap();
    house.clock.pass(24 * 3600);
    assert!(matches!(house.who_carries(&short_lived).await, Err(IdentityError::KeyRefused)), "expired");
}

#[tokio::test]
async fn a_key_with_the_right_check_but_another_secret_is_refused() {
    let house = House::new().await;
    let (key, _) = house.key(&house.anna(), &[Permission::LedgerRead]).await.unwrap();
    let prefix = key.split('_').nth(2).unwrap();
    let other = crate::secrets::KeyText { prefix: prefix.to_owned(), secret: "0".repeat(64) }.reveal();
    assert!(matches!(house.who_carries(&other).await, Err(IdentityError::KeyRefused)));
}

#[tokio::test]
async fn nobody_gives_a_key_what_he_does_not_hold() {
    let house = House::new().await;
    let ben = house.ben(vec![everywhere(Role::Accountant)]).await;
    let as_ben = house.op(ben, vec![everywhere(Role::Accountant)]);
    let refused = house.key(&as_ben, &[Permission::LedgerRead, Permission::PoliciesManage]).await.unwrap_err();
    let expected = Permission::PoliciesManage;
    assert!(matches!(refused, IdentityError::ScopeNotHeld { permission } if permission == expected), "{refused}");
    let for_anna = NewKey {
        name: "x".to_owned(),
        owner: Some(house.anna),
        entity: None,
        scopes: vec![Permission::LedgerRead],
        expires_at: None,
    };
    let refused = create_key(&house.world.db, &as_ben, for_anna).await.err().unwrap();
    assert!(matches!(refused, IdentityError::Invalid { field: "owner", .. }), "{refused}");
}

#[tokio::test]
async fn another_organisation_sees_and_ends_nothing() {
    let house = House::new().await;
    let signed_in = house.comes("anna@example.com", PASSWORD).await.unwrap();
    let (_, key) = house.key(&house.anna(), &[Permission::LedgerRead]).await.unwrap();
    let stranger = house.world.second_org().await.op;
    let db = &house.world.db;
    assert!(users(db, &stranger).await.unwrap().is_empty());
    assert!(keys(db, &stranger).await.unwrap().is_empty());
    let session = signed_in.principal.session.unwrap();
    assert!(matches!(revoke_session(db, &stranger, session).await, Err(IdentityError::UnknownSession)));
    assert!(matches!(revoke_key(db, &stranger, key).await, Err(IdentityError::UnknownKey)));
    assert!(matches!(user(db, &stranger, house.anna).await, Err(IdentityError::UnknownUser)));
    let off = UserChange { active: Some(false), ..UserChange::default() };
    assert!(matches!(change_user(db, &stranger, house.anna, off).await, Err(IdentityError::UnknownUser)));
    let business = Grant { entity: Some(house.world.entity), role: Role::Viewer };
    let new = NewUser {
        email: "spy@example.com".to_owned(),
        name: "Spy".to_owned(),
        password: PASSWORD.to_owned(),
        locale: "en".to_owned(),
        grants: vec![business],
    };
    let refused = add_user(db, &stranger, new).await.unwrap_err();
    assert!(matches!(refused, IdentityError::UnknownBusiness), "no role in a business of others: {refused}");
    assert!(house.who_is(&signed_in.token).await.is_ok());
}

#[tokio::test]
async fn attempts_are_invisible_to_tenants_and_swept_when_old() {
    let house = House::new().await;
    let token = house.comes("anna@example.com", PASSWORD).await.unwrap().token;
    let mut tx = house.world.db.begin(&house.anna()).await.unwrap();
    let seen: i64 = sqlx::query_scalar("select count(*) from sign_in_attempt").fetch_one(tx.conn()).await.unwrap();
    assert_eq!(seen, 0);
    drop(tx);
    let fresh = sweep(&house.world.db, &*house.clock).await.unwrap();
    assert_eq!((fresh.attempts, fresh.sessions), (0, 0));
    assert!(house.who_is(&token).await.is_ok());
    house.clock.pass(91 * 24 * 3600);
    let old = sweep(&house.world.db, &*house.clock).await.unwrap();
    assert_eq!((old.attempts, old.sessions), (1, 1));
}
