//! Names of files as others give them: shown to people and offered for download, never used as a path.

/// Longest name kept, in bytes.
const NAME_BYTES_MAX: usize = 255;
/// Longest extension worth keeping when a name is cut.
const EXTENSION_BYTES_MAX: usize = 10;

/// The last part of the name without control or direction-turning characters, cut to 255 bytes with its extension
/// kept; `document` when nothing is left.
pub fn clean_file_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String = last.chars().filter(|c| !c.is_control() && !turns_direction(*c)).collect();
    let trimmed = visible.trim().trim_matches('.').trim();
    if trimmed.is_empty() {
        return "document".to_owned();
    }
    if trimmed.len() <= NAME_BYTES_MAX {
        return trimmed.to_owned();
    }
    let (stem, extension) = match trimmed.rsplit_once('.') {
        Some((stem, ext)) if ext.len() <= EXTENSION_BYTES_MAX => (stem, format!(".{ext}")),
        _ => (trimmed, String::new()),
    };
    let mut end = (NAME_BYTES_MAX - extension.len()).min(stem.len());
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{extension}", &stem[..end])
}

/// Unicode's bidirectional controls can make `fdp.exe` look like `exe.pdf`.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::clean_file_name;

    #[test]
    fn names_lose_what_could_deceive() {
        let cases = [
            ("invoice.pdf", "invoice.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\anna\\Rechnung 7.pdf", "Rechnung 7.pdf"),
            ("a\u{202e}fdp.exe", "afdp.exe"),
            ("line\nbreak\0.pdf", "linebreak.pdf"),
            ("..", "document"),
            ("", "document"),
            ("<script>alert(1)</script>.pdf", "script>.pdf"),
        ];
        for (given, kept) in cases {
            assert_eq!(clean_file_name(given), kept, "{given:?}");
        }
    }

    #[test]
    fn long_names_keep_their_extension() {
        let kept = clean_file_name(&format!("{}.pdf", "ä".repeat(300)));
        assert!(kept.len() <= 255 && kept.ends_with(".pdf"), "{kept}");
    }
}
