use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator;

use crate::EntityId;

/// Everything that can be allowed. The one list; API-key scopes use the same names.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString, strum::EnumIter,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Permission {
    /// Change the organisation and its businesses.
    OrganisationManage,
    /// Add people and change their roles.
    UsersManage,
    /// Make and revoke API keys.
    KeysManage,
    /// See accounts, entries and balances.
    LedgerRead,
    /// Post and reverse entries by hand.
    LedgerPost,
    /// Add and change accounts and tax codes.
    ChartManage,
    /// Close and reopen periods.
    PeriodsManage,
    /// See documents.
    DocumentsRead,
    /// Add documents.
    DocumentsAdd,
    /// Correct, split, park and ask.
    DocumentsReview,
    /// Approve and reject.
    DocumentsApprove,
    /// Change approval policies.
    PoliciesManage,
    /// Change counterparties.
    PartiesManage,
    /// Set budgets.
    BudgetsManage,
    /// See reports.
    ReportsRead,
    /// See the audit trail.
    AuditRead,
}

/// A bundle of permissions a person holds in a business.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString, strum::EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Role {
    /// Everything.
    Admin,
    /// Keeps the books.
    Accountant,
    /// Looks.
    Viewer,
}

impl Role {
    /// Whether the role holds the permission. This is the whole matrix.
    pub fn holds(self, permission: Permission) -> bool {
        use Permission as P;
        match self {
            Self::Admin => true,
            Self::Accountant => !matches!(permission, P::OrganisationManage | P::UsersManage | P::PoliciesManage),
            Self::Viewer => matches!(permission, P::LedgerRead | P::DocumentsRead | P::ReportsRead),
        }
    }
}

/// A role in one business, or in all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The business; `None` means every business and the organisation itself.
    pub entity: Option<EntityId>,
    /// The role there.
    pub role: Role,
}

/// What an actor may do: the union of the grants, narrowed by the scopes of the API key if there is one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grants {
    /// Roles held.
    pub grants: Vec<Grant>,
    /// With an API key: only these. `None` means no narrowing.
    pub scopes: Option<Vec<Permission>>,
}

/// The actor may not do this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this needs the permission `{permission}`")]
pub struct Denied {
    /// The missing permission.
    pub permission: Permission,
}

impl Grants {
    /// Everything, everywhere: for the program's own work and the first administrator.
    pub fn all() -> Self {
        Self { grants: vec![Grant { entity: None, role: Role::Admin }], scopes: None }
    }

    /// Passes when some grant covers the business (`None`: the organisation) and holds the permission.
    pub fn require(&self, permission: Permission, entity: Option<EntityId>) -> Result<(), Denied> {
        let in_scope = self.scopes.as_ref().is_none_or(|scopes| scopes.contains(&permission));
        let held = self.grants.iter().any(|grant| {
            (grant.entity.is_none() || (entity.is_some() && grant.entity == entity)) && grant.role.holds(permission)
        });
        if in_scope && held { Ok(()) } else { Err(Denied { permission }) }
    }

    /// Whether the actor may see this business at all.
    pub fn covers(&self, entity: EntityId) -> bool {
        self.grants.iter().any(|grant| grant.entity.is_none() || grant.entity == Some(entity))
    }

    /// The businesses the actor may see; `None` means all of the organisation.
    pub fn businesses(&self) -> Option<Vec<EntityId>> {
        let mut seen: Vec<EntityId> = self.grants.iter().map(|grant| grant.entity).collect::<Option<_>>()?;
        seen.sort_unstable();
        seen.dedup();
        Some(seen)
    }

    /// The roles held in a business, strongest first, each once.
    pub fn roles_in(&self, entity: EntityId) -> Vec<Role> {
        let held =
            |role: Role| self.grants.iter().any(|g| g.role == role && (g.entity.is_none() || g.entity == Some(entity)));
        Role::iter().filter(|role| held(*role)).collect()
    }

    /// Everything the actor may do in a business (`None`: with the organisation itself).
    pub fn permissions_in(&self, entity: Option<EntityId>) -> Vec<Permission> {
        Permission::iter().filter(|p| self.require(*p, entity).is_ok()).collect()
    }
}

#[cfg(test)]
mod tests;
