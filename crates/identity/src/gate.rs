//! The rate limit of passwords, shared by all servers through the table of attempts.
//!
//! Refused attempts are counted for an account from one network, so that a stranger elsewhere cannot lock it; for a
//! network, so that one place cannot try everybody; and, with much patience and short waits, for the account from
//! everywhere. A browser in which the person has signed in before is counted by itself: whatever strangers do, from
//! wherever, it is not held up.
//!
//! An attempt is written down as refused before the password is looked at and marked as passed afterwards, so that
//! twenty attempts at once cannot all slip through before the first is counted.

use std::net::IpAddr;

use op::Clock;
use pg::Db;
use uuid::Uuid;

use crate::rules::pause;
use crate::store::gate;
use crate::{IdentityError, secrets};

/// Somebody who knocks.
pub(crate) struct Knock<'a> {
    /// The account he names.
    pub email: &'a str,
    /// Where he comes from.
    pub address: Option<IpAddr>,
    /// The token of a browser in which somebody has signed in before.
    pub device: Option<&'a str>,
}

/// An attempt under way.
pub(crate) struct Attempt {
    id: Uuid,
    /// The account, if there is one.
    pub account: Option<gate::Account>,
    /// The device of this account's person that the attempt comes from.
    pub device: Option<Uuid>,
}

/// Writes an attempt down and looks the account up, or says how long to wait. The same statements run whether the account
/// exists or not.
pub(crate) async fn knock(db: &Db, clock: &dyn Clock, who: Knock<'_>) -> Result<Attempt, IdentityError> {
    let (digest, network) = (secrets::hash(who.email), who.address.map(network));
    let device_hash = secrets::hash(who.device.unwrap_or_default());
    let now = clock.now();
    let mut tx = db.begin_system().await?;
    gate::lock(&mut tx, &digest, network.as_deref()).await?;
    let account = gate::account(&mut tx, who.email).await?;
    let person = account.as_ref().map(|account| account.person);
    let device = gate::device(&mut tx, &device_hash, person).await?;
    let refused = gate::refused(&mut tx, &digest, network.as_deref(), device, now).await?;
    let retry_after = pause(&refused, device.is_some(), now);
    if retry_after > 0 {
        tracing::warn!(network, retry_after, "sign-in held back: too many refused attempts");
        return Err(IdentityError::TooManyAttempts { retry_after });
    }
    let id = clock.new_id();
    gate::insert(&mut tx, id, &digest, network.as_deref(), device, now).await?;
    tx.commit().await?;
    Ok(Attempt { id, account, device })
}

/// The password was right: the counters of the account start anew for this network and this device.
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
