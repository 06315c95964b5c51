//! The parent's side: starts children, passes documents to them, and turns whatever happens to them into clear errors.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use road::facts::Facts;
use road::page::Route;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use uuid::Uuid;

use super::places::Places;
use super::{Answer, GROWN, Outcome, Request, SERVED_MOST, Task, frame};
use crate::{Limits, PageImage, ReadError, Reading};

/// Reads documents in child processes. Cheap to clone; clones share the children.
#[derive(Clone)]
pub struct Worker {
    shared: Arc<Shared>,
    /// Whose share of the places is used.
    organisation: Uuid,
}

struct Shared {
    program: PathBuf,
    args: Vec<OsString>,
    limits: Limits,
    models: PathBuf,
    /// Children at work at the same time.
    places: Places,
    idle: Mutex<Vec<Process>>,
}

struct Process {
    child: Child,
    input: ChildStdin,
    output: ChildStdout,
    served: u32,
}

/// Why an exchange with a child did not come to an answer.
enum Broken {
    /// The child was gone before it took the document: another one may do better.
    Gone,
    /// The child ended, or answered nonsense.
    Ended,
    /// The time was up.
    Late,
}

impl Worker {
    /// A worker whose children run `program` with `args`, which must lead to [`super::serve_stdin`]. `models` is the
    /// folder with the text models, `processes` the number of documents read at the same time.
    pub fn new(program: PathBuf, args: Vec<OsString>, limits: Limits, models: PathBuf, processes: usize) -> Self {
        let places = Places::new(processes.max(1));
        let idle = Mutex::new(Vec::new());
        let shared = Arc::new(Shared { program, args, limits, models, places, idle });
        Self { shared, organisation: Uuid::nil() }
    }

    /// The same worker, asked by an organisation: when more is asked than there are places, each organisation gets an
    /// equal share of them.
    pub fn for_organisation(&self, organisation: Uuid) -> Self {
        Self { shared: Arc::clone(&self.shared), organisation }
    }

    /// Reads a document.
    ///
    /// # Errors
    /// What the reader says about the document, or what happened to its process.
    pub async fn read(&self, bytes: Bytes) -> Result<Reading, ReadError> {
        match self.ask(Task::Read, &bytes).await? {
            (Outcome::Reading(mut reading), has_xml, mut blobs) => {
                let files = if has_xml && !blobs.is_empty() { blobs.split_off(1) } else { std::mem::take(&mut blobs) };
                reading.xml = blobs.pop();
                for (attachment, bytes) in reading.attachments.iter_mut().zip(files) {
                    attachment.bytes = bytes;
                }
                Ok(*reading)
            }
            _ => Err(ReadError::worker("its process answered another question")),
        }
    }

    /// Draws page `page` (from 1) about `width` pixels wide, turned by `turn` quarters as the reading says.
    ///
    /// # Errors
    /// As for [`Self::read`].
    pub async fn render(&self, bytes: Bytes, page: u32, width: u32, turn: u8) -> Result<PageImage, ReadError> {
        match self.ask(Task::Render { page, width, turn }, &bytes).await? {
            (Outcome::Picture(mut picture), _, mut blobs) => {
                picture.bytes = blobs.pop().unwrap_or_default();
                Ok(picture)
            }
            _ => Err(ReadError::worker("its process answered another question")),
        }
    }

    /// Finds the facts on pages that were read by a route; `pages` is their JSON form, which is not parsed here.
    ///
    /// # Errors
    /// What happened to the process; [`ReadError::TimedOut`] when the pages are more than it can look through.
    pub async fn extract(&self, pages: Bytes, route: Route) -> Result<Facts, ReadError> {
        match self.ask(Task::Extract { route }, &pages).await? {
            (Outcome::Facts(facts), ..) => Ok(*facts),
            _ => Err(ReadError::worker("its process answered another question")),
        }
    }

    async fn ask(&self, task: Task, bytes: &Bytes) -> Result<(Outcome, bool, Vec<Vec<u8>>), ReadError> {
        let shared = &self.shared;
        shared.limits.check_bytes(bytes)?;
        let _place = shared.places.take(self.organisation).await;
        let mut fresh = false;
        loop {
            let mut process = match shared.take_idle().filter(|_| !fresh) {
                Some(process) => process,
                None => {
                    fresh = true;
                    shared.start().map_err(|e| ReadError::worker(format!("its process does not start ({e})")))?
                }
            };
            match shared.exchange(&mut process, task, bytes).await {
                Ok((answer, blobs)) => {
                    process.served += 1;
                    let spent = process.served >= SERVED_MOST || answer.resident > GROWN;
                    if !spent && !matches!(answer.outcome, Outcome::Failed(ReadError::Hostile { .. })) {
                        shared.keep(process);
                    }
                    return match answer.outcome {
                        Outcome::Failed(error) => Err(error),
                        outcome => Ok((outcome, answer.has_xml, blobs)),
                    };
                }
                Err(Broken::Gone) if !fresh => fresh = true,
                Err(broken) => return Err(shared.explain(process, broken, task).await),
            }
        }
    }
}

