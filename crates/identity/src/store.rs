//! All SQL of the slice, a file per table.

pub(crate) mod devices;
pub(crate) mod gate;
pub(crate) mod keys;
pub(crate) mod organisations;
pub(crate) mod people;
pub(crate) mod sessions;
pub(crate) mod standing;
pub(crate) mod sweep;

use op::{EntityId, Grant};
use uuid::Uuid;

use crate::IdentityError;

/// Grants from their two columns, which the statements gather in one order.
fn grants(entities: Vec<Option<Uuid>>, roles: &[String]) -> Result<Vec<Grant>, IdentityError> {
    let grant = |(entity, role): (Option<Uuid>, &String)| {
        let role = role.parse().map_err(|_| broken("role", role))?;
        Ok(Grant { entity: entity.map(EntityId), role })
    };
    entities.into_iter().zip(roles).map(grant).collect()
}

fn broken(what: &'static str, detail: impl ToString) -> IdentityError {
    IdentityError::Inconsistent { what, detail: detail.to_string() }
}
