-- 退改: the few records that wait for a correction, or for the office to accept one, are found by their flags (8 and 16).

CREATE INDEX record_remark ON record (at) WHERE flags & 24 <> 0;
