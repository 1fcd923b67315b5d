-- Jobs have classes, so that nobody waits for a sign-in link behind ten thousand awards, and name the process that does them.
ALTER TABLE `outbox` ADD `class` text DEFAULT 'usual' NOT NULL;--> statement-breakpoint
ALTER TABLE `outbox` ADD `runner` text;--> statement-breakpoint
UPDATE `outbox` SET `class` = 'bulk' WHERE `topic` IN ('awards.bulk', 'roster.read', 'roster.apply', 'person.export');--> statement-breakpoint
UPDATE `outbox` SET `class` = 'after' WHERE `topic` = 'awards.issued';--> statement-breakpoint
UPDATE `outbox` SET `class` = 'prompt' WHERE `topic` IN ('sign-in.send-link', 'person.merge-asked');--> statement-breakpoint
DROP INDEX `outbox_due`;--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`state`,`class`,`due_at`);--> statement-breakpoint
ALTER TABLE `bulk_award` ADD `issuer_id` text REFERENCES `issuer`(`id`);--> statement-breakpoint
CREATE INDEX `bulk_award_running` ON `bulk_award` (`state`,`issuer_id`);
