//! One pass over the elements; only the path to where the reader stands is kept.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, Event};

use super::{GroupStatus, PaymentStatus, Status, StatusError, StatusReport};
use crate::Reason;

/// Deepest nesting; reports stay below 15.
const MAX_DEPTH: usize = 32;
/// Most elements of a report: a hundred thousand payments with fifty each, and room.
const MAX_ELEMENTS: usize = 10_000_000;
/// Most groups, payments and reasons together.
const MAX_RECORDS: usize = 500_000;
/// Longest text of an element in bytes; the standard allows 500 characters.
const MAX_TEXT: usize = 4096;

/// Where something stands that is read, from the report on.
const PATHS: [&[&str]; 23] = [
    &[],
    &["GrpHdr", "MsgId"],
    &["GrpHdr", "CreDtTm"],
    &["OrgnlGrpInfAndSts", "OrgnlMsgId"],
    &["OrgnlGrpInfAndSts", "GrpSts"],
    &["OrgnlGrpInfAndSts", "StsRsnInf"],
    &["OrgnlGrpInfAndSts", "StsRsnInf", "Rsn", "Cd"],
    &["OrgnlGrpInfAndSts", "StsRsnInf", "Rsn", "Prtry"],
    &["OrgnlGrpInfAndSts", "StsRsnInf", "AddtlInf"],
    &[GROUP],
    &[GROUP, "OrgnlPmtInfId"],
    &[GROUP, "PmtInfSts"],
    &[GROUP, "StsRsnInf"],
    &[GROUP, "StsRsnInf", "Rsn", "Cd"],
    &[GROUP, "StsRsnInf", "Rsn", "Prtry"],
    &[GROUP, "StsRsnInf", "AddtlInf"],
    &[GROUP, PAYMENT],
    &[GROUP, PAYMENT, "OrgnlEndToEndId"],
    &[GROUP, PAYMENT, "TxSts"],
    &[GROUP, PAYMENT, "StsRsnInf"],
    &[GROUP, PAYMENT, "StsRsnInf", "Rsn", "Cd"],
    &[GROUP, PAYMENT, "StsRsnInf", "Rsn", "Prtry"],
    &[GROUP, PAYMENT, "StsRsnInf", "AddtlInf"],
];
const REPORT: &str = "CstmrPmtStsRpt";
const GROUP: &str = "OrgnlPmtInfAndSts";
const PAYMENT: &str = "TxInfAndSts";

/// Reads the text of a report.
pub(super) fn read(text: &str) -> Result<StatusReport, StatusError> {
    let mut reader = Reader::from_str(text);
    let mut state = State::default();
    loop {
        let position = reader.buffer_position();
        let broken = |why: String| StatusError::NotWellFormed { position, why };
        match reader.read_event().map_err(|e| broken(e.to_string()))? {
            Event::Start(start) => state.open(start.local_name().as_ref())?,
            Event::Empty(start) => {
                state.open(start.local_name().as_ref())?;
                state.close();
            }
            Event::End(_) => state.close(),
            Event::Text(text) => state.append(&text.xml10_content())?,
            Event::CData(text) => state.append(&text.xml10_content())?,
            Event::GeneralRef(reference) => state.append(&character(&reference).map_err(broken)?)?,
            Event::DocType(_) => return Err(StatusError::Doctype),
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
            Event::Eof if !state.path.is_empty() => return Err(broken("the file ends inside an element".to_owned())),
            Event::Eof => return if state.is_report { Ok(state.report) } else { Err(StatusError::NoReport) },
        }
    }
}

/// The character of `&#…;` or of one of the five predefined entities.
fn character(reference: &BytesRef<'_>) -> Result<String, String> {
    match reference.resolve_char_ref().map_err(|e| e.to_string())? {
        Some(c) => Ok(c.to_string()),
        None => resolve_xml_entity(reference)
            .map(str::to_owned)
            .ok_or_else(|| format!("the entity `&{};` is not defined", &**reference)),
    }
}

/// Where the reader stands, and what it has found.
#[derive(Default)]
struct State {
    path: Vec<String>,
    text: String,
    elements: usize,
    records: usize,
    is_report: bool,
    report: StatusReport,
}

