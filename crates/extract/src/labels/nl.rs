//! Dutch labels, with those of Flanders.

use super::Concept as C;
use super::Language;

/// Dutch.
pub const NL: Language = Language {
    code: "nl",
    numbers: "nr|nummer|no|#|num",
    common_words: "de het een en van is op te voor met uw u wij ons bij niet dat aan dit door naar zijn onder deze worden wordt",
    labels: &[
        (
            C::Gross,
            "totaal incl btw|totaal inclusief btw|totaal te betalen incl btw|factuurbedrag|totaalbedrag|factuurtotaal|factuur totaal|totaal inclusief|totaal bedrag|bedrag incl btw|bedrag inclusief btw|totaal incl|incl btw|inclusief btw|totaal factuur|eindtotaal|totaal generaal|prijs incl btw|totale factuurbedrag|eindbedrag|brutobedrag|totaal bruto|totaalbedrag incl btw|te betalen bedrag incl btw|totaal eur|totaal factuurbedrag|totaal in euro|factuur totaal eur|totaalbedrag inclusief btw|algemeen totaal|totaal btw inbegrepen|totaal bestelling|totaal euro|totaal credit|totaal creditnota|creditbedrag|totaal te crediteren|factuurtotaal incl btw|totaal inclusief 21 btw|totaal in eur|totaal inc btw|totale prijs incl btw|notabedrag",
        ),
        (C::Total, "totaal|bedrag|som|totalen"),
        (
            C::Net,
            "totaal excl btw|totaal exclusief btw|exclusief btw|excl btw|bedrag excl btw|netto|nettobedrag|subtotaal excl btw|totaal netto|netto bedrag|totaal exclusief|bedrag exclusief btw|totaal excl|netto totaal|subtotaal exclusief btw|totaalbedrag excl btw|totaal ex btw|goederenbedrag|totaal zonder btw|ex btw|totaal bedrag excl btw|totaalbedrag exclusief btw|maatstaf van heffing totaal|belastbaar bedrag|totaal netto bedrag|maatstaf van heffing|factuurbedrag excl btw|totaal maatstaf van heffing|totaal goederenbedrag",
        ),
        (
            C::Subtotal,
            "subtotaal|sub totaal|tussentotaal|totaal artikelen|totaal producten|totaal regels|totaal goederen|orderbedrag",
        ),
        (
            C::TaxTotal,
            "btw bedrag|totaal btw|btw totaal|bedrag btw|totale btw|btw te betalen|waarvan btw|totaal bedrag btw|btw bedrag totaal|totaal b t w|verschuldigde btw|totaalbedrag btw",
        ),
        (C::Tax, "btw|b t w|omzetbelasting|belasting|btw hoog|btw laag|btw tarief"),
        (
            C::TaxBase,
            "grondslag|over|maatstaf|btw grondslag|basis|maatstaf van heffing|belastbare basis|grondslag btw|btw over",
        ),
        (
            C::Due,
            "te betalen|openstaand|openstaand bedrag|nog te betalen|te voldoen|saldo|te betalen bedrag|totaal te betalen|restbedrag|te ontvangen|verschuldigd bedrag|door u te betalen|totaal te voldoen|openstaand saldo|resterend bedrag|nog te voldoen|bedrag te betalen|af te schrijven bedrag|wij incasseren|totaal verschuldigd|nog verschuldigd|totaal nog te betalen|nog openstaand|te betalen eur|totaal te betalen bedrag|door u te voldoen|totaal openstaand|factuurbedrag te betalen|te incasseren|te incasseren bedrag|totaal af te schrijven|restant te betalen|restant|nog open|netto te betalen|dit bedrag schrijven we af|bij te betalen|nabetaling",
        ),
        (
            C::Prepaid,
            "betaald|reeds betaald|vooruitbetaald|aanbetaling|voorschot|reeds voldaan|ontvangen|reeds ontvangen|voldaan|betaald bedrag|voorschotten|betalingen|in mindering|vooruitbetaling|reeds gefactureerd",
        ),
        (
            C::Discount,
            "korting|kortingen|betalingskorting|factuurkorting|totale korting|waardebon|korting contant|kortingscode|actiekorting",
        ),
        (
            C::Charge,
            "verzendkosten|bezorgkosten|vracht|porto|verzending|toeslag|transportkosten|administratiekosten|orderkosten|portokosten|bezorging|verpakking|transport|vrachtkosten|servicekosten|statiegeld|emballage|behandelingskosten|niet belast|onbelast|toeristenbelasting|verschotten|onbelaste verschotten",
        ),
        (C::Rounding, "afronding|afrondingsverschil|afgerond|afrondingen|betalingsverschil"),
        (
            C::Withheld,
            "loonbelasting|bronbelasting|bedrijfsvoorheffing|roerende voorheffing|ingehouden belasting|inhouding|loonheffing",
        ),
        (
            C::Tendered,
            "contant|pin|pinnen|pinbetaling|ontvangen contant|creditcard|ideal|contant ontvangen|bankpas|pas|gegeven|maestro|betaling|betaalwijze pin|v pay|betaald met pin|cash|bancontact|betaald pin",
        ),
        (C::Change, "wisselgeld|terug|retour|terug contant|wisselgeld contant|teruggave"),
        (
            C::NotTotal,
            "aantal artikelen|totaal aantal|totaal gewicht|totaal uren|aantal stuks|totaal colli|gespaarde punten|uw voordeel|totaal voordeel|totaal punten|aantal regels|vorig saldo|oud saldo|openstaand saldo vorige factuur|saldo vorige factuur",
        ),
        (
            C::InvoiceNumber,
            "factuur~|factuur ~|factuur|rekening~|fact ~|uw factuur|creditfactuur~|creditnota ~|creditnota~|nota~|notanr|nota ~|factuur referentie|factuurreferentie|rekening ~|creditfactuur ~|factuur no|onze factuur|verkoopfactuur ~|verkoopfactuur|kredietnota ~|factuurno|factuurkenmerk|proformafactuur ~",
        ),
        (
            C::DocumentNumber,
            "document~|document ~|bon~|bon ~|kassabon|transactie~|transactie|bon|ticket ~|documentnr|kassabon ~|documentnummer|transactienr|kasticket ~|stuk~|boekstuk~",
        ),
        (C::Number, "nr|nummer|no|#"),
        (
            C::PoNumber,
            "inkooporder|uw order~|uw order|bestel~|bestelling ~|inkoopnummer|uw bestelnummer|uw ordernummer|bestelbon|bestelbon~|inkooporder~|inkooporder ~|po nummer|uw bestelling|uw inkoopnummer|uw po nummer|uw bestel~|bestelreferentie|klantorder~|inkooporderno|uw opdracht~|bestelling",
        ),
        (
            C::OrderNumber,
            "order~|order ~|order|onze order|opdracht~|project~|offerte~|projectnr|project|werkorder~|werkorder|verkooporder~|verkooporder|opdracht|dossier~|ordernr",
        ),
        (
            C::CorrectsNumber,
            "oorspronkelijke factuur|betreft factuur|credit op factuur|originele factuur|correctie op factuur|creditering factuur|betreft factuur~|op factuur~|bij factuur~|inzake factuur|betreffende factuur|creditering van factuur|correctie van factuur|m b t factuur|op de factuur|originele factuur~",
        ),
        (
            C::Reference,
            "referentie|onze referentie|ref|kenmerk|ons kenmerk|betalingskenmerk|betreft|mededeling|gestructureerde mededeling|betalingsreferentie|omschrijving betaling|onder vermelding van",
        ),
        (C::YourReference, "uw referentie|uw kenmerk|uw ref"),
        (
            C::OtherNumber,
            "klant~|klant ~|klant|debiteur~|debiteurnr|debiteur|debiteuren~|relatie~|artikel~|artikel ~|artikelcode|contract~|contract|pakbon~|kvk|kvk ~|kvk~|bic|swift|pagina|kassa|kassa ~|tafel|serie~|serienummer|iban ~|lid~|klantcode|leverancier~|kamer van koophandel|bestand|polis~|filiaal|kassier|rekeningnummer|bankrekening|terminal|merchant|ondernemings~|rpr|meter~|ean code|aansluiting|klantnr|relatienr|k v k|crediteur~|medewerker|lever~|verzend~|tracking ~|kenteken|bank ~|banknr",
        ),
        (
            C::InvoiceDate,
            "factuurdatum|factuur datum|datum factuur|rekeningdatum|notadatum|documentdatum|fact datum|datum van de factuur|creditdatum|datum nota|factuur dd|datum van uitgifte|creditfactuurdatum|facturatiedatum|uitgiftedatum|aankoopdatum|verkoopdatum|datum creditnota",
        ),
        (C::Date, "datum|d d|dd|datum tijd|datum en tijd"),
        (
            C::DueDate,
            "vervaldatum|uiterste betaaldatum|te betalen voor|betalen voor|betaaldatum|vervaldag|verval datum|voldoen voor|te voldoen voor|uiterlijk|uiterlijk op|betalen voor uiterlijk|voor of op|te betalen uiterlijk|incassodatum|uiterste betaaldag|uiterlijk te betalen op|datum incasso|te voldoen uiterlijk|wordt omstreeks|betaling uiterlijk|uiterlijke betaaldatum|rond|omstreeks|wordt afgeschreven op|afgeschreven op|wij incasseren op|wordt geincasseerd op|afschrijving op|afschrijfdatum|betaling voor|betaling uiterlijk op|graag betalen voor|graag voor|gelieve te betalen voor|te betalen op|betaal voor|betaal uiterlijk|betaal uiterlijk op|vervaldag factuur|betalen uiterlijk",
        ),
        (
            C::SupplyDate,
            "leverdatum|leveringsdatum|periode|factuurperiode|datum levering|prestatiedatum|datum prestatie|leverings datum|verzenddatum|datum van levering|servicedatum|uitvoeringsdatum|datum uitvoering",
        ),
        (
            C::OtherDate,
            "orderdatum|besteldatum|printdatum|geldig tot|aankomst|vertrek|offertedatum|begindatum|einddatum|contractdatum|geboortedatum|pakbondatum|afdrukdatum|datum bestelling|inschrijfdatum",
        ),
        (
            C::TaxId,
            "btw ~|btw|btw id|btw identificatie~|btw nummer|btwnr|ob nummer|btwnummer|b t w ~|btw identificatienummer|fiscaal nummer|btw id ~|btw ident ~|ondernemings~ btw|omzetbelasting~|b t w nummer|vat|btw identificatie ~|ond nr|ondernemings ~|ondernemingsnummer|btw ond nr|ondernemingsnr|btw ondernemingsnummer|kbo nr",
        ),
        (
            C::CustomerTaxId,
            "uw btw ~|uw btw nummer|btw nummer klant|btw klant|uw btw|uw btwnummer|btw nr klant|btw nummer afnemer|uw btw id|klant btw ~|btw afnemer|uw btw identificatienummer",
        ),
        (C::Register, "kvk|kamer van koophandel|handelsregister|k v k|rpr|ondernemings~|h r"),
        (C::Iban, "iban|iban ~|rekeningnummer iban|bankrekening|rek nr|rekeningnr|bankrekeningnummer|op rekening"),
        (
            C::Seller,
            "leverancier|verkoper|afzender|verkocht door|gefactureerd door|opdrachtnemer|dienstverlener|van|factuur van|onze gegevens|is een handelsnaam van|handelsnaam van|een merk van|uitgevoerd door",
        ),
        (
            C::BillTo,
            "factuuradres|factuur aan|klant|klantgegevens|afnemer|gefactureerd aan|rekening aan|opdrachtgever|koper|aan|ter attentie van|t a v|klantnaam|factuur voor|factuurgegevens|debiteur|geadresseerde|betaler|naam klant|besteld door|bestemd voor|verkocht aan|patient|huurder|facturatieadres|uw gegevens|deelnemer|factuur naar|gefactureerd naar|uw naam|naam en adres|contractant|bewoner|leerling|gast|factuur aan klant|debiteur naam|de heer|mevrouw|dhr|mevr|de heer mevrouw|aan de heer|aan mevrouw|factuuradres klant",
        ),
        (
            C::OtherParty,
            "afleveradres|bezorgadres|leveradres|verzendadres|contactpersoon|verzonden naar|leveringsadres|geleverd aan|verkoper contact|levering aan|uw contactpersoon|u werd geholpen door|medewerker|behandeld door|accountmanager|ten name van|t n v|tnv",
        ),
        (C::Address, "adres"),
        (C::Name, "naam|bedrijfsnaam|bedrijf|firma|naam bedrijf"),
        (
            C::ColDescription,
            "omschrijving|artikel|product|beschrijving|artikelomschrijving|dienst|werkzaamheden|producten|productomschrijving|specificatie|toelichting|onderwerp",
        ),
        (C::ColQuantity, "aantal|hoeveelheid|uren|stuks|aant|aantal uren|hvh"),
        (
            C::ColUnitPrice,
            "prijs|prijs per stuk|stukprijs|eenheidsprijs|tarief|p st|prijs per eenheid|prijs excl|prijs eenheid|prijs excl btw|uurtarief|prijs ehd|verkoopprijs|p stuk|bedrag per stuk|netto prijs",
        ),
        (
            C::ColAmount,
            "bedrag|totaal|prijs incl btw|totaalprijs|totaal excl|regelbedrag|netto|netto bedrag|regeltotaal|subtotaal|bedrag eur|bedrag excl btw|totaal excl btw|totaal bedrag|totaalbedrag|totaal eur|waarde",
        ),
        (C::ColRate, "btw|btw %|btw tarief|% btw|btw percentage|tarief btw"),
        (
            C::ColOther,
            "artikelnr|artikelnummer|eenheid|korting|code|datum|regel|nr|% korting|artikel code|productcode|art nr|eenh|pos",
        ),
        (
            C::IsInvoice,
            "factuur|rekening|nota|kopie factuur|verkoopfactuur|proformafactuur|declaratie|proforma factuur|eindafrekening|voorschotnota",
        ),
        (C::IsCreditNote, "creditfactuur|creditnota|creditnota factuur|credit factuur|kredietnota"),
        (
            C::IsReceipt,
            "kassabon|bonnetje|wisselgeld|bedankt voor uw bezoek|kasticket|kassier|tot ziens|klantticket|bedankt en tot ziens|kopie kaarthouder|u werd geholpen door|dank voor uw bezoek|kassa|pinnen|bonnr|pinbon|u bent geholpen door|bon ~",
        ),
        (
            C::IsReminder,
            "herinnering|aanmaning|betalingsherinnering|tweede herinnering|laatste aanmaning|ingebrekestelling|eerste herinnering|laatste herinnering",
        ),
        (C::IsOrder, "orderbevestiging|bestelbon|inkooporder|bestelling|opdrachtbevestiging|boekingsbevestiging"),
        (C::IsDeliveryNote, "pakbon|leverbon|vrachtbrief|leveringsbon|afleverbon"),
        (C::IsQuote, "offerte|prijsopgave|prijsofferte"),
        (C::IsStatement, "rekeningafschrift|rekeninguittreksel|rekeningoverzicht|dagafschrift"),
        (
            C::PaymentTerms,
            "te betalen binnen|betalen binnen|binnen|te voldoen binnen|betalingsvoorwaarden|betalingstermijn|betaalwijze|betalingsconditie|betaaltermijn|betalingscondities|betaling binnen|betalingswijze|betaalmethode|betaling|condities",
        ),
        (C::Currency, "valuta|bedragen in|munt|alle bedragen in|munteenheid|prijzen in"),
        (
            C::Exempt,
            "btw verlegd|vrijgesteld van btw|btw vrijgesteld|vrijgesteld|intracommunautaire levering|geen btw|verlegde btw|kleineondernemersregeling|kor van toepassing|btw nihil|btw vrij|verlegd|btw verlegd naar|btw is verlegd|verleggingsregeling|omzetbelasting verlegd|medecontractant|vrijgesteld van omzetbelasting|0 btw intracommunautair",
        ),
        (C::Contact, "tel|telefoon|fax|email|e mail|mobiel|website|gsm|telefoonnummer|klantenservice|internet|web"),
    ],
};
