//! The child's side: limits itself, then reads documents from standard input until it is closed.

use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use road::facts::Facts;
use road::page::{Page, Route};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustix::time::{ClockId, clock_gettime};

use super::{Answer, Outcome, Request, Task, frame, restricted};
use crate::{Limits, ReadError, Reader, Reading};

/// Parsers may recurse deeply on odd files; a stack of this size keeps most of those from ending the process.
const STACK: usize = 64 * 1024 * 1024;

/// Serves documents from standard input to standard output until input ends or a document makes a parser panic.
///
/// The program calls this first thing in `main` when it is started as a worker, before it opens anything: the process
/// then cannot write files, dump its memory, gain rights or use more memory and processor time than allowed.
///
/// # Errors
/// When standard input or output break, or the limits cannot be set.
pub fn serve_stdin() -> io::Result<()> {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(serve)?;
    thread.join().unwrap_or_else(|_| Err(io::Error::other("the reader's own code panicked")))
}

fn serve() -> io::Result<()> {
    confine()?;
    let mut input = io::stdin().lock();
    let mut output = io::stdout().lock();
    let mut reader: Option<(Limits, Reader)> = None;
    loop {
        let most = reader.as_ref().map_or(u64::MAX, |(limits, _)| limits.max_bytes + 1);
        let Some((request, mut blobs)) = frame::read::<Request>(&mut input, most)? else { return Ok(()) };
        let bytes = blobs.pop().unwrap_or_default();
        let Request { task, limits, models } = request;
        restrain(&limits, task)?;
        restricted::to_reading(&models);
        let (_, reader) = match &mut reader {
            Some(kept) if kept.0 == limits => kept,
            other => other.insert((limits.clone(), Reader::new(limits, models))),
        };
        let outcome = catch_unwind(AssertUnwindSafe(|| run(reader, task, &bytes)));
        let panicked = outcome.is_err();
        let outcome = outcome.unwrap_or_else(|panic| Outcome::Failed(blame(panic.as_ref())));
        answer(&mut output, outcome)?;
        if panicked {
            return Ok(());
        }
    }
}

fn run(reader: &Reader, task: Task, bytes: &[u8]) -> Outcome {
    let done = match task {
        Task::Read => reader.read(bytes).map(|reading| Outcome::Reading(Box::new(reading))),
        Task::Render { page, width, turn } => reader.render(bytes, page, width, turn).map(Outcome::Picture),
        Task::Extract { route } => facts(bytes, route).map(|facts| Outcome::Facts(Box::new(facts))),
    };
    done.unwrap_or_else(Outcome::Failed)
}

/// What stands on pages that were read before.
fn facts(pages: &[u8], route: Route) -> Result<Facts, ReadError> {
    let pages: Vec<Page> =
        serde_json::from_slice(pages).map_err(|e| ReadError::worker(format!("kept pages cannot be read ({e})")))?;
    Ok(extract::extract(&pages, route))
}

/// A panic as an error: libraries that cannot have memory or threads say so in their panic.
fn blame(panic: &(dyn Any + Send)) -> ReadError {
    let words = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or_default();
    if ["AllocError", "allocation", "spawn thread"].iter().any(|sign| words.contains(sign)) {
        return ReadError::OutOfMemory;
    }
    ReadError::Hostile { what: "it makes the reader stumble".into() }
}

fn answer(output: &mut impl io::Write, outcome: Outcome) -> io::Result<()> {
    let xml = if let Outcome::Reading(reading) = &outcome { reading.xml.clone() } else { None };
    let mut blobs: Vec<&[u8]> = xml.iter().map(Vec::as_slice).collect();
    let files: Vec<Vec<u8>> = match &outcome {
        Outcome::Reading(reading) => files(reading),
        Outcome::Picture(picture) => vec![picture.bytes.clone()],
        Outcome::Facts(_) | Outcome::Failed(_) => Vec::new(),
    };
    blobs.extend(files.iter().map(Vec::as_slice));
    frame::write(output, &Answer { outcome, has_xml: xml.is_some(), resident: resident() }, &blobs)
}

fn files(reading: &Reading) -> Vec<Vec<u8>> {
    reading.attachments.iter().map(|a| a.bytes.clone()).collect()
}

/// What this process gives up for good.
fn confine() -> io::Result<()> {
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    setrlimit(Resource::Core, none)?;
    setrlimit(Resource::Fsize, none)?;
    setrlimit(Resource::Nofile, Rlimit { current: Some(64), maximum: Some(64) })?;
    rustix::thread::set_no_new_privs(true)?;
    restricted::from_system_calls();
    Ok(())
}

/// Memory for good; processor time for this document on top of what is spent already, times the cores it may use.
fn restrain(limits: &Limits, task: Task) -> io::Result<()> {
    if getrlimit(Resource::As).maximum.is_none() {
        let text = limits.max_text_memory_bytes.min(limits.max_memory_bytes);
        setrlimit(Resource::As, Rlimit { current: Some(text), maximum: Some(limits.max_memory_bytes) })?;
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let spent = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
    let current = Some(spent + task.seconds(limits) * cores + 2);
    setrlimit(Resource::Cpu, Rlimit { current, maximum: getrlimit(Resource::Cpu).maximum })?;
    Ok(())
}

/// The text models and the pictures need more than text does. Nothing happens in a process without limits.
pub(crate) fn allow_memory_for_pictures() {
    let memory = getrlimit(Resource::As);
    if memory.maximum.is_some() {
        // A refusal leaves the lower limit, under which the picture fails with an error of its own.
        let _ = setrlimit(Resource::As, Rlimit { current: memory.maximum, maximum: memory.maximum });
    }
}

/// Resident memory in bytes, 0 where the system does not tell.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes: u64 = line.and_then(|l| l.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0);
    kilobytes * 1024
}
