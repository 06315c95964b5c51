//! Users, roles and keys.

use jobs::{Principals, Standing};
use op::{Actor, Grant, Origin, Permission, Role};

use super::{House, PASSWORD, everywhere, out, wrong};
use crate::{
    IdentityError, JobPrincipals, NewKey, NewUser, PasswordChange, Principal, UserChange, add_user, change_password,
    change_user, create_key, keys, reviewers, revoke_key, revoke_session, sessions, user, users,
};

#[tokio::test]
async fn a_changed_password_ends_all_other_sessions() {
    let house = House::new().await;
    let elsewhere = house.comes("anna@example.com", PASSWORD).await.unwrap().token;
    let here = house.comes("anna@example.com", PASSWORD).await.unwrap();
    let op = here.principal.op(Origin::Web, house.clock.clone());
    let keep = here.principal.session;
    let new = "a wholly different one";
    let change = |current: &str, new: &str| {
        let (current, new) = (current.to_owned(), new.to_owned());
        change_password(&house.world.db, &op, PasswordChange { current, new, keep, ..PasswordChange::default() })
    };
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
async fn those_who_can_be_asked_are_those_who_review_in_the_business() {
    let house = House::new().await;
    let db = &house.world.db;
    let ben = house.ben(vec![everywhere(Role::Viewer)]).await;
    let as_ben = house.op(ben, vec![everywhere(Role::Viewer)]);
    let entity = house.world.entity;
    let names = |people: Vec<(op::UserId, String)>| people.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    assert_eq!(names(reviewers(db, &as_ben, entity).await.unwrap()), [house.anna], "a viewer asks and is not asked");

    let change = UserChange { grants: Some(vec![everywhere(Role::Accountant)]), ..UserChange::default() };
    change_user(db, &house.anna(), ben, change).await.unwrap();
    assert_eq!(names(reviewers(db, &house.anna(), entity).await.unwrap()).len(), 2);

    let change = UserChange { active: Some(false), ..UserChange::default() };
    change_user(db, &house.anna(), ben, change).await.unwrap();
    assert_eq!(names(reviewers(db, &house.anna(), entity).await.unwrap()), [house.anna], "who has left is not asked");
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
async fn jobs_of_those_who_left_or_whose_key_is_gone_may_not_run() {
    let house = House::new().await;
    let ben = house.ben(vec![everywhere(Role::Accountant)]).await;
    let token = house.comes("ben@example.com", PASSWORD).await.unwrap().token;
    let op = house.who_is(&token).await.unwrap().op(Origin::Web, house.clock.clone());
    let (key, id) = house.key(&op, &[Permission::DocumentsAdd]).await.unwrap();
    let by_key = house.who_carries(&key).await.unwrap().actor;
    let agent = op.as_agent("reader", "1").actor;
    let program = Actor::System { name: "calendar".to_owned() };
    let register = JobPrincipals::new(house.world.db.clone(), house.clock.clone());
    let may = async |actor: &Actor| match register.standing(op.org, actor).await.unwrap() {
        Standing::May(grants) => Some(grants),
        Standing::MayNot(_) => None,
    };

    for actor in [&op.actor, &agent, &by_key] {
        let grants = may(actor).await.expect("Ben works here");
        assert!(grants.require(Permission::DocumentsRead, Some(house.world.entity)).is_ok(), "{actor:?}");
        assert!(grants.require(Permission::UsersManage, None).is_err(), "{actor:?}");
    }
    assert_eq!(may(&program).await, Some(op::Grants::all()));

    revoke_key(&house.world.db, &op, id).await.unwrap();
    assert!(may(&by_key).await.is_none() && may(&op.actor).await.is_some(), "the key alone");
    let off = UserChange { active: Some(false), ..UserChange::default() };
    change_user(&house.world.db, &house.anna(), ben, off).await.unwrap();
    assert!(may(&op.actor).await.is_none() && may(&agent).await.is_none());
    let foreign = house.world.second_org().await.op;
    assert!(matches!(register.standing(foreign.org, &op.actor).await.unwrap(), Standing::MayNot(_)), "unknown there");
}

#[tokio::test]
async fn a_reset_password_revokes_the_keys_unless_they_are_kept_and_ones_own_change_on_demand() {
    let house = House::new().await;
    let ben = house.ben(vec![everywhere(Role::Accountant)]).await;
    let token = house.comes("ben@example.com", PASSWORD).await.unwrap().token;
    let op = house.who_is(&token).await.unwrap().op(Origin::Web, house.clock.clone());
    let (key, _) = house.key(&op, &[Permission::LedgerRead]).await.unwrap();
    let reset =
        |keep_keys| UserChange { password: Some("three green kettles".to_owned()), keep_keys, ..UserChange::default() };
    change_user(&house.world.db, &house.anna(), ben, reset(true)).await.unwrap();
    assert!(house.who_carries(&key).await.is_ok());
    change_user(&house.world.db, &house.anna(), ben, reset(false)).await.unwrap();
    assert!(matches!(house.who_carries(&key).await, Err(IdentityError::KeyRefused)));

    let (key, _) = house.key(&op, &[Permission::LedgerRead]).await.unwrap();
    let change = |current: &str, new: &str, revoke_keys| {
        let (current, new) = (current.to_owned(), new.to_owned());
        change_password(&house.world.db, &op, PasswordChange { current, new, revoke_keys, ..PasswordChange::default() })
    };
    change("three green kettles", "four green kettles", false).await.unwrap();
    assert!(house.who_carries(&key).await.is_ok());
    change("four green kettles", "five green kettles", true).await.unwrap();
    assert!(matches!(house.who_carries(&key).await, Err(IdentityError::KeyRefused)));
}

#[tokio::test]
async fn a_narrow_key_learns_nothing_of_its_owners_sessions_and_keys() {
    let house = House::new().await;
    let (narrow, _) = house.key(&house.anna(), &[Permission::DocumentsAdd]).await.unwrap();
    let here = house.comes("anna@example.com", PASSWORD).await.unwrap().principal;
    let op = house.who_carries(&narrow).await.unwrap().op(Origin::Api, house.clock.clone());
    let db = &house.world.db;
    assert!(matches!(keys(db, &op).await, Err(IdentityError::Denied(_))));
    assert!(matches!(sessions(db, &op).await, Err(IdentityError::NeedsPerson { .. })));
    let ended = revoke_session(db, &op, here.session.unwrap()).await;
    assert!(matches!(ended, Err(IdentityError::NeedsPerson { .. })));
    let (keeper, _) = house.key(&house.anna(), &[Permission::KeysManage]).await.unwrap();
    let op = house.who_carries(&keeper).await.unwrap().op(Origin::Api, house.clock.clone());
    assert_eq!(keys(db, &op).await.unwrap().len(), 2, "a key made for it may list them");
}
