use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Event, Metadata, Subscriber};

/// The beginnings of the statements that sqlx reports on this thread, for statement budgets.
pub struct Statements {
    heard: Arc<Mutex<Vec<String>>>,
    _guard: DefaultGuard,
}

impl Statements {
    /// Listens until it is dropped or asked.
    pub fn listen() -> Self {
        let heard = Arc::default();
        let guard = tracing::subscriber::set_default(Ear(Arc::clone(&heard)));
        Self { heard, _guard: guard }
    }

    /// What was heard. A rollback is left out: it may be of a connection that came back to the pool before.
    pub fn heard(self) -> Vec<String> {
        let mut heard = self.heard.lock().expect("nobody failed while he listened").clone();
        heard.retain(|statement| !statement.ends_with("rollback"));
        heard
    }
}

struct Ear(Arc<Mutex<Vec<String>>>);

struct Summary(String);

impl Visit for Summary {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "summary" {
            value.clone_into(&mut self.0);
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

impl Subscriber for Ear {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn event(&self, event: &Event<'_>) {
        let mut summary = Summary(String::new());
        event.record(&mut summary);
        self.0.lock().expect("nobody failed while he listened").push(summary.0);
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}
