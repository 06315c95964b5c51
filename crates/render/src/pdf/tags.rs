//! The structure of a paper, for those who hear it and for programs that read it.

use std::num::{NonZeroU16, NonZeroU32};

use krilla::tagging::{Identifier, Node as TagNode, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

use crate::sheet::{Child, Node, Role};

/// The tree below the first node. `found` holds the pieces of content of each page, at the mark they begin with.
pub(crate) fn tree(nodes: &[Node], found: &[Vec<Option<Identifier>>]) -> TagTree {
    let mut tree = TagTree::new();
    if let Some(paper) = nodes.first() {
        tree.push(group(paper, nodes, found));
    }
    tree
}

fn group(node: &Node, nodes: &[Node], found: &[Vec<Option<Identifier>>]) -> TagGroup {
    let child = |child: &Child| match child {
        Child::Node(at) => nodes.get(*at).map(|node| TagNode::Group(group(node, nodes, found))),
        Child::Mark(page, at) => found.get(*page)?.get(*at)?.map(TagNode::Leaf),
    };
    TagGroup::with_children(kind(&node.role), node.children.iter().filter_map(child).collect())
}

fn kind(role: &Role) -> TagKind {
    let level = |level: u16| NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
    match role {
        Role::Section => Tag::Part.into(),
        Role::Title(title) => Tag::Hn(level(1), Some(title.clone())).into(),
        Role::Heading(title) => Tag::Hn(level(2), Some(title.clone())).into(),
        Role::Paragraph => Tag::P.into(),
        Role::Table => Tag::Table.into(),
        Role::Row => Tag::TR.into(),
        Role::HeadCell => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell(span) => {
            let span = u32::try_from(*span).ok().and_then(NonZeroU32::new).filter(|span| span.get() > 1);
            Tag::TD.with_col_span(span).into()
        }
        Role::Figure(says) => Tag::Figure(Some(says.clone())).into(),
    }
}
