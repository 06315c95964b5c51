#!/usr/bin/env python3
"""Learns how often a field with a given score is right, and writes crates/extract/src/calibration.rs.

  python3 evals/calibrate.py SET [SET ...]       SET = MANIFEST:PAGES_DIR[:WEIGHT]

For each set the engine is run with scores instead of confidences, each expected field is judged as the corpus' scorer
judges it (evals/judge.py), and for each field the share of right values is fitted by isotonic regression (pool adjacent
violators). Printed is the reliability under five-fold cross-validation over vendors: no vendor is judged by a table that
saw it. The table that is written is learned from all of them.
"""
import collections, json, os, random, subprocess, sys

from judge import right

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TABLE = os.path.join(ROOT, "crates/extract/src/calibration.rs")
HEAD = "// Written by evals/calibrate.py: do not edit by hand.\n"
IDENTITY = HEAD + "const DEFAULT: Points = &[(0.0, 0.0), (2.0, 2.0)];\nconst TABLE: &[(&str, Points)] = &[];\n"


def predict(sets):
    out = []
    for spec in sets:
        manifest, pages, weight = (spec.split(":") + ["1"])[:3]
        name = "/tmp/calibrate.jsonl"
        subprocess.run(["cargo", "run", "-q", "-p", "extract", "--example", "predict", "--", manifest, pages, name], cwd=ROOT, check=True)
        got = {}
        for line in open(name, encoding="utf8"):
            p = json.loads(line)
            got[p["file"]] = p
        for line in open(manifest, encoding="utf8"):
            r = json.loads(line)
            p = got.get(r["file"])
            # The visible page of a hybrid may differ from its XML, which is where its labels come from.
            if not p or r["type"] == "invoice_pdf_hybrid":
                continue
            for field, expected in (r.get("expected") or {}).items():
                score = p["confidence"].get(field)
                if score is not None:
                    out.append((field, score, right(r, field, expected, p["fields"]), str(r["expected"].get("vendor") or r["file"]), float(weight)))
    return out


# What is believed before any document is seen, as a few observations for each field: layouts nobody has met yet will be
# harder than the labelled ones, so a field with few mistakes so far is not taken for infallible.
PRIOR = [(0.05, 0.05), (0.15, 0.12), (0.25, 0.22), (0.35, 0.34), (0.45, 0.47), (0.55, 0.6), (0.65, 0.72), (0.75, 0.83), (0.85, 0.91), (0.95, 0.96), (1.05, 0.98)]
PRIOR_WEIGHT = 4


def isotonic(points):
    """Pools adjacent violators; points are (score, right, weight). Returns [(score, share)]."""
    points = list(points) + [(x, y, PRIOR_WEIGHT) for x, y in PRIOR]
    blocks = []
    for score, ok, w in sorted(points):
        blocks.append([score * w, float(ok) * w, w])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            b = blocks.pop()
            for i in range(3):
                blocks[-1][i] += b[i]
    merged = []
    for b in blocks:
        if merged and (merged[-1][2] < 4 or b[2] < 2):
            for i in range(3):
                merged[-1][i] += b[i]
        else:
            merged.append(list(b))
    # A share is never taken for certain: half a miss is added to each block.
    table = [(s / w, (ok + 0.5) / (w + 1)) for s, ok, w in merged]
    out = []
    for x, y in table:
        y = min(max(y, out[-1][1] if out else 0.02), 0.99)
        if out and x - out[-1][0] < 0.01:
            continue
        out.append((round(x, 3), round(y, 3)))
    return out


def look_up(points, x):
    if not points:
        return 0.5
    if x <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / max(x1 - x0, 1e-6)
    return points[-1][1]


def fit(rows):
    by = collections.defaultdict(list)
    for field, score, ok, _, w in rows:
        by[field].append((score, ok, w))
    return {f: isotonic(p) for f, p in by.items() if len(p) >= 40}


def cross_validate(rows):
    vendors = sorted({r[3] for r in rows})
    random.Random(7).shuffle(vendors)
    fold = {v: i % 5 for i, v in enumerate(vendors)}
    judged = []
    for k in range(5):
        table = fit([r for r in rows if fold[r[3]] != k])
        judged += [(look_up(table.get(r[0], []), r[1]), r[2], r[0]) for r in rows if fold[r[3]] == k]
    print("reliability on vendors not seen in fitting")
    for low, high in [(0, .3), (.3, .5), (.5, .7), (.7, .8), (.8, .9), (.9, .95), (.95, .98), (.98, 1.01)]:
        part = [ok for c, ok, _ in judged if low <= c < high]
        if part:
            print(f"  confidence {low:.2f}-{min(high, 1):.2f}: {len(part):5} fields, {100 * sum(part) / len(part):6.2f} % right")
    sure = [ok for c, ok, _ in judged if c >= 0.9]
    print(f"  at 0.9 or more: {100 * len(sure) / len(judged):.1f} % of the fields, {100 * sum(sure) / max(1, len(sure)):.2f} % right")


def main():
    open(TABLE, "w").write(IDENTITY)
    rows = predict(sys.argv[1:])
    cross_validate(rows)
    table = fit(rows)
    # Fields without labels anywhere keep to what is believed beforehand.
    pooled = isotonic([])
    show = lambda pts: "&[" + ", ".join(f"({x}, {y})" for x, y in pts) + "]"
    text = HEAD + "#[rustfmt::skip]\nconst DEFAULT: Points = " + show(pooled) + ";\n#[rustfmt::skip]\nconst TABLE: &[(&str, Points)] = &[\n"
    for field in sorted(table):
        text += f'    ("{field}", {show(table[field])}),\n'
    open(TABLE, "w").write(text.replace("(1,", "(1.0,").replace("(0,", "(0.0,") + "];\n")


if __name__ == "__main__":
    main()
