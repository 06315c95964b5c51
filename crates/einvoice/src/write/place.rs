//! Places in an outgoing invoice, as programs and as people call them.

/// A path such as `lines[0].allowances[1]` in words: `line 1, allowance 2`.
pub(super) fn spoken(path: &str) -> String {
    let parts: Vec<String> = path.split('.').filter(|part| *part != "price" && *part != "item").map(part).collect();
    parts.join(", ")
}

fn part(part: &str) -> String {
    let numbered = part.strip_suffix(']').and_then(|rest| rest.split_once('['));
    let Some((name, index)) = numbered else {
        return match part {
            "net" => "net amount".to_owned(),
            "accounting_tax" => "the VAT in the accounting currency".to_owned(),
            "prepaid" => "the prepaid amount".to_owned(),
            "rounding" => "the rounding".to_owned(),
            "stated" => "a stated total".to_owned(),
            other => other.replace('_', " "),
        };
    };
    let name = name.strip_suffix('s').unwrap_or(name);
    let number = index.parse::<usize>().map_or(0, |index| index.saturating_add(1));
    format!("{name} {number}")
}
