-- Devices tell not of looks into care files alone, but of files and prints too: one table for all that is noted once.

ALTER TABLE openings RENAME TO told;
