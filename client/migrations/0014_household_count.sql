-- Households that are not void, by place: lists of villages and pictures count them without reading one.
CREATE INDEX record_household ON record (area, id) WHERE kind = 'household' AND flags & 1 = 0;
