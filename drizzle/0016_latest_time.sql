-- A clock that was set back is behind the latest of all entries, however many came since.
CREATE INDEX `audit_at` ON `audit_entry` (`at`);--> statement-breakpoint
CREATE INDEX `audit_resumed` ON `audit_entry` (`seq`) WHERE "audit_entry"."action" = 'issuing.resumed';
