//! All phrases of all languages in one trie of folded letters.

use std::sync::LazyLock;

use super::{Concept, LANGUAGES};
use crate::text::fold;

#[derive(Default)]
pub(super) struct Node {
    pub(super) next: Vec<(u8, u32)>,
    pub(super) ends: Vec<(Concept, u16)>,
}

pub(super) struct Trie {
    pub(super) nodes: Vec<Node>,
}

pub(super) static TRIE: LazyLock<Trie> = LazyLock::new(Trie::of_all_languages);

impl Trie {
    fn of_all_languages() -> Self {
        let mut trie = Self { nodes: vec![Node::default()] };
        for (bit, language) in LANGUAGES.iter().enumerate() {
            for (concept, phrases) in language.labels {
                for phrase in phrases.split('|') {
                    trie.add_expanded(phrase, *concept, 1 << bit, language.numbers);
                }
            }
        }
        trie
    }

    fn add_expanded(&mut self, phrase: &str, concept: Concept, language: u16, numbers: &str) {
        if phrase.contains('~') {
            for number in numbers.split('|') {
                self.add(&phrase.replace('~', number), concept, language);
            }
        } else {
            self.add(phrase, concept, language);
        }
    }

    fn add(&mut self, phrase: &str, concept: Concept, language: u16) {
        let mut at = 0;
        for byte in fold(phrase).bytes().filter(|b| b.is_ascii_alphanumeric() || *b == b'#') {
            at = match self.step(at, byte) {
                Some(next) => next,
                None => {
                    let next = self.nodes.len();
                    self.nodes.push(Node::default());
                    self.nodes[at].next.push((byte, u32::try_from(next).unwrap_or(u32::MAX)));
                    next
                }
            };
        }
        match self.nodes[at].ends.iter_mut().find(|(c, _)| *c == concept) {
            Some((_, languages)) => *languages |= language,
            None => self.nodes[at].ends.push((concept, language)),
        }
    }

    pub(super) fn step(&self, at: usize, byte: u8) -> Option<usize> {
        self.nodes[at].next.iter().find(|(b, _)| *b == byte).map(|(_, n)| *n as usize)
    }
}
