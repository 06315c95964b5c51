//! Rules of the door: pure.

use jiff::{SignedDuration, Timestamp};
use op::{EntityId, Grant, Grants, Permission, Role, UserId};
use unicode_normalization::UnicodeNormalization;
use zxcvbn::{Score, zxcvbn};

use crate::IdentityError;

/// A session ends after so long without a request.
pub const IDLE_LIMIT: SignedDuration = SignedDuration::from_hours(12);
/// A session ends so long after sign-in, whatever happens.
pub const ABSOLUTE_LIMIT: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The time of the last request is written down at most this often.
pub const TOUCH_EVERY: SignedDuration = SignedDuration::from_secs(60);

/// Some 10^8 guesses: what somebody gets through who must ask a server each time, he does not get through it.
const GUESSED_SLOWLY: Score = Score::Three;

const SHORTEST_PASSWORD: usize = 10;
/// Argon2 takes any length; a limit keeps a request from becoming work.
const LONGEST_PASSWORD: usize = 200;

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFlaw {
    /// Too short.
    #[error("use at least {SHORTEST_PASSWORD} characters; a few words are easy to remember")]
    TooShort,
    /// Too long.
    #[error("use at most {LONGEST_PASSWORD} characters")]
    TooLong,
    /// The e-mail or the name.
    #[error("it must not be your e-mail or your name")]
    IsOneself,
    /// It is guessed soon.
    #[error("it is guessed soon: take a few words that do not belong together")]
    Common,
}

/// Why an e-mail is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailFlaw {
    /// Not `name@domain`.
    #[error("write it like name@example.com")]
    Shape,
    /// Longer than mail allows (RFC 5321).
    #[error("it is longer than 254 characters")]
    TooLong,
}

/// The e-mail as it is stored and compared.
pub fn normal_email(email: &str) -> Result<String, EmailFlaw> {
    let email = email.trim().to_lowercase();
    let (name, host) = email.split_once('@').ok_or(EmailFlaw::Shape)?;
    let plain =
        |part: &str| !part.is_empty() && !part.contains(|c: char| c == '@' || c.is_whitespace() || c.is_control());
    if !plain(name) || !plain(host) {
        return Err(EmailFlaw::Shape);
    }
    if email.len() > 254 {
        return Err(EmailFlaw::TooLong);
    }
    Ok(email)
}

/// The password as it is hashed: the same keys give the same bytes on every keyboard (NFKC, as NIST SP 800-63B asks).
pub fn normal_password(password: &str) -> String {
    password.nfkc().collect()
}

/// Whether a new password will do.
pub fn check_password(password: &str, email: &str, name: &str) -> Result<(), PasswordFlaw> {
    let password = normal_password(password);
    let length = password.chars().count();
    if length < SHORTEST_PASSWORD {
        return Err(PasswordFlaw::TooShort);
    }
    if length > LONGEST_PASSWORD {
        return Err(PasswordFlaw::TooLong);
    }
    let core = core_of(&password);
    let own = [email, email.split('@').next().unwrap_or_default(), name].map(core_of);
    if password.to_lowercase() == email || own.iter().any(|word| !word.is_empty() && *word == core) {
        return Err(PasswordFlaw::IsOneself);
    }
    let known = [email, email.split('@').next().unwrap_or_default(), name, "pacioli"];
    if zxcvbn(&password, &known).score() < GUESSED_SLOWLY {
        return Err(PasswordFlaw::Common);
    }
    Ok(())
}

/// Whether this is a language we can store: `de`, `pt-BR`.
pub fn check_locale(locale: &str) -> Result<(), IdentityError> {
    let (language, region) = locale.split_once('-').map_or((locale, None), |(l, r)| (l, Some(r)));
    let two = |part: &str, letter: fn(&u8) -> bool| part.len() == 2 && part.bytes().all(|b| letter(&b));
    if two(language, u8::is_ascii_lowercase) && region.is_none_or(|r| two(r, u8::is_ascii_uppercase)) {
        return Ok(());
    }
    Err(IdentityError::Invalid { field: "locale", why: "write it like en or pt-BR" })
}

/// Lower case, without what people hang on at the end.
fn core_of(text: &str) -> String {
    text.to_lowercase().trim_end_matches(|c: char| !c.is_alphabetic()).to_owned()
}

/// Whether a session still holds.
pub fn session_holds(now: Timestamp, last_seen: Timestamp, expires: Timestamp) -> bool {
    now < expires && now.duration_since(last_seen) < IDLE_LIMIT
}

/// Refused attempts at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attempts {
    /// How many in the window.
    pub refused: i64,
    /// The last of them.
    pub last: Option<Timestamp>,
}

