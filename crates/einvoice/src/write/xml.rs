//! Elements to be written: a small tree in which nothing is empty, and its bytes.

use money::Amount;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use rust_decimal::Decimal;

/// An element with attributes and either a text or elements inside.
#[derive(Debug, Clone)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    text: String,
    children: Vec<Element>,
}

/// An element with nothing inside yet.
pub(super) fn group(name: &'static str) -> Element {
    Element { name, attributes: Vec::new(), text: String::new(), children: Vec::new() }
}

/// An element around a text, which may be missing.
pub(super) fn leaf<'a>(name: &'static str, text: impl Into<Option<&'a str>>) -> Element {
    let text = text.into().map(str::trim).unwrap_or_default();
    Element { text: text.chars().filter(|c| is_allowed(*c)).collect(), ..group(name) }
}

impl Element {
    /// Puts an attribute on it.
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let value = value.into().chars().filter(|c| is_allowed(*c)).collect();
        self.attributes.push((name, value));
        self
    }

    /// Puts an attribute on it, if there is one.
    pub fn maybe(self, name: &'static str, value: Option<&str>) -> Self {
        match value.map(str::trim).filter(|value| !value.is_empty()) {
            Some(value) => self.attribute(name, value),
            None => self,
        }
    }

    /// Puts an element inside, unless that is empty: no format wants empty elements (PEPPOL-EN16931-R008).
    pub fn with(mut self, child: Element) -> Self {
        if !child.is_empty() {
            self.children.push(child);
        }
        self
    }

    /// Puts an element inside, if there is one and it is not empty.
    pub fn option(self, child: Option<Element>) -> Self {
        self.all(child)
    }

    /// Puts elements inside, those that are not empty.
    pub fn all(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.children.extend(children.into_iter().filter(|child| !child.is_empty()));
        self
    }

    /// Puts an element inside that the schema demands even if it is empty.
    pub fn required(mut self, child: Element) -> Self {
        self.children.push(child);
        self
    }

    /// Ends the text with a line break, which a few fields are to end with.
    pub fn ending_in_line_break(mut self) -> Self {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self
    }

    /// Visits every text with the names of the elements that lead to it, in document order.
    pub fn walk<'a>(&'a self, path: &mut Vec<&'static str>, visit: &mut impl FnMut(&[&'static str], &'a str)) {
        path.push(self.name);
        if !self.text.is_empty() {
            visit(path, &self.text);
        }
        self.children.iter().for_each(|child| child.walk(path, visit));
        path.pop();
    }

    fn is_empty(&self) -> bool {
        self.text.is_empty() && self.children.is_empty()
    }
}

/// Whether XML 1.0 can hold a character; of the control characters it has only tab and line break. A carriage return
/// would come back as a line break, which mostly stands behind it anyway.
fn is_allowed(c: char) -> bool {
    match c {
        '\t' | '\n' => true,
        c => !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}'),
    }
}

/// An amount with two decimals at most.
pub(super) fn money(amount: Amount) -> String {
    let mut decimal = amount.to_decimal();
    if decimal.scale() > 2 {
        decimal = decimal.round_dp(2);
    }
    decimal.to_string()
}

/// A quantity, price or percentage without zeros at its end.
pub(super) fn number(decimal: Decimal) -> String {
    decimal.normalize().to_string()
}

/// The bytes of a document: UTF-8, an element a line, the same for the same tree.
pub(super) fn bytes(root: &Element) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    let declaration = Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None));
    // Writing into memory has no errors of its own.
    let _ = writer.write_event(declaration).and_then(|()| write(&mut writer, root));
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    bytes
}

fn write(writer: &mut Writer<Vec<u8>>, element: &Element) -> std::io::Result<()> {
    let attributes = element.attributes.iter().map(|(name, value)| (*name, value.as_str()));
    let start = writer.create_element(element.name).with_attributes(attributes);
    if element.children.is_empty() && element.text.is_empty() {
        start.write_empty()?;
    } else if element.children.is_empty() {
        start.write_text_content(BytesText::new(&element.text))?;
    } else {
        start.write_inner_content(|writer| element.children.iter().try_for_each(|child| write(writer, child)))?;
    }
    Ok(())
}
