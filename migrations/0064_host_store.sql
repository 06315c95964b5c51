-- Where each host keeps the bytes of documents, so that two hosts that keep them apart are told.
alter table ctx.host_key add column store text check (length(store) between 1 and 200);
