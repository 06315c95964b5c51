use super::*;

#[test]
fn a_table_has_a_row_for_each_payment_and_nothing_a_spreadsheet_computes() {
    let mut batch = sepa();
    batch.payments.truncate(2);
    batch.payments[0].payee.name = "=1+1, Ltd".to_owned();
    batch.payments[1].purpose = Purpose::Reference("RF18 5390 0754 7034".to_owned());
    batch.payments[1].payee.address = Some(address("Rue A", "5", "75001", "Paris", "FR"));
    let expected = "end_to_end_id,execution_date,amount,currency,payee,account,bank,street,building,post_code,town,country,\
                    reference,text,charges,payer_account\r\n\
                    P-1,2026-03-12,119.00,EUR,\"'=1+1, Ltd\",DE02120300000000202051,,,,,,,,Invoice 4711,shared,\
                    DE89370400440532013000\r\n\
                    P-2,2026-03-12,1250.50,EUR,Société Générale d'Édition,FR1420041010050500013M02606,,Rue A,5,75001,Paris,\
                    FR,RF18539007547034,,shared,DE89370400440532013000\r\n";
    assert_eq!(written(&batch, &Format::Table), expected);
}

#[test]
fn a_table_takes_every_currency_and_account() {
    let mut batch = sepa();
    batch.payments[0].amount = Amount::new(500, Currency::JPY);
    batch.payments[0].payee.account = us("021000021", "123");
    batch.payments[1].payee.account = uk("20-00-00", "55779911");
    let text = written(&batch, &Format::Table);
    assert!(text.contains(",500,JPY,") && text.contains(",123,021000021,") && text.contains(",55779911,200000,"));
    batch.payments[1].amount = eur(-1);
    assert_eq!(codes(&batch, &Format::Table), ["payment_file.not_positive"]);
}
