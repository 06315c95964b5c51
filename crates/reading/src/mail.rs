//! Mails: the text of the body and the attached files, with the files of mails attached to mails.

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

use crate::{Attachment, Kind, Limits, ReadError, sniff};

/// What a mail holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mail {
    /// Subject line.
    pub subject: String,
    /// Address of the sender, in lower case; unverified.
    pub from: String,
    /// The body as plain text.
    pub body: String,
    /// Attached files, those of nested mails among them.
    pub attachments: Vec<Attachment>,
    /// What was left out.
    pub notes: Vec<String>,
}

/// Takes a mail apart.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Mail, ReadError> {
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| ReadError::broken("the header of the mail cannot be read"))?;
    let from = message.from().and_then(|list| list.first()).and_then(|mailbox| mailbox.address());
    let mut mail = Mail {
        subject: message.subject().unwrap_or_default().trim().to_owned(),
        from: from.unwrap_or_default().to_lowercase(),
        body: body(&message),
        ..Mail::default()
    };
    let mut room = Room { files: limits.max_attachments, bytes: limits.max_bytes, parts: limits.max_attachments * 10 };
    gather(&message, &mut mail, &mut room, limits.max_depth);
    Ok(mail)
}

fn body(message: &Message<'_>) -> String {
    let parts = (0..message.text_body_count()).filter_map(|index| message.body_text(index));
    let parts = parts.map(|part| part.trim().to_owned()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n\n")
}

/// What may still be taken out of this mail and all mails in it.
struct Room {
    files: usize,
    bytes: u64,
    /// Parts that are still looked at, logos and nested mails among them.
    parts: usize,
}

fn gather(message: &Message<'_>, mail: &mut Mail, room: &mut Room, depth: u32) {
    for part in message.attachments() {
        let Some(left) = room.parts.checked_sub(1) else {
            mail.notes.push("Further parts of the mail were left out: it has too many.".into());
            return;
        };
        room.parts = left;
        if let PartType::Message(inner) = &part.body {
            nested(inner, mail, room, depth);
            continue;
        }
        let bytes = part.contents();
        // What a part is called or declared to be does not matter: a mail is taken apart under the limits of the whole.
        if sniff(bytes) == Ok(Kind::Mail)
            && let Some(inner) = MessageParser::default().parse(bytes)
            && inner.attachments().next().is_some()
        {
            nested(&inner, mail, room, depth);
            continue;
        }
        if bytes.is_empty() || (part.content_id().is_some() && is_logo(bytes)) {
            continue;
        }
        let name = clean_name(part.attachment_name());
        let size = bytes.len() as u64;
        if room.files == 0 || size > room.bytes {
            mail.notes.push(format!("The attachment {name:?} was left out: the mail holds too much."));
            continue;
        }
        room.files -= 1;
        room.bytes -= size;
        mail.attachments.push(Attachment { name, bytes: bytes.to_vec() });
    }
}

fn nested(inner: &Message<'_>, mail: &mut Mail, room: &mut Room, depth: u32) {
    match depth.checked_sub(1) {
        Some(depth) => gather(inner, mail, room, depth),
        None => mail.notes.push("A mail nested too deep inside other mails was left out.".into()),
    }
}

/// Pictures below this size that the body refers to are signatures and logos.
const LOGO_BYTES: usize = 20 * 1024;

fn is_logo(bytes: &[u8]) -> bool {
    bytes.len() < LOGO_BYTES && sniff(bytes).is_ok_and(Kind::is_picture)
}

/// A file name that is safe to show and to store: no folders, no control or direction marks, not hidden, at most 120
/// characters of which the last hold the extension; never empty.
pub(crate) fn clean_name(name: Option<&str>) -> String {
    let last = name.unwrap_or_default().rsplit(['/', '\\']).next().unwrap_or_default();
    let invisible = |c: &char| {
        c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    let clean: String = last
        .chars()
        .filter(|c| !invisible(c))
        .map(|c| if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c })
        .collect();
    let clean = clean.trim().trim_start_matches('.');
    let count = clean.chars().count();
    let short: String = clean.chars().skip(count.saturating_sub(120)).collect();
    if short.is_empty() { "attachment".to_owned() } else { short }
}

#[cfg(test)]
mod tests;
