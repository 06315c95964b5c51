import { ActionIcon, Button, Progress } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleCheck, CircleX, Copy, RotateCw, X } from "lucide-react";
import { useEffect } from "react";
import type { DocumentSummary } from "@/api/contract";
import { documentsQuery } from "@/api/documents";
import { StateBadge } from "@/components/Badge";
import { sizeText } from "@/numbers/format";
import { isAtWork } from "@/pages/inbox/order";
import { useBusiness } from "@/shell/business";
import { type UploadOnPage, uploadSummary } from "./summary";
import { dismiss, dismissFinished, sendAgain, useUploads, whenFinished } from "./uploads";
import styles from "./uploads.module.css";

/** Each file on its way with its progress and then with what became of it; what was refused stays, with the reason. */
export function UploadList() {
  const uploads = useUploads();
  const client = useQueryClient();
  const documents = useDocuments(uploads.some(({ documentId }) => documentId !== undefined));
  useEffect(() => whenFinished(() => void client.invalidateQueries({ queryKey: ["documents"] })), [client]);
  if (uploads.length === 0) return null;
  const rows = uploads.map((item) => ({ item, document: documents.find(({ id }) => id === item.documentId) }));
  return (
    <section className={styles.list} aria-label="Uploads">
      <header>
        <h2 role="status">{uploadSummary(rows)}</h2>
        <Button size="compact-sm" variant="subtle" onClick={dismissFinished}>
          Clear the list
        </Button>
      </header>
      <ul>
        {rows.map(({ item, document }) => (
          <UploadRow key={item.key} item={item} document={document} />
        ))}
      </ul>
    </section>
  );
}

/** The newest documents, from the same answer that the inbox shows under All; live news keep it fresh. */
function useDocuments(needed: boolean): DocumentSummary[] {
  const { id: b } = useBusiness();
  const { data } = useInfiniteQuery({ ...documentsQuery(b, { group: "all" }), enabled: needed });
  return data?.pages.flatMap((page) => page.items) ?? NONE;
}
const NONE: DocumentSummary[] = [];

function UploadRow({ item, document }: UploadOnPage) {
  return (
    <li data-status={item.status}>
      <span className={styles.file}>
        {item.documentId ? (
          <Link to="/documents/$documentId" params={{ documentId: item.documentId }}>
            {item.name}
          </Link>
        ) : (
          item.name
        )}
        <small>{sizeText(item.size)}</small>
      </span>
      <span className={styles.status}>
        <Status item={item} document={document} />
      </span>
      {item.status === "refused" && (
        <ActionIcon aria-label={`Send ${item.name} again`} onClick={() => sendAgain(item.key)}>
          <RotateCw size={15} />
        </ActionIcon>
      )}
      <ActionIcon aria-label={`Remove ${item.name} from the list`} onClick={() => dismiss(item.key)}>
        <X size={15} />
      </ActionIcon>
    </li>
  );
}

function Status({ item, document }: UploadOnPage) {
  switch (item.status) {
    case "waiting":
      return <>Waiting</>;
    case "sending":
      return <Progress value={item.share * 100} size="sm" w={140} aria-label={`Sending ${item.name}`} />;
    case "done":
      if (document && !isAtWork(document)) return <StateBadge name={document.state.name} />;
      return (
        <>
          <CircleCheck size={15} aria-hidden /> Received, being read
        </>
      );
    case "duplicate":
      return (
        <>
          <Copy size={15} aria-hidden /> {item.message}
        </>
      );
    case "refused":
      return (
        <>
          <CircleX size={15} aria-hidden /> {item.message}
        </>
      );
  }
}
