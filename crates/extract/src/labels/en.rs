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
            "incl gst|inc gst|including gst|inclusive gst|inclusive of gst|gst incl|incl tax|inc tax|including tax|incl sales tax|grand total|gross total|gross amount|total gross|total gross amount|total amount|invoice total|total invoice|total invoice amount|invoice amount|total incl vat|total inc vat|total including vat|total incl tax|total inc tax|total including tax|total with tax|total with vat|total incl gst|total inc gst|total including gst|total with gst|total include gst|total inclusive gst|total inclusive of gst|total inclusive of tax|total inclusive of vat|total gst incl|total gst inclusive|total vat incl|amount incl gst|amount including vat|amount incl vat|incl vat|including vat|total sales inclusive gst|total sales incl gst|total sales inclusive of gst|total sales including gst|total amount incl gst|total amt incl gst|total after adj incl gst|subtotal incl gst|sub total incl gst|total price|total cost|total charges|total for this invoice|total this invoice|total due|total inclusive|total inc|total incl|final total|total after tax|total after rounding|rounded total|total rounded|rounded amount|order total|total order|sum total|bill total|total bill|total bill amount|bill amount|net total rounded|final amount|overall total|total value|total order amount|total contract|contract total|total ordered amount|total incl sst|total inclusive sst|invoice value|total takings|takeout total|eat in total|dine in total|dinein total|accepted total|charge total",
        ),
        (
            C::Total,
            "total|totals|total rm|total myr|total usd|total eur|total gbp|total sales|amount total|sum|total amt|nett|nett total|net total|net amt|net total rm|total us",
        ),
        (
            C::Net,
            "excl gst|exc gst|excluding gst|exclusive gst|exclusive of gst|excl tax|excluding tax|net total|net amount|total net|total net amount|net|total excl vat|total ex vat|total excluding vat|total excl tax|total ex tax|total excluding tax|total before tax|amount before tax|total before vat|total excl gst|total excluding gst|total excl of gst|total exclusive of gst|total sales excluding gst|total sales excl gst|amount excl gst|amt excl gst|total without tax|total without vat|subtotal excl vat|sub total excl vat|subtotal before tax|total excluded tax|taxable amount|taxable value|net value|net price total|total net value|excl vat|excluding vat|sub total exclusive gst|excluded gst sub total|subtotal excl tax|total exclusive|invoice net|net invoice total|net goods|total exclusive gst|total excl sst|total ex gst|sum of net|total price without vat|total price net|net subtotal|net due to station",
        ),
        (
            C::Subtotal,
            "subtotal|goods total|sub total|sub-total|sub ttl|subttl|items total|item total|total items amount|total of lines|line total|goods value|charges|total charges before tax|gross amt|sum of positions|merchandise total|products total|items subtotal|item subtotal|total merchandise|total products|total services|services total",
        ),
        (
            C::TaxTotal,
            "total tax|tax total|total vat|vat total|total gst|gst total|vat amount|tax amount|amount of vat|sales tax|total sales tax|gst amount|vat payable|gst payable|tax payable|total taxes|taxes total|add gst|plus vat|value added tax|total tax amount|tax amt|amount vat|total sst|sst amount|total hst|hst total|estimated tax|tax to be collected|vat sum",
        ),
        (
            C::Tax,
            "gst included in total|included in total|total includes|total included|included gst|bill inclusive of|includes gst|gst included|tax included|tax|vat|gst|sst|hst|pst|qst|igst|cgst|sgst|service tax|taxes|vat rate|sales and use tax|state tax|local tax|vat at|insurance premium tax|excise",
        ),
        (
            C::TaxBase,
            "tax base|vat base|base|taxable|net amount taxable|taxable amt|vatable amount|goods|tax basis|basis amount|taxable supplies|vatable",
        ),
        (
            C::Due,
            "amount due|balance due|total amount due|total balance due|amount payable|total payable|total amount payable|total amt payable|payable amount|amount to pay|to pay|total to pay|please pay|please pay this amount|pay this amount|outstanding|outstanding amount|outstanding balance|amount outstanding|balance|balance to pay|remaining balance|residual|amt due|due|due payable|balance owing|amount owed|payment due|net payable|net amount payable|invoice balance|new balance|current balance due|amount due now|total now due|payment amount|amount remaining|pay amount|due amount|balance payable|total due now|to be paid|net amount due",
        ),
        (
            C::Prepaid,
            "paid|amount paid|payments received|payment received|less paid|already paid|prepaid|prepayment|deposit|deposit paid|advance|advance payment|down payment|paid to date|less payment|payments|total paid|previous payments|payments credits|credits|advance paid|less deposit|paid amount|payment made|payments made|retainer|applied balance|less payments",
        ),
        (
            C::Discount,
            "discount|discounts|less discount|rebate|allowance|total discount|invoice discount|trade discount|promotion|promo|coupon|voucher|total allowances|sum of allowances|agency commission|commission|savings|less|item discount|total item discount|bill discount|member discount|promotional discount|total savings|total saving",
        ),
        (
            C::Charge,
            "shipping|shipping and handling|shipping handling|freight|delivery|delivery charge|delivery fee|carriage|postage|packing|packaging|handling|surcharge|service charge|service chrg|serv charge|svc charge|svr tax|svc chg|service fee|total charges surcharges|additional charges|insurance|tip|gratuity|tips|handling fee|postage and packing|shipping cost|shipping costs|processing fee|small order fee|booking fee|s charge|svc|shipping charges",
        ),
        (
            C::Rounding,
            "rounding|rounding adj|rounding adjustment|rounding adjustments|round adj|round off|rounding off|round amt|cent rounding|roundoff|round adjustment|rounding adjusment|round adjustmt|rounding amount|rounding diff|rounded off|rnd adj|rounding difference|penny rounding|bill rounding|rounding mechanism",
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
            "total qty|total quantity|total items|total item|total item s|total no of items|no of items|item count|items count|total pcs|total pieces|total weight|total points|points|total savings|you saved|total saving|tot qty|qty total|total units|total hours|total spots|number of items|total number of items|total count|total discount|total item discount|total pages|total cartons|total packages|main item count|item qty|total spot|bottle deposit|points awarded|total loading charges|tatal qty|total boxes|total pallets|total loyalty|sub total qty|net qty|total volume",
        ),
        (
            C::InvoiceNumber,
            "invoice ~|invoice|inv ~|inv|tax invoice ~|bill ~|invoice reference|invoice ref|invoice ref no|number of invoice|credit note ~|creditnote ~|credit memo ~|our invoice|invoice number is|invoice no and date|vat invoice ~|commercial invoice ~|sales invoice ~|proforma ~|pro forma ~|pro forma invoice ~|cash inv ~|debit note ~|credit ~|statement ~|invoice nbr|inv nbr|tax inv ~|simplified tax invoice ~|sales receipt ~|commercial invoice|sales invoice|proforma invoice",
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
            "original invoice|original invoice ~|corrects invoice|correction of invoice|refers to invoice|credit for invoice|credited invoice|for invoice ~|related invoice|preceding invoice|in respect of invoice|applies to invoice|corrected invoice|referenced invoice",
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
            "invoice date|date of invoice|invoice dated|date of issue|issue date|issued|issued on|issued at|date issued|bill date|billing date|bill dt|tax date|invoice dt|tax point|tax point date|tax invoice date|document date|doc date|date invoiced|inv date|credit note date|credit memo date|receipt date|date of receipt|statement date|bizdate|invoice issue date|invoice date tax point|date of bill|date of sale|date of purchase|purchase date|paid on|date paid|transaction date|txn date|trans date|sale date|sales date|print date invoice|invoiced on|dated|date of invoicing",
        ),
        (C::Date, "date|date time|dt|date and time"),
        (
            C::DueDate,
            "due date|payment due date|payment due|due by|due on|pay by|please pay by|payment due by|date due|payable by|payable on or before|pay before|due|must be paid by|please remit until|please pay before|payable until|payment deadline|to be paid by|settlement date|last date of payment|payment date|payment is due|pay on or before|due no later than|net due|net due date|maturity|please pay until",
        ),
        (
            C::SupplyDate,
            "date of supply|supply date|delivery date|date of delivery|service date|date of service|shipping date|ship date|shipment date|performance date|delv date|delivered on|service period|billing period|period|for the period|date shipped|dispatch date|despatch date|usage period|invoice period|time of supply",
        ),
        (
            C::OtherDate,
            "order date|date of order|date ordered|po date|print date|printed|printed on|print dt|expiry date|expires|valid until|valid to|quote date|contract date|start date|end date|check in|check out|arrival|departure|arrival date|departure date|date of birth|expiration|expiry|from|coll date|collection date|flight dates|flight start|flight end|flight|booking date|closed|revision date|last updated|next billing|renewal date|next invoice|contract dates|date printed",
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
            "company registration|company registration ~|company reg ~|registered in|registered office|commercial register|co reg|co ~|roc|incorporated in",
        ),
        (C::Iban, "iban|iban ~|account iban"),
        (
            C::Seller,
            "seller|vendor|supplier|from|sold by|issued by|issuer|service provider|bill from|billed by|invoice from|remit to|make checks payable to|make cheques payable to|payable to|pay to|please remit to|remit payment to|payee|sender|merchant|provided by|our company|supplier details|seller details|remittance to|send payment to|please make checks payable to|make check payable to|send payments to",
        ),
        (
            C::BillTo,
            "for|party|party name|bill to|billed to|invoice to|invoiced to|billing address|bill to address|customer|customer name|client|client name|buyer|sold to|purchaser|recipient|invoice address|charge to|account name|for the attention of|to|customer details|billing to|billing details|billing information|invoice recipient|customer address|prepared for|attention|attn|attn to|m s|messrs|advertiser|guest name|guest|patient|billing name|consumer|tenant|debtor|bill to party|to customer",
        ),
        (
            C::OtherParty,
            "ship to|shipping address|deliver to|delivery address|delivered to|shipped to|ship from|delivery to|consignee|notify party|agency|tax representative|payer|ship to address|delivery details|sales contact|service address|site address|account manager|contact person|salesperson|sales rep|sales person|account executive|account exec|shipping details|shipping information|shipping to|salesman|prepared by",
        ),
        (C::Address, "address|po box|p o box|pob"),
        (C::Name, "name|company name|company|full name|business name|legal name"),
        (
            C::ColDescription,
            "description|item|item description|product|product description|article|details|particulars|service|services|activity|title|items|desc|designation|item desc|work|material|description of goods|description of services|product name|item name|item details|day time|task",
        ),
        (
            C::ColQuantity,
            "quantity|qty|units|hours|hrs|qty unit|pcs|amount of|count|no of units|hrs qty|qty hrs|quantity ordered|spots",
        ),
        (
            C::ColUnitPrice,
            "unit price|price|rate|unit cost|price per unit|u price|unit|price each|unit rate|net price|u p|each|cost|price unit|s price|rsp|unit price net|price w o tax|list price",
        ),
        (
            C::ColAmount,
            "amount|line total|total|ext price|extended price|total price|line amount|net amount|sum|amt|amount rm|total rm|value|net value|extended|gross|total amount|item total",
        ),
        (C::ColRate, "vat rate|tax rate|rate of vat|vat %|tax %|gst %|tax code|vat code|tx|disc taxes|taxes|gst rate"),
        (
            C::ColOther,
            "disc|disc %|discount %|pos|position|sku|code|item code|item no|part no|uom|unit of measure|date|ref|hsn|hsn sac|hsn code|line|ln|sl no|s no|sr no|sno|weight|size|colour|start time|end time|length|type|day",
        ),
        (
            C::IsInvoice,
            "invoice|tax invoice|vat invoice|bill|commercial invoice|sales invoice|simplified tax invoice|electricity bill|utility bill|final invoice|statement of charges|debit note|invoice summary|retail invoice|retail invoices bill|proforma invoice|fee note|corrected invoice|self billed invoice",
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
            "purchase order|order confirmation|sales order|order acknowledgement|work order|insertion order|order form|booking confirmation|broadcast order|contract agreement between",
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
            "currency|invoice currency|document currency|all amounts in|amounts in|all amounts are in|prices in|all prices in|currency code|all charges and prices are in|all prices are in|amounts are in",
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
