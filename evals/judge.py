"""Whether a field is right, by the rules that the document corpus' scorer documents: names at a similarity of 0.85
without legal forms, amounts to half a cent, dates as ISO, identifiers by letters and digits only."""
import difflib, re, unicodedata
from decimal import Decimal, InvalidOperation

AMOUNTS = {"subtotal", "tax", "total", "amount_due", "prepaid"}
NAMES = {"vendor", "customer"}
DATES = {"date", "due_date", "supply_date"}
LEGAL = set("gmbh mbh ag kg co ohg ug sa sas sarl srl spa bv nv ltd limited llc inc corp corporation plc pty pte sdn bhd oy ab as aps kft sro se ek ev company the".split())


def words(text):
    text = unicodedata.normalize("NFKD", str(text).replace("ß", "ss"))
    text = "".join(c for c in text if not unicodedata.combining(c)).lower().replace("&", " and ")
    return re.findall(r"[a-z0-9]+", text)


def decimal(value):
    try:
        return Decimal(str(value))
    except (InvalidOperation, ValueError):
        return None


def same_name(expected, got, contains):
    e, g = words(expected), words(got)
    if not g:
        return False
    if contains:
        return all(any(w in x for x in g) for w in e)
    a = " ".join(w for w in e if w not in LEGAL) or " ".join(e)
    b = " ".join(w for w in g if w not in LEGAL) or " ".join(g)
    if difflib.SequenceMatcher(None, a, b).ratio() >= 0.85:
        return True
    short, long = sorted((a.replace(" ", ""), b.replace(" ", "")), key=len)
    return bool(short) and short in long and len(short) >= 0.6 * len(long)


def judge(field, expected, got, mode):
    if got in (None, ""):
        return False
    if field in AMOUNTS:
        x, y = decimal(expected), decimal(got)
        if x is None or y is None:
            return False
        return abs(abs(x) - abs(y)) <= Decimal("0.005") if mode == "abs" else abs(x - y) <= Decimal("0.005")
    if field in NAMES:
        return same_name(expected, got, mode == "contains")
    if field in DATES:
        return str(expected)[:10] == str(got)[:10]
    if isinstance(expected, list):
        bag = lambda rows: sorted(tuple(None if row.get(k) is None else f"{decimal(row[k]):.2f}" for k in ("rate", "base", "tax")) for row in rows)
        return isinstance(got, list) and bag(expected) == bag(got)
    return "".join(words(expected)) == "".join(words(got))


def right(record, field, expected, fields):
    names = (record.get("aliases") or {}).get(field, [field])
    mode = (record.get("match") or {}).get(field)
    return any(judge(field, expected, fields.get(n), mode) for n in names)
