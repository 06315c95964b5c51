use std::str::FromStr;
use std::sync::LazyLock;

use strum::{EnumCount, EnumString};

use super::{Locale, rows};

const LANGUAGES: [&str; 4] = ["de", "fr", "it", "en"];

/// What the Swiss payment part says. The name is the key in `swiss.txt`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumCount, EnumString)]
#[cfg_attr(test, derive(strum::EnumIter))]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum SwissWord {
    Receipt,
    PaymentPart,
    Account,
    Reference,
    Additional,
    PayableBy,
    PayableByBlank,
    Currency,
    Amount,
    Acceptance,
    Separate,
}

static READ: LazyLock<[[&str; 4]; SwissWord::COUNT]> = LazyLock::new(|| {
    let mut read = [[""; 4]; SwissWord::COUNT];
    for (key, texts) in rows(include_str!("swiss.txt")) {
        let Ok(word) = SwissWord::from_str(key) else { continue };
        for (place, text) in read[word as usize].iter_mut().zip(texts.split('|')) {
            *place = text.trim();
        }
    }
    read
});

/// In one of the four languages; in English where the paper is in another one.
pub(crate) fn say(locale: &Locale, word: SwissWord) -> &'static str {
    let language = locale.tag().get(..2).unwrap_or_default();
    let column = LANGUAGES.iter().position(|known| *known == language).unwrap_or(LANGUAGES.len() - 1);
    READ[word as usize][column]
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn every_word_is_there_in_four_languages() {
        for word in SwissWord::iter() {
            assert!(READ[word as usize].iter().all(|text| !text.is_empty()), "{word:?}");
        }
        let say = |tag: &str| say(&Locale::from_tag(tag).unwrap(), SwissWord::PaymentPart);
        assert_eq!(
            [say("de-CH"), say("fr-CH"), say("it"), say("nl")],
            ["Zahlteil", "Section paiement", "Sezione pagamento", "Payment part"]
        );
    }
}
