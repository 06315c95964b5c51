import type { Document } from "@/api/contract";
import { dateText } from "@/dates/dates";
import { countText, moneyText } from "@/numbers/format";
import { sentence } from "@/numbers/prose";

type Check = Pick<Document["checks"][number], "name" | "holds" | "detail" | "args">;
type Arg = NonNullable<Check["args"]>[string];

/** A value of a message in the reader's own form. */
export function argText(arg: Arg): string {
  switch (arg.type) {
    case "money":
      return moneyText(arg.value);
    case "date":
      return dateText(arg.value);
    case "percent":
      return `${arg.value} %`;
    case "count":
      return countText(arg.value);
    default:
      return arg.value;
  }
}

/** `{name}` stands for a value; a sentence is told only when all its values are there. */
const SENTENCES: Record<string, { holds: string; fails: string }> = {
  sum: { holds: "Net {net} and tax {tax} make {total}", fails: "Net {net} and tax {tax} do not make {total}" },
  tax_sum: { holds: "The tax of all rates makes {tax}", fails: "The tax of all rates makes {sum}, not {tax}" },
  tax_rate: { holds: "{rate} of {base} is {tax}", fails: "{rate} of {base} is not {tax}" },
  due_after_issue: { holds: "Issued on {date}, due on {due}", fails: "Due on {due}, before it was issued on {date}" },
  line_sum: { holds: "The items make {sum}", fails: "The items make {sum}, which is not the net {net}" },
  xml_equals_page: { holds: "Both say {total}", fails: "The data say {total}, the page {page_total}" },
  iban: { holds: "{iban} has the right check digits", fails: "{iban} is not a valid account number" },
  tax_id: { holds: "{tax_id} has the right form", fails: "{tax_id} is not a valid tax number" },
};

/** What a check compared, with figures and dates in the reader's own form; the server's words where these do not do. */
export function checkText({ name, holds, detail, args }: Check): string {
  const told = SENTENCES[name]?.[holds ? "holds" : "fails"];
  const missing = (told?.match(/\{\w+\}/g) ?? []).some((slot) => !args?.[slot.slice(1, -1)]);
  if (!told || !args || missing || plainSaysMore(args)) return sentence(detail);
  return told.replace(/\{(\w+)\}/g, (_, value: string) => argText(args[value] as Arg));
}

/** Several rates, or sums that hold with something between them: the server's words tell what it is. */
function plainSaysMore(args: NonNullable<Check["args"]>): boolean {
  const { rates, difference, rounding, allowances, charges } = args;
  const something = [difference, rounding, allowances, charges].some(
    (arg) => arg && "value" in arg && Number(arg.type === "money" ? arg.value.amount : arg.value) !== 0,
  );
  return something || (rates?.type === "count" && rates.value > 1);
}
