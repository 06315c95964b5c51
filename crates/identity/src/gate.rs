//! The rate limit of passwords, shared by all servers through the table of attempts.
//!
//! An attempt is written down as refused before the password is looked at and marked as passed afterwards, so that
//! twenty attempts at once cannot all slip through before the first is counted.

use std::net::IpAddr;

use op::Clock;
use pg::Db;
use uuid::Uuid;

use crate::rules::{PER_ACCOUNT, PER_NETWORK, wait};
use crate::store::gate;
use crate::{IdentityError, secrets};

/// An attempt under way.
pub(crate) struct Attempt {
    id: Uuid,
    /// The account, if there is one.
    pub account: Option<gate::Account>,
}

/// Writes an attempt down and looks the account up, or says how long to wait. The same statements run whether the account
/// exists or not.
pub(crate) async fn knock(
    db: &Db,
    clock: &dyn Clock,
    email: &str,
    address: Option<IpAddr>,
) -> Result<Attempt, IdentityError> {
    let (digest, network) = (secrets::hash(email), address.map(network));
    let now = clock.now();
    let mut tx = db.begin_system().await?;
    gate::lock(&mut tx, &digest, network.as_deref()).await?;
    let (of_account, of_network) = gate::refused(&mut tx, &digest, network.as_deref(), now).await?;
    let retry_after = wait(of_account, PER_ACCOUNT, now).max(wait(of_network, PER_NETWORK, now));
    if retry_after > 0 {
        tracing::warn!(network, retry_after, "sign-in held back: too many refused attempts");
        return Err(IdentityError::TooManyAttempts { retry_after });
    }
    let id = clock.new_id();
    gate::insert(&mut tx, id, &digest, network.as_deref(), now).await?;
    let account = gate::account(&mut tx, email).await?;
    tx.commit().await?;
    Ok(Attempt { id, account })
}

/// The password was right: the account's counter starts anew.
pub(crate) async fn pass(db: &Db, attempt: &Attempt) -> Result<(), IdentityError> {
    let mut tx = db.begin_system().await?;
    gate::mark_passed(&mut tx, attempt.id).await?;
    tx.commit().await?;
    Ok(())
}

/// One IPv4 address, or the 64 bits of an IPv6 network: whoever has one IPv6 address has 2^64 of them.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_one_ipv4_address_or_half_an_ipv6_address() {
        for (address, expected) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ] {
            assert_eq!(network(address.parse().unwrap()), expected);
        }
    }
}
