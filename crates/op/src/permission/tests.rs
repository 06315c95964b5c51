use strum::IntoEnumIterator;
use uuid::Uuid;

use super::{Grant, Grants, Permission, Role};
use crate::EntityId;

/// The whole matrix, as agreed with the people who use it. Changing a cell here is changing who may do what.
const MATRIX: &str = "
permission           admin  accountant  viewer
organisation-manage  yes    -           -
users-manage         yes    -           -
keys-manage          yes    yes         -
ledger-read          yes    yes         yes
ledger-post          yes    yes         -
chart-manage         yes    yes         -
periods-manage       yes    yes         -
documents-read       yes    yes         yes
documents-add        yes    yes         -
documents-review     yes    yes         -
documents-approve    yes    yes         -
policies-manage      yes    -           -
parties-manage       yes    yes         -
budgets-manage       yes    yes         -
reports-read         yes    yes         yes
audit-read           yes    yes         -
";

fn entity(n: u128) -> EntityId {
    EntityId(Uuid::from_u128(n))
}

#[test]
fn the_matrix_of_roles_and_permissions_is_the_agreed_one() {
    let mut drawn = vec!["permission admin accountant viewer".to_owned()];
    for permission in Permission::iter() {
        let cells: Vec<&str> = Role::iter().map(|r| if r.holds(permission) { "yes" } else { "-" }).collect();
        drawn.push(format!("{permission} {}", cells.join(" ")));
    }
    let agreed: Vec<String> =
        MATRIX.trim().lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(drawn, agreed);
}

#[test]
fn a_role_in_one_business_holds_nothing_in_another_or_in_the_organisation() {
    let grants = Grants { grants: vec![Grant { entity: Some(entity(1)), role: Role::Admin }], scopes: None };
    for permission in Permission::iter() {
        assert!(grants.require(permission, Some(entity(1))).is_ok());
        assert!(grants.require(permission, Some(entity(2))).is_err());
        assert!(grants.require(permission, None).is_err());
    }
    assert!(grants.roles_in(entity(2)).is_empty());
}

#[test]
fn scopes_of_a_key_narrow_and_never_widen() {
    for role in Role::iter() {
        for scope in Permission::iter() {
            let grants = Grants { grants: vec![Grant { entity: None, role }], scopes: Some(vec![scope]) };
            let expected: Vec<Permission> = if role.holds(scope) { vec![scope] } else { vec![] };
            assert_eq!(grants.permissions_in(Some(entity(7))), expected, "{role} with a key for {scope}");
        }
    }
}

#[test]
fn roles_add_up_over_grants() {
    let grants = Grants {
        grants: vec![
            Grant { entity: None, role: Role::Viewer },
            Grant { entity: Some(entity(1)), role: Role::Accountant },
        ],
        scopes: None,
    };
    assert_eq!(grants.roles_in(entity(1)), vec![Role::Accountant, Role::Viewer]);
    assert_eq!(grants.roles_in(entity(2)), vec![Role::Viewer]);
    assert!(grants.require(Permission::LedgerPost, Some(entity(1))).is_ok());
    assert!(grants.require(Permission::LedgerPost, Some(entity(2))).is_err());
}

#[test]
fn the_businesses_seen_are_those_of_the_grants_or_all() {
    let [a, b] = [1, 2].map(|n| EntityId(Uuid::from_u128(n)));
    let grants = |entities: &[Option<EntityId>]| Grants {
        grants: entities.iter().map(|entity| Grant { entity: *entity, role: Role::Viewer }).collect(),
        scopes: None,
    };
    assert_eq!(grants(&[Some(b), Some(a), Some(b)]).businesses(), Some(vec![a, b]));
    assert_eq!(grants(&[Some(a), None]).businesses(), None, "one grant for all is enough");
    assert_eq!(grants(&[]).businesses(), Some(vec![]), "without a grant there is nothing to see");
}
