#!/usr/bin/env python3
"""Makes till receipts of our own in seven languages, with their truth, optionally with the mistakes of a recogniser.

  python3 evals/receipts.py OUT_DIR [--count 200] [--seed 1] [--noise 0.02]

Everything is synthetic and follows from the seed. Words are placed on a narrow page in a fixed pitch, as a till prints
them. `--noise` is the share of characters that are read as a look-alike and of spaces that are lost. The output has the
form that `generate.py` writes.
"""
import argparse, datetime, json, os, random, re
from decimal import Decimal

from generate import LANG, MONTHS, NAMES, TRADES, digits, q, tax_number

TILL = {
    "en": dict(total=["TOTAL", "Total", "BALANCE DUE", "TOTAL DUE", "Grand Total", "AMOUNT DUE"], sub=["Subtotal", "SUB-TOTAL"], cash=["CASH", "Cash"], card=["VISA", "Card", "Mastercard", "CONTACTLESS"], change=["CHANGE", "Change due"], tax=["VAT {r}%", "incl. VAT {r}%", "VAT @ {r}%"], thanks=["Thank you for your visit", "Please come again"], no=["Receipt no", "Trans", "Check No"], date=["Date", ""], cashier="Served by", goods="Coffee|Sandwich|Batteries AA|Orange juice|Notebook A5|Parking|Diesel|Paper towels|Bananas|Soap"),
    "de": dict(total=["SUMME", "Summe EUR", "GESAMTBETRAG", "Zu zahlen", "TOTAL", "Gesamt", "SUMME EUR", "Betrag"], sub=["Zwischensumme"], cash=["BAR", "Bar", "Gegeben", "Gegeben BAR"], card=["EC-Karte", "girocard", "Kartenzahlung", "VISA"], change=["Rückgeld", "ZURÜCK", "Wechselgeld"], tax=["MwSt {r}%", "inkl. {r}% MwSt", "USt {r}%"], thanks=["Vielen Dank für Ihren Einkauf", "Es bediente Sie"], no=["Bon-Nr.", "Beleg-Nr", "Kassenbon Nr."], date=["Datum", ""], cashier="Kasse", goods="Milch 3,5%|Brötchen|Kaffee|Batterien|Parkgebühr|Super E10|Küchenrolle|Bananen|Notizblock|Apfelschorle"),
    "fr": dict(total=["TOTAL", "TOTAL TTC", "Total à payer", "NET A PAYER", "MONTANT TTC"], sub=["Sous-total"], cash=["ESPECES", "Espèces"], card=["CB", "Carte bancaire", "CARTE BLEUE"], change=["RENDU", "Rendu monnaie", "Monnaie"], tax=["TVA {r}%", "dont TVA {r}%"], thanks=["Merci de votre visite", "A bientôt"], no=["Ticket n°", "N° ticket"], date=["Date", "Le", ""], cashier="Caisse", goods="Café|Baguette|Lait 1L|Piles AA|Stationnement|Gazole|Savon|Bananes|Cahier"),
    "es": dict(total=["TOTAL", "TOTAL A PAGAR", "Importe total", "TOTAL EUR"], sub=["Subtotal"], cash=["EFECTIVO", "Entregado", "Efectivo"], card=["TARJETA", "Tarjeta"], change=["CAMBIO", "Cambio", "Su cambio"], tax=["IVA {r}%", "I.V.A. {r}%"], thanks=["Gracias por su visita", "Le atendió"], no=["Ticket nº", "Factura simplificada"], date=["Fecha", ""], cashier="Caja", goods="Café|Pan|Leche|Pilas|Aparcamiento|Gasóleo|Jabón|Plátanos|Cuaderno"),
    "it": dict(total=["TOTALE COMPLESSIVO", "TOTALE", "TOTALE EURO", "Totale"], sub=["Subtotale"], cash=["CONTANTI", "Pagamento contante", "Contante"], card=["PAGAMENTO ELETTRONICO", "Bancomat", "Carta"], change=["RESTO", "Resto"], tax=["di cui IVA", "IVA {r}%"], thanks=["Grazie e arrivederci"], no=["DOC. N.", "Documento n."], date=["Data", ""], cashier="Cassa", goods="Caffè|Pane|Latte|Pile|Parcheggio|Gasolio|Sapone|Banane|Quaderno"),
    "nl": dict(total=["TOTAAL", "Te betalen", "Totaal EUR", "TOTAAL EUR"], sub=["Subtotaal"], cash=["Contant", "CONTANT"], card=["PIN", "Pinbetaling", "Maestro"], change=["Wisselgeld", "TERUG"], tax=["BTW {r}%", "Btw {r}%"], thanks=["Bedankt en tot ziens"], no=["Bonnr", "Transactie"], date=["Datum", ""], cashier="Kassa", goods="Koffie|Brood|Melk|Batterijen|Parkeren|Diesel|Zeep|Bananen|Schrift"),
    "pt": dict(total=["TOTAL", "TOTAL A PAGAR", "Total EUR", "Valor total"], sub=["Subtotal"], cash=["NUMERARIO", "Numerário", "Entregue"], card=["MULTIBANCO", "Cartão"], change=["TROCO", "Troco"], tax=["IVA {r}%"], thanks=["Obrigado pela sua visita", "Volte sempre"], no=["Fatura simplificada", "Talão nº"], date=["Data", ""], cashier="Caixa", goods="Café|Pão|Leite|Pilhas|Estacionamento|Gasóleo|Sabão|Bananas|Caderno"),
}
CONFUSED = {"0": "O", "O": "0", "1": "l", "l": "1", "I": "l", "5": "S", "S": "5", "8": "B", "B": "8", "e": "c", "c": "e", "m": "n", "u": "v", "t": "f", "i": "l", "a": "o"}


