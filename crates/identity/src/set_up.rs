use std::pin::Pin;
use std::sync::Arc;

use audit::Change;
use op::{Actor, Clock, Grant, Grants, Op, OrgId, Origin, Role, UserId};
use pg::{Db, TenantTx};
use serde::Serialize;
use serde_json::json;

use crate::rules::{check_locale, check_password, normal_email, slug};
use crate::store::{organisations as store, people};
use crate::users::checked_name;
use crate::{IdentityError, password};

/// The first person of an organisation.
#[derive(Clone)]
pub struct NewAdmin {
    /// His name.
    pub name: String,
    /// To sign in with.
    pub email: String,
    /// At least ten characters.
    pub password: String,
    /// Language (BCP 47): `en`, `de`.
    pub locale: String,
}

/// An organisation with its administrator.
#[derive(Clone)]
pub struct NewOrganisation {
    /// Its name.
    pub name: String,
    /// Its administrator.
    pub admin: NewAdmin,
}

/// An organisation, for the owner of the machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Organisation {
    /// Its id.
    pub id: OrgId,
    /// Its name.
    pub name: String,
    /// Its short name.
    pub slug: String,
}

/// Work that belongs to a set-up, in its transaction.
pub type More<'a, E> = Pin<Box<dyn Future<Output = Result<(), E>> + Send + 'a>>;

/// Whether there is an organisation: if not, the first-start page may make one.
///
/// # Errors
/// [`IdentityError::Database`].
pub async fn is_set_up(db: &Db) -> Result<bool, IdentityError> {
    Ok(!organisations(db).await?.is_empty())
}

/// All organisations of this installation, by name. For the owner of the machine (command line) only: it crosses tenants.
///
/// # Errors
/// [`IdentityError::Database`].
pub async fn organisations(db: &Db) -> Result<Vec<Organisation>, IdentityError> {
    let mut tx = db.begin_system().await?;
    store::all(&mut tx).await
}

/// Makes the first organisation and its administrator, from the first-start page. What `more` does belongs to it: both
/// are there afterwards, or neither.
///
/// # Errors
/// [`IdentityError::AlreadySetUp`] when there is an organisation, [`IdentityError::SetUpRunning`]; otherwise as
/// [`set_up_as_owner`], and those of `more`.
pub async fn set_up<E: From<IdentityError>>(
    db: &Db,
    clock: Arc<dyn Clock>,
    new: NewOrganisation,
    more: impl for<'a> FnOnce(&'a mut TenantTx, &'a Op) -> More<'a, E> + Send,
) -> Result<(OrgId, UserId), E> {
    create(db, clock, new, Origin::Web, true, more).await
}

/// Makes a further organisation, for the owner of the machine: never reachable over the network.
///
/// # Errors
/// [`IdentityError::Password`], [`IdentityError::Email`], [`IdentityError::EmailTaken`], [`IdentityError::Invalid`].
pub async fn set_up_as_owner(
    db: &Db,
    clock: Arc<dyn Clock>,
    new: NewOrganisation,
) -> Result<(OrgId, UserId), IdentityError> {
    create(db, clock, new, Origin::Cli, false, |_, _| Box::pin(async { Ok::<(), IdentityError>(()) })).await
}

async fn create<E: From<IdentityError>>(
    db: &Db,
    clock: Arc<dyn Clock>,
    new: NewOrganisation,
    origin: Origin,
    only_first: bool,
    more: impl for<'a> FnOnce(&'a mut TenantTx, &'a Op) -> More<'a, E> + Send,
) -> Result<(OrgId, UserId), E> {
    let email = normal_email(&new.admin.email).map_err(IdentityError::from)?;
    let name = checked_name(&new.admin.name)?;
    let organisation = checked_name(&new.name)?;
    check_locale(&new.admin.locale)?;
    check_password(&new.admin.password, &email, name).map_err(IdentityError::from)?;
    let hash = password::hash(&new.admin.password).await?;

    // Held until the organisation is committed, so that two first-start pages cannot both succeed. The tenant's own
    // transaction cannot see other organisations; this one can.
    let mut watch = db.begin_system().await.map_err(IdentityError::from)?;
    store::lock_set_up(&mut watch).await?;
    let existing = store::all(&mut watch).await?;
    if only_first && !existing.is_empty() {
        return Err(IdentityError::AlreadySetUp.into());
    }
    let mut short = slug(organisation);
    if existing.iter().any(|o| o.slug == short) {
        short = format!("{short}-{}", &clock.new_id().simple().to_string()[20..]);
    }
    let (org, admin) = (OrgId(clock.new_id()), UserId(clock.new_id()));
    let actor = Actor::System { name: "set-up".to_owned() };
    let op = Op::new(org, actor, origin, Grants::all(), clock);
    let mut tx = db.begin(&op).await.map_err(IdentityError::from)?;
    store::insert(&mut tx, organisation, &short, op.now()).await?;
    let person = people::NewPerson {
        id: admin,
        email: &email,
        name,
        locale: &new.admin.locale,
        password_hash: &hash,
        now: op.now(),
    };
    people::insert(&mut tx, &person).await?;
    people::set_grants(&mut tx, &op, admin, &[Grant { entity: None, role: Role::Admin }]).await?;
    let changes = vec![
        Change::of("organisation.created", "organisation", org.0).after(json!({ "name": organisation, "slug": short })),
        Change::of("user.created", "user", admin.0).after(json!({ "email": email, "name": name, "role": Role::Admin })),
    ];
    audit::record_many(&mut tx, &op, changes).await.map_err(IdentityError::from)?;
    more(&mut tx, &op).await?;
    tx.commit().await.map_err(IdentityError::from)?;
    watch.commit().await.map_err(IdentityError::from)?;
    Ok((org, admin))
}
