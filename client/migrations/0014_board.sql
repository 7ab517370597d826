-- Households that are not void, by place: lists of villages and pictures count them without reading one.
CREATE INDEX record_household ON record (area, id) WHERE kind = 'household' AND flags & 1 = 0;
-- 起因 of a dispute, so that a picture can count them and open those behind each number.
ALTER TABLE dispute ADD COLUMN cause TEXT NOT NULL DEFAULT '';
