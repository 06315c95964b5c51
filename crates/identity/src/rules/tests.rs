use jiff::{SignedDuration, Timestamp};
use op::{EntityId, Grant, Permission, Role, UserId};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

const ANNA: UserId = UserId(Uuid::from_u128(1));
const BEN: UserId = UserId(Uuid::from_u128(2));

fn everywhere(role: Role) -> Vec<Grant> {
    vec![Grant { entity: None, role }]
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

#[test]
fn which_passwords_will_do() {
    let check = |password: &str| check_password(password, "anna.weber@example.com", "Anna Weber");
    let table = [
        ("four plain words", "horse staple kettle moon", Ok(())),
        ("ten characters", "k7#pQz!m2x", Ok(())),
        ("nine characters", "k7#pQz!m2", Err(PasswordFlaw::TooShort)),
        ("ten letters with accents", "äöüßéèçñøå", Ok(())),
        ("a whole novel", &"ab cd ".repeat(40), Err(PasswordFlaw::TooLong)),
        ("the e-mail", "Anna.Weber@example.com", Err(PasswordFlaw::IsOneself)),
        ("the name with a year", "Anna Weber 2026", Err(PasswordFlaw::IsOneself)),
        ("what everybody tries", "Password2026!", Err(PasswordFlaw::Common)),
        ("the same in German", "Passwort123", Err(PasswordFlaw::Common)),
        ("the top row", "qwertyuiop", Err(PasswordFlaw::Common)),
        ("only digits", "1234567890", Err(PasswordFlaw::Common)),
        ("one key held down", "aaaaaaaaaaaa", Err(PasswordFlaw::Common)),
    ];
    for (words, password, expected) in table {
        assert_eq!(check(password), expected, "{words}");
    }
}

#[test]
fn the_same_keys_give_the_same_password_on_every_keyboard() {
    assert_eq!(normal_password("e\u{301}tude"), normal_password("étude"));
    assert_eq!(normal_password("ﬁnance"), "finance");
}

#[test]
fn which_e_mails_will_do() {
    assert_eq!(normal_email("  Anna@Example.COM ").as_deref(), Ok("anna@example.com"));
    for wrong in ["", "anna", "@example.com", "anna@", "an na@example.com", "a@b@c", "a@b\n"] {
        let kept = normal_email(wrong);
        assert!(
            kept == Err(EmailFlaw::Shape) || wrong == "a@b\n" && kept.as_deref() == Ok("a@b"),
            "{wrong:?} {kept:?}"
        );
    }
    assert_eq!(normal_email(&format!("{}@example.com", "a".repeat(250))), Err(EmailFlaw::TooLong));
}

#[test]
fn when_a_session_ends() {
    let start = at(0);
    let expires = start + ABSOLUTE_LIMIT;
    let hours = |h: i64| start + SignedDuration::from_hours(h);
    let table = [
        ("just used", hours(1), hours(1), true),
        ("idle for a little under twelve hours", hours(12) - SignedDuration::from_secs(1), start, true),
        ("idle for twelve hours", hours(12), start, false),
        ("used all week, a second before its end", expires - SignedDuration::from_secs(1), hours(167), true),
        ("used all week, at its end", expires, hours(167), false),
    ];
    for (words, now, last_seen, holds) in table {
        assert_eq!(session_holds(now, last_seen, expires), holds, "{words}");
    }
}

#[test]
fn how_long_one_waits_after_wrong_passwords() {
    let attempts = |refused| Attempts { refused, last: Some(at(0)) };
    let table = [
        ("the fifth attempt is still free", 4, 0, 0),
        ("then a second", 5, 0, 1),
        ("which passes", 5, 1, 0),
        ("doubling", 8, 0, 8),
        ("and running down", 8, 3, 5),
        ("never longer than a quarter of an hour", 60, 0, 900),
        ("whatever the count", i64::MAX, 10, 890),
        ("a clock that went backwards waits no longer", 5, -30, 31),
    ];
    for (words, refused, now, seconds) in table {
        assert_eq!(wait(attempts(refused), PER_PAIR, at(now)), seconds, "{words}");
    }
    assert_eq!(wait(Attempts::default(), PER_PAIR, at(0)), 0);
    assert_eq!(wait(attempts(29), PER_NETWORK, at(0)), 0, "many people sit behind one address");
}

#[test]
fn who_may_change_whose_roles() {
    let (admin, viewer, nothing) = (everywhere(Role::Admin), everywhere(Role::Viewer), vec![]);
    let one_business = vec![Grant { entity: Some(EntityId(Uuid::from_u128(9))), role: Role::Admin }];
    let on = |grants| Standing { active: true, grants };
    let off = |grants| Standing { active: false, grants };
    type Verdict = fn(&Result<(), IdentityError>) -> bool;
    let fine: Verdict = |r| r.is_ok();
    let oneself: Verdict = |r| matches!(r, Err(IdentityError::NotOnOneself));
    let last: Verdict = |r| matches!(r, Err(IdentityError::LastAdmin));
    let table = [
        ("an admin makes a viewer admin", Some(ANNA), BEN, on(&viewer), on(&admin), 1, fine),
        ("an admin takes another's role away", Some(ANNA), BEN, on(&admin), on(&viewer), 1, fine),
        ("nobody raises himself", Some(BEN), BEN, on(&viewer), on(&admin), 1, oneself),
        ("nor lowers himself", Some(ANNA), ANNA, on(&admin), on(&viewer), 1, oneself),
        ("nor locks himself out", Some(ANNA), ANNA, on(&admin), off(&admin), 1, oneself),
        ("his own name only: nothing changed here", Some(ANNA), ANNA, on(&admin), on(&admin), 0, fine),
        ("the machine's owner cannot remove the last admin", None, ANNA, on(&admin), on(&nothing), 0, last),
        ("nor switch him off", None, ANNA, on(&admin), off(&admin), 0, last),
        ("nor make him admin of one business only", None, ANNA, on(&admin), on(&one_business), 0, last),
        ("an admin who is off already may lose the role", None, BEN, off(&admin), off(&nothing), 0, fine),
        ("with another admin left it may be done", None, ANNA, on(&admin), on(&nothing), 1, fine),
    ];
    for (words, actor, target, before, after, others, verdict) in table {
        let result = check_standing(actor, target, before, after, others);
        assert!(verdict(&result), "{words}: {result:?}");
    }
}

#[test]
fn one_role_for_each_business() {
    let entity = Some(EntityId(Uuid::from_u128(9)));
    let grant = |entity, role| Grant { entity, role };
    assert!(check_grants(&[grant(None, Role::Viewer), grant(entity, Role::Admin)]).is_ok());
    assert!(check_grants(&[grant(entity, Role::Viewer), grant(entity, Role::Admin)]).is_err());
}

#[test]
fn short_names_of_organisations() {
    for (name, expected) in [
        ("Müller & Söhne GmbH", "muller-sohne-gmbh"),
        ("  ---  ", "organisation"),
        ("会計", "organisation"),
        ("A", "a"),
    ] {
        assert_eq!(slug(name), expected);
    }
}

#[test]
fn which_languages_can_be_stored() {
    for good in ["en", "de", "pt-BR"] {
        assert!(check_locale(good).is_ok(), "{good}");
    }
    for bad in ["", "EN", "eng", "pt-br", "pt-", "de_DE"] {
        assert!(check_locale(bad).is_err(), "{bad}");
    }
}

fn any_grants() -> impl Strategy<Value = Vec<Grant>> {
    let role = prop::sample::select(vec![Role::Admin, Role::Accountant, Role::Viewer]);
    let entity = prop::option::of((0_u128..3).prop_map(|n| EntityId(Uuid::from_u128(n))));
    prop::collection::vec((entity, role).prop_map(|(entity, role)| Grant { entity, role }), 0..4)
}

proptest! {
    /// A key never holds more than its owner, and nothing outside its business and scopes.
    #[test]
    fn a_key_is_a_part_of_its_owner(
        owner in any_grants(),
        bound_to in prop::option::of(0_u128..3),
        asked in 0_u128..4,
        scope in prop::sample::select(vec![Permission::LedgerRead, Permission::LedgerPost, Permission::UsersManage]),
        permission in prop::sample::select(vec![Permission::LedgerRead, Permission::LedgerPost, Permission::UsersManage]),
    ) {
        let bound_to = bound_to.map(|n| EntityId(Uuid::from_u128(n)));
        let key = key_grants(&owner, bound_to, vec![scope]);
        let person = op::Grants { grants: owner, scopes: None };
        // 3 stands for the organisation itself.
        let asked = (asked < 3).then(|| EntityId(Uuid::from_u128(asked)));
        if key.require(permission, asked).is_ok() {
            prop_assert!(person.require(permission, asked).is_ok());
            prop_assert_eq!(permission, scope);
            prop_assert!(bound_to.is_none() || bound_to == asked);
        }
    }

    #[test]
    fn a_short_name_is_always_acceptable_to_the_database(name in "\\PC{0,80}") {
        let slug = slug(&name);
        prop_assert!(slug.len() <= 63 && !slug.is_empty());
        prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        prop_assert!(!slug.starts_with('-'));
    }

    #[test]
    fn a_normal_e_mail_is_normal(email in "\\PC{0,20}@\\PC{1,20}") {
        if let Ok(normal) = normal_email(&email) {
            prop_assert_eq!(normal_email(&normal), Ok(normal));
        }
    }
}
