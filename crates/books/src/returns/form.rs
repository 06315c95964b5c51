use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Filing, Formula};
use crate::TaxCode;
use crate::tax::Supply;

/// The form of a return in one of its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnForm {
    /// Whose, ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// What the authority calls it: `UStVA`, `VAT100`, `303`.
    pub key: &'static str,
    /// Its name in the country's language.
    pub title: &'static str,
    /// Its name in English.
    pub english: &'static str,
    /// First day of the periods it is for.
    pub from: Date,
    /// Last day; without end when absent.
    pub to: Option<Date>,
    /// For which periods and until when it is filed.
    pub filings: Vec<Filing>,
    /// Its boxes in their order.
    pub boxes: Vec<FormBox>,
    /// Which tax codes go to which boxes.
    pub codes: Vec<CodeBoxes>,
    /// The boxes with a formula, each behind those it is made of.
    pub(super) computed: Vec<usize>,
}

/// A box of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormBox {
    /// Its number on the form; where one number has a net amount and a tax, the tax has a letter more.
    pub id: &'static str,
    /// What it holds.
    pub kind: BoxKind,
    /// How it is rounded.
    pub rounding: BoxRounding,
    /// What it holds, in words of ours in English.
    pub english: &'static str,
    /// The same in the country's language; as the English where that is the language.
    pub local: &'static str,
    /// What it is computed from.
    pub formula: Option<Formula>,
}

/// What a box holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum BoxKind {
    /// Net amounts.
    Base,
    /// Tax owed. With a formula the form computes it from boxes of net amounts; what the books owe stays beside it.
    Owed,
    /// Tax deducted. With a formula as [`Self::Owed`].
    Deducted,
    /// Amounts with their tax.
    Gross,
    /// Something that another box holds too, shown for information.
    Note,
    /// A sum or difference of boxes.
    Total,
    /// A difference of boxes where it is above zero, else nothing.
    Excess,
    /// What a person enters: no line of the books tells it.
    Entry,
}

/// How the figure of a box is rounded on the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum BoxRounding {
    /// To the minor unit.
    Cent,
    /// To whole units, what is behind the point cut off.
    Down,
    /// To the nearest whole unit, the half away from zero.
    Unit,
    /// To whole units in favour of who files: what is deducted up, all else down.
    Favour,
}

/// Where the other side of a supply is established.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Partner {
    /// In the same country.
    Home,
    /// In another member state of the EU.
    Eu,
    /// Elsewhere.
    Abroad,
}

/// What something bought is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Usage {
    /// Goods to be sold again, and material.
    Stock,
    /// Any other cost.
    Overhead,
    /// A fixed asset.
    Capital,
}

/// What may decide the box beside the tax code; what is not known is left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Circumstances {
    /// Where the other side is established.
    pub partner: Option<Partner>,
    /// Goods or services.
    pub supply: Option<Supply>,
    /// What it is bought for.
    pub usage: Option<Usage>,
    /// Whether it is a credit note: its amounts are below zero.
    pub credit: bool,
}

/// A box an amount is added to, or taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoxRef {
    /// The box, by its place in the form.
    pub index: usize,
    /// With the other sign.
    pub negative: bool,
}

/// Where the amounts of a tax code go under some circumstances.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeBoxes {
    /// The tax code.
    pub code: String,
    /// The one version of it that this is for; any when absent.
    pub version: Option<i32>,
    /// All that is said here must be so.
    pub when: Circumstances,
    /// Whether the form is known to take it there; of what is not known no box is told.
    pub known: bool,
    /// The boxes of the net amount.
    pub base: Vec<BoxRef>,
    /// The boxes of the tax: owed on sales, deducted on purchases, owed where the buyer owes it himself.
    pub tax: Vec<BoxRef>,
    /// The boxes of the tax deducted where the buyer owes it himself.
    pub deducted: Vec<BoxRef>,
}

impl Circumstances {
    /// How much is said.
    pub(super) fn count(self) -> usize {
        usize::from(self.partner.is_some())
            + usize::from(self.supply.is_some())
            + usize::from(self.usage.is_some())
            + usize::from(self.credit)
    }

    /// Whether all that is said here is so under `found`.
    fn hold(self, found: Self) -> bool {
        (self.partner.is_none() || self.partner == found.partner)
            && (self.supply.is_none() || self.supply == found.supply)
            && (self.usage.is_none() || self.usage == found.usage)
            && (!self.credit || found.credit)
    }
}

impl ReturnForm {
    /// The box of that number.
    pub fn find(&self, id: &str) -> Option<&FormBox> {
        self.boxes.iter().find(|b| b.id == id)
    }

    /// Where a code's amounts go: the row that says most of what is so, of two that say as much the earlier one; none
    /// where the form does not tell.
    pub fn boxes_of(&self, code: &str, version: i32, found: Circumstances) -> Option<&CodeBoxes> {
        let fits =
            |row: &&CodeBoxes| row.code == code && row.version.is_none_or(|v| v == version) && row.when.hold(found);
        // `max_by_key` takes the last of equals
        self.codes.iter().rev().filter(fits).max_by_key(|row| row.when.count()).filter(|row| row.known)
    }

    /// A formula in the numbers of the boxes, as it stands in the text of the country: `81.t + 86.t - 66`.
    pub fn words_of(&self, formula: &Formula) -> String {
        let mut words = String::new();
        for (n, term) in formula.terms.iter().enumerate() {
            words.push_str(match (n, term.times < 0) {
                (0, false) => "",
                (0, true) => "- ",
                (_, false) => " + ",
                (_, true) => " - ",
            });
            words.push_str(self.boxes[term.index].id);
            if (term.times.abs(), term.parts) != (1, 1) {
                words.push_str(&format!(" * {}/{}", term.times.abs(), term.parts));
            }
        }
        words
    }

    /// With the codes of a business that the form does not know, which name their boxes themselves; boxes the form does
    /// not have are passed over.
    pub fn with_codes(&self, codes: &[TaxCode]) -> Self {
        let mut form = self.clone();
        for code in codes.iter().filter(|c| !self.codes.iter().any(|row| row.code == c.code)) {
            let refs = |boxes: &Option<String>| self.refs(boxes.as_deref().unwrap_or_default());
            let (base, tax, deducted) = (refs(&code.box_base), refs(&code.box_tax), refs(&code.box_deducted));
            if !(base.is_empty() && tax.is_empty() && deducted.is_empty()) {
                let (code, version, when) = (code.code.clone(), Some(code.version), Circumstances::default());
                form.codes.push(CodeBoxes { code, version, when, known: true, base, tax, deducted });
            }
        }
        form
    }

    fn refs(&self, text: &str) -> Vec<BoxRef> {
        let index = |id: &str| self.boxes.iter().position(|b| b.id == id);
        text.split(' ')
            .filter_map(|word| match word.strip_prefix('-') {
                Some(id) => index(id).map(|index| BoxRef { index, negative: true }),
                None => index(word).map(|index| BoxRef { index, negative: false }),
            })
            .collect()
    }

    /// The numbers of boxes with a blank between them, as a [`TaxCode`] holds them; none for no box.
    pub(crate) fn written(&self, refs: &[BoxRef]) -> Option<String> {
        let one = |r: &BoxRef| format!("{}{}", if r.negative { "-" } else { "" }, self.boxes[r.index].id);
        (!refs.is_empty()).then(|| refs.iter().map(one).collect::<Vec<_>>().join(" "))
    }
}
