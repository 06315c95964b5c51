import { useLocation, useNavigate } from "@tanstack/react-router";
import { FileUp } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useBusiness, useMay } from "@/shell/business";
import styles from "./uploads.module.css";
import { addFiles } from "./uploads";

/** Files dropped or pasted anywhere go to the inbox. */
export function DropAnywhere() {
  const business = useBusiness();
  const allowed = useMay()("documents-add");
  const navigate = useNavigate();
  const inInbox = useLocation({ select: (location) => location.pathname === "/inbox" });
  const [over, setOver] = useState(false);
  const depth = useRef(0);

  useEffect(() => {
    if (!allowed) return undefined;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const take = (files: FileList | undefined | null) => {
      if (!files?.length) return;
      addFiles(business.id, files);
      if (!inInbox) void navigate({ to: "/inbox" });
    };
    const onEnter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth.current += 1;
      setOver(true);
    };
    const onLeave = () => {
      depth.current = Math.max(0, depth.current - 1);
      if (depth.current === 0) setOver(false);
    };
    const onOver = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      depth.current = 0;
      setOver(false);
      if (!carriesFiles(event)) return;
      event.preventDefault();
      take(event.dataTransfer?.files);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (event.clipboardData?.files.length) take(event.clipboardData.files);
    };
    const handlers = { dragenter: onEnter, dragleave: onLeave, dragover: onOver, drop: onDrop, paste: onPaste };
    for (const [name, handler] of Object.entries(handlers)) window.addEventListener(name, handler as EventListener);
    return () => {
      for (const [name, handler] of Object.entries(handlers)) window.removeEventListener(name, handler as EventListener);
    };
  }, [allowed, business.id, inInbox, navigate]);

  if (!over) return null;
  return (
    <div className={styles.over} role="status">
      <div>
        <FileUp size={40} strokeWidth={1.4} aria-hidden />
        <p>Drop the documents to add them to {business.name}</p>
      </div>
    </div>
  );
}
