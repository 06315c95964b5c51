#!/usr/bin/env python3
"""Makes invoices and receipts of our own in many layouts and languages, with their truth, to train and test extraction.

  python3 evals/generate.py OUT_DIR [--count 300] [--seed 1]

Everything is synthetic and follows from the seed: companies, people, items and amounts are put together from word lists
below. Each document is laid out as HTML in one of the styles, printed to PDF by Chromium, and its words with boxes are
taken from the PDF by `pdftotext -bbox-layout` (poppler). Written are OUT_DIR/pages/<name>.json (a list of pages as the
engine takes them) and OUT_DIR/manifest.jsonl (the expected fields). `type` is `gen_<language>`, `source` the style, so
that accuracy can be told apart by both.
"""
import argparse, datetime, html, json, os, random, re, subprocess, sys
from decimal import Decimal, ROUND_HALF_UP

CENT = Decimal("0.01")

# ---------------------------------------------------------------- languages
LANG = {
    "en_gb": dict(
        lang="en", currency="GBP", mark=".", group=",", dates=["d/m/Y", "d mon Y", "d-mon-y", "d month Y", "Y-m-d"], rates=[20, 5, 20, 0],
        title=["INVOICE", "Invoice", "Tax Invoice", "VAT INVOICE", "Sales Invoice"], credit=["CREDIT NOTE", "Credit Note"],
        number=["Invoice No", "Invoice Number", "Invoice #", "Invoice no.", "Inv No.", "Document No", "Invoice ref"], date=["Invoice Date", "Date", "Date of issue", "Issue date", "Tax point", "Invoice date"],
        due=["Due Date", "Payment due", "Due by", "Please pay by", "Due date"], po=["PO Number", "Your Order No", "Purchase Order", "P.O. No.", "Order ref"], supply=["Delivery date", "Date of supply"],
        customer=["Bill To", "Invoice To", "Customer", "Billed to", "Sold to", "To"], vatid=["VAT No", "VAT Reg No", "VAT Number", "VAT registration number"], custvat=["Your VAT No", "Customer VAT no"],
        net=["Subtotal", "Net total", "Total excl. VAT", "Net amount", "Total Net", "Sub-total"], tax=["VAT {r}%", "VAT @ {r}%", "VAT ({r}%)", "Total VAT", "VAT"], gross=["Total", "Invoice Total", "Total incl. VAT", "Total Due", "TOTAL", "Grand total", "Gross total"],
        due_amt=["Amount Due", "Balance Due", "Amount payable", "Balance due"], paid=["Amount paid", "Paid", "Deposit received", "Less deposit"], terms=["Payment terms: {d} days", "Terms: Net {d} days", "Payment within {d} days of invoice date"],
        cols=[("Description", "Item", "Details"), ("Qty", "Quantity"), ("Unit Price", "Price", "Rate"), ("VAT", "VAT %"), ("Amount", "Total", "Line Total")], phone="+44 20 7946 0{n}", reg="Registered in England No. {n}", bank="Bank details", tels=["Tel", "Phone", "T"],
        legal=["Ltd", "Limited", "PLC", "LLP"], cities=["Leeds LS1 5AB", "London EC1A 1BB", "Manchester M1 1AE", "Bristol BS1 4DJ", "Edinburgh EH1 1YZ"], streets=["12 High Street", "4 Park Lane", "Unit 7, Riverside Park", "88 Victoria Road", "The Old Mill, Station Road"], country=["United Kingdom", "UK"],
        vat="GB", cust_vat="GB"),
    "en_us": dict(
        lang="en", currency="USD", mark=".", group=",", dates=["m/d/Y", "month d, Y", "mon d, Y", "m/d/y", "m-d-Y"], rates=[8.25, 7, 0, 6.5],
        title=["INVOICE", "Invoice", "STATEMENT OF CHARGES INVOICE"], credit=["CREDIT MEMO"], number=["Invoice #", "Invoice Number", "Invoice No.", "INVOICE #", "Invoice ID"], date=["Invoice Date", "Date", "Date Issued", "Issued", "Bill Date"], due=["Due Date", "Payment Due", "Due", "Due on"],
        po=["P.O. #", "PO Number", "Purchase Order #", "PO #"], supply=["Ship Date", "Service date"], customer=["Bill To", "BILL TO:", "Billed To", "Customer", "Invoice for"], vatid=["Tax ID", "EIN", "Federal Tax ID"], custvat=["Customer Tax ID"],
        net=["Subtotal", "Sub Total", "SUBTOTAL"], tax=["Sales Tax ({r}%)", "Tax", "Sales tax", "Tax {r}%", "TAX"], gross=["Total", "TOTAL", "Invoice Total", "Grand Total", "Total Amount"], due_amt=["Balance Due", "Amount Due", "Total Due", "AMOUNT DUE"], paid=["Payments", "Amount Paid", "Less: payments", "Deposit"],
        terms=["Terms: Net {d}", "Net {d}", "Payment Terms: Net {d} days"], cols=[("Description", "Item", "Service"), ("Qty", "Hours", "Quantity"), ("Rate", "Unit Price", "Price"), ("Tax",), ("Amount", "Line Total", "Total")], phone="({n}) 555-01{m}", reg="A Delaware corporation", bank="Wire instructions", tels=["Phone", "Tel", "Ph"],
        legal=["Inc.", "LLC", "Corp.", "Inc"], cities=["Austin, TX 78701", "Portland, OR 97205", "Denver, CO 80202", "Chicago, IL 60601", "New York, NY 10001"], streets=["500 Main Street", "1200 Market St, Suite 300", "77 Ocean Blvd", "4557 Cedar Ave", "PO Box 1180"], country=["United States", "USA", ""], vat=None, cust_vat=None),
    "de": dict(
        lang="de", currency="EUR", mark=",", group=".", dates=["d.m.Y", "d. month Y", "d.m.y"], rates=[19, 7, 19],
        title=["Rechnung", "RECHNUNG", "Rechnung / Invoice"], credit=["Gutschrift", "Rechnungskorrektur", "Stornorechnung"], number=["Rechnungsnummer", "Rechnungs-Nr.", "Rechnung Nr.", "Rechnungsnr.", "Beleg-Nr.", "RE-Nr.", "Nummer"], date=["Rechnungsdatum", "Datum", "Belegdatum", "Ausstellungsdatum"],
        due=["Fällig am", "Zahlbar bis", "Fälligkeitsdatum", "Zahlungsziel", "zahlbar bis zum"], po=["Bestellnummer", "Ihre Bestellung", "Bestell-Nr.", "Ihre Auftragsnummer"], supply=["Lieferdatum", "Leistungsdatum", "Leistungszeitraum"], customer=["Rechnungsempfänger", "Kunde", "Rechnung an", "Rechnungsadresse", None, None, None],
        vatid=["USt-IdNr.", "USt-ID", "UID", "Ust.-Id-Nr.", "Umsatzsteuer-ID"], custvat=["Ihre USt-IdNr.", "Ihre UID"], net=["Nettobetrag", "Summe netto", "Zwischensumme netto", "Netto", "Gesamt netto", "Zwischensumme", "Warenwert netto"], tax=["zzgl. {r}% MwSt.", "MwSt. {r} %", "USt. {r}%", "Umsatzsteuer {r}%", "zzgl. {r} % USt", "MwSt", "Mehrwertsteuer {r}%"],
        gross=["Gesamtbetrag", "Rechnungsbetrag", "Endbetrag", "Gesamtsumme", "Bruttobetrag", "Summe brutto", "Gesamt", "Zu zahlender Betrag", "Rechnungssumme"], due_amt=["Zahlbetrag", "Offener Betrag", "Restbetrag", "Noch zu zahlen"], paid=["Anzahlung", "Bereits gezahlt", "abzgl. Anzahlung", "Erhaltene Anzahlung"],
        terms=["Zahlbar innerhalb von {d} Tagen ohne Abzug.", "Zahlungsbedingungen: {d} Tage netto", "Zahlungsziel {d} Tage"], cols=[("Bezeichnung", "Beschreibung", "Artikel", "Leistung"), ("Menge", "Anzahl"), ("Einzelpreis", "E-Preis", "Preis"), ("MwSt.", "USt. %"), ("Gesamt", "Betrag", "Gesamtpreis", "Summe")], phone="+49 30 1234{n}", reg="Amtsgericht Charlottenburg, HRB {n} B", bank="Bankverbindung", tels=["Tel.", "Telefon", "Fon"],
        legal=["GmbH", "AG", "GmbH & Co. KG", "e.K.", "UG (haftungsbeschränkt)", "OHG"], cities=["10115 Berlin", "80331 München", "50667 Köln", "20095 Hamburg", "70173 Stuttgart", "04109 Leipzig"], streets=["Hauptstraße 12", "Am Markt 3", "Gartenweg 7a", "Industriestr. 45", "Lindenallee 101"], country=["Deutschland", "", ""], vat="DE", cust_vat="DE"),
    "fr": dict(
        lang="fr", currency="EUR", mark=",", group=" ", dates=["d/m/Y", "d month Y", "d-m-Y", "d/m/y"], rates=[20, 10, 5.5],
        title=["FACTURE", "Facture", "Facture de vente"], credit=["AVOIR", "Facture d'avoir"], number=["Facture N°", "N° de facture", "Numéro de facture", "Numéro", "Facture n°", "N° facture"], date=["Date de facture", "Date", "Date d'émission", "Date de facturation", "Émise le"], due=["Date d'échéance", "Échéance", "À régler avant le", "Date limite de paiement", "Payable le"],
        po=["N° de commande", "Bon de commande", "Votre commande", "Commande n°"], supply=["Date de livraison"], customer=["Facturé à", "Client", "Adresse de facturation", "Destinataire", None], vatid=["N° TVA", "TVA intracommunautaire", "N° TVA intracom.", "TVA"], custvat=["N° TVA client", "Votre n° TVA"], net=["Total HT", "Montant HT", "Sous-total HT", "Total hors taxes", "TOTAL H.T."], tax=["TVA {r}%", "TVA ({r} %)", "Montant TVA", "Total TVA", "T.V.A. {r}%"],
        gross=["Total TTC", "Montant TTC", "TOTAL T.T.C.", "Total toutes taxes comprises", "Montant total TTC"], due_amt=["Net à payer", "Reste à payer", "Solde à régler", "Montant dû"], paid=["Acompte versé", "Déjà réglé", "Acompte"], terms=["Conditions de règlement : {d} jours", "Paiement à {d} jours", "Règlement sous {d} jours"],
        cols=[("Désignation", "Description", "Libellé"), ("Qté", "Quantité"), ("P.U. HT", "Prix unitaire HT", "PU"), ("TVA",), ("Total HT", "Montant HT", "Montant")], phone="01 42 68 {n} {m}", reg="SIRET 552 100 554 000{n} - RCS Paris", bank="Coordonnées bancaires", tels=["Tél.", "Tél", "Téléphone"],
        legal=["SARL", "SAS", "SA", "EURL", "SASU"], cities=["75011 Paris", "69003 Lyon", "33000 Bordeaux", "13002 Marseille", "44000 Nantes"], streets=["15 rue des Lilas", "8 avenue de la République", "102 boulevard Voltaire", "3 place du Marché", "27 chemin des Vignes"], country=["France", "", ""], vat="FR", cust_vat="FR"),
    "es": dict(
        lang="es", currency="EUR", mark=",", group=".", dates=["d/m/Y", "d de month de Y", "d-m-Y"], rates=[21, 10, 4], title=["FACTURA", "Factura"], credit=["FACTURA RECTIFICATIVA", "Factura de abono"], number=["Nº de factura", "Factura Nº", "Número de factura", "Nº Factura", "Factura"], date=["Fecha", "Fecha de factura", "Fecha de emisión", "Fecha factura", "Fecha de expedición"], due=["Fecha de vencimiento", "Vencimiento", "Vence el"], po=["Nº de pedido", "Su pedido", "Pedido"], supply=["Fecha de entrega"],
        customer=["Cliente", "Facturar a", "Datos del cliente", "Destinatario"], vatid=["CIF", "NIF", "C.I.F.", "CIF/NIF"], custvat=["NIF cliente", "NIF/CIF"], net=["Base imponible", "Subtotal", "Importe neto", "Total sin IVA", "Base Imponible"], tax=["IVA {r}%", "IVA ({r}%)", "Cuota IVA", "I.V.A. {r} %", "Total IVA"], gross=["Total factura", "TOTAL", "Importe total", "Total con IVA", "TOTAL FACTURA"], due_amt=["Total a pagar", "Importe pendiente", "Pendiente de pago"], paid=["Anticipo", "Pagado", "Entrega a cuenta"], terms=["Forma de pago: transferencia a {d} días", "Condiciones de pago: {d} días"],
        cols=[("Descripción", "Concepto", "Artículo"), ("Cantidad", "Cant.", "Uds."), ("Precio", "Precio unitario"), ("IVA",), ("Importe", "Total")], phone="91 555 {n} {m}", reg="Inscrita en el Registro Mercantil de Madrid, Tomo {n}", bank="Datos bancarios", tels=["Tel.", "Teléfono", "Tlf."], legal=["S.L.", "S.A.", "S.L.U.", "SL"], cities=["28013 Madrid", "08001 Barcelona", "46002 Valencia", "41001 Sevilla"], streets=["Calle Mayor 10", "Avda. de la Constitución 22", "C/ Serrano, 45", "Plaza del Sol 3"], country=["España", ""], vat="ES", cust_vat="ES"),
    "it": dict(
        lang="it", currency="EUR", mark=",", group=".", dates=["d/m/Y", "d month Y", "d-m-Y", "d.m.Y"], rates=[22, 10, 4], title=["FATTURA", "Fattura"], credit=["NOTA DI CREDITO", "Nota di credito"], number=["Fattura n.", "Numero fattura", "N. fattura", "Fattura N°", "Numero documento"], date=["Data", "Data fattura", "Data emissione", "Data documento", "del"], due=["Scadenza", "Data scadenza", "Da pagare entro il", "Scadenza pagamento"], po=["Ordine n.", "Vs. ordine", "Numero ordine"], supply=["Data consegna"],
        customer=["Cliente", "Spett.le", "Destinatario", "Intestatario", "Fatturare a"], vatid=["P.IVA", "Partita IVA", "P. IVA", "P.IVA/C.F."], custvat=["P.IVA cliente"], net=["Imponibile", "Totale imponibile", "Totale netto", "Subtotale"], tax=["IVA {r}%", "IVA ({r}%)", "Imposta", "Totale IVA", "I.V.A. {r}%"], gross=["Totale fattura", "Totale documento", "TOTALE", "Importo totale", "Totale ivato", "Totale da pagare"], due_amt=["Netto a pagare", "Saldo da pagare", "Residuo"], paid=["Acconto", "Già pagato", "Acconto versato"], terms=["Pagamento: bonifico bancario {d} gg", "Condizioni di pagamento: {d} giorni"],
        cols=[("Descrizione", "Articolo", "Prestazione"), ("Quantità", "Q.tà", "Qta"), ("Prezzo", "Prezzo unitario", "Prezzo unit."), ("IVA", "IVA %"), ("Importo", "Totale")], phone="02 5551{n}", reg="REA MI-{n} - Capitale sociale € 10.000 i.v.", bank="Coordinate bancarie", tels=["Tel.", "Telefono"], legal=["S.r.l.", "S.p.A.", "Srl", "S.n.c.", "SRLS"], cities=["20121 Milano (MI)", "00184 Roma (RM)", "10121 Torino", "50122 Firenze FI"], streets=["Via Roma 1", "Corso Italia, 24", "Piazza Garibaldi 5", "Viale Monza 130"], country=["Italia", ""], vat="IT", cust_vat="IT"),
    "nl": dict(
        lang="nl", currency="EUR", mark=",", group=".", dates=["d-m-Y", "d month Y", "d/m/Y"], rates=[21, 9], title=["FACTUUR", "Factuur"], credit=["Creditfactuur", "CREDITNOTA"], number=["Factuurnummer", "Factuurnr.", "Factuur nr", "Nummer"], date=["Factuurdatum", "Datum"], due=["Vervaldatum", "Te betalen voor", "Uiterste betaaldatum", "Vervaldag"], po=["Uw ordernummer", "Bestelnummer", "Inkooporder", "Uw referentie"], supply=["Leverdatum"],
        customer=["Factuur aan", "Klant", "Factuuradres", "Aan", None], vatid=["BTW-nummer", "BTW nr.", "Btw-id", "BTW"], custvat=["Uw BTW-nummer"], net=["Subtotaal", "Totaal excl. BTW", "Bedrag excl. BTW", "Netto", "Totaal exclusief btw"], tax=["BTW {r}%", "{r}% BTW", "Btw ({r}%)", "BTW-bedrag", "Totaal BTW"], gross=["Totaal incl. BTW", "Totaal", "Factuurbedrag", "Totaalbedrag", "Te betalen", "Totaal inclusief btw"], due_amt=["Te betalen", "Openstaand bedrag", "Nog te betalen"], paid=["Reeds betaald", "Aanbetaling", "Voorschot"], terms=["Betalingstermijn: {d} dagen", "Gelieve te betalen binnen {d} dagen"],
        cols=[("Omschrijving", "Artikel", "Beschrijving"), ("Aantal",), ("Prijs", "Stukprijs", "Tarief"), ("BTW", "BTW %"), ("Bedrag", "Totaal")], phone="020 555 {n}{m}", reg="KvK 3012{n}", bank="Bankgegevens", tels=["Tel.", "Telefoon", "T"], legal=["B.V.", "BV", "N.V.", "VOF"], cities=["1012 AB Amsterdam", "3011 AA Rotterdam", "3511 EC Utrecht", "5611 CD Eindhoven"], streets=["Keizersgracht 100", "Stationsplein 4", "Dorpsstraat 21", "Weena 664"], country=["Nederland", ""], vat="NL", cust_vat="NL"),
    "pt": dict(
        lang="pt", currency="EUR", mark=",", group=".", dates=["d/m/Y", "d de month de Y", "d-m-Y", "Y-m-d"], rates=[23, 13, 6], title=["FATURA", "Fatura", "Fatura-Recibo"], credit=["NOTA DE CRÉDITO", "Nota de crédito"], number=["Fatura nº", "Número da fatura", "N.º da fatura", "Fatura N.º", "Documento nº"], date=["Data", "Data de emissão", "Data da fatura", "Emitida em"], due=["Data de vencimento", "Vencimento", "Pagar até"], po=["Encomenda nº", "V/ Encomenda", "Nº de encomenda"], supply=["Data de entrega"],
        customer=["Cliente", "Faturar a", "Exmo.(s) Sr.(s)", "Dados do cliente"], vatid=["NIF", "Contribuinte", "NIPC", "Contribuinte n.º"], custvat=["NIF cliente", "V/ Nº Contrib."], net=["Subtotal", "Total sem IVA", "Total líquido", "Base tributável", "Incidência"], tax=["IVA {r}%", "IVA ({r}%)", "Total IVA", "Valor IVA"], gross=["Total", "Total com IVA", "Total da fatura", "Valor total", "TOTAL A PAGAR", "Total documento"], due_amt=["Total a pagar", "Valor em dívida", "A pagar"], paid=["Adiantamento", "Já pago", "Sinal"], terms=["Condições de pagamento: {d} dias", "Pagamento a {d} dias"],
        cols=[("Descrição", "Artigo", "Designação"), ("Quantidade", "Qtd.", "Quant."), ("Preço", "Preço unitário", "P. Unit."), ("IVA",), ("Total", "Valor", "Montante")], phone="21 555 {n} {m}", reg="Matriculada na C.R.C. de Lisboa sob o nº {n}", bank="Dados bancários", tels=["Tel.", "Telefone", "Telef."], legal=["Lda.", "Lda", "S.A.", "Unipessoal Lda"], cities=["1100-148 Lisboa", "4000-322 Porto", "3000-033 Coimbra"], streets=["Rua Augusta 27", "Avenida da Liberdade, 110", "Praça do Comércio 5", "Rua das Flores 14"], country=["Portugal", ""], vat="PT", cust_vat="PT"),
}
MONTHS = {
    "en": "January February March April May June July August September October November December", "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre", "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre", "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}
NAMES = "Nordlicht Brightwater Castellan Velora Quercus Altamira Tamsin Orbis Kestrel Lumen Fenwick Arden Belvoir Solaro Marlow Tecta Vantage Halden Corvus Pinewood Aurelia Morita Zephyr Granit Delmare Ostara Brink Lindqvist Palisade Umbra Ferro Cobalt Juniper Marisol Tilbury Wexford Rialto Sorrel Dunmore Vesper".split()
TRADES = {
    "en": "Software Consulting Logistics Supplies Design Interiors Printing Engineering Catering Media Hosting Security Tools Furniture", "de": "Bürotechnik Logistik Software Elektro Metallbau Druckerei Handels Gebäudereinigung Werbung Maschinenbau Gartenbau",
    "fr": "Informatique Conseil Imprimerie Nettoyage Transports Distribution Électricité Menuiserie Communication", "es": "Informática Suministros Consultores Transportes Imprenta Limpiezas Construcciones Electricidad",
    "it": "Informatica Arredamenti Trasporti Consulenza Tipografia Servizi Impianti Alimentari", "nl": "Kantoorartikelen Transport Advies Drukkerij Schoonmaak Automatisering Installatie", "pt": "Informática Transportes Consultoria Gráfica Limpezas Materiais Serviços",
}
PEOPLE = ["Anna Berg", "Luca Marino", "Marie Lefort", "Jan de Wit", "Sofia Reyes", "Tom Harding", "Inês Carvalho", "Peter Holm", "Claire Dubois", "Hannah Vogt", "David Osei", "Marta Nowak"]
ITEMS = {
    "en": "Consulting hours|Wireless keyboard|Office chair|Monthly hosting|Printer paper A4|Site visit|LED desk lamp|Support contract|Training day|USB-C cable 2m", "de": "Beratung vor Ort|Druckerpapier A4|Bürostuhl Modell 3|Wartung Server|LED-Lampe|Montage|Kabel 2 m|Monatliche Grundgebühr|Schulung|Ersatzteil KX-200",
    "fr": "Prestation de conseil|Ramette papier A4|Chaise de bureau|Maintenance serveur|Lampe LED|Installation|Câble 2 m|Abonnement mensuel|Formation", "es": "Servicio de consultoría|Papel A4|Silla de oficina|Mantenimiento|Lámpara LED|Instalación|Cable 2 m|Cuota mensual|Formación",
    "it": "Consulenza|Carta A4|Sedia ufficio|Manutenzione server|Lampada LED|Installazione|Cavo 2 m|Canone mensile|Formazione", "nl": "Advies op locatie|Printpapier A4|Bureaustoel|Onderhoud server|LED-lamp|Installatie|Kabel 2 m|Maandelijks abonnement|Training", "pt": "Consultoria|Papel A4|Cadeira de escritório|Manutenção|Candeeiro LED|Instalação|Cabo 2 m|Mensalidade|Formação",
}


def q(x):
    return Decimal(x).quantize(CENT, ROUND_HALF_UP)


def digits(r, n):
    return "".join(str(r.randint(0, 9)) for _ in range(n))


def tax_number(r, country):
    """A number of the country's shape; the check digit is right where it is easy to make so."""
    if country == "DE":
        d = [r.randint(1, 9)] + [r.randint(0, 9) for _ in range(7)]
        p = 10
        for x in d:
            s = (x + p) % 10 or 10
            p = 2 * s % 11
        return "DE" + "".join(map(str, d)) + str((11 - p) % 10)
    if country == "FR":
        siren = int("5" + digits(r, 8))
        return "FR%02d%09d" % ((12 + 3 * (siren % 97)) % 97, siren)
    if country == "GB":
        return "GB" + digits(r, 9)
    if country == "ES":
        return "B" + digits(r, 8)
    if country == "IT":
        return "IT" + digits(r, 11)
    if country == "NL":
        return "NL" + digits(r, 9) + "B01"
    if country == "PT":
        return "5" + digits(r, 8)
    return digits(r, 2) + "-" + digits(r, 7)


def iban(r, country):
    body = {"DE": digits(r, 18), "FR": digits(r, 23), "GB": "NWBK" + digits(r, 14), "ES": digits(r, 20), "IT": "X" + digits(r, 22), "NL": "INGB" + digits(r, 10), "PT": digits(r, 21)}.get(country)
    if not body:
        return None
    number = int("".join(str(int(c, 36)) for c in body + country + "00"))
    return country + "%02d" % (98 - number % 97) + body


class Doc:
    def __init__(self, key, seed):
        r = self.r = random.Random(seed)
        self.key, self.L = key, LANG[key]
        L = self.L
        self.lang = L["lang"]
        trade = TRADES[self.lang].split()
        name, other = r.sample(NAMES, 2)
        form = r.choice(["{n} {t} {l}", "{n} {l}", "{n} & {o} {l}", "{n} {t}", "{n}{t} {l}"])
        third = r.choice(NAMES)
        self.vendor = form.format(n=name, t=r.choice(trade), l=r.choice(L["legal"]), o=third)
        self.person = r.choice(PEOPLE)
        self.customer = r.choice(["{n} {t} {l}", "{n} {l}", "{p}"]).format(n=other, t=r.choice(trade), l=r.choice(L["legal"]), p=self.person)
        self.v_addr = [r.choice(L["streets"]), r.choice(L["cities"]), r.choice(L["country"])]
        self.c_addr = [r.choice(L["streets"]), r.choice(L["cities"]), r.choice(L["country"])]
        self.v_tax, self.c_tax = tax_number(r, L["vat"]), tax_number(r, L["cust_vat"])
        self.iban = iban(r, L["vat"] or "")
        self.number = r.choice(["{y}-{n}", "RE{n}", "{n}", "INV-{n}", "F{y}/{n}", "{n}/{y}", "A-{n}", "{y}{n}", "FT {y}/{n}", "SI{n}"]).format(y=r.randint(2016, 2025), n=digits(r, r.choice([3, 4, 5, 6])))
        self.po = r.choice(["PO-{n}", "{n}", "B{n}", "45000{n}"]).format(n=digits(r, 5))
        self.date = datetime.date(2016, 1, 1) + datetime.timedelta(days=r.randint(0, 3500))
        self.days = r.choice([7, 10, 14, 30, 30, 45, 60])
        self.due = self.date + datetime.timedelta(days=self.days)
        self.fmt = r.choice(L["dates"])
        self.credit = r.random() < 0.06
        self.money()
        host = re.sub("[^a-z]", "", name.lower()) + r.choice(["", "-online", "group"])
        self.web = "www." + host + "." + {"en": "com", "de": "de", "fr": "fr", "es": "es", "it": "it", "nl": "nl", "pt": "pt"}[self.lang]
        self.mail = r.choice(["info", "office", "billing", "contact"]) + "@" + self.web[4:]
        self.phone = L["phone"].format(n=digits(r, 3 if self.lang == "en" else 2), m=digits(r, 2))

    def money(self):
        r, L = self.r, self.L
        rates = [Decimal(str(r.choice(L["rates"])))]
        if r.random() < 0.25 and self.key != "en_us":
            rates.append(Decimal(str(r.choice(L["rates"]))))
        self.lines = []
        for _ in range(r.choice([1, 1, 2, 3, 4, 5, 6, 8])):
            qty = Decimal(r.choice([1, 1, 1, 2, 3, 5, 10, 12])) if r.random() < 0.8 else Decimal(r.randint(1, 400)) / 10
            price = q(Decimal(r.randint(100, r.choice([9999, 99999, 400000]))) / 100)
            self.lines.append(dict(text=r.choice(ITEMS[self.lang].split("|")), qty=qty, price=price, rate=r.choice(rates), amount=q(qty * price)))
        used = sorted({l["rate"] for l in self.lines})
        self.items_net = sum(l["amount"] for l in self.lines)
        self.shipping = q(Decimal(r.randint(300, 4900)) / 100) if r.random() < 0.15 and len(used) == 1 else Decimal(0)
        self.discount = q(self.items_net * Decimal(r.choice([5, 10, 15])) / 100) if r.random() < 0.12 and len(used) == 1 else Decimal(0)
        self.breakdown = []
        for rate in used:
            base = sum(l["amount"] for l in self.lines if l["rate"] == rate) + self.shipping - self.discount
            self.breakdown.append((rate, base, q(base * rate / 100)))
        self.net = sum(b for _, b, _ in self.breakdown)
        self.tax = sum(t for _, _, t in self.breakdown)
        self.gross = self.net + self.tax
        self.paid = q(self.gross * Decimal(r.randint(1, 6)) / 10) if r.random() < 0.15 and not self.credit else Decimal(0)
        self.owed = self.gross - self.paid
        self.symbol_style = r.choice(["before", "after", "code_before", "code_after", "none", "after"]) if L["currency"] == "EUR" else r.choice(["before", "before", "code_after", "none", "code_before"])

    def d(self, date):
        months = MONTHS[self.lang].split()
        f, out = self.fmt, ""
        for token in re.findall(r"month|mon|de|[dmYy]|.", f):
            out += {"month": months[date.month - 1], "mon": months[date.month - 1][:3], "d": "%02d" % date.day, "m": "%02d" % date.month, "Y": str(date.year), "y": "%02d" % (date.year % 100)}.get(token, token)
        return out

    def num(self, x, places=2):
        s = f"{abs(x):.{places}f}"
        whole, frac = s.split(".") if places else (s, "")
        if self.L["group"]:
            whole = re.sub(r"(?<=\d)(?=(\d{3})+$)", self.L["group"] if self.L["group"] != " " else "\u202f" if self.r.random() < .5 else " ", whole)
        return ("-" if x < 0 else "") + whole + (self.L["mark"] + frac if frac else "")

    def amt(self, x, bare=False):
        n = self.num(-x if self.credit and self.negative else x)
        sym = {"EUR": "€", "USD": "$", "GBP": "£"}[self.L["currency"]]
        if bare or self.symbol_style == "none":
            return n
        return {"before": sym + (" " if self.r.random() < 0.3 else "") + n, "after": n + " " + sym, "code_before": self.L["currency"] + " " + n, "code_after": n + " " + self.L["currency"]}[self.symbol_style]

    negative = False

    def pick(self, key):
        return self.r.choice(self.L[key])


def esc(s):
    return html.escape(str(s))


def rate_text(doc, rate):
    return doc.num(rate, 0 if rate == int(rate) else (1 if rate * 10 == int(rate * 10) else 2))


def block(lines, cls=""):
    return f'<div class="{cls}">' + "<br>".join(esc(l) for l in lines if l) + "</div>"


def table_items(doc, style):
    r, cols = doc.r, doc.L["cols"]
    heads = [r.choice(c) for c in cols]
    with_rate = r.random() < 0.5
    pos = r.random() < 0.4
    out = f"<table class='items {style}'><tr>" + ("<th>Pos</th>" if pos else "") + f"<th class=l>{esc(heads[0])}</th><th>{esc(heads[1])}</th><th>{esc(heads[2])}</th>" + (f"<th>{esc(heads[3])}</th>" if with_rate else "") + f"<th>{esc(heads[4])}</th></tr>"
    for i, l in enumerate(doc.lines):
        qty = doc.num(l["qty"], 0 if l["qty"] == int(l["qty"]) else 1)
        out += "<tr>" + (f"<td>{i + 1}</td>" if pos else "") + f"<td class=l>{esc(l['text'])}</td><td>{qty}</td><td>{esc(doc.amt(l['price'], r.random() < .0))}</td>" + (f"<td>{rate_text(doc, l['rate'])} %</td>" if with_rate else "") + f"<td>{esc(doc.amt(l['amount']))}</td></tr>"
    return out + "</table>"


def totals(doc, style):
    r = doc.r
    extra = []
    if doc.shipping or doc.discount:
        extra.append((r.choice(ITEMS_SUM[doc.lang]), doc.items_net))
    if doc.discount:
        extra.append((r.choice(DISCOUNT[doc.lang]), -doc.discount))
    if doc.shipping:
        extra.append((r.choice(SHIPPING[doc.lang]), doc.shipping))
    if style == "rows" and not extra and not doc.paid and len(doc.breakdown) == 1 and r.random() < 0.2:
        return gross_first(doc)
    rows = extra + [(r.choice(CLEAR_NET[doc.lang]) if extra else doc.pick("net"), doc.net)]
    for rate, base, tax in doc.breakdown:
        options = [t for t in doc.L["tax"] if "{r}" in t] if len(doc.breakdown) > 1 else doc.L["tax"]
        label = r.choice(options).format(r=rate_text(doc, rate))
        rows.append((label, tax))
    gross_label = doc.pick("gross")
    rows.append((gross_label, doc.gross))
    doc.has_due = bool(doc.paid)
    if doc.paid:
        rows += [(doc.pick("paid"), -doc.paid if r.random() < .5 else doc.paid), (doc.pick("due_amt"), doc.owed)]
    elif r.random() < 0.2:
        rows.append((doc.pick("due_amt"), doc.gross))
    colon = r.choice(["", ":", ""])
    if style == "columns" and not doc.paid:
        return "<table class='sums cols'><tr>" + "".join(f"<th>{esc(a)}</th>" for a, _ in rows) + "</tr><tr>" + "".join(f"<td>{esc(doc.amt(b))}</td>" for _, b in rows) + "</tr></table>"
    return "<table class='sums'>" + "".join(f"<tr class='{'big' if a == gross_label else ''}'><td class=l>{esc(a)}{colon}</td><td>{esc(doc.amt(b))}</td></tr>" for a, b in rows) + "</table>"


ITEMS_SUM = {"en": ["Items total", "Goods total", "Subtotal"], "de": ["Zwischensumme", "Summe Positionen", "Warenwert"], "fr": ["Sous-total", "Total marchandises"], "es": ["Subtotal", "Suma"], "it": ["Totale merce", "Subtotale"], "nl": ["Subtotaal", "Totaal artikelen"], "pt": ["Subtotal", "Total ilíquido"]}
DISCOUNT = {"en": ["Discount", "Less discount"], "de": ["Rabatt", "abzgl. Rabatt"], "fr": ["Remise", "Remise commerciale"], "es": ["Descuento", "Dto."], "it": ["Sconto"], "nl": ["Korting"], "pt": ["Desconto"]}
SHIPPING = {"en": ["Shipping", "Delivery", "Freight"], "de": ["Versandkosten", "Porto und Verpackung", "Fracht"], "fr": ["Frais de port", "Livraison"], "es": ["Gastos de envío", "Portes"], "it": ["Spese di spedizione", "Trasporto"], "nl": ["Verzendkosten"], "pt": ["Portes", "Portes de envio"]}
CLEAR_NET = {"en": ["Net total", "Total before tax", "Net amount"], "de": ["Nettobetrag", "Summe netto", "Gesamt netto"], "fr": ["Total HT", "Total net HT"], "es": ["Base imponible"], "it": ["Totale imponibile", "Imponibile"], "nl": ["Totaal excl. BTW", "Netto"], "pt": ["Total sem IVA", "Base tributável"]}
CONTAINED = {"en": ["incl. VAT {r}%", "of which tax {r}%", "VAT included ({r}%)"], "de": ["enthaltene MwSt. {r}%", "darin enthaltene USt {r} %", "inkl. {r}% MwSt."], "fr": ["dont TVA {r}%", "TVA incluse ({r}%)"], "es": ["IVA incluido ({r}%)", "incluye IVA {r}%"], "it": ["di cui IVA {r}%", "IVA inclusa {r}%"], "nl": ["waarvan BTW {r}%", "inclusief {r}% btw"], "pt": ["IVA incluído ({r}%)", "do qual IVA {r}%"]}


def gross_first(doc):
    """The total on top, then the tax in it and the net, as shops do that sell to consumers."""
    (rate, base, tax), r = doc.breakdown[0], doc.r
    rows = [(doc.pick("gross"), doc.gross), (r.choice(CONTAINED[doc.lang]).format(r=rate_text(doc, rate)), tax), (r.choice(CLEAR_NET[doc.lang]), base)]
    return "<table class=sums>" + "".join(f"<tr><td class=l>{esc(a)}</td><td>{esc(doc.amt(b))}</td></tr>" for a, b in rows) + "</table>"


def meta_rows(doc):
    r = doc.r
    rows = [(doc.pick("number"), doc.number), (doc.pick("date"), doc.d(doc.date))]
    doc.shows_due = r.random() < 0.7
    doc.shows_po = r.random() < 0.35
    if doc.shows_due:
        rows.append((doc.pick("due"), doc.d(doc.due)))
    if doc.shows_po:
        rows.append((doc.pick("po"), doc.po))
    if r.random() < 0.3:
        rows.append((doc.pick("supply"), doc.d(doc.date - datetime.timedelta(days=r.randint(1, 9)))))
    extra = {"en": ("Customer No", "Account no"), "de": ("Kundennummer", "Kunden-Nr."), "fr": ("N° client", "Code client"), "es": ("Nº cliente", "Código cliente"), "it": ("Codice cliente", "Cod. cliente"), "nl": ("Klantnummer", "Debiteurnr."), "pt": ("Nº de cliente", "Cliente nº")}[doc.lang]
    if r.random() < 0.6:
        rows.insert(r.randint(0, len(rows)), (r.choice(extra), digits(r, 5)))
    if r.random() < 0.3:
        rows = rows[:1] + r.sample(rows[1:], len(rows) - 1)
    return rows


def meta(doc, style):
    rows = meta_rows(doc)
    colon = doc.r.choice([":", "", ":"])
    if style == "grid":
        return "<table class=grid><tr>" + "".join(f"<th>{esc(a)}</th>" for a, _ in rows) + "</tr><tr>" + "".join(f"<td>{esc(b)}</td>" for _, b in rows) + "</tr></table>"
    if style == "stack":
        return "<div class=stack>" + "".join(f"<div class=lab>{esc(a)}</div><div>{esc(b)}</div>" for a, b in rows) + "</div>"
    if style == "lines":
        return "<div>" + "<br>".join(f"{esc(a)}{colon} {esc(b)}" for a, b in rows) + "</div>"
    return "<table class=meta>" + "".join(f"<tr><td class=l>{esc(a)}{colon}</td><td class=l>{esc(b)}</td></tr>" for a, b in rows) + "</table>"


def vendor_lines(doc, with_tax=False):
    lines = [doc.vendor] + doc.v_addr
    if doc.r.random() < 0.5:
        lines.append(doc.pick("tels") + " " + doc.phone)
    if doc.r.random() < 0.4:
        lines.append(doc.mail)
    if with_tax:
        lines.append(doc.pick("vatid") + doc.r.choice([": ", " ", ": "]) + doc.v_tax)
    return lines


def customer_lines(doc, heading=True):
    r = doc.r
    lines = []
    label = doc.pick("customer")
    if heading and label:
        lines.append(label + r.choice([":", ""]))
    doc.customer_heading = bool(heading and label)
    lines.append(doc.customer)
    if doc.customer != doc.person and r.random() < 0.3:
        lines.append(doc.person)
    lines += doc.c_addr
    doc.shows_ctax = r.random() < 0.2
    if doc.shows_ctax:
        lines.append(doc.pick("custvat") + ": " + doc.c_tax)
    return lines


def footer(doc, cls="foot"):
    r = doc.r
    parts = [[doc.vendor] + [a for a in doc.v_addr if a], [doc.pick("tels") + " " + doc.phone, doc.mail, doc.web], [doc.pick("vatid") + ": " + doc.v_tax, doc.L["reg"].format(n=digits(r, 5))]]
    if doc.iban:
        i = doc.iban if r.random() < 0.4 else re.sub("(.{4})", r"\1 ", doc.iban).strip()
        parts.append([doc.L["bank"], "IBAN " + i])
    doc.iban_shown = bool(doc.iban)
    if r.random() < 0.5:
        return f"<table class={cls}><tr>" + "".join("<td class=l>" + "<br>".join(esc(x) for x in p) + "</td>" for p in parts) + "</tr></table>"
    sep = r.choice([" · ", " | ", " - ", " • "])
    return f"<div class='{cls} center'>" + "<br>".join(esc(sep.join(p)) for p in parts) + "</div>"


def title(doc):
    return doc.pick("credit") if doc.credit else doc.pick("title")


def terms(doc):
    return f"<p>{esc(doc.pick('terms').format(d=doc.days))}</p>" if doc.r.random() < 0.6 else ""


def layout_letter(doc):
    """DIN letter: sender line, address window, data at the right, footer."""
    sender = " · ".join([doc.vendor] + [a for a in doc.v_addr[:2]])
    logo = f"<div class=logo>{esc(doc.vendor)}</div>" if doc.r.random() < 0.6 else ""
    return f"{logo}<div class=row><div><div class=sender>{esc(sender)}</div>{block(customer_lines(doc, doc.r.random() < .3), 'addr')}</div>{meta(doc, doc.r.choice(['table', 'lines']))}</div><h2>{esc(title(doc))}{' ' + esc(doc.number) if doc.r.random() < .4 else ''}</h2>{table_items(doc, 'ruled')}{totals(doc, 'rows')}{terms(doc)}{footer(doc)}"


def layout_saas(doc):
    """Two columns, title at the left, from and to side by side."""
    return f"<div class=row><h1>{esc(title(doc))}</h1><div class=logo>{esc(doc.vendor)}</div></div>{meta(doc, 'table')}<div class='row top'>{block(vendor_lines(doc, True))}{block(customer_lines(doc, True))}</div><h3>{esc(doc.amt(doc.owed))} {esc(doc.L['due'][0])} {esc(doc.d(doc.due))}</h3>{table_items(doc, 'plain')}{totals(doc, 'rows')}{terms(doc)}" if doc.r.random() < .4 else f"<div class=row><h1>{esc(title(doc))}</h1>{block(vendor_lines(doc, True), 'right')}</div><div class='row top'>{block(customer_lines(doc, True))}{meta(doc, 'table')}</div>{table_items(doc, 'plain')}{totals(doc, 'rows')}{terms(doc)}"


def layout_odoo(doc):
    """Issuer's address at the left top, customer at the right, data in a grid."""
    return f"{block(vendor_lines(doc))}<div class=pushed>{block(customer_lines(doc, False))}</div><h2>{esc(title(doc))} {esc(doc.number)}</h2>{meta(doc, 'grid')}{table_items(doc, 'ruled')}{totals(doc, 'rows')}{terms(doc)}{footer(doc)}"


def layout_boxed(doc):
    """Ruled boxes, totals in columns at the foot."""
    return f"<div class='row boxed'>{block(vendor_lines(doc, True), 'box')}<div class=box><h2>{esc(title(doc))}</h2>{meta(doc, 'table')}</div></div><div class=box>{block(customer_lines(doc, True))}</div>{table_items(doc, 'boxed')}{totals(doc, 'columns')}{terms(doc)}{footer(doc)}"


def layout_right(doc):
    """Everything of the issuer at the right, stacked labels over values at the left."""
    return f"<div class=row><div>{block(customer_lines(doc, True))}</div><div class=rightal><div class=logo>{esc(doc.vendor)}</div>{block(vendor_lines(doc, True)[1:])}</div></div><h1>{esc(title(doc))}</h1>{meta(doc, 'stack')}{table_items(doc, 'plain')}{totals(doc, 'rows')}{terms(doc)}"


def layout_centered(doc):
    """Centred letterhead with large name, data in one line."""
    return f"<div class=center><div class=logo>{esc(doc.vendor)}</div>{' - '.join(esc(a) for a in doc.v_addr if a)}<br>{esc(doc.pick('tels'))} {esc(doc.phone)} {esc(doc.web)}<br>{esc(doc.pick('vatid'))}: {esc(doc.v_tax)}</div><hr><div class=row>{block(customer_lines(doc, True))}<div><b>{esc(title(doc))}</b>{meta(doc, 'lines')}</div></div>{table_items(doc, 'ruled')}{totals(doc, 'rows')}{terms(doc)}{footer(doc) if doc.r.random() < .4 else ''}"


def layout_summary(doc):
    """A tax summary with base and tax by rate beside the totals."""
    base = {"en": ("VAT rate", "Net", "VAT"), "de": ("Steuersatz", "Netto", "MwSt."), "fr": ("Taux", "Base HT", "Montant TVA"), "es": ("Tipo", "Base", "Cuota"), "it": ("Aliquota", "Imponibile", "Imposta"), "nl": ("BTW %", "Grondslag", "BTW bedrag"), "pt": ("Taxa", "Incidência", "Valor IVA")}[doc.lang]
    rows = "".join(f"<tr><td>{rate_text(doc, r)}%</td><td>{doc.num(-b if doc.credit and doc.negative else b)}</td><td>{doc.num(-t if doc.credit and doc.negative else t)}</td></tr>" for r, b, t in doc.breakdown)
    summary = f"<table class=sum2><tr>{''.join(f'<th>{esc(x)}</th>' for x in base)}</tr>{rows}</table>"
    head = f"<div class=row>{block(vendor_lines(doc, True))}<div><h2>{esc(title(doc))}</h2>{meta(doc, doc.r.choice(['table', 'lines', 'stack']))}</div></div>"
    return f"{head}<div class=addr>{block(customer_lines(doc, True))}</div>{table_items(doc, 'ruled')}<div class='row top'>{summary}{totals(doc, 'rows')}</div>{terms(doc)}{footer(doc)}"


LAYOUTS = [layout_letter, layout_saas, layout_odoo, layout_boxed, layout_right, layout_centered, layout_summary]
FONTS = ["Helvetica, Arial, sans-serif", "Georgia, serif", "'DejaVu Sans', sans-serif", "'Liberation Serif', serif", "'Liberation Sans Narrow', 'DejaVu Sans Condensed', sans-serif", "'Courier New', monospace"]


def render(doc):
    r = doc.r
    doc.negative = r.random() < 0.5
    make = r.choice(LAYOUTS)
    body = make(doc)
    size = r.choice([8.5, 9, 9.5, 10, 11])
    css = f"font-family:{r.choice(FONTS)};font-size:{size}pt;"
    return make.__name__[7:], f"<section style=\"{css}\">{body}</section>"


STYLE = """<meta charset=utf-8><style>@page{size:A4;margin:14mm}body{margin:0}section{break-after:page;height:260mm;position:relative;line-height:1.3}
.row{display:flex;justify-content:space-between;align-items:flex-start;gap:10mm;margin:4mm 0}.logo{font-size:18pt;font-weight:bold;margin-bottom:3mm}.sender{font-size:6.5pt;text-decoration:underline;margin:8mm 0 3mm}
table{border-collapse:collapse}.items{width:100%;margin:6mm 0}.items th,.items td{text-align:right;padding:1.2mm 2mm}.l,.items .l{text-align:left!important}.ruled th{border-bottom:1px solid #000}.boxed th,.boxed td{border:1px solid #888}
.sums{margin-left:auto;margin-top:3mm}.sums td,.sums th{padding:.8mm 3mm;text-align:right}.cols{width:100%;margin:6mm 0}.cols th,.cols td{border:1px solid #888;text-align:center}.big td{font-weight:bold;font-size:115%}.meta td{padding:.4mm 3mm .4mm 0}
.grid{margin:4mm 0;width:100%}.grid th{text-align:left;padding-right:6mm}.grid td{padding-right:6mm}.stack .lab{font-size:80%;color:#555;margin-top:1.5mm}.box{border:1px solid #666;padding:3mm;flex:1}.pushed{margin:6mm 0 6mm 100mm}.rightal{text-align:right}.center{text-align:center}
.foot{position:absolute;bottom:0;width:100%;font-size:7pt}.foot td{vertical-align:top;padding-right:5mm}.sum2 td,.sum2 th{padding:.6mm 3mm;text-align:right;border-bottom:1px solid #ccc}.addr{margin:3mm 0}</style>"""


def expected(doc):
    sign = -1 if doc.credit and doc.negative else 1
    e = dict(vendor=doc.vendor, customer=doc.customer, invoice_number=doc.number, date=doc.date.isoformat(), subtotal=str(sign * doc.net), tax=str(sign * doc.tax), total=str(sign * doc.gross), vendor_tax_id=doc.v_tax)
    if doc.symbol_style != "none":
        e["currency"] = doc.L["currency"]
    if not doc.credit:
        e["amount_due"] = str(doc.owed)
    if doc.shows_due:
        e["due_date"] = doc.due.isoformat()
    if doc.shows_po:
        e["po_number"] = doc.po
    if doc.paid:
        e["prepaid"] = str(doc.paid)
    if getattr(doc, "iban_shown", False):
        e["vendor_iban"] = doc.iban
    if doc.shows_ctax:
        e["customer_tax_id"] = doc.c_tax.replace("-", "")
    if not doc.credit:
        e["tax_breakdown"] = [dict(rate=str(r), base=str(b), tax=str(t)) for r, b, t in doc.breakdown]
    return e


def words(pdf):
    import html as H
    x = subprocess.run(["pdftotext", "-bbox-layout", pdf, "-"], capture_output=True, check=True).stdout.decode("utf8", "replace")
    pages = []
    for m in re.finditer(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', x, re.S):
        w, h, ws = float(m[1]), float(m[2]), []
        for k in re.finditer(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', m[3], re.S):
            for t in H.unescape(k[5]).split():
                ws.append(dict(text=t, rect=dict(x0=float(k[1]) / w, y0=float(k[2]) / h, x1=float(k[3]) / w, y1=float(k[4]) / h), certainty=1.0))
        pages.append(dict(number=1, width=w, height=h, words=in_lines(ws)))
    return pages


def in_lines(ws):
    lines = []
    for w in sorted(ws, key=lambda w: w["rect"]["y0"] + w["rect"]["y1"]):
        r = w["rect"]
        c = (r["y0"] + r["y1"]) / 2
        best = next((l for l in reversed(lines[-6:]) if abs(c - l["c"]) < 0.5 * min(r["y1"] - r["y0"], l["h"])), None)
        if best is None:
            best = dict(c=c, h=r["y1"] - r["y0"], w=[])
            lines.append(best)
        best["w"].append(w)
    out = []
    for i, l in enumerate(sorted(lines, key=lambda l: l["c"])):
        for w in sorted(l["w"], key=lambda w: w["rect"]["x0"]):
            w["line"] = i
            out.append(w)
    return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("out")
    ap.add_argument("--count", type=int, default=300)
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    os.makedirs(os.path.join(a.out, "pages"), exist_ok=True)
    keys, docs, parts = list(LANG), [], []
    for i in range(a.count):
        doc = Doc(keys[i % len(keys)], a.seed * 100003 + i)
        doc.style, section = render(doc)
        docs.append(doc)
        parts.append(section)
    source = os.path.join(a.out, "all.html")
    open(source, "w", encoding="utf8").write(STYLE + "".join(parts))
    pdf = os.path.join(a.out, "all.pdf")
    subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={pdf}", source], check=True, capture_output=True)
    pages = words(pdf)
    if len(pages) != len(docs):
        sys.exit(f"{len(pages)} pages for {len(docs)} documents: a layout does not fit its page")
    with open(os.path.join(a.out, "manifest.jsonl"), "w", encoding="utf8") as out:
        for i, (doc, page) in enumerate(zip(docs, pages)):
            name = f"gen/{a.seed}-{i:04}.pdf"
            json.dump([page], open(os.path.join(a.out, "pages", name.replace("/", "__") + ".json"), "w"))
            match = {k: "abs" for k in ("subtotal", "tax", "total")} if doc.credit else None
            out.write(json.dumps(dict(file=name, type="gen_" + doc.key, source=doc.style, expected=expected(doc), match=match), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
