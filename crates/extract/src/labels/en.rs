//! English labels, with those of American, British, Indian and Malaysian documents.

use super::Concept as C;
use super::Language;

/// English.
pub const EN: Language = Language {
    code: "en",
    numbers: "no|number|num|nr|#|id|no #|nos",
    common_words: "the of and to for your you this with please from our are is by on in thank we any or be if at",
    labels: &[
        (
            C::Gross,
            "incl gst|inc gst|including gst|inclusive gst|inclusive of gst|gst incl|incl tax|inc tax|including tax|incl sales tax|grand total|gross total|gross amount|total gross|total gross amount|total amount|invoice total|total invoice|total invoice amount|invoice amount|total incl vat|total inc vat|total including vat|total incl tax|total inc tax|total including tax|total with tax|total with vat|total incl gst|total inc gst|total including gst|total with gst|total inclusive gst|total inclusive of gst|total inclusive of tax|total inclusive of vat|total gst incl|total gst inclusive|total vat incl|amount incl gst|amount including vat|amount incl vat|incl vat|including vat|total sales inclusive gst|total sales incl gst|total sales inclusive of gst|total sales including gst|total amount incl gst|total amt incl gst|subtotal incl gst|sub total incl gst|total price|total cost|total charges|total for this invoice|total this invoice|total due|total inclusive|total inc|total incl|final total|total after tax|total after rounding|rounded total|total rounded|rounded amount|order total|total order|sum total|bill total|total bill|total bill amount|bill amount|net total rounded|final amount|overall total|total value|total order amount|total contract|contract total|total ordered amount|total incl sst|total inclusive sst|invoice value|total takings|dine in total|dinein total|charge total|total credit|credit total|total credit amount|total refund|amount charged|total charged|total current charges|current charges|total charges this bill|total new charges|new charges|charges this period|gross amount payable|total cad|total aud|total nzd|total sgd|total zar|total hkd|total inr|total chf|total with sales tax|total fare|invoice total amount|invoice amount due|total bill for this period|total this bill|total amount charged|amount billed|total billed|total amount billed|total purchase|purchase total|total sale|sale total|balance total|total in eur|total in usd|total in gbp|total in cad|total euro|total in euro|amount incl tax|total amount inc vat|total amount inc gst|total payable incl gst|total payable inc vat|total sales after tax|total nett incl gst|total amount with tax|total incl 6 gst|total inclusive of gst 6|total rm incl gst|total rm inclusive of gst|net total incl gst|nett total incl gst|total amount rm|total amount payable incl gst",
        ),
        (
            C::Total,
            "total|totals|total rm|total myr|total usd|total eur|total gbp|total sales|amount total|sum|total amt|nett|nett total|net total|net amt|net total rm|total us",
        ),
        (
            C::Net,
            "excl gst|exc gst|excluding gst|exclusive gst|exclusive of gst|excl tax|excluding tax|net total|net amount|total net|total net amount|net|total excl vat|total ex vat|total excluding vat|total excl tax|total ex tax|total excluding tax|total before tax|amount before tax|total before vat|total excl gst|total excluding gst|total excl of gst|total exclusive of gst|total sales excluding gst|total sales excl gst|amount excl gst|amt excl gst|total without tax|total without vat|subtotal excl vat|sub total excl vat|subtotal before tax|taxable amount|taxable value|net value|net price total|total net value|excl vat|excluding vat|sub total exclusive gst|subtotal excl tax|total exclusive|invoice net|net invoice total|net goods|total exclusive gst|total excl sst|total ex gst|sum of net|total price without vat|total price net|net subtotal|net credit|charges excluding vat|total charges excluding vat|total net goods|total goods|assessable value|total taxable value|taxable total|net charges|charges before tax|total charges before vat|goods total excl vat|amount ex vat|amount excluding vat|amount excluding gst|amount excluding tax|value excluding vat|total amount excl tax|total amount before tax|total amount excl gst|total amt excl gst|net total excl vat|net sales|total exclusive of tax|total net of tax|total net of vat|total nett excl gst|total excl 6 gst|subtotal excluding tax|subtotal net of tax|total payable excl gst|total without gst|total value of supply|total value excl vat|vatable sales|total excl|excl total|total nett excl|total exc",
        ),
        (
            C::Subtotal,
            "subtotal|goods total|sub total|sub-total|sub ttl|subttl|items total|item total|total items amount|total of lines|line total|goods value|charges|total charges before tax|gross amt|sum of positions|merchandise total|products total|items subtotal|item subtotal|total merchandise|total products|total services|services total|total fees|total labour|total labor|total parts|total hours charges|total time charges",
        ),
        (
            C::TaxTotal,
            "total tax|tax total|total vat|vat total|total gst|gst total|vat amount|tax amount|amount of vat|sales tax|total sales tax|gst amount|vat payable|gst payable|tax payable|total taxes|taxes total|add gst|plus vat|value added tax|total tax amount|tax amt|amount vat|total sst|sst amount|total hst|hst total|estimated tax|tax to be collected|vat sum",
        ),
        (
            C::Tax,
            "gst included in total|included in total|total includes|total included|included gst|bill inclusive of|includes gst|gst included|tax included|tax|vat|gst|sst|hst|pst|qst|igst|cgst|sgst|service tax|taxes|vat rate|sales and use tax|state tax|local tax|vat at|insurance premium tax|excise|gst tps|tps|tvq|qst tvq|gst hst|hst gst|pst qst|rst|utgst|cess|consumption tax|county tax|state sales tax|sales tax rate|vat standard rate|general sales tax|output tax|gst on purchases|service tax 6|sst 6|sales tax 10",
        ),
        (
            C::TaxBase,
            "tax base|vat base|base|taxable|net amount taxable|taxable amt|vatable amount|goods|tax basis|basis amount|taxable supplies|vatable",
        ),
        (
            C::Due,
            "amount due|balance due|total amount due|total balance due|amount payable|total payable|total amount payable|total amt payable|payable amount|amount to pay|to pay|total to pay|please pay|please pay this amount|pay this amount|outstanding|outstanding amount|outstanding balance|amount outstanding|balance|balance to pay|remaining balance|residual|amt due|due|due payable|balance owing|amount owed|payment due|net payable|net amount payable|invoice balance|new balance|current balance due|amount due now|total now due|payment amount|amount remaining|pay amount|due amount|balance payable|total due now|to be paid|net amount due|you owe|you owe us|amount you owe|your account balance|account balance|total outstanding|amount to be paid|total amount outstanding|amount required|total amount now due|due now|total payable now|balance amount|amount owing|total owing|new account balance|balance outstanding|amount to collect|amount to be collected|total due to us|amount due in eur|amount due in usd|amount due in gbp|please remit|total remittance|payment required|net amount to pay|amount due this bill|total amount to pay|balance due now|total balance due now|amount due usd|amount due eur|amount due gbp|amount due aud|amount due cad|to pay by|please pay by",
        ),
        (
            C::Prepaid,
            "paid|amount paid|payments received|payment received|less paid|already paid|prepaid|prepayment|deposit|deposit paid|advance|advance payment|down payment|paid to date|less payment|payments|total paid|previous payments|payments credits|credits|advance paid|less deposit|paid amount|payment made|payments made|retainer|applied balance|less payments|payments we ve received|payments and credits|deposit received|advance received|less advance|less deposit paid|less amount paid|amount already paid|less payments received|payments received thank you|payments made since last bill|paid amount to date|payment applied|payments applied|credit applied|applied credits|less prepayment|retainer applied|total payments received|amount prepaid|part payment|less payment received",
        ),
        (
            C::Discount,
            "discount|discounts|less discount|rebate|allowance|total discount|invoice discount|trade discount|promotion|promo|coupon|voucher|total allowances|sum of allowances|agency commission|commission|savings|less|item discount|total item discount|bill discount|member discount|promotional discount|total savings|total saving",
        ),
        (
            C::Charge,
            "shipping|shipping and handling|shipping handling|freight|delivery|delivery charge|delivery fee|carriage|postage|packing|packaging|handling|surcharge|service charge|serv charge|svc charge|svc chg|service fee|total charges surcharges|additional charges|insurance|tip|gratuity|tips|handling fee|postage and packing|shipping cost|shipping costs|processing fee|small order fee|booking fee|s charge|svc|shipping charges|not subject to vat|non vatable|non taxable|disbursements not subject to vat|tourism tax|zero rated items|no gst items|regulatory fee|convenience fee|platform fee|delivery and handling|freight charge|freight charges|cartage|fuel surcharge|service charges",
        ),
        (
            C::Rounding,
            "rounding|rounding adj|rounding adjustment|rounding adjustments|round adj|round off|rounding off|round amt|cent rounding|roundoff|round adjustment|rounding amount|rounding diff|rounded off|rnd adj|rounding difference|penny rounding|bill rounding|rounding mechanism|rounding adj rm|rounding adjustment rm|rnd|round|rounding amt|rounding rm|bill rounding adjustment|rounding off adj|round up|round down|rounding to nearest 5 sen|5 cent rounding|swedish rounding|roundings|rounding mechanism adj|rounding adj amt",
        ),
        (
            C::Withheld,
            "withholding tax|tax withheld|less withholding tax|wht|less wht|tds|less tds|tds deducted|tds u s|tax deducted at source|amount withheld|withholding|backup withholding|cis deduction|less cis|less cis deduction|cis tax",
        ),
        (
            C::Tendered,
            "cash|cash tendered|tendered|tender|amount tendered|cash received|received|amount received|cash paid|visa|mastercard|master card|credit card|debit card|card|amex|american express|debit|eftpos|payment cash|payment|cash amount|paid by card|visa card|mydebit|card payment|bank card|credit|cash payment|received cash|cash myr|cash rm|amt paid|touch n go|tng|grabpay|boost|ewallet|e-wallet|contactless|maestro|paypal|payment type|payment mode|payment method|paid cash|paid by cash|gift card|tender amount",
        ),
        (
            C::Change,
            "change|change due|cash change|change amt|change amount|change given|your change|change balance|balance change|changes|change rm",
        ),
        (
            C::NotTotal,
            "total qty|total quantity|total items|total item|total item s|total no of items|no of items|item count|items count|total pcs|total pieces|total weight|total points|points|total savings|you saved|total saving|tot qty|qty total|total units|total hours|total spots|number of items|total number of items|total count|total discount|total item discount|total pages|total cartons|total packages|item qty|total spot|bottle deposit|points awarded|total boxes|total pallets|total loyalty|sub total qty|net qty|total volume|previous unpaid balance|previous balance|unpaid balance|prior balance|balance forward|opening balance|balance brought forward|past due balance|last balance|balance from last bill|balance on your last bill|amount due from your last bill|previous amount due|prior amount due|previous bill|last bill amount",
        ),
        (
            C::InvoiceNumber,
            "invoice ~|invoice|inv ~|inv|tax invoice ~|bill ~|invoice reference|invoice ref|invoice ref no|number of invoice|credit note ~|creditnote ~|credit memo ~|our invoice|invoice number is|invoice no and date|vat invoice ~|commercial invoice ~|sales invoice ~|proforma ~|pro forma ~|pro forma invoice ~|cash inv ~|debit note ~|credit ~|statement ~|invoice nbr|inv nbr|tax inv ~|simplified tax invoice ~|sales receipt ~|commercial invoice|sales invoice|proforma invoice|bill reference|bill ref ~|invoice id|tax invoice reference|invoice serial ~|invoice code|document ~ invoice|invoice number and date|e invoice ~|invoice document ~|vat invoice reference",
        ),
        (
            C::DocumentNumber,
            "document ~|doc ~|receipt ~|rcpt ~|slip ~|slip|bill|check ~|chk ~|ticket ~|trans ~|transaction ~|receipt|voucher ~|rec ~|cb ~|cash sales ~|cash sale ~|document reference|folio ~|trx ~|txn ~|cheque ~|record locator|transaction|confirmation ~|registration ~|check|chk|txn|trans|cs ~|memo ~|bill ref|contract ~|contract revision|contract",
        ),
        (C::Number, "no|number|nr|#|num"),
        (
            C::PoNumber,
            "po ~|p o ~|po|p o|purchase order|purchase order ~|your order|your order ~|your order ref|customer order ~|customer po|customer po ~|your po|your po ~|customer order|buyer order|buyers order ~|buyer order ~|client po|po reference|po ref|your purchase order|client order ~|purchase order reference|your p o|cust po|cust po ~|order reference|order ref|order ref ~|po number reference|advertiser order|estimate ~|customer purchase order",
        ),
        (
            C::OrderNumber,
            "order ~|order|sales order|sales order ~|so ~|our order|our order ~|ord ~|job ~|project ~|quote ~|quotation ~|web order ~|order code",
        ),
        (
            C::CorrectsNumber,
            "original invoice|original invoice ~|corrects invoice|correction of invoice|refers to invoice|credit for invoice|credited invoice|for invoice ~|related invoice|preceding invoice|in respect of invoice|applies to invoice|corrected invoice|referenced invoice|against invoice|against invoice ~|relating to invoice|ref invoice|credits invoice|credit of invoice|invoice credited|against our invoice|credit against invoice|original inv ~|original doc ~|invoice being credited|your original invoice|in relation to invoice|reverses invoice|cancels invoice|cancellation of invoice",
        ),
        (
            C::Reference,
            "reference|ref|ref ~|reference ~|our reference|our ref|payment reference|agreement ref|payment ref",
        ),
        (C::YourReference, "your reference|your ref|customer reference|customer ref|your ref ~|client reference"),
        (
            C::OtherNumber,
            "customer ~|customer id|client ~|client id|account ~|account|acct ~|acct|vendor ~|supplier ~|member ~|loyalty ~|delivery note ~|delivery note|dn ~|do ~|delivery order ~|despatch note ~|shipment ~|tracking ~|item ~|item code|part ~|product code|sku|article ~|serial ~|page|page ~|batch ~|lot ~|terminal ~|table ~|table|pos ~|cashier|cashier ~|staff|operator|till|till ~|store ~|branch ~|reg ~|co ~|co reg ~|co reg|company ~|company reg ~|company registration ~|company reg|roc|roc ~|brn|registration number|registered number|registered in england ~|sort code|routing ~|swift|bic|swift code|swift bic|bank account|bank account ~|account name|license ~|licence ~|mid|tid|auth code|approval code|card ~|phone ~|pax|guest ~|guests|contract id|property|deal ~|alt order ~|advertiser code|agency code|cust id|ship ~|waybill ~|awb ~|hs code|meter ~|policy ~|patient ~|case ~|ein|tin|duns|gln|siret|siren|abn acn|cin|cvr|hrb",
        ),
        (
            C::InvoiceDate,
            "invoice date|date of invoice|invoice dated|date of issue|issue date|issued|issued on|issued at|date issued|bill date|billing date|bill dt|tax date|invoice dt|tax point|tax point date|tax invoice date|document date|doc date|date invoiced|inv date|credit note date|credit memo date|receipt date|date of receipt|statement date|invoice issue date|invoice date tax point|date of bill|date of sale|date of purchase|purchase date|paid on|date paid|transaction date|txn date|trans date|sale date|sales date|print date invoice|invoiced on|dated|date of invoicing",
        ),
        (C::Date, "date|date time|dt|date and time"),
        (
            C::DueDate,
            "due date|payment due date|payment due|due by|due on|pay by|please pay by|payment due by|date due|payable by|payable on or before|pay before|due|must be paid by|please remit until|please pay before|payable until|payment deadline|to be paid by|settlement date|last date of payment|payment date|payment is due|pay on or before|due no later than|net due|net due date|maturity|please pay until|will be taken on|will be debited on|will be charged on|will be collected on|collection date|direct debit date|on or around|latest payment date|payable before|settle by|taken on or after|payment to be received by|remit by|amount due by|due on or before|last payment date|payment date due|auto pay date|auto debit date|to pay by|payment by|pay in full by|payable on|payment is due by|payment is due on|payment must be received by",
        ),
        (
            C::SupplyDate,
            "date of supply|supply date|delivery date|date of delivery|service date|date of service|shipping date|ship date|shipment date|performance date|delivered on|service period|billing period|period|for the period|date shipped|dispatch date|despatch date|usage period|invoice period|time of supply|period of service|charges for|trip date|completed on|work completed",
        ),
        (
            C::OtherDate,
            "order date|date of order|date ordered|po date|print date|printed|printed on|print dt|expiry date|expires|valid until|valid to|quote date|contract date|start date|end date|check in|check out|arrival|departure|arrival date|departure date|date of birth|expiration|expiry|from|collection date|flight dates|flight start|flight end|flight|booking date|closed|revision date|last updated|next billing|renewal date|next invoice|contract dates|date printed|trip date|eta|etd|statement period|billing period start|order placed|last bill date|previous bill date|meter read date|next reading|cancellation date|warranty until|discount date|discount if paid by",
        ),
        (
            C::TaxId,
            "vat ~|vat|vat reg ~|vat registration ~|vat registration|vat id|vat identification ~|vat code|vat reg|tax id|tax id ~|tax ~|tax identification ~|tax registration ~|tax reg ~|tax reg id|gst ~|gst reg ~|gst reg|gst registration ~|gst id ~|gst id|gstin|gstin uin|gstin ~|gst in|abn|ein|tin|tin ~|vat tin|federal tax id|fein|taxpayer id|company vat ~|our vat ~|sst ~|sst id|sst reg ~|sst registration ~|hst ~|gst hst ~|service tax ~|fed id|federal id|tax number|sales tax ~|eu vat ~|eu vat|company tax id|tax reference",
        ),
        (
            C::CustomerTaxId,
            "customer vat|customer vat ~|your vat|your vat ~|client vat ~|buyer vat ~|customer tax id|your tax id|client tax id|your vat id|buyer gstin|customer gstin|bill to gstin|vat customer|customer gst ~",
        ),
        (
            C::Register,
            "company registration|company registration ~|company reg ~|registered in|registered office|commercial register|co reg|co ~|roc|incorporated in|registered in england and wales|registered in england|company number|abn|acn|reg office|registered in scotland|place of registration",
        ),
        (C::Iban, "iban|iban ~|account iban"),
        (
            C::Seller,
            "seller|vendor|supplier|from|sold by|issued by|issuer|service provider|bill from|billed by|invoice from|remit to|make checks payable to|make cheques payable to|payable to|pay to|please remit to|remit payment to|payee|sender|merchant|provided by|our company|supplier details|seller details|remittance to|send payment to|please make checks payable to|make check payable to|send payments to|issued on behalf of|on behalf of|supplied by|invoice issued by|supplier name|vendor name|seller name|company details|biller",
        ),
        (
            C::BillTo,
            "for|party|party name|bill to|billed to|invoice to|invoiced to|billing address|bill to address|customer|customer name|client|client name|buyer|sold to|purchaser|recipient|invoice address|charge to|account name|for the attention of|to|customer details|billing to|billing details|billing information|invoice recipient|customer address|prepared for|attention|attn|attn to|m s|messrs|advertiser|guest name|guest|patient|billing name|consumer|tenant|debtor|bill to party|to customer|issued to|sold to party|invoice issued to|billing contact|bill to customer|invoice to customer|customer bill to|buyer bill to|bill to party name|charged to|supplied to|invoicee|bill address|billing customer|sold to customer|invoiced party|invoice to party|name of buyer|name of customer|receiver billed to|details of receiver|details of receiver billed to|billing party|for account of",
        ),
        (
            C::OtherParty,
            "ship to|shipping address|deliver to|delivery address|delivered to|shipped to|ship from|delivery to|consignee|notify party|agency|tax representative|payer|ship to address|delivery details|sales contact|service address|site address|account manager|contact person|salesperson|sales rep|sales person|account executive|account exec|shipping details|shipping information|shipping to|salesman|prepared by|ship to party|details of consignee|consigned to|deliver to address|delivery party|final destination|end user|third party|deliver goods to|consignor",
        ),
        (C::Address, "address|po box|p o box|pob"),
        (C::Name, "name|company name|company|full name|business name|legal name"),
        (
            C::ColDescription,
            "description|item|item description|product|product description|article|details|particulars|service|services|activity|title|items|desc|designation|item desc|work|material|description of goods|description of services|product name|item name|item details|day time|task",
        ),
        (
            C::ColQuantity,
            "quantity|qty|units|hours|hrs|qty unit|pcs|count|no of units|hrs qty|qty hrs|quantity ordered|spots",
        ),
        (
            C::ColUnitPrice,
            "unit price|price|rate|unit cost|price per unit|u price|unit|price each|unit rate|net price|u p|each|cost|price unit|s price|rsp|unit price net|price w o tax|list price",
        ),
        (
            C::ColAmount,
            "amount|line total|total|ext price|extended price|total price|line amount|net amount|sum|amt|amount rm|total rm|value|net value|extended|gross|total amount|item total",
        ),
        (C::ColRate, "vat rate|tax rate|rate of vat|vat %|tax %|gst %|tax code|vat code|tx|taxes|gst rate"),
        (
            C::ColOther,
            "disc|disc %|discount %|pos|position|sku|code|item code|item no|part no|uom|unit of measure|date|ref|hsn|hsn sac|hsn code|line|ln|sl no|s no|sr no|sno|weight|size|colour|start time|end time|length|type|day",
        ),
        (
            C::IsInvoice,
            "invoice|tax invoice|vat invoice|bill|commercial invoice|sales invoice|simplified tax invoice|electricity bill|utility bill|final invoice|statement of charges|debit note|invoice summary|retail invoice|proforma invoice|fee note|corrected invoice|self billed invoice",
        ),
        (
            C::IsCreditNote,
            "credit note|creditnote|credit memo|credit invoice|credit memorandum|refund note|refund|tax credit note|adjustment note|credit advice|invoice correction",
        ),
        (
            C::IsReceipt,
            "server|your server|suggested tip|guests|tip|gratuity|receipt|cash receipt|sales receipt|official receipt|cash sale|cash sales|till receipt|change|change due|cash tendered|guest check|thank you for shopping|please come again|cash change|goods sold are not returnable|cashier|eat in|dine in|take away|takeout|customer copy|merchant copy|thank you come again",
        ),
        (
            C::IsReminder,
            "reminder|payment reminder|overdue notice|final notice|past due notice|final demand|second notice|dunning letter|reminder notice|overdue reminder|first reminder|second reminder|final reminder",
        ),
        (
            C::IsOrder,
            "purchase order|order confirmation|sales order|order acknowledgement|work order|insertion order|order form|booking confirmation|broadcast order",
        ),
        (
            C::IsDeliveryNote,
            "delivery note|packing slip|packing list|delivery order|despatch note|dispatch note|goods received note|delivery docket|shipping note|bill of lading",
        ),
        (C::IsQuote, "quotation|quote|estimate|proposal|price quote|offer"),
        (C::IsStatement, "bank statement|statement of account|account statement|monthly statement"),
        (
            C::PaymentTerms,
            "please pay within|pay within|payment within|due within|payable within|payment due within|payment is due within|settlement within|payment terms|terms of payment|terms|payment conditions|conditions of payment|term|payment term|credit terms|terms and conditions of payment",
        ),
        (
            C::Currency,
            "currency|invoice currency|document currency|all amounts in|amounts in|all amounts are in|prices in|all prices in|currency code|all prices are in|amounts are in",
        ),
        (
            C::Exempt,
            "vat exempt|tax exempt|exempt from vat|reverse charge|vat reverse charged|zero rated|intra community supply|intra community delivery|no vat|vat not applicable|outside the scope of vat|exempted from tax|tax free|export supply|vat exemption|not subject to vat",
        ),
        (
            C::Contact,
            "tel|telephone|phone|fax|email|e mail|mail|web|website|mobile|tel fax|tel no|tel number|fax no|phone no|hotline|www|careline|customer service|contact no|hp|h p|url|call",
        ),
    ],
};
