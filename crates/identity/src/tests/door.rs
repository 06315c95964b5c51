//! Signing in, sessions, and what slows guessing down.

use std::sync::Arc;

use op::{Origin, Permission, Role};

use super::{House, PASSWORD, everywhere, out, wrong};
use crate::{IdentityError, SignIn, SignedIn, UserChange, change_user, sessions, sign_in, sign_out, sweep};

#[tokio::test]
async fn anna_comes_in_acts_and_leaves() {
    let house = House::new().await;
    let SignedIn { token, principal, .. } = house.comes(" Anna@EXAMPLE.com ", PASSWORD).await.unwrap();
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
    house.ben(vec![]).await;
    let (key, _) = house.key(&house.anna(), &[Permission::LedgerRead]).await.unwrap();
    let secret = key.split('_').nth(3).unwrap().to_owned();
    let mut superuser = house.world.superuser().await;
    for table in ["person", "session", "api_key", "audit_event", "outbox", "sign_in_attempt", "known_device"] {
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
    assert!(house.who_is(&used).await.is_ok());
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
        device: None,
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
            assert!(wrong(house.comes_from(email, "wrong password", "192.0.2.7").await), "attempt {n}");
        }
        let held = house.comes_from(email, PASSWORD, "192.0.2.7").await.err().unwrap();
        assert!(
            matches!(held, IdentityError::TooManyAttempts { retry_after: 1 }),
            "{held}: even the right password waits"
        );
    }
    house.clock.pass(1);
    assert!(house.comes_from("anna@example.com", PASSWORD, "192.0.2.7").await.is_ok());
    assert!(wrong(house.comes_from("anna@example.com", "wrong", "192.0.2.7").await), "and the counter starts anew");
}

#[tokio::test]
async fn strangers_elsewhere_do_not_lock_an_account() {
    let house = House::new().await;
    let device = house.comes("anna@example.com", PASSWORD).await.unwrap().device.expect("a new browser gets a token");
    for n in 0..49 {
        let from = format!("198.51.100.{n}");
        assert!(wrong(house.comes_from("anna@example.com", "wrong password", &from).await), "{n}");
    }
    assert!(house.comes("anna@example.com", PASSWORD).await.is_ok(), "her own network is free");
    for n in 49..54 {
        let from = format!("198.51.100.{n}");
        assert!(house.comes_from("anna@example.com", "wrong password", &from).await.is_err());
        house.clock.pass(60);
    }
    assert!(wrong(house.comes_from("anna@example.com", "wrong password", "203.0.113.9").await));
    let new_browser = house.comes("anna@example.com", PASSWORD).await.err().unwrap();
    let IdentityError::TooManyAttempts { retry_after } = new_browser else { panic!("{new_browser}") };
    assert!(retry_after <= 60, "a new browser waits, and not for long: {retry_after} s");
    let known = house.comes_on(&device, "anna@example.com", PASSWORD).await.unwrap();
    assert!(known.device.is_none(), "the browser is known already and not held up");
}

#[tokio::test]
async fn a_known_browser_is_no_way_around_the_limit_and_helps_nobody_else() {
    let house = House::new().await;
    house.ben(vec![everywhere(Role::Viewer)]).await;
    let device = house.comes("anna@example.com", PASSWORD).await.unwrap().device.unwrap();
    for _ in 0..5 {
        assert!(wrong(house.comes_on(&device, "anna@example.com", "wrong password").await));
    }
    let held = house.comes_on(&device, "anna@example.com", PASSWORD).await;
    assert!(matches!(held, Err(IdentityError::TooManyAttempts { .. })));
    assert!(house.comes("anna@example.com", PASSWORD).await.is_ok(), "it is counted by itself");
    for _ in 0..5 {
        assert!(wrong(house.comes_on(&device, "ben@example.com", "wrong password").await));
    }
    let held = house.comes_on(&device, "ben@example.com", PASSWORD).await;
    assert!(matches!(held, Err(IdentityError::TooManyAttempts { .. })), "it is hers, not his");
}

#[tokio::test]
async fn one_network_cannot_try_everybody() {
    let house = House::new().await;
    let device = house.comes("anna@example.com", PASSWORD).await.unwrap().device.unwrap();
    for n in 0..30 {
        assert!(wrong(house.comes_from(&format!("user{n}@example.com"), PASSWORD, "2001:db8::1").await), "{n}");
    }
    let neighbour = house.comes_from("anna@example.com", PASSWORD, "2001:db8::2").await;
    assert!(matches!(neighbour, Err(IdentityError::TooManyAttempts { .. })), "the same half of an IPv6 address");
    assert!(house.comes_from("anna@example.com", PASSWORD, "2001:db8:1::1").await.is_ok(), "another network");
    for n in 0..30 {
        let _refused = house.comes_from(&format!("user{n}@example.com"), PASSWORD, "192.0.2.1").await;
    }
    assert!(house.comes_on(&device, "anna@example.com", PASSWORD).await.is_ok(), "a known browser there comes in");
}

#[tokio::test]
async fn many_guesses_at_once_are_counted_one_by_one() {
    let house = Arc::new(House::new().await);
    let mut guesses = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let house = Arc::clone(&house);
        guesses.spawn(async move {
            house.comes_from("anna@example.com", "wrong password", "192.0.2.7").await.err().unwrap()
        });
    }
    let compared =
        guesses.join_all().await.into_iter().filter(|e| matches!(e, IdentityError::WrongCredentials)).count();
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

/// What the door remembers holds no longer than the right itself, whoever takes it away.
#[tokio::test]
async fn who_is_remembered_is_forgotten_when_his_right_ends() {
    let house = House::new().await;
    let (door, clock) = (crate::Door::open(house.world.db.clone(), house.clock.clone()), &house.clock);
    let mut heard = door.changes();
    assert_eq!(heard.recv().await, Ok(None), "it listens");
    let token = house.comes("anna@example.com", PASSWORD).await.unwrap().token;
    let carried = crate::Credential::Session(token);
    let first = door.admit(&carried).await.unwrap();
    assert!(Arc::ptr_eq(&first, &door.admit(&carried).await.unwrap()), "the second time nobody is asked");
    clock.pass(31);
    let later = door.admit(&carried).await.unwrap();
    assert!(!Arc::ptr_eq(&first, &later), "half a minute later the database is asked again");

    let mut superuser = house.world.superuser().await;
    sqlx::query("update person set name = 'Anna Vogel'").execute(&mut superuser).await.unwrap();
    assert_eq!(heard.recv().await, Ok(Some(house.org)));
    assert_eq!(door.admit(&carried).await.unwrap().profile.name, "Anna Vogel", "a change of anybody's is heard of");
    sqlx::query("update session set revoked_at = now()").execute(&mut superuser).await.unwrap();
    assert_eq!(heard.recv().await, Ok(Some(house.org)));
    assert!(matches!(door.admit(&carried).await, Err(IdentityError::SignedOut)));
}
