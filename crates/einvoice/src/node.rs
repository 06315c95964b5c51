//! A document as a small tree of elements, read by a streaming parser under hard limits.
//!
//! INVARIANT: reading a hostile file costs no more than the limits below: a DOCTYPE is refused before anything in it is
//! looked at, so no entity is ever expanded; depth, elements, attributes and text are capped while they are read.

use std::rc::Rc;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use crate::EinvoiceError;

/// Deepest nesting; real invoices stay below 15.
pub(crate) const MAX_DEPTH: usize = 64;
/// Most elements of one document; ten thousand lines need about four hundred thousand.
pub(crate) const MAX_ELEMENTS: usize = 600_000;
/// Most attributes of one element, namespace declarations included.
pub(crate) const MAX_ATTRIBUTES: usize = 64;
/// Most different namespaces of one document.
pub(crate) const MAX_NAMESPACES: usize = 64;
/// Longest text of one element in bytes; attached files are not kept and not counted.
pub(crate) const MAX_TEXT: usize = 1 << 20;

/// Elements whose text is an attached file in Base64: it is skipped, nothing here reads it, and [`ATTACHED`] is kept
/// instead.
const ATTACHMENTS: [&str; 4] =
    ["EmbeddedDocumentBinaryObject", "AttachmentBinaryObject", "IncludedBinaryObject", "Attachment"];

/// Stands for the text of an attached file: there is one.
const ATTACHED: &str = "…";

/// An element: names are local names; the text of an element without elements inside is kept with the space around it.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    name: Box<str>,
    namespace: Rc<str>,
    attributes: Vec<(Box<str>, Box<str>)>,
    text: String,
    children: Vec<Node>,
}

impl Node {
    /// The local name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The namespace, empty when there is none.
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// The trimmed text directly inside.
    pub fn text(&self) -> &str {
        self.text.trim()
    }

    /// The text with the space around it, which a few rules look at.
    pub fn raw(&self) -> &str {
        &self.text
    }

    /// The value of an attribute by its local name.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| &**key == name).map(|(_, value)| &**value)
    }

    /// All elements directly inside.
    pub fn elements(&self) -> &[Node] {
        &self.children
    }

    /// The elements of that name directly inside.
    pub fn children<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a Node> + use<'a, 'n> {
        self.children.iter().filter(move |child| &*child.name == name)
    }

    /// The first element at a path of local names such as `PaymentTerms/Note`, in document order.
    pub fn at(&self, path: &str) -> Option<&Node> {
        match path.split_once('/') {
            None => self.children.iter().find(|child| &*child.name == path),
            Some((first, rest)) => {
                self.children.iter().filter(|child| &*child.name == first).find_map(|child| child.at(rest))
            }
        }
    }

    /// Every element at a path of local names, in document order.
    pub fn all(&self, path: &str) -> Vec<&Node> {
        let mut found = vec![self];
        for name in path.split('/') {
            found = found.into_iter().flat_map(|node| node.children(name)).collect();
        }
        found
    }

    /// The non-empty text of the first element at a path.
    pub fn text_at(&self, path: &str) -> Option<&str> {
        self.at(path).map(Node::text).filter(|text| !text.is_empty())
    }

    /// This element and all below it, in document order.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Node)) {
        visit(self);
        for child in &self.children {
            child.walk(visit);
        }
    }
}

/// Reads a whole document.
pub(crate) fn read(text: &str) -> Result<Node, EinvoiceError> {
    let mut reader = NsReader::from_str(text.trim_start());
    let mut tree = Tree::default();
    loop {
        let position = reader.buffer_position();
        let broken = |reason: String| EinvoiceError::NotWellFormed { position, reason };
        match reader.read_event().map_err(|e| broken(e.to_string()))? {
            Event::Start(start) => {
                let namespace = tree.namespace(reader.resolver().resolve_element(start.name()).0)?;
                tree.open(&start, namespace, position)?;
            }
            Event::Empty(start) => {
                let namespace = tree.namespace(reader.resolver().resolve_element(start.name()).0)?;
                tree.open(&start, namespace, position)?;
                tree.close();
            }
            Event::End(_) => tree.close(),
            Event::Text(text) => tree.append(&text.xml10_content(), position)?,
            Event::CData(text) => tree.append(&text.xml10_content(), position)?,
            Event::GeneralRef(reference) => tree.append(&character(&reference, position)?, position)?,
            Event::DocType(_) => return Err(EinvoiceError::Doctype),
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
            Event::Eof => return tree.finish(position),
        }
    }
}

