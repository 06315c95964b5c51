-- What people correct is kept with the document (`document_correction`), whether its issuer is known or not. This second
-- place for it was never written.
drop table party_correction;