/// Refused attempts that an attempt is weighed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Refused {
    /// On the account from this network, over a day, since the right password last came from there.
    pub pair: Attempts,
    /// From this network on whatever account, over an hour.
    pub network: Attempts,
    /// On the account from everywhere, over a day.
    pub account: Attempts,
    /// From this known device, over a day, since the right password last came from it.
    pub device: Attempts,
}

/// How far one may go before one has to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// So many refused attempts cost no wait.
    pub free: i64,
    /// The wait doubles with each further one, up to so many seconds.
    pub longest: i64,
}

/// For an account from one network, and for a known device.
pub const PER_PAIR: Patience = Patience { free: 5, longest: 900 };
/// For one network: many people may sit behind one address, so nobody there waits long.
pub const PER_NETWORK: Patience = Patience { free: 30, longest: 60 };
/// For an account from everywhere: strangers in many places can make a new browser wait, and not for long.
pub const PER_ACCOUNT: Patience = Patience { free: 50, longest: 60 };

/// Seconds that somebody who knocks has to wait, 0 when he may try.
pub fn pause(refused: &Refused, known_device: bool, now: Timestamp) -> i64 {
    if known_device {
        return wait(refused.device, PER_PAIR, now);
    }
    let places = [(refused.pair, PER_PAIR), (refused.network, PER_NETWORK), (refused.account, PER_ACCOUNT)];
    places.into_iter().map(|(attempts, patience)| wait(attempts, patience, now)).max().unwrap_or(0)
}

/// Seconds to wait before the next attempt, 0 when it may be made now.
pub fn wait(attempts: Attempts, patience: Patience, now: Timestamp) -> i64 {
    let Some(last) = attempts.last.filter(|_| attempts.refused >= patience.free) else { return 0 };
    let doublings = u32::try_from(attempts.refused - patience.free).unwrap_or(u32::MAX).min(20);
    let pause = (1_i64 << doublings).min(patience.longest);
    (pause - now.duration_since(last).as_secs()).clamp(0, patience.longest)
}

/// The short name of an organisation in addresses: `Müller & Söhne` is `muller-sohne`; `organisation` when nothing is
/// left.
pub fn slug(name: &str) -> String {
    let plain: String = name.nfkd().filter(char::is_ascii).map(|c| c.to_ascii_lowercase()).collect();
    let words: Vec<&str> = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let slug: String = words.join("-").chars().take(40).collect();
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "organisation".to_owned() } else { slug.to_owned() }
}

/// Whether these grants make somebody an administrator of the whole organisation.
pub fn administers(grants: &[Grant]) -> bool {
    grants.iter().any(|grant| grant.entity.is_none() && grant.role == Role::Admin)
}

/// How a user stands: switched on or off, with which grants.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// Whether he may come in.
    pub active: bool,
    /// What he holds.
    pub grants: &'a [Grant],
}

impl Standing<'_> {
    fn administers(&self) -> bool {
        self.active && administers(self.grants)
    }
}

/// Whether `actor` may change `target` from one standing to another, when `other_admins` active administrators exist
/// beside the target. An `actor` of `None` is the owner of the machine.
pub fn check_standing(
    actor: Option<UserId>,
    target: UserId,
    before: Standing<'_>,
    after: Standing<'_>,
    other_admins: i64,
) -> Result<(), IdentityError> {
    let changed = before.active != after.active || !same_grants(before.grants, after.grants);
    if changed && actor == Some(target) {
        return Err(IdentityError::NotOnOneself);
    }
    if before.administers() && !after.administers() && other_admins == 0 {
        return Err(IdentityError::LastAdmin);
    }
    Ok(())
}

fn same_grants(left: &[Grant], right: &[Grant]) -> bool {
    left.len() == right.len() && left.iter().all(|grant| right.contains(grant))
}

/// Grants that can be given: one role per business at most.
pub fn check_grants(grants: &[Grant]) -> Result<(), IdentityError> {
    let mut places: Vec<Option<EntityId>> = grants.iter().map(|grant| grant.entity).collect();
    places.sort_unstable();
    places.dedup();
    if places.len() < grants.len() {
        return Err(IdentityError::Invalid { field: "grants", why: "give one role for each business" });
    }
    Ok(())
}

/// What a key holds: what its owner holds now, in the key's business, within the key's scopes.
pub fn key_grants(owner: &[Grant], entity: Option<EntityId>, scopes: Vec<Permission>) -> Grants {
    let grants = match entity {
        None => owner.to_vec(),
        Some(entity) => owner
            .iter()
            .filter(|grant| grant.entity.is_none() || grant.entity == Some(entity))
            .map(|grant| Grant { entity: Some(entity), role: grant.role })
            .collect(),
    };
    Grants { grants, scopes: Some(scopes) }
}

#[cfg(test)]
mod tests;
