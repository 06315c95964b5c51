use op::{Denied, Permission};
use pg::PgError;

use crate::rules::{EmailFlaw, PasswordFlaw};

/// What can go wrong at the door and with the people behind it.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The actor may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such session, or it has ended.
    #[error("you are signed out: sign in again")]
    SignedOut,
    /// The account is unknown, switched off, or the password is wrong: the caller does not learn which.
    #[error("the e-mail or the password is wrong")]
    WrongCredentials,
    /// Too many refused attempts for this account or from this network.
    #[error("too many attempts: try again in {retry_after} seconds")]
    TooManyAttempts {
        /// Seconds to wait.
        retry_after: i64,
    },
    /// The API key is malformed, unknown, revoked, expired, or its owner is switched off.
    #[error("the API key is not valid: make a new one under Settings, API keys")]
    KeyRefused,
    /// A password that is too easy.
    #[error("password: {0}")]
    Password(#[from] PasswordFlaw),
    /// An e-mail that cannot be one.
    #[error("e-mail: {0}")]
    Email(#[from] EmailFlaw),
    /// A field that cannot be as given.
    #[error("{field}: {why}")]
    Invalid {
        /// Which field.
        field: &'static str,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Somebody signs in with this e-mail already.
    #[error("somebody signs in with this e-mail already: use another one")]
    EmailTaken,
    /// No such user in this organisation.
    #[error("there is no such user in this organisation")]
    UnknownUser,
    /// No such session of this user.
    #[error("there is no such session")]
    UnknownSession,
    /// No such key in this organisation.
    #[error("there is no such API key in this organisation")]
    UnknownKey,
    /// No such business in this organisation.
    #[error("there is no such business in this organisation")]
    UnknownBusiness,
    /// Roles and access of oneself.
    #[error("you cannot change your own roles or access: ask another administrator")]
    NotOnOneself,
    /// Nobody would be left to manage the organisation.
    #[error("this is the last administrator: make somebody else administrator first")]
    LastAdmin,
    /// A key or an agent tried to manage people or keys.
    #[error("{actor} cannot manage users or keys: this needs a person who signed in")]
    NeedsPerson {
        /// Who tried.
        actor: String,
    },
    /// A key would hold more than the person who makes it.
    #[error("you cannot give a key the permission `{permission}`: you do not hold it there yourself")]
    ScopeNotHeld {
        /// The permission.
        permission: Permission,
    },
    /// There is an organisation already.
    #[error("this installation is set up already: sign in, or use `pacioli init` on the machine itself")]
    AlreadySetUp,
    /// Somebody sets the installation up at this moment.
    #[error("another set-up is under way: wait a moment and look again")]
    SetUpRunning,
    /// The password could not be hashed.
    #[error("the password could not be hashed: {0}")]
    Hashing(String),
    /// A stored row does not read back.
    #[error("stored {what} does not read back: {detail}")]
    Inconsistent {
        /// Which kind of row.
        what: &'static str,
        /// What is wrong with it.
        detail: String,
    },
    /// The trail could not be written.
    #[error(transparent)]
    Audit(#[from] audit::AuditError),
    /// The news could not be written.
    #[error(transparent)]
    News(#[from] jobs::JobError),
    /// The database refused.
    #[error("identity: {0}")]
    Database(#[from] PgError),
}

impl From<sqlx::Error> for IdentityError {
    fn from(error: sqlx::Error) -> Self {
        match pg::constraint_of(&error) {
            Some("person_email_taken") => Self::EmailTaken,
            Some("membership_person_unknown") => Self::UnknownUser,
            Some("membership_entity_unknown" | "api_key_entity_unknown") => Self::UnknownBusiness,
            _ => Self::Database(error.into()),
        }
    }
}

impl IdentityError {
    /// A name that does not change between releases.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Denied(_) => "auth.denied",
            Self::SignedOut => "auth.signed_out",
            Self::WrongCredentials => "auth.wrong_credentials",
            Self::TooManyAttempts { .. } => "auth.too_many_attempts",
            Self::KeyRefused => "auth.key_refused",
            Self::Password(_) => "identity.password",
            Self::Email(_) => "identity.email",
            Self::Invalid { .. } => "identity.invalid",
            Self::EmailTaken => "identity.email_taken",
            Self::UnknownUser => "identity.unknown_user",
            Self::UnknownSession => "identity.unknown_session",
            Self::UnknownKey => "identity.unknown_key",
            Self::UnknownBusiness => "identity.unknown_business",
            Self::NotOnOneself => "auth.not_on_oneself",
            Self::LastAdmin => "identity.last_admin",
            Self::NeedsPerson { .. } => "auth.needs_person",
            Self::ScopeNotHeld { .. } => "identity.scope_not_held",
            Self::AlreadySetUp => "identity.already_set_up",
            Self::SetUpRunning => "identity.set_up_running",
            Self::Hashing(_) => "identity.hashing",
            Self::Inconsistent { .. } => "database.inconsistent",
            Self::Audit(_) | Self::News(_) | Self::Database(_) => "database.failed",
        }
    }
}
