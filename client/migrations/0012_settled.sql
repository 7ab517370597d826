-- 化解层级: on which level a dispute was settled, so that a picture can count them and open those behind each number.

ALTER TABLE dispute ADD COLUMN settled TEXT NOT NULL DEFAULT '';
