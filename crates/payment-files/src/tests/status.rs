use crate::status::{Status, StatusError, read};

const REPORT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10">
  <CstmrPmtStsRpt>
    <GrpHdr><MsgId>BANK-1</MsgId><CreDtTm>2026-03-12T10:00:00</CreDtTm></GrpHdr>
    <OrgnlGrpInfAndSts>
      <OrgnlMsgId>RUN-2026-0007</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>
      <GrpSts>PART</GrpSts>
    </OrgnlGrpInfAndSts>
    <OrgnlPmtInfAndSts>
      <OrgnlPmtInfId>RUN-2026-0007-1</OrgnlPmtInfId>
      <PmtInfSts>PART</PmtInfSts>
      <TxInfAndSts>
        <StsId>S1</StsId><OrgnlInstrId>P-1</OrgnlInstrId><OrgnlEndToEndId>P-1</OrgnlEndToEndId><TxSts>ACSC</TxSts>
      </TxInfAndSts>
      <TxInfAndSts>
        <OrgnlEndToEndId>P-2</OrgnlEndToEndId>
        <TxSts>RJCT</TxSts>
        <StsRsnInf>
          <Orgtr><Nm>Bank &amp; Co</Nm></Orgtr>
          <Rsn><Cd>AC04</Cd></Rsn>
          <AddtlInf>Konto ge</AddtlInf>
          <AddtlInf>schlossen &#x26; weg</AddtlInf>
        </StsRsnInf>
        <OrgnlTxRef><Amt><InstdAmt Ccy="EUR">1250.50</InstdAmt></Amt><RmtInf><Ustrd>x</Ustrd></RmtInf></OrgnlTxRef>
      </TxInfAndSts>
    </OrgnlPmtInfAndSts>
  </CstmrPmtStsRpt>
</Document>"#;

#[test]
fn a_report_says_what_became_of_each_payment() {
    let report = read(REPORT.as_bytes()).expect("a report");
    assert_eq!((report.message.as_str(), report.original_message.as_str()), ("BANK-1", "RUN-2026-0007"));
    assert_eq!(report.created, "2026-03-12T10:00:00");
    assert_eq!(report.status, Some(Status::Partly));
    let group = &report.groups[0];
    assert_eq!((group.group.as_str(), &group.status), ("RUN-2026-0007-1", &Some(Status::Partly)));
    let told: Vec<(&str, &Option<Status>)> =
        group.payments.iter().map(|p| (p.end_to_end.as_str(), &p.status)).collect();
    assert_eq!(told, [("P-1", &Some(Status::Settled)), ("P-2", &Some(Status::Rejected))]);
    let reason = &group.payments[1].reasons[0];
    assert_eq!(
        (reason.code.as_str(), reason.words()),
        ("AC04", Some("the account is closed: ask the payee for another"))
    );
    assert_eq!(reason.said, ["Konto ge", "schlossen & weg"]);
    assert!(report.reasons.is_empty() && group.reasons.is_empty());
}

#[test]
fn a_file_that_is_rejected_as_a_whole_says_why() {
    let text = "<Document><CstmrPmtStsRpt><GrpHdr><MsgId>B</MsgId></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>RUN</OrgnlMsgId>\
                <GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Prtry>X99</Prtry></Rsn><AddtlInf>twice</AddtlInf></StsRsnInf>\
                </OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>";
    let report = read(text.as_bytes()).expect("a report");
    assert_eq!(report.status, Some(Status::Rejected));
    assert_eq!((report.reasons[0].code.as_str(), report.reasons[0].words()), ("X99", None));
    assert_eq!(report.reasons[0].said, ["twice"]);
    assert!(report.groups.is_empty());
}

#[test]
fn what_became_of_a_payment_is_what_is_said_closest_to_it() {
    let report = |file: &str, group: &str, payment: &str| {
        let payment = if payment.is_empty() {
            String::new()
        } else {
            format!("<TxInfAndSts><OrgnlEndToEndId>P-1</OrgnlEndToEndId>{payment}</TxInfAndSts>")
        };
        let text = format!(
            "<CstmrPmtStsRpt><OrgnlGrpInfAndSts>{file}</OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>{group}{payment}\
             </OrgnlPmtInfAndSts></CstmrPmtStsRpt>"
        );
        read(text.as_bytes()).expect("a report").of("P-1").map(|(status, _)| status.clone())
    };
    let file = |code: &str| format!("<GrpSts>{code}</GrpSts>");
    let group = |code: &str| format!("<PmtInfSts>{code}</PmtInfSts>");
    let own = "<TxSts>RJCT</TxSts>";
    assert_eq!(report(&file("ACTC"), &group("PART"), own), Some(Status::Rejected));
    assert_eq!(report(&file("PART"), &group("RJCT"), "<StsId>1</StsId>"), Some(Status::Rejected), "as its group");
    assert_eq!(report(&file("RJCT"), "", "<StsId>1</StsId>"), Some(Status::Rejected), "as the file");
    assert_eq!(report(&file("RJCT"), "", ""), Some(Status::Rejected), "left out of a file that is rejected as a whole");
    assert_eq!(report(&file("PART"), &group("PART"), ""), None, "left out, and some are rejected");
    assert_eq!(report(&file("ACTC"), &group("RJCT"), ""), None, "left out, and it may be in the rejected group");
}

