use crate::charset::Charset;

#[test]
fn names_are_written_in_the_letters_of_the_scheme() {
    for (charset, text, expected) in [
        (Charset::Sepa, "Müller & Söhne GmbH", "Mueller + Soehne GmbH"),
        (Charset::Sepa, "Größe: Weiß", "Groesse: Weiss"),
        (Charset::Sepa, "Société Générale d’Édition", "Societe Generale d'Edition"),
        (Charset::Sepa, "Käserei Læsø", "Kaeserei Laeso"),
        (Charset::Sepa, "ÄÖÜ Æ Œ Þ ẞ", "AeOeUe Ae Oe Th Ss"),
        (Charset::Sepa, "Łódź Żółć", "Lodz Zolc"),
        (Charset::Sepa, "Ørsted Ålborg", "Orsted Alborg"),
        (Charset::Sepa, "Ελληνικά Πλοία", "Ellinika Ploia"),
        (Charset::Sepa, "Българска банка", "Balgarska banka"),
        (Charset::Sepa, "Çağrı Şirketi", "Cagri Sirketi"),
        (Charset::Sepa, "a_b;c [x] \"q\" 5%", "a-b,c (x) .q. 5."),
        (Charset::Sepa, "  two\u{a0} blanks\n and\ta line ", "two blanks and a line"),
        (Charset::Sepa, "e\u{301}cole", "ecole"),
        (Charset::Sepa, "10 €", "10 EUR"),
        (Charset::Sepa, "ﬁne ½", "fine 1/2"),
        (Charset::Swiss, "Müller & Cie, Genève €5", "Müller & Cie, Genève €5"),
        (Charset::Swiss, "Πλοία", "Ploia"),
        (Charset::Ascii, "Müller & Söhne", "Mueller & Soehne"),
        (Charset::Bacs, "O'Brien & Sons (UK), Ltd", "O BRIEN & SONS UK LTD"),
        (Charset::Bacs, "Müller", "MUELLER"),
        (Charset::Any, "株式会社", "株式会社"),
    ] {
        assert_eq!(charset.fit(text), expected, "{text}");
        assert_eq!(charset.unwritable(text), "", "{text}");
    }
}

#[test]
fn what_has_no_latin_form_is_named_and_not_guessed() {
    assert_eq!(Charset::Sepa.unwritable("株式会社 ABC 株"), "株式会社");
    assert_eq!(Charset::Sepa.unwritable("smile 😀\u{7}"), "😀\u{7}");
    assert_eq!(Charset::Any.unwritable("a\u{0}b"), "\u{0}");
}

proptest::proptest! {
    #[test]
    fn what_is_written_holds_only_what_is_allowed(text in "\\PC{0,60}|[ -~äöüßéèñçøåłžșÀ-žΑ-ωА-я\u{300}-\u{36f} ]{0,60}") {
        for charset in [Charset::Sepa, Charset::Swiss, Charset::Ascii, Charset::Bacs, Charset::Any] {
            let fitted = charset.fit(&text);
            proptest::prop_assert!(fitted.chars().all(|c| charset.allows(c)), "{charset:?} {fitted:?}");
            proptest::prop_assert_eq!(&charset.fit(&fitted), &fitted, "once is enough");
            proptest::prop_assert_eq!(fitted.trim(), &fitted);
        }
    }
}
