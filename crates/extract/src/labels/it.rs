//! Italian labels.

use super::Concept as C;
use super::Language;

/// Italian.
pub const IT: Language = Language {
    code: "it",
    numbers: "no|numero|num|nr|#|n",
    common_words: "il la i le di del della dei e per con in un una che si non da al alla nel sono dal gli",
    labels: &[
        (
            C::Gross,
            "totale fattura|totale documento|totale ivato|totale iva inclusa|totale complessivo|importo totale|totale generale|totale con iva|totale lordo|totale euro|importo totale documento|totale iva compresa|totale importo|totale ordine|totale dovuto|totale eur|totale fattura eur|importo fattura|totale complessivo euro|importo lordo|totale della fattura|importo totale fattura|importo ivato|totale documento eur|totale iva incl|totale bolletta|totale nota di credito|totale nota credito|totale parcella|totale fattura iva inclusa|totale compenso|totale avviso|totale generale eur|totale fattura con iva|totale vostro dare|totale a vs avere|totale comprensivo di iva",
        ),
        (C::Total, "totale|importo|totali|tot|somma"),
        (
            C::Net,
            "totale imponibile|imponibile|importo netto|totale netto|totale merce|netto|totale iva esclusa|totale senza iva|imponibile totale|netto merce|importo imponibile|totale imponibili|totale esclusa iva|base imponibile|totale ante imposte|importo senza iva|imponibile netto|totale merce netto|valore imponibile|netto imponibile|tot imponibile|totale netto iva|totale imponibile eur|totale imponibile iva|imponibile eur|imponibile iva|totale al netto di iva|compenso imponibile|totale competenze|totale servizi|importo iva esclusa|prezzo netto iva",
        ),
        (
            C::Subtotal,
            "subtotale|sub totale|totale parziale|totale righe|totale prodotti|totale articoli|totale servizi|totale prestazioni|importo merce|somma parziale",
        ),
        (
            C::TaxTotal,
            "totale iva|imposta|importo iva|iva totale|totale imposta|totale imposte|di cui iva|ammontare iva|tot iva|imposte|importo imposta|totale i v a|imposta totale",
        ),
        (C::Tax, "iva|i v a|aliquota|aliquota iva|imposta sul valore aggiunto|iva al"),
        (C::TaxBase, "imponibile|base imponibile|imponibile iva|base"),
        (
            C::Due,
            "totale da pagare|da pagare|netto a pagare|importo da pagare|saldo|totale a pagare|importo dovuto|a saldo|residuo|saldo da pagare|netto da pagare|importo a pagare|totale netto a pagare|importo residuo|restano da pagare|da versare|saldo dovuto|pagamento dovuto|rimanenza|residuo da pagare|resta da pagare|netto da pagare eur|saldo a vostro debito|totale da versare|importo totale da pagare|totale da saldare|importo da versare|netto a pagare eur|saldo fattura|totale dovuto|totale a saldo|importo netto da pagare|netto a vs debito|netto a vostro debito|totale complessivo da pagare",
        ),
        (
            C::Prepaid,
            "acconto|acconti|gia pagato|anticipo|pagato|importo pagato|versato|acconto versato|caparra|gia versato|totale acconti|acconto ricevuto|pagamenti ricevuti|incassato|acconto gia versato|acconto ricevuto il|meno acconto|a dedurre acconto|detrazione acconto|acconti versati|gia corrisposto|gia saldato|versamenti effettuati|pagamento ricevuto|gia incassato|meno acconti",
        ),
        (C::Discount, "sconto|abbuono|sconti|sconto incondizionato|totale sconti|sconto merce|buono"),
        (
            C::Charge,
            "spese di spedizione|spedizione|trasporto|spese|spese di trasporto|imballo|bollo|marca da bollo|spese bancarie|spese incasso|spese accessorie|contributo|cassa previdenza|spese varie|imposta di bollo|contributo integrativo|coperto|servizio|costi di spedizione|rivalsa inps|escluso art 15|esclusa art 15|esclusi art 15|fuori campo iva|bolli|spese anticipate|anticipazioni|tassa di soggiorno|canone di abbonamento alla televisione|canone tv|spese di incasso|spese imballo|contributo conai",
        ),
        (C::Rounding, "arrotondamento|arrotondamenti|arr"),
        (
            C::Withheld,
            "ritenuta|ritenuta d acconto|ritenuta di acconto|rit acconto|r a|ritenute|totale ritenuta|ritenuta acconto|a dedurre ritenuta|a dedurre ritenuta d acconto|importo ritenuta|ritenuta irpef|ritenuta fiscale|meno ritenuta d acconto|detrazione ritenuta d acconto|ritenuta enasarco",
        ),
        (
            C::Tendered,
            "contanti|contante|carta|ricevuto|pagamento contante|bancomat|carta di credito|pagamento elettronico|pagamento|pagamento contanti|elettronico|assegno|pos|contanti ricevuti|importo pagato contante",
        ),
        (C::Change, "resto|reso|resto contanti"),
        (
            C::NotTotal,
            "totale articoli|numero articoli|totale pezzi|peso totale|totale punti|totale colli|n articoli|n pezzi|numero colli|totale ore|totale quantita|totale kg|num articoli|tot pezzi|saldo precedente|saldo fatture precedenti|importo bolletta precedente",
        ),
        (
            C::InvoiceNumber,
            "fattura ~|numero fattura|no fattura|n fattura|fattura|numero della fattura|fattura elettronica ~|rif fattura|fatt ~|ft ~|num fattura|nota di credito ~|numero nota di credito|nota credito ~|parcella ~|parcella|fattura accompagnatoria ~|fattura immediata ~|fattura differita ~|ns fattura|nostra fattura|fattura numero|fattura proforma ~|n ro fattura|nr fattura",
        ),
        (
            C::DocumentNumber,
            "documento ~|numero documento|no documento|n documento|documento|scontrino ~|ricevuta ~|doc ~|documento n|scontrino|ricevuta|num doc|ricevuta fiscale ~|no doc|doc|n doc|nr documento|documento commerciale ~|numero doc",
        ),
        (C::Number, "no|numero|num|nr|#|n"),
        (
            C::PoNumber,
            "ordine ~|vostro ordine|vs ordine|ordine cliente|numero ordine|ordine d acquisto|no ordine|n ordine|vs ord|rif ordine|ordine di acquisto|ordine|ordine di acquisto ~|vostro ordine ~|vs ordine ~|numero d ordine|ord cliente|ns rif ordine|ordine acquisto|rif vs ordine",
        ),
        (
            C::OrderNumber,
            "nostro ordine|preventivo ~|commessa|progetto|pratica|ns ordine|n commessa|offerta ~|conferma d ordine ~",
        ),
        (
            C::CorrectsNumber,
            "fattura di riferimento|rif fattura originale|storno fattura|fattura collegata|a storno fattura|fattura originale|storno della fattura|a fronte della fattura|rettifica fattura|fattura stornata|rif fattura ~|riferimento fattura|rif ns fattura|su fattura|su ns fattura|a storno della fattura|storno parziale fattura|a storno totale fattura|a rettifica della fattura|relativa alla fattura|fattura di origine|doc di riferimento|con riferimento alla fattura|vs fattura",
        ),
        (C::Reference, "riferimento|rif|ns riferimento|causale|oggetto|nostro riferimento|ns rif|codice riferimento"),
        (C::YourReference, "vs riferimento|vostro riferimento|vs rif"),
        (
            C::OtherNumber,
            "cliente ~|codice cliente|cod cliente|numero cliente|n cliente|ddt|ddt ~|contratto|contratto ~|numero contratto|conto|codice articolo|cod articolo|cod art|cig|cup|codice destinatario|sdi|cod destinatario|pec|abi|cab|cin|swift|bic|rea|pagina|pag|tavolo|cassa|cassiere|codice fiscale|c f|cod fisc|codice|telefono ~|cod fiscale|n cliente|matricola|pod|pdr|utenza|n tavolo|operatore|lotto|fornitore ~|cod fornitore|iscrizione|n iscrizione|rt|ufficio rea|albo|numero rea|partita|c c|conto corrente|numero utenza",
        ),
        (
            C::InvoiceDate,
            "data fattura|data documento|data di emissione|data emissione|data della fattura|emessa il|fattura del|data doc|data di fatturazione|data fatturazione|data del documento|data nota di credito|emessa in data|data di vendita|data doc to|data emissione fattura",
        ),
        (C::Date, "data|del|in data|data e ora|data ora|li|il"),
        (
            C::DueDate,
            "data scadenza|scadenza|data di scadenza|scadenza pagamento|da pagare entro|entro il|scadenze|data pagamento|pagamento entro|scadenza fattura|pagare entro il|scade il|data di pagamento|scad|scadenza rata|entro e non oltre il|data scad|termine di pagamento|scadenza il|entro la data|data scadenza pagamento|da pagare entro il|pagabile entro il|pagamento entro il|scadenze pagamento|data addebito|addebito il|verra addebitato il|addebito in conto il|data scad pagamento|prima scadenza|scadenza del|pagare entro|data limite pagamento|data ultima|decorrenza pagamento",
        ),
        (
            C::SupplyDate,
            "data consegna|data di consegna|periodo|periodo di riferimento|data prestazione|data di prestazione|periodo di fatturazione|competenza|periodo fatturazione|data spedizione|data di spedizione|data servizio|data della prestazione",
        ),
        (
            C::OtherDate,
            "data ordine|data ddt|data stampa|valido fino al|data di nascita|arrivo|partenza|data contratto|data inizio|data fine|data preventivo|data ordine cliente|data trasporto|data di stampa",
        ),
        (
            C::TaxId,
            "partita iva|p iva|piva|p i|part iva|p iva cf|cf p iva|codice fiscale e partita iva|p iva c f|c f p iva|id fiscale iva|identificativo fiscale ai fini iva|partita iva codice fiscale|codice fiscale partita iva|cf e p iva|numero iva|partita i v a|p iva e c f|partita iva e codice fiscale|cod fisc e p iva|vat|c f e p iva|iva ~",
        ),
        (
            C::CustomerTaxId,
            "p iva cliente|partita iva cliente|p iva del cliente|partita iva del cliente|vostra partita iva|vs partita iva|p iva committente|vs p iva",
        ),
        (
            C::Register,
            "rea|registro imprese|reg imprese|capitale sociale|cap soc|c c i a a|sede legale|cciaa|iscritta al|sede operativa",
        ),
        (C::Iban, "iban|codice iban|coordinate bancarie|iban ~|coord bancarie"),
        (
            C::Seller,
            "fornitore|cedente prestatore|cedente|venditore|mittente|emittente|prestatore|emesso da|cedente o prestatore|dati fornitore|dati del fornitore|venduto da|fatturato da|dati del mittente",
        ),
        (
            C::BillTo,
            "cliente|destinatario|spettabile|spett le|spett|intestatario|cessionario committente|cessionario|fatturare a|committente|indirizzo di fatturazione|intestato a|acquirente|cessionario o committente|egr|gent le|egregio|fatturato a|dati cliente|dati del cliente|ragione sociale cliente|alla cortese attenzione|fattura a|destinatario fattura|nome cliente|gentile|spett ditta|intestazione fattura|indirizzo fatturazione|c a|gent cliente|gentile cliente|intestazione|intestata a|nome e cognome cliente|egregio sig|egr sig|gent ma sig ra|gent sig|ill mo|dati intestatario|intestatario fattura|intestatario contratto|emessa a|destinatario documento|cliente intestatario|dati di fatturazione|dati fatturazione|utente|soggetto cessionario",
        ),
        (
            C::OtherParty,
            "indirizzo di spedizione|luogo di consegna|destinazione|spedire a|vettore|indirizzo di consegna|consegna|destinazione merce|luogo di destinazione|agente|referente|spedizione a|terzo intermediario|destinatario merce|operatore",
        ),
        (C::Address, "indirizzo|sede"),
        (C::Name, "denominazione|ragione sociale|nome|ditta|nominativo|cognome nome|rag sociale"),
        (
            C::ColDescription,
            "descrizione|articolo|prodotto|servizio|prestazione|descrizione articolo|dettaglio|prestazioni|descrizione dei beni|oggetto|descrizione prodotto|natura e qualita dei beni",
        ),
        (C::ColQuantity, "quantita|q ta|qta|qt|ore|pezzi|q|pz"),
        (
            C::ColUnitPrice,
            "prezzo|prezzo unitario|prezzo unit|p unitario|costo unitario|tariffa|pr unitario|p unit|importo unitario|prezzo un|prezzo netto|prezzo eur",
        ),
        (
            C::ColAmount,
            "importo|totale|prezzo totale|importo totale|valore|imponibile|totale riga|importo netto|importo eur|totale eur|prezzo",
        ),
        (C::ColRate, "iva|aliquota|% iva|iva %|aliquota iva|al iva|cod iva|c iva|aliq"),
        (C::ColOther, "codice|cod|um|u m|sconto|riga|unita di misura|data|rif|sconto %|% sconto|cod art|lotto|unita"),
        (
            C::IsInvoice,
            "fattura|parcella|fattura immediata|fattura accompagnatoria|fattura elettronica|fattura differita|fattura proforma|bolletta|nota proforma|fattura di vendita|avviso di parcella",
        ),
        (C::IsCreditNote, "nota di credito|nota credito|nota di accredito|nota di variazione"),
        (
            C::IsReceipt,
            "scontrino|ricevuta fiscale|ricevuta|documento commerciale|grazie e arrivederci|scontrino fiscale|di vendita o prestazione|resto|grazie per la visita|documento commerciale di vendita o prestazione|non fiscale|cassa|coperto|coperti|arrivederci e grazie|pagamento contante|pagamento elettronico",
        ),
        (
            C::IsReminder,
            "sollecito|sollecito di pagamento|primo sollecito|secondo sollecito|avviso di pagamento|messa in mora|promemoria di pagamento",
        ),
        (C::IsOrder, "ordine di acquisto|conferma d ordine|conferma ordine|ordine cliente|ordine"),
        (C::IsDeliveryNote, "documento di trasporto|bolla di consegna|d d t|ddt|bolla"),
        (C::IsQuote, "preventivo|offerta|quotazione"),
        (C::IsStatement, "estratto conto"),
        (
            C::PaymentTerms,
            "bonifico bancario|bonifico|rimessa diretta|condizioni di pagamento|modalita di pagamento|termini di pagamento|pagamento|modalita pagamento|condizioni pagamento|metodo di pagamento|tipo pagamento|cond pagamento|mod pagamento",
        ),
        (C::Currency, "valuta|divisa|importi in|prezzi in|valuta documento"),
        (
            C::Exempt,
            "esente iva|esente|reverse charge|inversione contabile|non imponibile|regime forfettario|fuori campo iva|operazione senza applicazione dell iva|non soggetto|escluso iva art|esenzione iva|art 41|operazione esente",
        ),
        (
            C::Contact,
            "tel|telefono|fax|email|e mail|cell|pec|sito|cellulare|sito web|posta elettronica|web|servizio clienti",
        ),
    ],
};
