//! The reference rates of the European Central Bank as XML: cubes of days with cubes of currencies.

use jiff::civil::Date;
use money::Currency;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::{Codes, PublishedRate, RateFile, RateFileError, day, rate};

pub(crate) fn read(text: &str) -> Result<RateFile, RateFileError> {
    let mut reader = Reader::from_str(text);
    let (mut codes, mut rates, mut of) = (Codes::default(), Vec::new(), None::<Date>);
    loop {
        let at = reader.buffer_position();
        let event = reader.read_event().map_err(|e| RateFileError::BadXml { why: e.to_string() })?;
        let line = || line_at(text, at);
        match event {
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "Cube" => {
                if let Some(time) = attribute(&element, "time")? {
                    of = Some(day(&time, line())?);
                }
                let (Some(code), Some(value)) = (attribute(&element, "currency")?, attribute(&element, "rate")?) else {
                    continue;
                };
                let of = of.ok_or_else(|| RateFileError::BadXml { why: "a rate stands before any day".to_owned() })?;
                if let Some(to) = codes.currency(&code, line())? {
                    rates.push(PublishedRate { day: of, from: Currency::EUR, to, rate: rate(&value, line())? });
                }
            }
            Event::DocType(_) => return Err(RateFileError::BadXml { why: "a document type is not read".to_owned() }),
            Event::Eof => return Ok(RateFile { source: "ecb", rates, retired: codes.retired }),
            _ => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, RateFileError> {
    let bad = |why: String| RateFileError::BadXml { why };
    let found = element.try_get_attribute(name).map_err(|e| bad(e.to_string()))?;
    Ok(found.map(|value| value.value.into_owned()))
}

/// The line of a place in the text, from 1; only faults ask for it.
fn line_at(text: &str, place: u64) -> u64 {
    let before = text.bytes().take(usize::try_from(place).unwrap_or(usize::MAX));
    before.filter(|byte| *byte == b'\n').count() as u64 + 1
}
