//! Why banks refuse, in words that say what to do.

/// A reason that a bank gives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reason {
    /// The code, of the standard or the bank's own.
    pub code: String,
    /// What the bank adds, as written.
    pub said: Vec<String>,
}

impl Reason {
    /// The code in words; `None` for codes that no list here names, which the bank's own words explain.
    pub fn words(&self) -> Option<&'static str> {
        iso_words(&self.code)
    }
}

/// A code of ISO 20022 (external status reasons) in words: those of the credit transfers of SEPA (EPC135-18, EPC132-08)
/// and of the Swiss Payment Standards.
pub fn iso_words(code: &str) -> Option<&'static str> {
    in_table(&ISO, code)
}

/// A code of ACH in words: returns (`R…`) as far as they happen to credits, and changes (`C…`).
pub fn ach_words(code: &str) -> Option<&'static str> {
    in_table(&ACH, code)
}

fn in_table(table: &[(&str, &'static str)], code: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == code).map(|(_, words)| *words)
}

const ISO: [(&str, &str); 80] = [
    ("AB01", "clearing took too long: pay again"),
    ("AB02", "clearing broke off: pay again"),
    ("AB03", "settlement took too long: pay again"),
    ("AB04", "settlement broke off: pay again"),
    ("AB05", "the payee's bank did not answer in time: pay again, or not as an instant payment"),
    ("AB06", "a bank on the way did not answer in time: pay again, or not as an instant payment"),
    ("AB07", "a bank on the way cannot be reached now: pay later, or not as an instant payment"),
    ("AB08", "the payee's bank cannot be reached now: pay later, or not as an instant payment"),
    ("AB09", "the payee's bank had a fault: pay again later"),
    ("AB10", "a bank on the way had a fault: pay again later"),
    ("AC01", "the account number is wrong: ask the payee for it"),
    ("AC02", "the payer's account number is wrong: correct the account of the business"),
    ("AC03", "the payee's account number is wrong: ask the payee for it"),
    ("AC04", "the account is closed: ask the payee for another"),
    ("AC06", "the account is blocked: ask the payee for another"),
    ("AC13", "the payer's account is of a kind that this payment does not take: pay from another"),
    ("AC14", "the payee's account is of a kind that this payment does not reach: ask for another"),
    ("AG01", "payments of this kind are not allowed on the account: ask the payee for another"),
    ("AG02", "the kind of payment is wrong for this bank: choose another format, or ask the bank"),
    ("AG03", "the bank does not make payments of this kind: choose another"),
    ("AG09", "the payment did not arrive: ask the bank"),
    ("AG10", "a bank on the way is suspended from the scheme: pay another way"),
    ("AG11", "the payee's bank is suspended from the scheme: ask the payee for another account"),
    ("AGNT", "a bank that is named is wrong: correct the BIC or leave it out"),
    ("AM01", "the amount is zero"),
    ("AM02", "the amount is above what the bank or the contract allows: pay in parts, or have the limit raised"),
    ("AM03", "the currency is not paid by this bank: ask the payee for another account"),
    ("AM04", "the payer's account did not have enough money: fund it and pay again"),
    ("AM05", "the bank has seen this payment before: check that it was not paid already"),
    ("AM09", "the amount is not the one that was agreed"),
    ("AM10", "the control sum is wrong: write the file anew"),
    ("AM11", "the currency is wrong or not paid"),
    ("AM12", "the amount is wrong or missing"),
    ("AM16", "the control sum of the file is wrong: write it anew"),
    ("AM17", "the control sum of a group is wrong: write the file anew"),
    ("AM18", "the number of payments is wrong: write the file anew"),
    ("AM19", "the number of payments of the file is wrong: write it anew"),
    ("AM20", "the number of payments of a group is wrong: write the file anew"),
    ("AM23", "the amount is above the limit of settlement: pay another way"),
    ("BE01", "the name does not belong to the account: compare both with the payee's invoice"),
    ("BE04", "the payee's address is missing: fill it in"),
    ("BE05", "the bank does not know the sender: check the identification of the business"),
    ("BE06", "the payee is not known at the account: ask the payee for it"),
    ("BE07", "the payer's address is missing: fill it in"),
    ("BE09", "the country is wrong or missing: correct the address"),
    ("CERI", "it carries extended remittance information without saying so: ask the bank"),
    ("CH03", "the day lies too far ahead: choose an earlier one"),
    ("CH04", "the day lies too far back: choose a later one"),
    ("CH16", "the content of an element is wrong for this kind of payment: ask the bank which"),
    ("CH17", "an element is not allowed for this kind of payment: ask the bank which"),
    ("CH20", "the amount has more decimals than its currency"),
    ("CH21", "an element that is needed is missing: ask the bank which"),
    ("CNOR", "the payee's bank is not in the scheme: ask the payee for another account"),
    ("CURR", "the currency is wrong"),
    ("DNOR", "the payer's bank is not in the scheme: pay from another account"),
    ("DS24", "nobody signed the file at the bank in time: send it again and sign it"),
    ("DT01", "the day is wrong: choose a banking day"),
    ("DU01", "the name of the message was used before: name it anew, and check that it was not paid already"),
    ("DU02", "the name of a group was used before: name the message anew"),
    ("DU03", "the bank has seen this payment before: check that it was not paid already"),
    ("DU04", "the end-to-end id was used before: check that it was not paid already"),
    ("ED05", "the banks could not settle the payment: pay again later"),
    ("FF01", "the file is of a form the bank does not read: choose another version of the format"),
    ("FOCR", "it was sent back because a recall was asked for"),
    ("FRAD", "the bank suspects fraud: speak to it before anything is paid"),
    ("MD07", "the holder of the account has died"),
    ("MS02", "the payee refused it and gave no reason: ask the payee"),
    ("MS03", "the bank gave no reason: ask the bank"),
    ("NARR", "the bank says why in its own words"),
    ("RC01", "the bank's code is wrong: correct the BIC or leave it out"),
    ("RC03", "the code of the payer's bank is wrong: correct the BIC"),
    ("RC04", "the code of the payee's bank is wrong: correct the BIC or leave it out"),
    ("RR01", "the payer's account or identification is missing"),
    ("RR02", "the payer's name or address is missing: fill it in"),
    ("RR03", "the payee's name or address is missing: fill it in"),
    ("RR04", "the law forbids it, or the bank may not say why: ask the bank"),
    ("RR07", "what the payment is for is wrong or missing: check the text and the reference"),
    ("RR12", "an identification of one side is wrong or missing"),
    ("TECH", "a technical fault at the bank: pay again"),
    ("TM01", "it came after the bank's closing hour: send it again with a later day"),
];

const ACH: [(&str, &str); 28] = [
    ("R01", "the account did not have enough money"),
    ("R02", "the account is closed: ask the payee for another"),
    ("R03", "there is no such account, or it is not the payee's: ask the payee for it"),
    ("R04", "the account number is not one of that bank: ask the payee for it"),
    ("R06", "the payer's bank asked for it back"),
    ("R12", "the branch was sold to another bank: ask the payee for the new numbers"),
    ("R13", "the bank with that routing number takes no such payments: ask the payee for another"),
    ("R14", "whoever received for the payee has died or no longer does so"),
    ("R15", "the payee or the holder of the account has died"),
    ("R16", "the account is frozen: ask the payee for another"),
    ("R17", "the bank could not work with a field, or suspects fraud: check the payee before paying again"),
    ("R18", "the day is wrong: choose a banking day"),
    ("R19", "the amount is written wrongly: write the file anew"),
    ("R20", "the account takes no such payments: ask the payee for another"),
    ("R23", "the payee refused it: ask the payee"),
    ("R24", "the bank has seen this payment before: check that it was not paid already"),
    ("R25", "the addendum is written wrongly: write the file anew"),
    ("R26", "a field that is needed is wrong: write the file anew"),
    ("R28", "the check digit of the routing number is wrong: ask the payee for it"),
    ("R34", "the bank may not take part: ask the payee for another account"),
    ("C01", "the account number was corrected: keep the new one"),
    ("C02", "the routing number was corrected: keep the new one"),
    ("C03", "routing and account number were corrected: keep the new ones"),
    ("C04", "the payee's name was corrected: keep the new one"),
    ("C05", "the kind of account was corrected, checking or savings: keep the new one"),
    ("C06", "account number and kind of account were corrected: keep the new ones"),
    ("C07", "routing number, account number and kind of account were corrected: keep the new ones"),
    ("C09", "the identification number was corrected: keep the new one"),
];
