//! Proof that it was asked whether somebody may do something.
//!
//! [`Op::authorise`] gives it, store functions take it: what nobody asked about does not compile. A proof names the place
//! it holds for, and the store takes the place from it, so that what was allowed in one business is not done in another.

use std::fmt;
use std::marker::PhantomData;

use crate::{Denied, EntityId, Op, OrgId, Permission};

/// Something that can be allowed, as a type; see [`may`].
pub trait Action: Copy {
    /// The permission it needs.
    const PERMISSION: Permission;
}

macro_rules! actions {
    ($($action:ident),* $(,)?) => {
        /// The actions, one for each [`Permission`] and called as it.
        pub mod may {
            use super::Action;
            use crate::Permission;

            $(
                #[doc = concat!("To do what [`Permission::", stringify!($action), "`] allows.")]
                #[derive(Debug, Clone, Copy)]
                pub struct $action;

                impl Action for $action {
                    const PERMISSION: Permission = Permission::$action;
                }
            )*
        }

        #[cfg(test)]
        const ALL: &[Permission] = &[$(Permission::$action),*];
    };
}

actions![
    OrganisationManage,
    UsersManage,
    KeysManage,
    LedgerRead,
    LedgerPost,
    ChartManage,
    PeriodsManage,
    DocumentsRead,
    DocumentsAdd,
    DocumentsReview,
    DocumentsApprove,
    PoliciesManage,
    PartiesManage,
    BudgetsManage,
    ReportsRead,
    AuditRead,
];

/// Where something is done: in a business, or in the organisation as a whole.
pub trait Place: Copy {
    /// The business, if it is one.
    fn business(self) -> Option<EntityId>;
}

impl Place for EntityId {
    fn business(self) -> Option<EntityId> {
        Some(self)
    }
}

impl Place for OrgId {
    fn business(self) -> Option<EntityId> {
        None
    }
}

/// The actor of an operation may do this in this place.
///
/// INVARIANT: only [`Op::authorise`] makes one.
#[must_use = "a proof is there to be shown to the store"]
pub struct Allowed<A: Action, P: Place = EntityId> {
    place: P,
    action: PhantomData<A>,
}

impl<A: Action, P: Place> Allowed<A, P> {
    /// Where.
    pub fn place(&self) -> P {
        self.place
    }
}

impl<A: Action> Allowed<A> {
    /// The business it holds for.
    pub fn entity(&self) -> EntityId {
        self.place
    }
}

impl<A: Action, P: Place + fmt::Debug> fmt::Debug for Allowed<A, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {:?}", A::PERMISSION, self.place)
    }
}

impl Op {
    /// Proof that the actor may do this here: in a business, or ([`Op::org`]) in the organisation as a whole.
    ///
    /// # Errors
    /// [`Denied`] names the missing permission.
    pub fn authorise<A: Action, P: Place>(&self, _action: A, place: P) -> Result<Allowed<A, P>, Denied> {
        self.grants.require(A::PERMISSION, place.business())?;
        Ok(Allowed { place, action: PhantomData })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use strum::IntoEnumIterator;
    use uuid::Uuid;

    use super::*;
    use crate::{Actor, Grant, Grants, Origin, Role, SystemClock};

    #[test]
    fn every_permission_is_an_action() {
        assert_eq!(ALL.to_vec(), Permission::iter().collect::<Vec<_>>());
    }

    #[test]
    fn a_proof_is_given_for_what_the_grants_hold_and_names_its_place() {
        let [org, here, elsewhere] = [1, 2, 3].map(Uuid::from_u128);
        let grants =
            Grants { grants: vec![Grant { entity: Some(EntityId(here)), role: Role::Accountant }], scopes: None };
        let actor = Actor::System { name: "test".to_owned() };
        let op = Op::new(OrgId(org), actor, Origin::Cli, grants, Arc::new(SystemClock));
        assert_eq!(op.authorise(may::PartiesManage, EntityId(here)).expect("held").entity(), EntityId(here));
        let denied = op.authorise(may::PoliciesManage, EntityId(here)).expect_err("an administrator's");
        assert_eq!(denied.permission, Permission::PoliciesManage);
        assert!(op.authorise(may::PartiesManage, EntityId(elsewhere)).is_err(), "another business");
        assert!(op.authorise(may::PartiesManage, op.org).is_err(), "the whole organisation");
    }
}
