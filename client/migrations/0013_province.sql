-- How a case stands in the province's platform: not_entered, entered, changed.
ALTER TABLE dispute ADD COLUMN province TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN province TEXT NOT NULL DEFAULT '';
