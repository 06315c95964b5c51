import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, Download, FileText } from "lucide-react";
import { useState } from "react";
import { type EInvoiceFormat, FORMATS, type Obstacle, type SalesDocument, eInvoiceOfSale, missingForQuery, pdfOfSale } from "@/api/sales";
import { messageOf } from "@/api/errors";
import { Sheet } from "@/components/Page";
import { sentence } from "@/numbers/prose";
import { useBusiness } from "@/shell/business";
import { FORMAT } from "../words";
import styles from "./document.module.css";

/** The paper, and each format in which it can leave; what is missing for one is told in words. */
export function Downloads({ sale }: { sale: SalesDocument }) {
  const { id: b } = useBusiness();
  return (
    <Sheet title="Hand out">
      <Button component="a" href={pdfOfSale(b, sale.id)} download variant="default" leftSection={<FileText size={15} />}>
        PDF
      </Button>
      {sale.kind !== "quote" && (
        <ul className={styles.formats} aria-label="E-invoice">
          {FORMATS.map((format) => (
            <Format key={format} sale={sale} format={format} />
          ))}
        </ul>
      )}
    </Sheet>
  );
}

/** Asks first what is missing: a file is only offered when there is one. */
function Format({ sale, format }: { sale: SalesDocument; format: EInvoiceFormat }) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const [missing, setMissing] = useState<Obstacle[]>([]);
  const { name, note } = FORMAT[format];
  const ask = useMutation({
    mutationFn: () => client.fetchQuery(missingForQuery(b, sale.id, format)),
    onSuccess: (found) => {
      setMissing(found);
      if (found.length === 0) download(eInvoiceOfSale(b, sale.id, format));
    },
  });
  return (
    <li>
      <div className={styles.format}>
        <span>
          {name}
          <small>{note}</small>
        </span>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Download size={14} />}
          loading={ask.isPending}
          aria-label={`XML: ${name}`}
          onClick={(event) => event.detail < 2 && ask.mutate()}
        >
          XML
        </Button>
      </div>
      <div role="status">
        {missing.length > 0 && (
          <ul className={styles.missing}>
            {missing.map(({ code, field, message }) => (
              <li key={`${code}${field}${message}`}>
                <CircleAlert size={14} aria-hidden /> {sentence(message)}
              </li>
            ))}
          </ul>
        )}
        {ask.error && <p className={styles.refused}>{messageOf(ask.error)}</p>}
      </div>
    </li>
  );
}

function download(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}
