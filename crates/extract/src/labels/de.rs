//! German labels, with those of Austria and Switzerland.

use super::Concept as C;
use super::Language;

/// German.
pub const DE: Language = Language {
    code: "de",
    numbers: "nr|nummer|no|#|nrn",
    common_words: "der die das und ist den von zu mit fur auf im dem nicht ein eine sie wir ihre ihr bitte bei nach des werden zum zur unter uns",
    labels: &[
        (
            C::Gross,
            "gesamtbetrag|rechnungsbetrag|rechnungsendbetrag|bruttosumme|bruttobetrag|brutto|gesamt brutto|gesamtsumme brutto|summe brutto|summe inkl ust|summe inkl mwst|endbetrag|endsumme|gesamtsumme|rechnungssumme|rechnungssumme brutto|rechnungssumme inkl ust|gesamtpreis brutto|total inkl mwst|total inkl ust|total inklusive mwst|gesamt inkl mwst|gesamtbetrag brutto|gesamtbetrag inkl mwst|gesamtbetrag inkl ust|bruttogesamtbetrag|rechnungsbetrag brutto|betrag inkl mwst|betrag inkl ust|inkl mwst|summe inklusive mwst|gesamtrechnungsbetrag|rechnungstotal|total brutto|bruttogesamt|gesamt eur|gutschriftsbetrag|gesamtsumme inkl mwst|summe eur|gesamtbetrag in eur|total in chf|total chf|rechnungsbetrag in eur|endbetrag inkl mwst|auszahlungsbetrag|kaufbetrag|gesamtpreis inkl mwst|gesamtbetrag eur|rechnungssumme brutto inkl ust|bruttowert|gesamt inkl ust|brutto summe|brutto gesamt|brutto betrag|betrag brutto|gesamtauftragswert|auftragssumme|gesamtbetrag gutschrift|gutschriftssumme|gutschriftbetrag|erstattungsbetrag|summe gutschrift|rechnungsbetrag inkl mwst|rechnungsbetrag inkl ust|rechnungsbetrag inklusive|totalbetrag|total inkl|totalbetrag inkl mwst|betrag brutto eur|rechnungsendsumme|fakturabetrag|gesamt incl mwst|summe incl mwst|gesamt inklusive mwst|gesamtsumme inkl ust|endsumme brutto|rechnungsbetrag gesamt|gesamtrechnungssumme|zwischensumme brutto|endpreis|honorarsumme|rechnungsgesamtbetrag|summe brutto eur|gesamtkosten|gesamtbetrag in chf|gesamthonorar|rechnungsbetrag chf|totale chf|rechnungssumme eur|gesamtbeitrag brutto|bruttobeitrag|jahresbeitrag|gesamtpramie|zahlbeitrag|bruttopramie|beitrag inkl versicherungsteuer|monatlich zu zahlen|monatlicher gesamtbetrag",
        ),
        (C::Total, "summe|total|gesamt|su|sum|total eur|gesamtpreis|summe total|gesamtbeitrag"),
        (
            C::Net,
            "nettobetrag|nettosumme|netto|summe netto|gesamt netto|netto gesamt|gesamtbetrag netto|rechnungssumme netto|rechnungssumme ohne ust|rechnungssumme netto exkl ust|nettogesamtbetrag|nettorechnungsbetrag|rechnungsbetrag netto|netto summe|gesamtsumme netto|total netto|total exkl mwst|total ohne mwst|summe ohne mwst|summe ohne ust|zwischensumme netto|summe exkl mwst|summe zzgl mwst|nettowert|gesamtpreis netto|gesamtnetto|betrag netto|nettoumsatz|entgelt netto|entgelt|warenwert netto|total exkl|betrag exkl mwst|steuerpflichtiger betrag|nettowarenwert|zwischensumme ohne mwst|netto betrag|netto warenwert|nettogesamt|gesamtbeitrag|netto total|exkl mwst|summe nettobetrage|gesamtbetrag ohne mwst|gesamtbetrag ohne ust|nettoentgelt|nettoendbetrag|gesamt exkl mwst|zwischensumme exkl mwst|summe ohne umsatzsteuer|netto eur|nettorechnungssumme|nettorechnungswert|gesamt netto eur|summe netto eur|nettosumme eur|gesamt ohne mwst|total vor mwst|betrag ohne mwst|zwischentotal exkl mwst|nettohonorar|honorar netto|total exklusive mwst|subtotal exkl mwst|nettogesamtsumme|nettobeitrag|beitrag netto|nettopramie|jahresnettobeitrag|nettomiete",
        ),
        (
            C::Subtotal,
            "zwischensumme|positionssumme|warenwert|summe positionen|zwischentotal|subtotal|summe der positionen|summe artikel|warensumme|summe pos|summe leistungen|artikelsumme|gesamtwert der positionen|summe material|summe lohn|summe arbeit|summe arbeitszeit|summe fahrtkosten|material gesamt|lohn gesamt|lohnkosten gesamt|materialkosten gesamt",
        ),
        (
            C::TaxTotal,
            "summe umsatzsteuer|steuerbetrag|mwst betrag|ust betrag|umsatzsteuerbetrag|mehrwertsteuerbetrag|gesamtbetrag umsatzsteuer|summe mwst|summe ust|gesamt mwst|ust gesamt|mwst gesamt|steuer gesamt|gesamtsteuerbetrag|summe steuer|enthaltene mwst|enthaltene ust|enthaltene mehrwertsteuer|enthaltene umsatzsteuer|zzgl mwst|zzgl ust|zuzuglich mwst|zuzuglich ust|zuzuglich umsatzsteuer|zuzuglich mehrwertsteuer|zuzgl mwst|zuzgl ust|zuzgl umsatzsteuer|gesetzliche mwst|gesetzliche umsatzsteuer|gesetzl mwst|mwst summe|ust summe|plus mwst|steuerbetrag gesamt|zzgl umsatzsteuer|zzgl mehrwertsteuer|steuersumme|versicherungsteuer|versicherungssteuer|darin mwst|darin enthaltene mwst|davon mwst|total mwst|mwst total|betrag mwst|betrag ust|steuerbetrag in|gesamtsumme ust",
        ),
        (
            C::Tax,
            "mwst|ust|umsatzsteuer|mehrwertsteuer|steuer|mwst satz|ust satz|inkl mwst von|umsatzst|mwst in|mehrwertst",
        ),
        (
            C::TaxBase,
            "basisbetrag|bemessungsgrundlage|steuerbasis|steuerbasisbetrag|nettobasis|grundbetrag|netto umsatz|steuergrundlage|nettopreis|basis|steuerpflichtig|von",
        ),
        (
            C::Due,
            "zahlbetrag|zu zahlen|zu zahlender betrag|offener betrag|restbetrag|faelliger betrag|falliger betrag|noch zu zahlen|offen|rechnungsbetrag offen|zu bezahlen|zahlungsbetrag|restzahlung|zu uberweisen|zu uberweisender betrag|uberweisungsbetrag|abbuchungsbetrag|forderungsbetrag|saldo|offener saldo|fallig|restsumme|betrag fallig|verbleibender betrag|zahllast|verbleibender rechnungsbetrag|gesamtforderung|offener rechnungsbetrag|bitte zahlen|zahlbar|noch offen|verbleibt|verbleiben|lastschriftbetrag|nachzahlung|nachzahlungsbetrag|ihre nachzahlung|noch zu entrichten|zu entrichten|zu entrichtender betrag|restforderung|offene forderung|summe zu zahlen|gesamtbetrag zu zahlen|fallige zahlung|zu zahlende summe|noch zu zahlender betrag|noch zu leisten|offener restbetrag|wir buchen ab|abzubuchender betrag|betrag zu ihren lasten|zahlbetrag eur|zu zahlender rechnungsbetrag|zu zahlender gesamtbetrag|schlusszahlung|restbetrag zu zahlen|verbleibende zahlung|zahlbetrag brutto|von ihnen zu zahlen|gesamt zu zahlen|zu begleichen|zu begleichender betrag|zu bezahlender betrag",
        ),
        (
            C::Prepaid,
            "abzgl 1 abschlag|abzgl 2 abschlag|abzuglich 1 abschlag|1 abschlag|2 abschlag|abzgl abschlag|1 abschlagszahlung|1 abschlagsrechnung|abzgl 1 abschlagszahlung|abzgl 1 abschlagsrechnung|anzahlung|anzahlungen|erhaltene anzahlungen|erhaltene anzahlung|bereits bezahlt|abzgl anzahlung|abzuglich anzahlung|vorauszahlung|vorauszahlungen|bezahlt|bereits gezahlt|geleistete zahlungen|akonto|akontozahlung|acontozahlung|abschlagszahlung|abschlagszahlungen|abzuglich abschlagszahlungen|zahlungen|bereits erhalten|geleistete anzahlung|geleistete anzahlungen|abzgl vorauszahlung|erhalten|bezahlter betrag|zahlungseingang|guthaben|teilzahlung|abzuglich geleistete abschlage|abzuglich geleisteter abschlage|geleistete abschlage|abzgl geleistete abschlage|abzgl geleisteter abschlage|gezahlte abschlage|abzuglich gezahlter abschlage|bezahlte abschlage|ihre abschlagszahlungen|geleistete abschlagszahlungen|ihre zahlungen|bereits geleistete zahlungen|abzgl geleisteter zahlungen|abzuglich vorauszahlungen|abzuglich geleistete vorauszahlungen|abzgl bereits bezahlt|abzuglich bereits gezahlt|abzgl erhaltene anzahlung|abzuglich erhaltener anzahlungen|anrechnung anzahlung|anrechnung abschlage|ihre abschlage",
        ),
        (
            C::Discount,
            "rabatt|nachlass|skonto|abzug|abschlag|abschlage|gesamtbetrag der abschlage|sondernachlass|abzgl rabatt|gutschein|sondernachlass abzgl|preisnachlass|rabatte|abzgl|abzuglich|skontobetrag|skonto sofort|bonus|treuerabatt|mengenrabatt",
        ),
        (
            C::Charge,
            "versandkosten|versand|fracht|frachtkosten|porto|verpackung|zuschlag|zuschlage|gesamtbetrag der zuschlage|lieferkosten|transportkosten|porto verpackung|porto und verpackung|bearbeitungsgebuhr|mindermengenzuschlag|nebenkosten|zzgl versandkosten|versandkostenpauschale|trinkgeld|servicepauschale|anfahrt|fahrtkosten|liefergebuhr|servicegebuhr|durchlaufende posten|nicht steuerbare auslagen|steuerfreie auslagen|auslagen steuerfrei|nicht umsatzsteuerpflichtig|kurtaxe|ortstaxe|city tax|gemeindeabgabe",
        ),
        (C::Rounding, "rundung|rundungsdifferenz|rundungsbetrag|rappenrundung|ausgleichsbetrag|rundungsausgleich"),
        (
            C::Withheld,
            "bauabzugsteuer|bauabzugssteuer|abzugsteuer|quellensteuer|einbehaltene steuer|steuerabzug|abzugssteuer",
        ),
        (
            C::Tendered,
            "bar|gegeben|gegeben bar|barzahlung|bar gegeben|ec karte|girocard|kreditkarte|karte|ec cash|kartenzahlung|erhalten bar|bargeld|ec|zahlung|zahlung erfolgt|mastercard|visa|debit|vpay|girocard kartenzahlung|betrag gegeben|ec lastschrift|twint|postcard|maestro|zahlart",
        ),
        (C::Change, "ruckgeld|zuruck|wechselgeld|ruckgeld bar|ruckgabe|retourgeld|zuruck bar|retour"),
        (
            C::NotTotal,
            "anzahl artikel|artikelanzahl|gesamtmenge|gesamtgewicht|summe punkte|anzahl|posten|anzahl positionen|gesamtstunden|ersparnis|sie sparen|summe menge|summe stunden|gesamtverbrauch|stuckzahl|payback punkte|gespart|summe rabatt|pfand gesamt|rabattbetrag|skontobetrag|skontierbar|abzuglich skonto|gesamtanzahl|saldovortrag|alter saldo|vorheriger saldo|saldo vorperiode|saldo alt|ruckstand aus vorperiode|bisheriger saldo",
        ),
        (
            C::InvoiceNumber,
            "rechnungs~|rechnung ~|rechnung|re ~|rg ~|rechnungs id|rechn ~|rech ~|rgn|gutschrifts~|gutschrift ~|rechnungskorrektur ~|stornorechnung ~|handelsrechnung|handelsrechnung ~|ihre rechnung|unsere rechnung|rechnungskennung|faktura~|faktura|faktura ~|abrechnungs~|rechnungsreferenz|honorar~|honorarnote ~|mietrechnung ~|schlussrechnung ~|abschlagsrechnung ~|teilrechnung ~|stornorechnung|beitragsrechnung|rechnungs ~|rechnung ~ |eingangsrechnungs~|rechnungskorrektur|korrekturrechnung ~|kostenrechnung ~|proformarechnung ~|anzahlungsrechnung ~|sammelrechnung ~|re-~|reparaturrechnung ~|rechnung des versicherers ~|gutschrift selbst ausgestellte rechnung ~|rechnungsbeleg~|rechnungs und kunden~|honorarrechnung ~|liquidation ~|privatliquidation ~|kostennote ~|rechnungsbezeichnung|rechnung mit der ~|ausgangsrechnung ~|dauerrechnung ~|nebenkostenabrechnung ~|quittung rechnung ~|sammelrechnungs~",
        ),
        (
            C::DocumentNumber,
            "beleg~|beleg ~|beleg|bon ~|bon~|bon|kassenbon ~|dokumenten~|dokument ~|dokument~|quittung ~|quittungs~|transaktions~|vorgangs~|vorgang|barverkauf ~|bonnummer|ta ~|kassenbeleg|vertragskonto|trace ~|tse transaktion|belegnummer|beleg~ rechnung|buchungskreis",
        ),
        (C::Number, "nr|nummer|no|#"),
        (
            C::PoNumber,
            "ihre bestell~|ihre bestellung|ihre auftrags~|ihr auftrag|ihr auftrag ~|bestell~|bestellung ~|bestellung|bestell ~|ihre bestellung ~|bestellungs~|kundenbestell~|bestellreferenz|auftrags~ kunde|ihre bestell ~|bestellung ~ kunde|ihre auftrags ~|ihr zeichen bestellung|kundenbestellung|ihre bestellnummer",
        ),
        (
            C::OrderNumber,
            "auftrags~|auftrag|auftrag ~|auftrags ~|unsere auftrags~|auftragsbestatigung|auftragsbestatigung ~|ab ~|projekt~|projekt|projekt ~|angebots~|angebot ~|ihre nr|kommission",
        ),
        (
            C::CorrectsNumber,
            "ursprungsbeleg ~|ursprungsbeleg|zu rechnung|zu rechnung ~|korrektur zu rechnung|storno zu rechnung|gutschrift zu rechnung|originalrechnung|bezug rechnung|korrigierte rechnung|bezugsrechnung|ursprungsrechnung|urspr rechnung|vorherige rechnung|referenzrechnung|zur rechnung|zur rechnung ~|zu unserer rechnung|zu ihrer rechnung|betrifft rechnung|betr rechnung|stornierte rechnung|storno der rechnung|storno von rechnung|bezug auf rechnung|gutschrift zur rechnung|korrektur der rechnung|zu beleg|zu beleg ~|bezugsbeleg|bezug rechnungs ~|urspr rechnungs ~|aus rechnung",
        ),
        (
            C::Reference,
            "referenz|referenz~|unsere referenz|zeichen|unser zeichen|referenz ~|verwendungszweck|kassenzeichen|betreff|aktenzeichen|ihre nachricht|buchungszeichen|zahlungsreferenz",
        ),
        (C::YourReference, "ihre referenz|ihr zeichen|ihre nummer"),
        (
            C::OtherNumber,
            "kunden~|kunden ~|kunde ~|kundenkonto|debitoren~|debitor|lieferanten~|lieferschein~|lieferschein ~|lieferschein|vertrags~|vertrag ~|vertrag|artikel~|art ~|art ~ kunde|art ~ lieferant|artikel ~|konto~|konto ~|kto ~|blz|bankleitzahl|bic|swift|telefon~|handelsregister~|hrb|hra|steuer~|steuer ~|seite|seite ~|pos|kasse|kassen~|tisch|tisch ~|bediener|filiale|filial~|mandatsreferenz|glaubiger id|glaubiger identifikations~|vsnr|versicherungs~|zahler~|zahlerstand|gln|globale ~|kostenstelle|reklamations~|personal~|liefer ~|lief ~|urn|serien~|fahrgestell~|kennzeichen|mitglieds~|abnahme~|lieferavis|kunden id|leistungs~|terminal id|terminal ~|markt|marktnr|gtin|ean|katalog ~|versicherungsschein ~|profil|version|benutzer|nutzer~|gerate~|patienten~|sendungs~|verbrauchsstelle|zahlpunkt",
        ),
        (
            C::InvoiceDate,
            "rechnungsdatum|belegdatum|beleg datum|datum der rechnung|rechnungs datum|ausstellungsdatum|ausgestellt am|rechnung vom|rechnungsdat|gutschriftsdatum|fakturadatum|liefer und rechnungsdatum|rechnungs und lieferdatum|rechnungsdatum leistungsdatum|rechnungsdatum lieferdatum|dokumentdatum|faktura datum|rg datum|re datum|druckdatum rechnung|bondatum|kaufdatum|rechnungsdatum entspricht leistungsdatum|rechnungs lieferdatum|rechnungs und leistungsdatum|rechnungserstellung",
        ),
        (C::Date, "datum|den|vom|datum uhrzeit|datum zeit|dat|von"),
        (
            C::DueDate,
            "fallig am|falligkeit|falligkeitsdatum|zahlbar bis|zahlbar bis zum|zahlungsziel|fallig bis|zahlbar bis spatestens|zu zahlen bis|zahlungsfrist|falligkeitstermin|fallig|bitte uberweisen sie bis zum|bis zum|spatestens bis|zahlungstermin|zahlung bis|falligkeit am|valuta|netto bis|zahlbar ohne abzug bis|rein netto bis|zahlbar ohne abschlag bis|falligkeit der zahlung|bis spatestens|wird am|abbuchung am|einzug am|abgebucht am|zahlbar am|zahlung fallig|buchungsdatum|sofort fallig|zahlen bis|zahlbar netto bis|netto zahlbar bis|ohne abzug bis|zahlbar rein netto bis|spatester zahlungstermin|bitte zahlen sie bis|bitte bezahlen bis|zahlung erbeten bis|fallig zum|fallig per|zahlbar per|zahlbar zum|zahlung bis zum|zahlungseingang bis|einzugsdatum|abbuchungsdatum|lastschrifteinzug am|lastschrift am|wird eingezogen am|buchen wir am|zahltag|zahlungsfallig|uberweisen sie bis|begleichen bis|zu begleichen bis|zahlbar bis einschliesslich",
        ),
        (
            C::SupplyDate,
            "lieferdatum|leistungsdatum|liefer und leistungsdatum|leistungszeitraum|liefertermin|liefer datum|leistungs datum|datum der lieferung|tag der lieferung|abrechnungszeitraum|lieferzeitraum|liefer leistungszeitraum|zeitraum|leistung vom|liefertag|lieferung am|leistungsmonat|datum der leistung|lieferung vom|zeitpunkt der leistung|leistungserbringung|liefer leistungsdatum",
        ),
        (
            C::OtherDate,
            "bestelldatum|bestell datum|auftragsdatum|auftrag datum|lieferschein datum|druckdatum|vertragsdatum|vertrags datum|angebotsdatum|gultig bis|geburtsdatum|anreise|abreise|erstellt am|skonto bis|mit skonto bis|rechnung gemass bestellung vom|bestellung vom|betriebsferien|mit 2 skonto bis|mit 3 skonto bis|skonto innerhalb|zeitraum vom|innerhalb|stand|vertragsbeginn|zuletzt",
        ),
        (
            C::TaxId,
            "ust id ~|ust id|ust idnr|ustidnr|ustid|umsatzsteuer id|umsatzsteuer id ~|umsatzsteueridentifikations~|umsatzsteuer identifikations~|umsatzsteuer identifikationsnummer|uid|uid ~|mwst ~|ust ident ~|ust identnr|ustid ~|ust ~|mehrwertsteuer ~|steuer id|umsatzsteuer ident~|umsatzsteuer ~|ust ident|uid mwst|unsere ust id ~|mwst id|ust identifikations~|umsatzsteuerident~|umst id",
        ),
        (
            C::CustomerTaxId,
            "ihre ust id ~|ihre ust id|ihre ust ident ~|ihre ust identnr|ihre ustid|ihre umsatzsteuer id|ihre uid|ihre uid ~|ust id kunde|ust id ~ kunde|ust idnr des kunden|kunden ust id|ust idnr kunde|ihre ust idnr|ihre ust ~|ust id ~ empfanger",
        ),
        (
            C::Register,
            "handelsregister|hrb|hra|amtsgericht|registergericht|geschaftsfuhrer|geschaftsfuhrung|firmenbuch|fn|sitz der gesellschaft|vorstand|aufsichtsrat|registernummer|gf|steuernummer|steuer ~|st ~|inhaber|inh",
        ),
        (C::Iban, "iban|iban ~|kontonummer iban|verkaufer iban"),
        (
            C::Seller,
            "verkaufer|lieferant|rechnungssteller|rechnungsersteller|absender|anbieter|auftragnehmer|leistungserbringer|aussteller|dienstleister|von firma|rechnungsaussteller|leistender unternehmer|verkauft durch|vermieter|versicherer|kreditor|rechnung von|rechnungssteller in|verkaufer in|betreiber|ein angebot der|ein service der|eine marke der|im namen von|im namen und auftrag von|erbracht durch",
        ),
        (
            C::BillTo,
            "rechnungsempfanger|kaufer|kunde|rechnungsadresse|rechnung an|empfanger|auftraggeber|kaufer leistungsempfanger|leistungsempfanger|rechnungsanschrift|besteller|firma|an|kundenadresse|kundenname|rechnung an firma|mieter|name des kunden|vertragspartner|versicherungsnehmer|kundendaten|debitor|an firma|herrn|frau|patient|rechnungsempfangerin|rechnung geht an|kundin|vertragspartnerin|auftraggeberin|leistungsempfanger in|rechnungsanschrift des kunden|anschrift des kunden|gast|mandant|mandantin|eigentumer|frau herrn|zahlbar durch",
        ),
        (
            C::OtherParty,
            "lieferadresse|lieferanschrift|warenempfanger|abweichender warenempfanger|abweichender zahlungsempfanger|versandadresse|lieferung an|steuerbevollmachtigter des verkaufers|zahlungsempfanger|kontoinhaber|ansprechpartner|sachbearbeiter|ihr ansprechpartner|liefer an|lieferort|leistungsort|bearbeiter|versicherungsort|kontoname|es bediente sie|kassierer",
        ),
        (C::Address, "anschrift|adresse"),
        (C::Name, "name|firma|firmenname|name firma"),
        (
            C::ColDescription,
            "beschreibung|bezeichnung|artikel|leistung|artikelbezeichnung|artikelbeschreibung|produkt|produkt beschreibung|text|leistungsbeschreibung|position|ware|material beschreibung|warenbezeichnung|tatigkeit|produktbeschreibung|gegenstand|artikel bezeichnung|leistungen",
        ),
        (C::ColQuantity, "menge|anzahl|stk|stuck|menge einheit|std|stunden|einheiten|meng|mge|liefermenge"),
        (
            C::ColUnitPrice,
            "einzelpreis|preis|e preis|ep|stuckpreis|nettopreis|vk preis|preis entgelt|preis pro einheit|einzelpreis netto|preis einheit|stundensatz|einheitspreis|einzel|e preis netto|preis netto|preis in eur|preis eur|epreis|ep netto|bruttopreis|preis stk|tagessatz|preis je einheit|einzelpreis eur",
        ),
        (
            C::ColAmount,
            "gesamtpreis|betrag|summe|gesamt|nettobetrag|zeilenbetrag|gp|g preis|positionsbetrag|nettowert|wert|positionssumme|gesamt netto|betrag eur|betrag in eur|gesamtbetrag|preis gesamt|netto|total|gesamt eur|gesamtpreis netto|gesamt in eur|summe eur|entgelt|gesamtpreis eur|euro|eur|summe netto|betrag netto|positionsbetrag ohne ust",
        ),
        (C::ColRate, "mwst|ust|mwst satz|ust satz|steuersatz|mwst %|ust %|steuer|steuersatz %"),
        (
            C::ColOther,
            "pos|position|art nr|artikelnr|artikelnummer|einheit|rabatt|lfd nr|nr|me|datum|ean|gtin|rabatt %|art nr kunde|art nr lief|referenzen",
        ),
        (
            C::IsInvoice,
            "rechnung|handelsrechnung|faktura|schlussrechnung|abschlagsrechnung|teilrechnung|beitragsrechnung|mietrechnung|kostenrechnung|honorarnote|honorarrechnung|proformarechnung|anzahlungsrechnung|sammelrechnung|endabrechnung|nebenkostenabrechnung|arztrechnung|rechnung des versicherers|rechnungskopie|reparaturrechnung|barrechnung|stromrechnung|gutschrift selbst ausgestellte rechnung",
        ),
        (
            C::IsCreditNote,
            "gutschrift|rechnungskorrektur|rechnungs korrektur|stornorechnung|korrekturrechnung|storno|kaufmannische gutschrift|gutschriftsanzeige|stornogutschrift|belastungskorrektur",
        ),
        (
            C::IsReceipt,
            "kassenbon|quittung|kassenbeleg|bon|kassenzettel|barverkauf|ruckgeld|gegeben|beleg nr bediener|es bediente sie|vielen dank fur ihren einkauf|kundenbeleg|handlerbeleg|tse signatur|kassen id|bar bezahlt|bewirtungsbeleg|wir danken fur ihren einkauf|kasse|bon ~|tse|beleg bitte aufbewahren|vielen dank fur ihren besuch",
        ),
        (
            C::IsReminder,
            "mahnung|zahlungserinnerung|letzte mahnung|erste mahnung|zweite mahnung|1 mahnung|2 mahnung|3 mahnung|mahngebuhr|zahlungsaufforderung|mahnstufe|mahnschreiben",
        ),
        (C::IsOrder, "bestellung|auftragsbestatigung|auftrag|bestellbestatigung|bestellschein|buchungsbestatigung"),
        (C::IsDeliveryNote, "lieferschein|warenbegleitschein|packzettel|packliste"),
        (C::IsQuote, "angebot|kostenvoranschlag|offerte"),
        (C::IsStatement, "kontoauszug|kontoubersicht|depotauszug|saldenbestatigung"),
        (
            C::PaymentTerms,
            "zahlung innerhalb|zahlbar in|zahlbar binnen|zahlung binnen|innerhalb von|zahlungsbedingungen|zahlungsbedingung|zahlungskonditionen|zahlbar innerhalb|zahlungsziel|zahlungsweise|konditionen|zahlungsvereinbarung|zahlung|zahlbar innert|innert|zahlung innert|binnen|zu zahlen innerhalb|zahlungsziel netto",
        ),
        (C::Currency, "wahrung|rechnungswahrung|betrage in|alle betrage in|preise in|alle preise in"),
        (
            C::Exempt,
            "umsatzsteuerbefreit|steuerfrei|umsatzsteuerfrei|kleinunternehmer|steuerschuldnerschaft des leistungsempfangers|reverse charge|innergemeinschaftliche lieferung|steuerfreie leistungen|mehrwertsteuerbefreiung|steuerfreie innergemeinschaftliche lieferung|gemass 19 ustg|nach 19 ustg|mehrwertsteuerfrei|mwst frei|steuerfreie ausfuhrlieferung|von der umsatzsteuer befreit",
        ),
        (
            C::Contact,
            "tel|telefon|fax|telefax|e mail|email|mail|internet|www|mobil|fon|handy|hotline|bei ruckfragen|homepage|telefonnummer",
        ),
    ],
};
