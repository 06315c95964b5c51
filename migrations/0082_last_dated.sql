-- The date of the newest document that was booked so: what people are told ("last on"). `last_at` tells when it was
-- recorded, and which memory is the freshest.
alter table party_booking add column dated date;
