CREATE TABLE `credential_dictionary` (
	`id` integer PRIMARY KEY NOT NULL,
	`badge_version_id` text NOT NULL,
	`text` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`badge_version_id`) REFERENCES `badge_version`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `credential_dictionary_badge_version_id_unique` ON `credential_dictionary` (`badge_version_id`);--> statement-breakpoint
CREATE TRIGGER `credential_dictionary_no_update` BEFORE UPDATE ON `credential_dictionary`
BEGIN SELECT RAISE(ABORT, 'rule broken: credential_dictionary_no_update'); END;--> statement-breakpoint
CREATE TRIGGER `credential_dictionary_no_delete` BEFORE DELETE ON `credential_dictionary`
BEGIN SELECT RAISE(ABORT, 'rule broken: credential_dictionary_no_delete'); END;--> statement-breakpoint
ALTER TABLE `award` ADD `dictionary_id` integer REFERENCES credential_dictionary(id);--> statement-breakpoint
ALTER TABLE `award` ADD `canonical_digest` text;--> statement-breakpoint
ALTER TABLE `award` ADD `seal` text;
