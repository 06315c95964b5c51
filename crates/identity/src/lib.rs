//! Organisations, users, sessions, API keys, roles: who may come in, and as whom.
//!
//! A caller arrives with a cookie ([`authenticate_session`]) or a key ([`authenticate_key`]) and leaves as a
//! [`Principal`]: organisation, actor and grants, from which the edge makes the [`op::Op`] of the request. A change of
//! role or a deactivation holds at the next request. [`sign_in`] makes sessions;
//! [`set_up`] makes the first organisation with its administrator.
//!
//! Road in: `api` -> [`authenticate_session`] -> `store` (system context: at the door nobody knows the tenant yet).
//! Road of a change: `api` or CLI -> [`add_user`], [`change_user`], [`create_key`] ... -> [`rules`] -> `store` -> audit
//! and outbox, in one transaction. Cost of authenticating: one statement, and one more once a minute; behind a [`Door`],
//! which remembers callers for a moment and forgets them as soon as the database says that something changed, mostly none.
//!
//! INVARIANT: passwords are kept as Argon2id hashes, session tokens and key secrets as SHA-256 of 256 random bits; no
//! secret reaches the trail, the log or an error text.
//! INVARIANT: an unknown account costs a caller the same statements and the same hash as a wrong password.
//! INVARIANT: nobody changes his own roles, and the last administrator stays one.
//! INVARIANT: a key never holds more than its owner does at that moment.

mod door;
mod error;
mod gate;
mod job_principals;
mod keys;
mod password;
mod principal;
pub mod rules;
mod secrets;
mod sessions;
mod set_up;
mod sign_in;
mod store;
mod sweep;
#[cfg(test)]
mod tests;
mod users;

pub use door::{Credential, Door};
pub use error::IdentityError;
pub use job_principals::JobPrincipals;
pub use keys::{ApiKey, CreatedKey, KeyId, NewKey, authenticate_key, create_key, keys, revoke_key};
pub use principal::{Principal, Profile};
pub use rules::{EmailFlaw, PasswordFlaw};
pub use sessions::{Session, SessionId, authenticate_session, revoke_session, sessions, sign_out};
pub use set_up::{More, NewAdmin, NewOrganisation, Organisation, is_set_up, organisations, set_up, set_up_as_owner};
pub use sign_in::{SignIn, SignedIn, sign_in};
pub use sweep::{Swept, sweep};
pub use users::{
    NewUser, PasswordChange, User, UserChange, add_user, change_password, change_profile, change_user, reviewers, user,
    users,
};
