use books::TaxPart;
use jiff::civil::Date;
use ledger::EntryNumber;
use op::{EntityId, Op, may};
use pg::Db;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::TaxReturnError;
use crate::compute::{Ground, standing};
use crate::store::{self, Scope};

/// Which lines of a return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// Those of a box.
    Box(String),
    /// Those of which the form does not tell where they go.
    LeftOut,
    /// Those whose own period was filed without them.
    Late,
}

/// Where a line stands among those of a return; a page goes on after one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinePlace {
    /// The day its tax arose.
    pub tax_point: Date,
    /// Its entry.
    pub entry: Uuid,
    /// Its place in the entry, from 1.
    pub line: i32,
}

/// A line of the books behind a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnLine {
    /// Where it stands.
    pub place: LinePlace,
    /// The number of its entry.
    pub number: EntryNumber,
    /// What was booked.
    pub memo: String,
    /// Number of the document.
    pub reference: Option<String>,
    /// Number of its account.
    pub account_code: String,
    /// Name of its account.
    pub account_name: String,
    /// Its tax code.
    pub code: String,
    /// Net amount or tax.
    pub part: TaxPart,
    /// Minor units of the base currency, with the sign of the item.
    pub minor: i64,
    /// Whether its own period was filed without it.
    pub late: bool,
    /// The document it was posted from.
    pub document: Option<Uuid>,
}

/// A page of the lines behind a box: of the filing that stands for the span, or of what would be filed now.
///
/// # Errors
/// As [`crate::tax_return`], and [`TaxReturnError::UnknownBox`].
pub async fn box_lines(
    db: &Db,
    op: &Op,
    entity: EntityId,
    (from, to): (Date, Date),
    which: &Which,
    after: Option<LinePlace>,
    limit: u16,
) -> Result<Vec<ReturnLine>, TaxReturnError> {
    let by = op.authorise(may::ReportsRead, entity)?;
    let mut tx = db.begin_report(op).await?;
    let ground = Ground::of(&mut tx, &by, from, to).await?;
    let filing = standing(&mut tx, &by, from, to).await?.map(|(filing, _)| filing.id);
    let scope = Scope { from, to, filing };
    let sums = store::sums(&mut tx, &by, scope).await?;
    let folded = ground.folded(&sums, &[])?;
    let all: Vec<usize> = (0..sums.len()).collect();
    let places = match which {
        Which::Late => &all,
        Which::LeftOut => &folded.left_out,
        Which::Box(id) => match folded.figure(id) {
            Some(figure) => &figure.lines,
            None => return Err(TaxReturnError::UnknownBox { form: ground.form.key, id: id.clone() }),
        },
    };
    let wanted: Vec<_> = places.iter().map(|place| &sums[*place]).collect();
    store::lines(&mut tx, &by, scope, (&wanted, *which == Which::Late), after, i64::from(limit)).await
}
