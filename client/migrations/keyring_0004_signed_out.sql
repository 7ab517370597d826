-- The keyring, version 4: whether the person signed out here, rather than the office ending the device's rights.

ALTER TABLE ended ADD COLUMN is_own INTEGER NOT NULL DEFAULT 0 CHECK (is_own IN (0, 1));