#[test]
fn prefixes_versions_and_envelopes_do_not_matter() {
    let prefixed = REPORT
        .replace("<Document xmlns=", "<p:Document xmlns:p=")
        .replace("</Document>", "</p:Document>")
        .replace("<CstmrPmtStsRpt>", "<p:CstmrPmtStsRpt>")
        .replace("</CstmrPmtStsRpt>", "</p:CstmrPmtStsRpt>");
    let expected = read(REPORT.as_bytes()).expect("a report");
    assert_eq!(read(prefixed.as_bytes()).expect("prefixed"), expected);
    let body = &REPORT[REPORT.find("<Document").expect("the root")..];
    assert_eq!(read(format!("<Envelope><Head/>{body}</Envelope>").as_bytes()).expect("in an envelope"), expected);
}

#[test]
fn what_is_not_kept_may_be_long() {
    let supplement = format!("<SplmtryData><Envlp>{}</Envlp></SplmtryData></CstmrPmtStsRpt>", "x".repeat(9_000));
    let text = REPORT.replace("</CstmrPmtStsRpt>", &supplement);
    assert_eq!(read(text.as_bytes()), read(REPORT.as_bytes()));
}

#[test]
fn every_code_of_a_status_is_known() {
    for (code, expected) in [
        ("RCVD", Status::Received),
        ("ACTC", Status::Accepted),
        ("ACSP", Status::Accepted),
        ("ACWC", Status::AcceptedWithChange),
        ("ACCC", Status::Settled),
        ("PDNG", Status::Pending),
        ("CANC", Status::Cancelled),
        ("BLCK", Status::Blocked),
        ("ZZZZ", Status::Other("ZZZZ".to_owned())),
    ] {
        assert_eq!(Status::of(code), expected);
    }
}

#[test]
fn what_is_no_report_or_not_safe_is_refused() {
    let deep = format!("{}{}", "<a>".repeat(40), "</a>".repeat(40));
    let long = format!("<CstmrPmtStsRpt><GrpHdr><MsgId>{}</MsgId></GrpHdr></CstmrPmtStsRpt>", "x".repeat(5_000));
    let many = format!("<CstmrPmtStsRpt>{}</CstmrPmtStsRpt>", "<OrgnlPmtInfAndSts/>".repeat(500_001));
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><Document>&b;</Document>";
    for (text, expected) in [
        ("", "status_report.no_report"),
        ("hello", "status_report.no_report"),
        ("<Document/>", "status_report.no_report"),
        (bomb, "status_report.doctype"),
        ("<a>&b;</a>", "status_report.not_well_formed"),
        ("<a></b>", "status_report.not_well_formed"),
        ("<CstmrPmtStsRpt>", "status_report.not_well_formed"),
        (&deep, "status_report.too_much"),
        (&long, "status_report.too_much"),
        (&many, "status_report.too_much"),
    ] {
        let error = read(text.as_bytes()).expect_err(&text[..text.len().min(80)]);
        assert_eq!(error.code(), expected, "{}", &text[..text.len().min(80)]);
    }
    assert_eq!(read(b"<a>\xff</a>"), Err(StatusError::NotText));
    assert!(!bomb.is_empty() && read(&vec![b' '; crate::status::MAX_BYTES + 1]).is_err());
}

proptest::proptest! {
    #[test]
    fn nothing_makes_it_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
        let _refused_or_read = read(&bytes);
    }

    #[test]
    fn nothing_of_markup_makes_it_panic(text in "(<|>|/|&|;|#|x|[!-~]|<CstmrPmtStsRpt>|<TxInfAndSts>|<StsRsnInf/>|<Rsn>|<Cd>|</Cd>){0,80}") {
        let _refused_or_read = read(text.as_bytes());
    }

    #[test]
    fn a_damaged_report_is_read_or_refused(at in 0_usize..1_140, by in proptest::prelude::any::<u8>(), cut in 0_usize..1_140) {
        let mut bytes = REPORT.as_bytes().to_vec();
        bytes[at] = by;
        let _refused_or_read = read(&bytes);
        proptest::prop_assert!(read(&REPORT.as_bytes()[..cut]).is_err(), "a report without its end");
    }
}
