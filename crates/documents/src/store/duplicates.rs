use jiff_sqlx::ToSqlx;
use pg::TenantTx;

use super::documents::{DocumentRow, Raw};
use crate::DocumentError;

/// Documents with the same number, whatever its signs, case and leading zeros. Newest first, bounded.
///
/// Of two that are on their way together only the later one finds the other, so that one of them is reviewed.
pub(crate) async fn with_same_number(tx: &mut TenantTx, row: &DocumentRow) -> Result<Vec<DocumentRow>, DocumentError> {
    let rows = sqlx::query_as!(
        Raw,
        "select * from document
         where entity_id = $1 and document_id <> $2 and state not in ('rejected', 'split')
           and number_key = nullif(ltrim(regexp_replace(lower($3), '[^[:alnum:]]', '', 'g'), '0'), '')
           and ((arrived_at, document_id) < ($4, $2) or state in ('in_review', 'asked', 'parked', 'posted'))
         order by arrived_at desc limit 50",
        row.entity.0,
        row.id.0,
        row.summary.number,
        row.arrived_at.to_sqlx(),
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Raw::into_row).collect()
}

/// Documents of the same counterparty with the same total, dated within six weeks. Nearest date first, bounded. A
/// counterparty that is not known on both sides is compared by its printed name.
pub(crate) async fn with_same_total(tx: &mut TenantTx, row: &DocumentRow) -> Result<Vec<DocumentRow>, DocumentError> {
    let rows = sqlx::query_as!(
        Raw,
        "select * from document
         where entity_id = $1 and document_id <> $2 and state not in ('rejected', 'split')
           and currency = $3 and total_minor = $4
           and ($5::date is null or dated is null or dated between $5::date - 45 and $5::date + 45)
           and (party_id = $6 or ((party_id is null or $6::uuid is null)
               and (vendor is null or $7::text is null
                    or regexp_replace(lower(vendor), '[^[:alnum:]]', '', 'g')
                     = regexp_replace(lower($7), '[^[:alnum:]]', '', 'g'))))
           and ((arrived_at, document_id) < ($8, $2) or state in ('in_review', 'asked', 'parked', 'posted'))
         order by abs(dated - $5::date) nulls last, arrived_at desc limit 50",
        row.entity.0,
        row.id.0,
        row.summary.currency,
        row.summary.total_minor,
        row.summary.dated.map(|d| d.to_sqlx()) as _,
        row.summary.party.map(|p| p.0),
        row.summary.vendor,
        row.arrived_at.to_sqlx(),
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Raw::into_row).collect()
}
