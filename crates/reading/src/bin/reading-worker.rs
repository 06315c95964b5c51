//! The reader's process as a program of its own, for tests and for use without the rest: see `reading::worker`.

fn main() -> std::io::Result<()> {
    reading::worker::serve_stdin()
}
