//! The values lines are told apart by, and the combinations of them that lines and balances name.

use std::collections::BTreeMap;

use books::Dimensions;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::LedgerError;

/// A dimension value as a posting meets it.
#[derive(Debug, Clone)]
pub(crate) struct Value {
    pub dimension: Uuid,
    /// Whether a value that nobody has listed is added when it is used.
    pub open: bool,
    /// Absent when it is not listed.
    pub value: Option<Uuid>,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
}

impl Value {
    fn usable_on(&self, day: Date) -> Option<Uuid> {
        let begun = self.valid_from.is_none_or(|from| from <= day);
        let lasts = self.valid_to.is_none_or(|to| day <= to);
        self.value.filter(|_| begun && lasts)
    }
}

/// A value to be listed: `(dimension, id, code)`.
pub(crate) type Newcomer = (Uuid, Uuid, String);

/// The values a set of entries names, by the codes of dimension and value. A dimension the business does not have is
/// absent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known(BTreeMap<(String, String), Value>);

impl Known {
    pub(crate) fn new(values: impl IntoIterator<Item = ((String, String), Value)>) -> Self {
        Self(values.into_iter().collect())
    }

    /// Gives ids to unlisted values of open dimensions and returns them: the caller inserts them.
    pub(crate) fn admit(&mut self, mut new_id: impl FnMut() -> Uuid) -> Vec<Newcomer> {
        let mut added = Vec::new();
        for ((_, code), value) in &mut self.0 {
            if value.open && value.value.is_none() {
                let id = new_id();
                value.value = Some(id);
                added.push((value.dimension, id, code.clone()));
            }
        }
        added
    }

    /// The combination a line names.
    pub(crate) fn set_of(&self, line: usize, dimensions: &Dimensions, day: Date) -> Result<Option<Uuid>, LedgerError> {
        if dimensions.is_empty() {
            return Ok(None);
        }
        let mut ids = Vec::new();
        for (dimension, value) in dimensions.iter() {
            let unknown = |what| LedgerError::UnknownDimension { line, what, day };
            let known = self.0.get(&(dimension.to_owned(), value.to_owned()));
            let known = known.ok_or_else(|| unknown(format!("dimension `{dimension}`")))?;
            let id = known.usable_on(day);
            ids.push(id.ok_or_else(|| unknown(format!("value `{value}` of `{dimension}`")))?);
        }
        Ok(Some(set_id(&mut ids)))
    }

    /// Every value of every combination the lines name: `(set, dimension, value)`.
    pub(crate) fn members<'a>(&self, named: impl Iterator<Item = (Uuid, &'a Dimensions)>) -> Vec<(Uuid, Uuid, Uuid)> {
        let mut members = Vec::new();
        for (set, dimensions) in named {
            let values = dimensions.iter().filter_map(|(d, v)| self.0.get(&(d.to_owned(), v.to_owned())));
            members.extend(values.filter_map(|known| Some((set, known.dimension, known.value?))));
        }
        members.sort_unstable();
        members.dedup();
        members
    }
}

/// The id of a combination: the first half of SHA-256 over the ids of its values in order, as a version 8 UUID
/// (RFC 9562). `dimension_set_id` of migration 0100 computes the same.
fn set_id(values: &mut [Uuid]) -> Uuid {
    values.sort_unstable();
    let texts: Vec<String> = values.iter().map(Uuid::to_string).collect();
    let hash = Sha256::digest(texts.join("+"));
    let mut half = [0_u8; 16];
    half.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(half).into_uuid()
}
