use books::PartyId;
use op::{Allowed, may};
use pg::TenantTx;

use crate::PartyError;
use crate::party::Sighting;
use crate::rules::matching::Known;
use crate::rules::names;

/// Parties that share a number or a name with the sighting, or whose name shares most pieces with it.
pub(crate) async fn of(
    tx: &mut TenantTx,
    by: &Allowed<may::DocumentsRead>,
    sighting: &Sighting,
) -> Result<Vec<Known>, PartyError> {
    let entity = by.entity();
    let normal_name = sighting.name.as_deref().map(names::normal_name).filter(|name| !name.is_empty());
    let grams: Vec<String> = normal_name.as_deref().map(names::grams).unwrap_or_default().into_iter().collect();
    let rows = sqlx::query!(
        r#"with near as (
               select g.normal_name from party_name_gram g
                 join party_name n on n.org_id = g.org_id and n.entity_id = g.entity_id and n.normal_name = g.normal_name
                where g.org_id = $1 and g.entity_id = $2 and g.gram = any ($3)
                group by g.normal_name order by count(*) desc, g.normal_name limit 25
           ), hit as (
               select party_id from party_identifier
                where org_id = $1 and entity_id = $2
                  and ((kind = 'tax_id' and value = $4) or (kind = 'iban' and value = $5)
                       or (kind = 'domain' and value = $6))
               union
               select party_id from party_name
                where org_id = $1 and entity_id = $2
                  and (normal_name = $7 or normal_name in (select normal_name from near))
           )
           select p.party_id, p.name,
                  array(select n.normal_name from party_name n where n.org_id = $1 and n.entity_id = $2
                           and n.party_id = p.party_id order by 1) as "normal_names!",
                  array(select i.value from party_identifier i where i.org_id = $1 and i.entity_id = $2
                           and i.party_id = p.party_id and i.kind = 'tax_id' order by 1) as "tax_ids!",
                  array(select i.value from party_identifier i where i.org_id = $1 and i.entity_id = $2
                           and i.party_id = p.party_id and i.kind = 'iban' order by 1) as "ibans!",
                  array(select i.value from party_identifier i where i.org_id = $1 and i.entity_id = $2
                           and i.party_id = p.party_id and i.kind = 'domain' order by 1) as "domains!"
             from party p
            where p.org_id = $1 and p.entity_id = $2 and p.party_id in (select party_id from hit)
            order by p.party_id"#,
        tx.org().0,
        entity.0,
        &grams,
        sighting.tax_id,
        sighting.iban,
        sighting.domain,
        normal_name,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Known {
            id: PartyId(row.party_id),
            name: row.name,
            normal_names: row.normal_names,
            tax_ids: row.tax_ids,
            ibans: row.ibans,
            domains: row.domains,
        })
        .collect())
}
