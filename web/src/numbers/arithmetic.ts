/**
 * Sums typed into an amount cell: `1200/12*5`, `(19,90+4)*3`, `250+19%`. Exact fractions of big integers inside; one
 * rounding at the very end, half away from zero, to the currency's minor unit.
 */
import { decimalsOf, fromMinor } from "./decimal";
import { numberStyle } from "./format";
import { type Parsed, parseAmount, parseNumber } from "./parse";

interface Fraction {
  over: bigint;
  under: bigint;
}
const whole = (over: bigint): Fraction => ({ over, under: 1n });
const plus = (a: Fraction, b: Fraction): Fraction => ({
  over: a.over * b.under + b.over * a.under,
  under: a.under * b.under,
});
const times = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.over, under: a.under * b.under });

class NotASum extends Error {}

/** An amount, or a sum that comes to one. */
export function parseSum(text: string, currency: string, locale: string = numberStyle()): Parsed {
  const body = text.trim().replace(/^=/, "");
  if (!/[+*/×÷%()]|\d\s*[-−]\s*\d/.test(body) || /^\([^()]*\)$/.test(body)) return parseAmount(body, currency, locale);
  try {
    const reader = new Reader(body.replace(/[\s\u00a0\u202f]/g, ""), locale);
    return { ok: true, value: rounded(reader.all(), decimalsOf(currency)) };
  } catch (error) {
    return { ok: false, why: error instanceof NotASum ? error.message : "This sum cannot be worked out" };
  }
}

function rounded(value: Fraction, decimals: number): string {
  const scaled = value.over * 10n ** BigInt(decimals) * (value.under < 0n ? -1n : 1n);
  const under = value.under < 0n ? -value.under : value.under;
  const size = scaled < 0n ? -scaled : scaled;
  const minor = (size * 2n + under) / (under * 2n);
  return fromMinor(scaled < 0n ? -minor : minor, decimals);
}

/** Reads `sum = product (± product)*`, `product = factor (×÷ factor)*`, `factor = -factor | (sum) | number[%]`. */
class Reader {
  private at = 0;
  constructor(
    private readonly text: string,
    private readonly locale: string,
  ) {}

  all(): Fraction {
    const value = this.sum();
    if (this.at < this.text.length) throw new NotASum(`"${this.text.slice(this.at)}" was not understood`);
    return value;
  }

  private sum(): Fraction {
    let value = this.product();
    for (let sign = this.take("+-−"); sign; sign = this.take("+-−")) {
      let next = this.product();
      if (this.take("%")) next = times(times(value, next), { over: 1n, under: 100n }); // 250+19% adds 19 % of 250
      value = plus(value, sign === "+" ? next : times(next, whole(-1n)));
    }
    return value;
  }

  private product(): Fraction {
    let value = this.factor();
    for (let sign = this.take("*×/÷"); sign; sign = this.take("*×/÷")) {
      const next = this.factor();
      if ("/÷".includes(sign) && next.over === 0n) throw new NotASum("Dividing by zero has no answer");
      value = times(value, "/÷".includes(sign) ? { over: next.under, under: next.over } : next);
    }
    return value;
  }

  private factor(): Fraction {
    if (this.take("-−")) return times(this.factor(), whole(-1n));
    if (this.take("(")) {
      const value = this.sum();
      if (!this.take(")")) throw new NotASum("A bracket is not closed");
      return value;
    }
    return this.number();
  }

  private number(): Fraction {
    const digits = /^[\d.,'’]+/.exec(this.text.slice(this.at))?.[0];
    if (!digits) throw new NotASum("Type a number after the sign");
    this.at += digits.length;
    const parsed = parseNumber(digits, this.locale);
    if (!parsed.ok) throw new NotASum(parsed.why);
    const [integer = "0", part = ""] = parsed.value.split(".");
    return { over: BigInt(integer + part), under: 10n ** BigInt(part.length) };
  }

  private take(signs: string): string | null {
    const next = this.text.charAt(this.at);
    if (next === "" || !signs.includes(next)) return null;
    this.at += 1;
    return next;
  }
}