impl State {
    fn open(&mut self, name: &str) -> Result<(), StatusError> {
        if self.path.len() >= MAX_DEPTH {
            return Err(StatusError::TooMuch { what: "levels of elements", limit: MAX_DEPTH });
        }
        self.elements += 1;
        if self.elements > MAX_ELEMENTS {
            return Err(StatusError::TooMuch { what: "elements", limit: MAX_ELEMENTS });
        }
        self.path.push(name.to_owned());
        self.text.clear();
        self.begin()
    }

    /// Makes room for what begins here.
    fn begin(&mut self) -> Result<(), StatusError> {
        match self.below() {
            Some([]) => self.is_report = true,
            Some([GROUP]) => {
                self.count()?;
                self.report.groups.push(GroupStatus::default());
            }
            Some([GROUP, PAYMENT]) => {
                self.count()?;
                if let Some(group) = self.report.groups.last_mut() {
                    group.payments.push(PaymentStatus::default());
                }
            }
            Some([.., "StsRsnInf"]) => {
                self.count()?;
                if let Some(reasons) = self.reasons() {
                    reasons.push(Reason::default());
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn count(&mut self) -> Result<(), StatusError> {
        self.records += 1;
        if self.records > MAX_RECORDS {
            return Err(StatusError::TooMuch { what: "groups, payments and reasons", limit: MAX_RECORDS });
        }
        Ok(())
    }

    fn append(&mut self, text: &str) -> Result<(), StatusError> {
        if self.text.len() + text.len() > MAX_TEXT {
            // what is not kept may be as long as it likes, and so may the blanks between elements
            if text.trim().is_empty() || self.below().is_none_or(<[_]>::is_empty) {
                return Ok(());
            }
            return Err(StatusError::TooMuch { what: "bytes of text in one element", limit: MAX_TEXT });
        }
        self.text.push_str(text);
        Ok(())
    }

    fn close(&mut self) {
        let text = std::mem::take(&mut self.text).trim().to_owned();
        if !text.is_empty() {
            self.leaf(text);
        }
        self.path.pop();
    }

    /// Where the reader stands inside the report, whatever is around it, if that matters.
    fn below(&self) -> Option<&'static [&'static str]> {
        let at = self.path.iter().position(|name| name == REPORT)?;
        let inside = &self.path[at + 1..];
        PATHS.iter().copied().find(|path| path.len() == inside.len() && path.iter().eq(inside.iter()))
    }

    /// The reasons of what the reader stands in.
    fn reasons(&mut self) -> Option<&mut Vec<Reason>> {
        let level = self.path.iter().rev().find_map(|name| match name.as_str() {
            PAYMENT => Some(2),
            GROUP => Some(1),
            "OrgnlGrpInfAndSts" => Some(0),
            _ => None,
        })?;
        match level {
            0 => Some(&mut self.report.reasons),
            1 => self.report.groups.last_mut().map(|group| &mut group.reasons),
            _ => self.payment().map(|payment| &mut payment.reasons),
        }
    }

    fn payment(&mut self) -> Option<&mut PaymentStatus> {
        self.report.groups.last_mut()?.payments.last_mut()
    }

    fn leaf(&mut self, text: String) {
        let Some(path) = self.below() else { return };
        match path {
            ["GrpHdr", "MsgId"] => self.report.message = text,
            ["GrpHdr", "CreDtTm"] => self.report.created = text,
            ["OrgnlGrpInfAndSts", "OrgnlMsgId"] => self.report.original_message = text,
            ["OrgnlGrpInfAndSts", "GrpSts"] => self.report.status = Some(Status::of(&text)),
            [GROUP, name] => {
                let Some(group) = self.report.groups.last_mut() else { return };
                match *name {
                    "OrgnlPmtInfId" => group.group = text,
                    "PmtInfSts" => group.status = Some(Status::of(&text)),
                    _ => {}
                }
            }
            [GROUP, PAYMENT, name] => {
                let Some(payment) = self.payment() else { return };
                match *name {
                    "OrgnlEndToEndId" => payment.end_to_end = text,
                    "TxSts" => payment.status = Some(Status::of(&text)),
                    _ => {}
                }
            }
            [.., "StsRsnInf", "Rsn", _] => {
                if let Some(reason) = self.reasons().and_then(|reasons| reasons.last_mut()) {
                    reason.code = text;
                }
            }
            [.., "StsRsnInf", "AddtlInf"] => {
                if let Some(reason) = self.reasons().and_then(|reasons| reasons.last_mut()) {
                    reason.said.push(text);
                }
            }
            _ => {}
        }
    }
}
