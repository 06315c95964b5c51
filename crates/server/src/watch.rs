//! The watched folder: every file that appears in it and has stopped growing becomes a document.
//!
//! A file that was taken moves to `taken/`, one that was refused to `refused/` with the reason in a text beside it; what
//! fails for other reasons stays and is tried again. A program killed between taking a file and moving it takes the
//! file again and is told that it is known.
//!
//! Road: notice (`notify`, or a look every half minute where a file system tells nothing) → settled? → `arrive` → move.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use documents::{Arrival, Arrived, DocumentError, Documents};
use notify::{RecursiveMode, Watcher};
use op::{Actor, Clock, EntityId, Grant, Grants, Op, OrgId, Origin, Role};
use pg::Db;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::document_file;
use crate::error::CliError;

/// A file that kept its size and time for this long is whole.
const SETTLED: Duration = Duration::from_secs(1);
/// How soon to look again while a file may still be growing.
const SOON: Duration = Duration::from_millis(400);
/// How often to look where the file system tells nothing, and at what failed.
const LATER: Duration = Duration::from_secs(30);

/// A folder whose files go to a business.
pub struct Inbox {
    db: Db,
    documents: Documents,
    clock: Arc<dyn Clock>,
    folder: PathBuf,
    business: Option<String>,
}

/// How a file looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Look {
    size: u64,
    modified: Option<SystemTime>,
}

/// How a file has looked, and since when.
type Looks = HashMap<PathBuf, (Look, Instant)>;

impl Inbox {
    /// Makes the folders and checks that the business is not in doubt.
    ///
    /// # Errors
    /// When a folder cannot be made, or several businesses could be meant.
    pub async fn open(app: &App, folder: &Path, business: Option<String>) -> Result<Self, CliError> {
        for needed in [folder.to_owned(), folder.join("taken"), folder.join("refused")] {
            std::fs::create_dir_all(&needed).map_err(|e| CliError::file(&needed, e))?;
        }
        let inbox = Self {
            db: app.db.clone(),
            documents: app.documents.clone(),
            clock: Arc::clone(&app.clock),
            folder: folder.to_owned(),
            business,
        };
        inbox.receiver().await?;
        Ok(inbox)
    }

