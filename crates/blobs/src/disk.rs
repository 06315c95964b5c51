//! A folder of blobs: `ab/cd/abcd…`. Two programs may share it. Why it is ours and not a library's:
//! docs/decisions/0006-bytes-of-documents.md.

use std::fs::{self, DirBuilder, File, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;

use crate::store::{BoxFuture, Store, fresh_identity};
use crate::{BlobError, BlobHash};

/// The file with the store's name.
const IDENTITY: &str = "store-id";
/// Nobody but the program's user looks into the documents.
const MODE: u32 = 0o700;

#[derive(Debug, Clone)]
pub(crate) struct Disk {
    folder: Arc<Path>,
}

impl Disk {
    pub fn open(folder: PathBuf) -> Result<Self, BlobError> {
        at(&folder, DirBuilder::new().recursive(true).mode(MODE).create(&folder))?;
        // one of an earlier version was open to everybody
        at(&folder, fs::set_permissions(&folder, Permissions::from_mode(MODE)))?;
        Ok(Self { folder: folder.into() })
    }

    /// Where the blob lies.
    pub fn path(&self, hash: BlobHash) -> PathBuf {
        let name = hash.to_string();
        self.folder.join(&name[..2]).join(&name[2..4]).join(name)
    }

    /// INVARIANT: after this the sound bytes and their folder entry are on the disk, whoever wrote them: bytes that lie
    /// there already are compared, because they may be damaged, and forced to the disk, because another writer may have
    /// renamed its file a moment ago and not got further.
    fn write_now(&self, hash: BlobHash, bytes: &[u8]) -> Result<(), BlobError> {
        let path = self.path(hash);
        let folder = path.parent().expect("a blob lies two folders deep");
        match File::open(&path) {
            Ok(file) if at(&path, fs::read(&path))? == bytes => at(&path, file.sync_all())?,
            Err(e) if e.kind() != io::ErrorKind::NotFound => return at(&path, Err(e)),
            _ => {
                at(folder, fs::create_dir_all(folder))?;
                let mut file = at(folder, tempfile::NamedTempFile::new_in(folder))?;
                at(folder, file.write_all(bytes))?;
                at(folder, file.as_file().sync_all())?;
                // Another writer of the same bytes may have been faster; replacing its file by an equal one is harmless.
                at(&path, file.persist(&path).map_err(|e| e.error))?;
            }
        }
        self.sync_folders(folder)
    }

    /// A rename, and the making of a folder, are durable once the folder that holds the entry is.
    fn sync_folders(&self, deepest: &Path) -> Result<(), BlobError> {
        for folder in deepest.ancestors().take(3) {
            at(folder, File::open(folder).and_then(|f| f.sync_all()))?;
        }
        Ok(())
    }

    /// Two programs that open a new folder at once agree on the one whose file came first.
    fn identity_now(&self) -> Result<String, BlobError> {
        let path = self.folder.join(IDENTITY);
        if !at(&path, path.try_exists())? {
            let mut file = at(&self.folder, tempfile::NamedTempFile::new_in(&self.folder))?;
            at(&self.folder, file.write_all(fresh_identity().as_bytes()))?;
            at(&self.folder, file.as_file().sync_all())?;
            match file.persist_noclobber(&path) {
                Err(e) if e.error.kind() != io::ErrorKind::AlreadyExists => return at(&path, Err(e.error)),
                _ => at(&self.folder, File::open(&self.folder).and_then(|f| f.sync_all()))?,
            }
        }
        Ok(at(&path, fs::read_to_string(&path))?.trim().to_owned())
    }

    fn remove_now(&self, hash: BlobHash) -> Result<bool, BlobError> {
        let path = self.path(hash);
        match fs::remove_file(&path) {
            Ok(()) => {}
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(e) => return at(&path, Err(e)),
        }
        self.sync_folders(path.parent().expect("a blob lies two folders deep"))?;
        Ok(true)
    }
}

impl Store for Disk {
    fn name(&self) -> String {
        self.folder.display().to_string()
    }

    fn identity(&self) -> BoxFuture<'_, Result<String, BlobError>> {
        let this = self.clone();
        Box::pin(off_the_loop(move || this.identity_now()))
    }

    fn write(&self, hash: BlobHash, bytes: Bytes) -> BoxFuture<'_, Result<(), BlobError>> {
        let this = self.clone();
        Box::pin(off_the_loop(move || this.write_now(hash, &bytes)))
    }

    fn read(&self, hash: BlobHash) -> BoxFuture<'_, Result<Option<Bytes>, BlobError>> {
        let path = self.path(hash);
        Box::pin(off_the_loop(move || match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes.into())),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => at(&path, Err(e)),
        }))
    }

    fn holds(&self, hash: BlobHash) -> BoxFuture<'_, Result<bool, BlobError>> {
        let path = self.path(hash);
        Box::pin(off_the_loop(move || at(&path, path.try_exists())))
    }

    fn remove(&self, hash: BlobHash) -> BoxFuture<'_, Result<bool, BlobError>> {
        let this = self.clone();
        Box::pin(off_the_loop(move || this.remove_now(hash)))
    }
}

fn at<T>(path: &Path, result: io::Result<T>) -> Result<T, BlobError> {
    result.map_err(|source| {
        let path = path.display().to_string();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => BlobError::Full { store: path, source },
            _ => BlobError::Io { path, source },
        }
    })
}

/// Disk work runs on the blocking threads.
async fn off_the_loop<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BlobError> + Send + 'static,
) -> Result<T, BlobError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| BlobError::Stopping)?
}
