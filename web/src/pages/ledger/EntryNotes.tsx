/** What belongs to an entry besides its lines: remarks and files. */
import { Button, Modal, TextInput, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FileText, Paperclip } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { Entry } from "@/api/contract";
import { documentsQuery } from "@/api/documents";
import { addNote, attachDocument, entryQuery } from "@/api/ledger";
import { Sheet } from "@/components/Page";
import { Loaded } from "@/components/states";
import { tell, tellError } from "@/components/notify";
import { dateText, timeText } from "@/dates/dates";
import { moneyText } from "@/numbers/format";
import { useBusiness, useMay } from "@/shell/business";
import styles from "./ledger.module.css";

function useKept(entry: Entry) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  return async (changed: Entry) => {
    client.setQueryData(entryQuery(b, entry.id).queryKey, changed);
    await client.invalidateQueries({ queryKey: ["audit"] });
  };
}

export function EntryNotes({ entry }: { entry: Entry }) {
  const { id: b } = useBusiness();
  const writes = useMay()("ledger-post");
  const keep = useKept(entry);
  const [text, setText] = useState("");
  const add = useMutation({
    mutationFn: () => addNote(b, entry.id, text),
    onSuccess: async (changed) => {
      setText("");
      await keep(changed);
    },
    onError: (error) => tellError(error, "The note was not added"),
  });
  if (!writes && entry.notes.length === 0) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Sheet title="Notes">
      {entry.notes.length > 0 && (
        <ul className={styles.notes}>
          {entry.notes.map((note) => (
            <li key={note.id}>
              <p>{note.text}</p>
              <small>
                {note.by}, {timeText(note.at)}
              </small>
            </li>
          ))}
        </ul>
      )}
      {writes && (
        <form onSubmit={submit} className={styles.note}>
          <Textarea
            aria-label="New note"
            placeholder="A note for whoever looks at this later"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            maxLength={4000}
            autosize
            minRows={1}
          />
          <Button type="submit" variant="default" loading={add.isPending} disabled={!text.trim()}>
            Add the note
          </Button>
        </form>
      )}
    </Sheet>
  );
}

export function EntryFiles({ entry }: { entry: Entry }) {
  const writes = useMay()("ledger-post");
  const [choosing, setChoosing] = useState(false);
  if (!writes && entry.attachments.length === 0) return null;
  return (
    <Sheet
      title="Files"
      actions={
        writes && (
          <Button size="compact-sm" variant="default" leftSection={<Paperclip size={14} />} onClick={() => setChoosing(true)}>
            Attach a document
          </Button>
        )
      }
    >
      {entry.attachments.length === 0 ? (
        <p className={styles.basis}>No file belongs to this entry.</p>
      ) : (
        <ul className={styles.files}>
          {entry.attachments.map(({ name, document_id }) => (
            <li key={name + (document_id ?? "")}>
              <FileText size={15} aria-hidden /> {document_id ? <Link to={`/documents/${document_id}`}>{name}</Link> : name}
            </li>
          ))}
        </ul>
      )}
      {choosing && <AttachDialog entry={entry} onClose={() => setChoosing(false)} />}
    </Sheet>
  );
}

/** Chooses among the documents that were taken in; a new file is dropped into the inbox first. */
function AttachDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const { id: b } = useBusiness();
  const keep = useKept(entry);
  const [text, setText] = useState("");
  const [late] = useDebouncedValue(text.trim(), 200);
  const query = useInfiniteQuery(documentsQuery(b, { group: "all", q: late || undefined }));
  const found = (query.data?.pages[0]?.items ?? []).slice(0, 12);
  const attach = useMutation({
    mutationFn: (id: string) => attachDocument(b, entry.id, id),
    onSuccess: async (changed) => {
      tell("Attached");
      await keep(changed);
      onClose();
    },
    onError: (error) => tellError(error, "The document was not attached"),
  });
  return (
    <Modal opened onClose={onClose} title={`Attach a document to ${entry.number}`}>
      <TextInput
        label="Find"
        placeholder="Supplier, number or file name"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
      <Loaded query={query} rows={5}>
        {() => (
          <ul className={styles.choices}>
            {found.map((document) => (
              <li key={document.id}>
                <button type="button" disabled={attach.isPending} onClick={() => attach.mutate(document.id)}>
                  <span>{document.vendor ? `${document.vendor} ${document.number ?? ""}` : document.file_name}</span>
                  <small>
                    {document.date && dateText(document.date)} {document.total && moneyText(document.total)}
                  </small>
                </button>
              </li>
            ))}
            {found.length === 0 && <li className={styles.basis}>No document matches. Drop a new one into the inbox first.</li>}
          </ul>
        )}
      </Loaded>
    </Modal>
  );
}
