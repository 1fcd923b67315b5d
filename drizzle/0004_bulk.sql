CREATE TABLE `published_status_list` (
	`status_list_id` text PRIMARY KEY NOT NULL,
	`edition` integer NOT NULL,
	`credential` text NOT NULL,
	`digest` text NOT NULL,
	`key_id` text NOT NULL,
	`published_at` integer NOT NULL,
	FOREIGN KEY (`status_list_id`) REFERENCES `status_list`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`key_id`) REFERENCES `signing_key`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `status_flip` (
	`status_list_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`status_list_id`, `position`),
	FOREIGN KEY (`status_list_id`,`position`) REFERENCES `status_position`(`status_list_id`,`position`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
ALTER TABLE `status_list` DROP COLUMN `published_credential`;--> statement-breakpoint
ALTER TABLE `status_list` DROP COLUMN `published_at`;--> statement-breakpoint
ALTER TABLE `status_list` DROP COLUMN `is_stale`;