def receipt(key, seed):
    r, L = random.Random(seed), LANG[key]
    lang = L["lang"]
    t = TILL[lang]
    num = lambda x: f"{x:.2f}".replace(".", L["mark"])
    cur = {"EUR": r.choice([" EUR", " €", ""]), "GBP": "", "USD": ""}[L["currency"]]
    pre = {"EUR": "", "GBP": r.choice(["£", ""]), "USD": r.choice(["$", ""])}[L["currency"]]
    name = r.choice(["{n} {t} {l}", "{n} {t}", "{n} {l}"]).format(n=r.choice(NAMES), t=r.choice(TRADES[lang].split()), l=r.choice(L["legal"]))
    if r.random() < 0.5:
        name = name.upper()
    date = datetime.date(2016, 1, 1) + datetime.timedelta(days=r.randint(0, 3500))
    time = f"{r.randint(8, 21):02}:{r.randint(0, 59):02}"
    months = MONTHS[lang].split()
    shown = r.choice({"en_us": ["{m:02}/{d:02}/{y}", "{m:02}/{d:02}/{yy:02}"], "en_gb": ["{d:02}/{m:02}/{y}", "{d:02} {mon} {y}", "{d:02}/{m:02}/{yy:02}"], "de": ["{d:02}.{m:02}.{y}", "{d:02}.{m:02}.{yy:02}"]}.get(key, ["{d:02}/{m:02}/{y}", "{d:02}-{m:02}-{y}", "{d:02}/{m:02}/{yy:02}"])).format(d=date.day, m=date.month, y=date.year, yy=date.year % 100, mon=months[date.month - 1][:3].upper())
    rate = Decimal(str(r.choice([x for x in L["rates"] if x])))
    lines, total, goods = [], Decimal(0), t["goods"].split("|")
    for _ in range(r.randint(1, 9)):
        amount = q(Decimal(r.randint(50, r.choice([900, 3000, 9000]))) / 100)
        total += amount
        lines.append((r.choice(goods), num(amount) + r.choice(["", " A", " B", " *"]) if r.random() < 0.4 else num(amount)))
    net = q(total * 100 / (100 + rate))
    us = key == "en_us"
    if us:
        net, total = total, total + q(total * rate / 100)
    width = r.choice([32, 38, 42])
    rows = ["c " + name, "c " + r.choice(L["streets"]), "c " + r.choice(L["cities"])]
    if r.random() < 0.6:
        rows.append("c " + r.choice(L["tels"]) + " " + L["phone"].format(n=digits(r, 3), m=digits(r, 2)))
    if r.random() < 0.6:
        rows.append("c " + r.choice(L["vatid"]) + ": " + tax_number(r, L["vat"]))
    head = [f"{r.choice(t['date'])} {shown} {time}".strip(), f"{r.choice(t['no'])} {digits(r, 5)}   {t['cashier']} {r.randint(1, 9)}"]
    late = r.random() < 0.4
    if not late:
        rows += head
    rows += [f"{a}|{b}" for a, b in lines]
    if r.random() < 0.4 or us:
        rows.append(f"{r.choice(t['sub'])}|{pre}{num(net if us else total)}")
    tax = total - net
    tax_row = f"{r.choice(t['tax']).format(r=str(rate).replace('.', L['mark']))}|{num(tax)}"
    if us:
        rows.append(f"{r.choice(['Tax', 'Sales Tax', 'TAX'])} {rate}%|{num(tax)}")
    total_row = f"{r.choice(t['total'])}|{pre}{num(total)}{cur}"
    before = r.random() < 0.25 and not us
    rows += [tax_row, total_row] if before else [total_row]
    if r.random() < 0.55:
        given = total + q(Decimal(r.choice([0, r.randint(1, 2000)])) / 100)
        rows += [f"{r.choice(t['cash'])}|{num(given)}{cur}", f"{r.choice(t['change'])}|{num(given - total)}{cur}"]
    else:
        rows.append(f"{r.choice(t['card'])}|{num(total)}{cur}")
    if not before and not us:
        rows.append(tax_row)
    if late:
        rows += head
    rows.append("c " + r.choice(t["thanks"]))
    expected = dict(vendor=name, date=date.isoformat(), total=str(total))
    return rows, width, expected, r


