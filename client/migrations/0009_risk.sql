-- 有激化风险: the risk of a dispute that is not settled, so that the office's first look can count them.

ALTER TABLE dispute ADD COLUMN risk TEXT NOT NULL DEFAULT '';
