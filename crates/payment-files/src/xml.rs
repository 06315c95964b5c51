//! Elements written one after another, indented by two blanks.

use quick_xml::escape::partial_escape;

/// A document that grows.
pub(crate) struct Xml {
    text: String,
    depth: usize,
}

impl Xml {
    pub fn new() -> Self {
        Self { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), depth: 0 }
    }

    /// An element with elements inside; `head` is its name, and its attributes where it has some.
    pub fn element(&mut self, head: &str, inside: impl FnOnce(&mut Self)) {
        self.indent();
        self.text.push_str(&format!("<{head}>\n"));
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        self.indent();
        let name = head.split(' ').next().unwrap_or(head);
        self.text.push_str(&format!("</{name}>\n"));
    }

    /// An element with text inside.
    pub fn leaf(&mut self, head: &str, text: &str) {
        self.indent();
        let name = head.split(' ').next().unwrap_or(head);
        self.text.push_str(&format!("<{head}>{}</{name}>\n", partial_escape(text)));
    }

    /// An element with text inside, unless there is none.
    pub fn some(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.leaf(name, text);
        }
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }

    fn indent(&mut self) {
        self.text.extend(std::iter::repeat_n("  ", self.depth));
    }
}