impl Shared {
    fn start(&self) -> io::Result<Process> {
        let mut child = Command::new(&self.program)
            .args(&self.args)
            .env_clear()
            // Each arena reserves address space, which is limited.
            .env("MALLOC_ARENA_MAX", "2")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("no pipes"));
        };
        Ok(Process { child, input, output, served: 0 })
    }

    fn take_idle(&self) -> Option<Process> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn keep(&self, process: Process) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(process);
    }

    /// One question, one answer, within the time.
    async fn exchange(
        &self,
        process: &mut Process,
        task: Task,
        bytes: &Bytes,
    ) -> Result<(Answer, Vec<Vec<u8>>), Broken> {
        let request = Request { task, limits: self.limits.clone(), models: self.models.clone() };
        let time = Duration::from_secs(task.seconds(&self.limits));
        let done = tokio::time::timeout(time, async {
            let head = frame::head(&request, &[bytes]).map_err(|_| Broken::Ended)?;
            send(&mut process.input, &head, bytes).await.map_err(|_| Broken::Gone)?;
            receive(&mut process.output).await.map_err(|_| Broken::Ended)
        });
        done.await.unwrap_or(Err(Broken::Late))
    }

    /// What became of a child, in words about the document.
    async fn explain(&self, mut process: Process, broken: Broken, task: Task) -> ReadError {
        let seconds = task.seconds(&self.limits);
        if matches!(broken, Broken::Late) {
            // Dropping the process kills it.
            return ReadError::TimedOut { seconds };
        }
        drop(process.input);
        let mut words = Vec::new();
        let ended = tokio::time::timeout(Duration::from_secs(5), async {
            if let Some(errors) = process.child.stderr.take() {
                // What a child says before it dies fits into the pipe.
                let _ = errors.take(64 * 1024).read_to_end(&mut words).await;
            }
            process.child.wait().await
        });
        let status = ended.await.ok().and_then(Result::ok);
        let words = String::from_utf8_lossy(&words);
        tracing::warn!(?status, said = %on_one_line(&words), "a reading process ended early");
        verdict(status, &words, seconds)
    }
}

/// The last of what a child said, fit for a line of a log: a document may have put words into its mouth.
fn on_one_line(words: &str) -> String {
    const MOST: usize = 300;
    let plain = |c: char| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c };
    let words: String = words.trim().chars().map(plain).collect();
    let skipped = words.chars().count().saturating_sub(MOST);
    words.chars().skip(skipped).collect()
}

/// An early end as an error: a signal or an abort was the document's doing, an orderly exit the installation's.
fn verdict(status: Option<ExitStatus>, words: &str, seconds: u64) -> ReadError {
    use std::os::unix::process::ExitStatusExt;
    // Hang-up, interrupt, quit, kill, terminate: no fault in a program raises these.
    const FROM_OUTSIDE: [i32; 5] = [1, 2, 3, 9, 15];
    const SIGXCPU: i32 = 24;
    if words.contains("memory allocation") || words.contains("out of memory") || words.contains("Cannot allocate") {
        return ReadError::OutOfMemory;
    }
    match status.and_then(|s| s.signal()) {
        Some(SIGXCPU) => ReadError::TimedOut { seconds },
        // Its own memory is limited before the system's runs out: whoever killed it, the next attempt may go well.
        Some(signal) if FROM_OUTSIDE.contains(&signal) => {
            ReadError::worker("its process was killed from outside, perhaps because memory ran short")
        }
        Some(_) => ReadError::Hostile { what: "it brings the reader down".into() },
        None => match on_one_line(words.trim().lines().last().unwrap_or_default()) {
            words if words.is_empty() => ReadError::worker("its process ended without an answer"),
            words => ReadError::worker(words),
        },
    }
}

async fn send(input: &mut ChildStdin, head: &[u8], bytes: &Bytes) -> io::Result<()> {
    input.write_all(head).await?;
    input.write_all(&(bytes.len() as u64).to_be_bytes()).await?;
    input.write_all(bytes).await?;
    input.flush().await
}

/// Reads the answer as it comes; the child is trusted no more than the document it read.
async fn receive(output: &mut ChildStdout) -> io::Result<(Answer, Vec<Vec<u8>>)> {
    const ANSWER_MOST: u64 = 192 * 1024 * 1024;
    let mut left = ANSWER_MOST;
    let length = u64::from(output.read_u32().await?);
    let answer = serde_json::from_slice(&exactly(output, length, &mut left).await?)?;
    let mut blobs = Vec::new();
    for _ in 0..output.read_u32().await? {
        let length = output.read_u64().await?;
        blobs.push(exactly(output, length, &mut left).await?);
    }
    Ok((answer, blobs))
}

async fn exactly(output: &mut ChildStdout, length: u64, left: &mut u64) -> io::Result<Vec<u8>> {
    *left = left.checked_sub(length.saturating_add(8)).ok_or_else(|| io::Error::other("the answer is too long"))?;
    let mut bytes = Vec::new();
    output.take(length).read_to_end(&mut bytes).await?;
    if bytes.len() as u64 != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(bytes)
}