    /// Takes files in until stopped.
    pub async fn watch(self, stop: CancellationToken) {
        let (wake, mut woken) = mpsc::channel(1);
        let notice = move |_| {
            // A full channel already holds a wake-up.
            let _ = wake.try_send(());
        };
        let watcher = notify::recommended_watcher(notice)
            .and_then(|mut watcher| watcher.watch(&self.folder, RecursiveMode::NonRecursive).map(|()| watcher));
        if let Err(error) = &watcher {
            tracing::warn!(%error, folder = %self.folder.display(), "changes are not told here; looking now and then");
        }
        let mut looks = Looks::new();
        loop {
            let wait = self.round(&mut looks).await;
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(wait) => {}
                Some(()) = woken.recv() => tokio::time::sleep(SOON).await,
            }
        }
    }

    /// Takes in what is whole, and tells how long to wait for the next look.
    async fn round(&self, looks: &mut Looks) -> Duration {
        let receiver = match self.receiver().await {
            Ok(Some(receiver)) => receiver,
            Ok(None) => return LATER,
            Err(error) => {
                tracing::warn!(%error, "the watched folder's files cannot be taken in");
                return LATER;
            }
        };
        let found = candidates(&self.folder);
        let whole = settled(looks, &found, Instant::now());
        for path in &whole {
            match self.take(&receiver, path).await {
                Ok(()) => drop(looks.remove(path)),
                Err(error) => tracing::warn!(%error, file = %path.display(), "not taken in; trying again"),
            }
        }
        if found.len() > whole.len() { SOON } else { LATER }
    }

    /// The business that receives the files and the operation they are taken in with; none while nothing is set up.
    async fn receiver(&self) -> Result<Option<(Op, EntityId)>, CliError> {
        let mut fitting = Vec::new();
        for organisation in identity::organisations(&self.db).await? {
            let op = self.op(organisation.id, Grants::all());
            for entity in ledger::entities(&self.db, &op).await? {
                let named = self.business.as_ref().is_none_or(|name| name.to_lowercase() == entity.name.to_lowercase());
                fitting.extend(named.then_some((organisation.id, entity)));
            }
        }
        if fitting.len() > 1 {
            let names: Vec<&str> = fitting.iter().map(|(_, entity)| entity.name.as_str()).collect();
            let why =
                format!("the watched folder needs one business: add --watch-business, one of {}", names.join(", "));
            return Err(CliError::usage("watch.business", why));
        }
        Ok(fitting.pop().map(|(org, entity)| {
            let grants =
                Grants { grants: vec![Grant { entity: Some(entity.id), role: Role::Accountant }], scopes: None };
            (self.op(org, grants), entity.id)
        }))
    }

    fn op(&self, org: OrgId, grants: Grants) -> Op {
        let actor = Actor::System { name: "watched folder".to_owned() };
        Op::new(org, actor, Origin::Folder, grants, Arc::clone(&self.clock))
    }

    async fn take(&self, (op, entity): &(Op, EntityId), path: &Path) -> Result<(), CliError> {
        let bytes = match document_file::read(path).await? {
            Ok(bytes) => bytes,
            Err(too_large) => return self.refuse(path, &too_large.to_string()),
        };
        let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match self.documents.arrive(op, *entity, Arrival { file_name, bytes }).await {
            Ok(Arrived::Taken(id)) => {
                tracing::info!(file = %path.display(), document = %id, "taken in");
                move_into(path, &self.folder.join("taken"))?;
            }
            Ok(Arrived::SameAs(id)) => {
                tracing::info!(file = %path.display(), document = %id, "known already");
                move_into(path, &self.folder.join("taken"))?;
            }
            Err(DocumentError::Unacceptable { reason, .. }) => self.refuse(path, &reason)?,
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// Puts the file aside with a note that says why.
    fn refuse(&self, path: &Path, reason: &str) -> Result<(), CliError> {
        tracing::warn!(file = %path.display(), %reason, "refused");
        let moved = move_into(path, &self.folder.join("refused"))?;
        let note = moved.with_file_name(format!("{}.txt", file_name_of(&moved)));
        std::fs::write(&note, format!("{reason}\n")).map_err(|e| CliError::file(&note, e))
    }
}

/// The files of the folder that could be documents: not hidden, not under a name that programs give to what they are
/// still writing.
fn candidates(folder: &Path) -> Vec<(PathBuf, Look)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<(PathBuf, Look)> = entries
        .flatten()
        .filter(|entry| !is_unfinished(&entry.file_name()))
        .filter_map(|entry| {
            let known = entry.metadata().ok().filter(std::fs::Metadata::is_file)?;
            Some((entry.path(), Look { size: known.len(), modified: known.modified().ok() }))
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

fn is_unfinished(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_lowercase();
    name.starts_with(['.', '~']) || [".part", ".tmp", ".crdownload", ".filepart"].iter().any(|end| name.ends_with(end))
}

/// Those that have looked the same for [`SETTLED`]; remembers how all of them look now.
fn settled(looks: &mut Looks, found: &[(PathBuf, Look)], now: Instant) -> Vec<PathBuf> {
    looks.retain(|path, _| found.iter().any(|(known, _)| known == path));
    let mut whole = Vec::new();
    for (path, look) in found {
        let (before, since) = looks.entry(path.clone()).or_insert((*look, now));
        if before != look {
            (*before, *since) = (*look, now);
        } else if now.duration_since(*since) >= SETTLED {
            whole.push(path.clone());
        }
    }
    whole
}

/// Moves a file into a folder beside it, under a new name when its own is taken there.
fn move_into(path: &Path, folder: &Path) -> Result<PathBuf, CliError> {
    let name = file_name_of(path);
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) => (stem.to_owned(), format!(".{extension}")),
        None => (name.clone(), String::new()),
    };
    let mut target = folder.join(&name);
    for copy in 2_u32.. {
        if !target.exists() {
            break;
        }
        target = folder.join(format!("{stem} ({copy}){extension}"));
    }
    std::fs::rename(path, &target).map_err(|e| CliError::file(path, e))?;
    Ok(target)
}

fn file_name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(size: u64) -> Look {
        Look { size, modified: None }
    }

    #[test]
    fn a_file_is_taken_when_it_has_stopped_growing() {
        let (mut looks, start) = (Looks::new(), Instant::now());
        let path = PathBuf::from("bill.pdf");
        let seconds = [(0, 10, false), (1, 20, false), (2, 30, false), (3, 30, true)];
        for (second, size, whole) in seconds {
            let found = [(path.clone(), look(size))];
            let taken = settled(&mut looks, &found, start + Duration::from_secs(second));
            assert_eq!(!taken.is_empty(), whole, "after {second} s");
        }
    }

    #[test]
    fn a_file_that_went_and_came_back_begins_anew() {
        let (mut looks, start) = (Looks::new(), Instant::now());
        let found = [(PathBuf::from("bill.pdf"), look(10))];
        settled(&mut looks, &found, start);
        settled(&mut looks, &[], start + Duration::from_secs(5));
        assert!(settled(&mut looks, &found, start + Duration::from_secs(10)).is_empty());
    }

    #[test]
    fn what_is_still_being_written_and_folders_are_left_alone() {
        let folder = tempfile::tempdir().expect("scratch folder");
        for name in ["bill.pdf", ".hidden", "~lock.odt", "bill.pdf.part", "big.crdownload", "other.TMP"] {
            std::fs::write(folder.path().join(name), b"x").expect("writes");
        }
        std::fs::create_dir(folder.path().join("taken")).expect("makes");
        let names: Vec<String> = candidates(folder.path()).iter().map(|(path, _)| file_name_of(path)).collect();
        assert_eq!(names, ["bill.pdf"]);
    }

    #[test]
    fn nothing_is_overwritten_when_a_name_comes_again() {
        let folder = tempfile::tempdir().expect("scratch folder");
        let taken = folder.path().join("taken");
        std::fs::create_dir(&taken).expect("makes");
        for (text, expected) in [("one", "bill.pdf"), ("two", "bill (2).pdf"), ("three", "bill (3).pdf")] {
            let path = folder.path().join("bill.pdf");
            std::fs::write(&path, text).expect("writes");
            let moved = move_into(&path, &taken).expect("moves");
            assert_eq!(file_name_of(&moved), expected);
            assert_eq!(std::fs::read_to_string(moved).expect("reads"), text);
        }
    }
}