/// The character of `&#…;` or of one of the five predefined entities.
fn character(reference: &BytesRef<'_>, position: u64) -> Result<String, EinvoiceError> {
    let broken = |reason: String| EinvoiceError::NotWellFormed { position, reason };
    match reference.resolve_char_ref().map_err(|e| broken(e.to_string()))? {
        Some(c) if c >= ' ' || matches!(c, '\t' | '\n' | '\r') => Ok(c.to_string()),
        Some(c) => Err(broken(format!("the character {:#x} is not allowed", u32::from(c)))),
        None => resolve_xml_entity(reference)
            .map(str::to_owned)
            .ok_or_else(|| broken(format!("the entity `&{};` is not defined", &**reference))),
    }
}

/// The tree under construction: finished root, open elements from the outside in, and how much was read.
#[derive(Default)]
struct Tree {
    root: Option<Node>,
    open: Vec<Node>,
    elements: usize,
    namespaces: Vec<Rc<str>>,
}

impl Tree {
    /// The shared text of a namespace.
    fn namespace(&mut self, resolved: ResolveResult<'_>) -> Result<Rc<str>, EinvoiceError> {
        let name = match &resolved {
            ResolveResult::Bound(namespace) => namespace.as_ref(),
            ResolveResult::Unbound | ResolveResult::Unknown(_) => "",
        };
        if let Some(known) = self.namespaces.iter().find(|known| &***known == name) {
            return Ok(known.clone());
        }
        if self.namespaces.len() >= MAX_NAMESPACES {
            return Err(EinvoiceError::TooMany { what: "namespaces", limit: MAX_NAMESPACES });
        }
        let new: Rc<str> = name.into();
        self.namespaces.push(new.clone());
        Ok(new)
    }

    fn open(&mut self, start: &BytesStart<'_>, namespace: Rc<str>, position: u64) -> Result<(), EinvoiceError> {
        let broken = |reason: String| EinvoiceError::NotWellFormed { position, reason };
        if self.root.is_some() && self.open.is_empty() {
            return Err(broken("there is more than one root element".to_owned()));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(EinvoiceError::TooDeep { limit: MAX_DEPTH });
        }
        self.elements += 1;
        if self.elements > MAX_ELEMENTS {
            return Err(EinvoiceError::TooMany { what: "elements", limit: MAX_ELEMENTS });
        }
        let mut attributes = Vec::new();
        for (count, attribute) in start.attributes().enumerate() {
            if count >= MAX_ATTRIBUTES {
                return Err(EinvoiceError::TooMany { what: "attributes in one element", limit: MAX_ATTRIBUTES });
            }
            let attribute = attribute.map_err(|e| broken(e.to_string()))?;
            if attribute.key.as_namespace_binding().is_none() {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|e| broken(e.to_string()))?;
                attributes.push((attribute.key.local_name().as_ref().into(), value.trim().into()));
            }
        }
        let name = start.local_name().as_ref().into();
        self.open.push(Node { name, namespace, attributes, text: String::new(), children: Vec::new() });
        Ok(())
    }

    fn close(&mut self) {
        let Some(mut node) = self.open.pop() else { return };
        // Between elements there is mostly nothing but line breaks and indentation.
        let trimmed = node.text.trim();
        if !node.children.is_empty() && trimmed.len() < node.text.len() {
            node.text = trimmed.to_owned();
        }
        match self.open.last_mut() {
            Some(parent) => parent.children.push(node),
            None => self.root = Some(node),
        }
    }

    fn append(&mut self, text: &str, position: u64) -> Result<(), EinvoiceError> {
        let Some(node) = self.open.last_mut() else {
            return if text.trim().is_empty() {
                Ok(())
            } else {
                Err(EinvoiceError::NotWellFormed {
                    position,
                    reason: "there is text outside the root element".to_owned(),
                })
            };
        };
        if ATTACHMENTS.contains(&&*node.name) {
            if node.text.is_empty() && !text.trim().is_empty() {
                node.text.push_str(ATTACHED);
            }
            return Ok(());
        }
        if node.text.len() + text.len() > MAX_TEXT {
            return Err(EinvoiceError::TooMany { what: "bytes of text in one element", limit: MAX_TEXT });
        }
        node.text.push_str(text);
        Ok(())
    }

    fn finish(self, position: u64) -> Result<Node, EinvoiceError> {
        let broken = |reason: String| EinvoiceError::NotWellFormed { position, reason };
        if let Some(unclosed) = self.open.last() {
            return Err(broken(format!("the file ends inside <{}>", unclosed.name)));
        }
        self.root.ok_or_else(|| broken("there is no element".to_owned()))
    }
}