def page(rows, width, r, noise):
    words, step = [], 1 / (width + 4)
    height = len(rows) + 4
    for i, row in enumerate(rows):
        if row.startswith("c "):
            parts = [((width - len(row) + 2) / 2 + 2, row[2:])]
        elif "|" in row:
            left, right = row.split("|")
            parts = [(2, left), (width + 2 - len(right), right)]
        else:
            parts = [(2, row)]
        for x, text in parts:
            for m in re.finditer(r"\S+", text):
                word = "".join(CONFUSED.get(c, c) if r.random() < noise else c for c in m[0])
                words.append(dict(text=word, rect=dict(x0=(x + m.start()) * step, y0=(i + 2) / height, x1=(x + m.end()) * step, y1=(i + 2.8) / height), certainty=0.93 if noise else 1.0, line=i))
    glued = []
    for w in words:
        if glued and noise and r.random() < noise * 2 and glued[-1]["line"] == w["line"] and w["rect"]["x0"] - glued[-1]["rect"]["x1"] < 1.5 * step:
            glued[-1]["text"] += w["text"]
            glued[-1]["rect"]["x1"] = w["rect"]["x1"]
        else:
            glued.append(w)
    return dict(number=1, width=(width + 4) * 7.0, height=height * 14.0, words=glued)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("out")
    ap.add_argument("--count", type=int, default=200)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--noise", type=float, default=0.0)
    a = ap.parse_args()
    os.makedirs(os.path.join(a.out, "pages"), exist_ok=True)
    keys = list(LANG)
    with open(os.path.join(a.out, "manifest.jsonl"), "w", encoding="utf8") as out:
        for i in range(a.count):
            key = keys[i % len(keys)]
            rows, width, expected, r = receipt(key, a.seed * 7919 + i)
            name = f"till/{a.seed}-{i:04}"
            json.dump([page(rows, width, r, a.noise)], open(os.path.join(a.out, "pages", name.replace("/", "__") + ".json"), "w"))
            out.write(json.dumps(dict(file=name, type="till_" + key, source="noise" if a.noise else "clean", expected=expected), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
