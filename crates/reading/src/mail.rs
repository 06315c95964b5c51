//! Mails: the text of the body and the attached files, with the files of mails attached to mails.

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

use crate::{Attachment, Limits, ReadError};

/// What a mail holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mail {
    /// Subject line.
    pub subject: String,
    /// Address of the sender, in lower case; unverified.
    pub from: String,
    /// The body as plain text.
    pub body: String,
    /// Attached files, those of nested mails after their own.
    pub attachments: Vec<Attachment>,
    /// What was left out.
    pub notes: Vec<String>,
}

/// Takes a mail apart.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Mail, ReadError> {
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| ReadError::broken("the header of the mail cannot be read"))?;
    let mut mail = Mail {
        subject: message.subject().unwrap_or_default().trim().to_owned(),
        from: sender(&message),
        body: body(&message),
        ..Mail::default()
    };
    let mut room = Room { files: limits.max_attachments, bytes: limits.max_bytes };
    gather(&message, &mut mail, &mut room, limits.max_depth);
    Ok(mail)
}

fn sender(message: &Message<'_>) -> String {
    message.from().and_then(|from| from.first()).and_then(|a| a.address()).unwrap_or_default().to_lowercase()
}

fn body(message: &Message<'_>) -> String {
    let parts = (0..message.text_body_count()).filter_map(|index| message.body_text(index));
    parts.map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

struct Room {
    files: usize,
    bytes: u64,
}

fn gather(message: &Message<'_>, mail: &mut Mail, room: &mut Room, depth: u32) {
    for part in message.attachments() {
        if let PartType::Message(inner) = &part.body {
            if depth == 0 {
                mail.notes.push("A mail nested too deep inside other mails was left out.".into());
            } else {
                gather(inner, mail, room, depth - 1);
            }
            continue;
        }
        let bytes = part.contents();
        // Pictures that the body shows in place are signatures and logos, unless they are all there is to see.
        if bytes.is_empty() || is_signature(part.content_id().is_some(), bytes.len()) {
            continue;
        }
        let size = bytes.len() as u64;
        if room.files == 0 || size > room.bytes {
            mail.notes.push(format!("The attachment {:?} was left out.", clean_name(part.attachment_name())));
            continue;
        }
        room.files -= 1;
        room.bytes -= size;
        mail.attachments.push(Attachment { name: clean_name(part.attachment_name()), bytes: bytes.to_vec() });
    }
}

/// Files below this size that the body refers to are taken for logos.
const LOGO_BYTES: usize = 20 * 1024;

fn is_signature(referred_to: bool, size: usize) -> bool {
    referred_to && size < LOGO_BYTES
}

/// A file name that is safe to show and to store: no folders, no control or direction marks, not hidden, not too long.
pub(crate) fn clean_name(name: Option<&str>) -> String {
    let last = name.unwrap_or_default().rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
        .map(|c| if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c })
        .collect();
    let clean = clean.trim().trim_start_matches('.');
    let count = clean.chars().count();
    // The end holds the extension.
    let short: String = clean.chars().skip(count.saturating_sub(120)).collect();
    if short.is_empty() { "attachment".to_owned() } else { short }
}

#[cfg(test)]
mod tests;
