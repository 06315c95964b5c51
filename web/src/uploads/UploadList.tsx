import { ActionIcon, Button, Progress } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleCheck, CircleX, Copy, RotateCw, X } from "lucide-react";
import { useEffect } from "react";
import { sizeText } from "@/numbers/format";
import { type Upload, dismiss, dismissFinished, sendAgain, useUploads, whenFinished } from "./uploads";
import styles from "./uploads.module.css";

/** Each file on its way with its progress; what was refused stays, with the reason. */
export function UploadList() {
  const uploads = useUploads();
  const client = useQueryClient();
  useEffect(() => whenFinished(() => void client.invalidateQueries({ queryKey: ["documents"] })), [client]);
  if (uploads.length === 0) return null;
  const open = uploads.filter(({ status }) => status === "waiting" || status === "sending").length;
  return (
    <section className={styles.list} aria-label="Uploads">
      <header>
        <h2 role="status">
          {open > 0 ? `Sending ${open} of ${uploads.length} files` : `${uploads.length} files received or refused`}
        </h2>
        <Button size="compact-sm" variant="subtle" onClick={dismissFinished}>
          Clear the list
        </Button>
      </header>
      <ul>
        {uploads.map((item) => (
          <UploadRow key={item.key} item={item} />
        ))}
      </ul>
    </section>
  );
}

function UploadRow({ item }: { item: Upload }) {
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
        <Status item={item} />
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

function Status({ item }: { item: Upload }) {
  switch (item.status) {
    case "waiting":
      return <>Waiting</>;
    case "sending":
      return <Progress value={item.share * 100} size="sm" w={140} aria-label={`Sending ${item.name}`} />;
    case "done":
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
