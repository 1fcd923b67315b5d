-- Each entry follows the last (audit_entry_follows_the_last), so no two can have the same before them.
DROP INDEX `audit_entry_previous_hash_unique`;
