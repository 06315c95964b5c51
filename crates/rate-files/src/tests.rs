use super::*;

/// `day from/to rate` of each rate.
fn told(file: &RateFile) -> Vec<String> {
    file.rates.iter().map(|r| format!("{} {}/{} {}", r.day, r.from, r.to, r.rate.value())).collect()
}

#[test]
fn the_table_of_a_history_has_a_column_for_each_currency() {
    let text = "Date,USD,JPY,EEK,\n2024-12-31,1.0389,163.06,N/A,\n2024-12-30,1.0444,164.40,15.6466,\n";
    let file = read(text.as_bytes()).expect("rates");
    assert_eq!(file.source, "ecb");
    assert_eq!(file.retired, ["EEK"], "Estonia has the euro");
    assert_eq!(
        told(&file),
        [
            "2024-12-31 EUR/USD 1.0389",
            "2024-12-31 EUR/JPY 163.06",
            "2024-12-30 EUR/USD 1.0444",
            "2024-12-30 EUR/JPY 164.40"
        ]
    );
}

#[test]
fn the_xml_of_a_day_is_the_same() {
    let text = "<?xml version=\"1.0\"?>\n<g:Envelope xmlns:g=\"g\" xmlns=\"e\"><Cube>\n<Cube time='2024-06-28'>\
                <Cube currency='USD' rate='1.0705'/><Cube currency='JPY' rate='171.94'/></Cube></Cube></g:Envelope>";
    let file = read(text.as_bytes()).expect("rates");
    assert_eq!(told(&file), ["2024-06-28 EUR/USD 1.0705", "2024-06-28 EUR/JPY 171.94"]);
}

#[test]
fn the_data_service_names_both_currencies() {
    let text = "KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,TIME_PERIOD,OBS_VALUE\n\
                EXR.D.USD.EUR.SP00.A,D,USD,EUR,SP00,2024-06-28,1.0705\nx,D,USD,EUR,SP00,2024-06-29,\n";
    assert_eq!(told(&read(text.as_bytes()).expect("rates")), ["2024-06-28 EUR/USD 1.0705"]);
}

#[test]
fn a_plain_table_may_be_written_in_any_order() {
    for text in [
        "day,from,to,rate\n2026-03-31,USD,GBP,0.7724\n",
        "rate;to;from;date\n0.7724;GBP;USD;2026-03-31\n",
        "\u{feff}From,To,Day,Rate\r\nUSD,GBP,2026-03-31,0.7724\r\n",
    ] {
        let file = read(text.as_bytes()).expect(text);
        assert_eq!((file.source, told(&file)), ("file", vec!["2026-03-31 USD/GBP 0.7724".to_owned()]), "{text}");
    }
}

#[test]
fn what_cannot_be_read_is_told_with_its_line() {
    for (text, expected) in [
        ("", "the first row is ``"),
        ("a,b\n1,2\n", "the first row is `a,b`"),
        ("Date,dollars\n", "the first row is `Date,dollars`"),
        ("day,from,to,rate\n", "the file holds no rate"),
        ("day,from,to,rate\n31.3.2026,USD,GBP,1\n", "line 2: `31.3.2026` is not a day"),
        ("day,from,to,rate\n2026-03-31,USD,GBP,-1\n", "line 2: `-1` is not a rate"),
        ("day,from,to,rate\n2026-03-31,USD,GBP,1e3\n", "line 2: `1e3` is not a rate"),
        ("day,from,to,rate\n2026-03-31,dollar,GBP,1\n", "line 2: `dollar` is not the code"),
        ("day,from,to,rate\n2026-03-31,USD,USD,1\n", "line 2: a rate from USD to itself"),
        ("Date,USD\n2026-03-31,1.2.3\n", "line 2: `1.2.3` is not a rate"),
        ("<Cube currency='USD' rate='1'/>", "a rate stands before any day"),
        ("<!DOCTYPE x><Cube/>", "a document type is not read"),
        ("<Cube time='2026-03-31'><Cube currency='USD' rate='x'/></Cube>", "line 1: `x` is not a rate"),
        ("<Cube", "cannot be read"),
    ] {
        let error = read(text.as_bytes()).expect_err(text).to_string();
        assert!(error.contains(expected), "{text:?}: {error}");
    }
    assert_eq!(read(b"\xff\xfe"), Err(RateFileError::NotText));
}

proptest::proptest! {
    #[test]
    fn nothing_makes_it_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
        let _read = read(&bytes);
    }

    #[test]
    fn what_is_written_is_read_back(units in 1_u32..10_000_000, scale in 0_u32..7) {
        let digits = format!("{units:08}");
        let at = digits.len() - scale as usize;
        let rate = format!("{}.{}", &digits[..at], &digits[at..]);
        let rate = rate.trim_end_matches('.');
        let text = format!("day,from,to,rate\n2026-03-31,USD,GBP,{rate}\n");
        let file = read(text.as_bytes()).expect("a rate");
        proptest::prop_assert_eq!(file.rates[0].rate, rate.parse().expect("a rate"));
    }
}
