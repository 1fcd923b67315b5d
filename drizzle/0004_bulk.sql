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
--> statement-breakpoint
CREATE TABLE `bulk_award` (
	`id` text PRIMARY KEY NOT NULL,
	`requested_by` text NOT NULL,
	`badge_id` text,
	`state` text NOT NULL,
	`total` integer NOT NULL,
	`awarded` integer DEFAULT 0 NOT NULL,
	`already_awarded` integer DEFAULT 0 NOT NULL,
	`refused` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`requested_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`badge_id`) REFERENCES `badge`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "bulk_award_counts" CHECK("bulk_award"."awarded" + "bulk_award"."already_awarded" + "bulk_award"."refused" <= "bulk_award"."total")
) STRICT;
--> statement-breakpoint
CREATE INDEX `bulk_award_requester` ON `bulk_award` (`requested_by`,`created_at`);--> statement-breakpoint
CREATE TABLE `bulk_award_item` (
	`bulk_award_id` text NOT NULL,
	`position` integer NOT NULL,
	`submission_id` text NOT NULL,
	PRIMARY KEY(`bulk_award_id`, `position`),
	FOREIGN KEY (`bulk_award_id`) REFERENCES `bulk_award`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `bulk_award_refusal` (
	`bulk_award_id` text NOT NULL,
	`position` integer NOT NULL,
	`reason` text NOT NULL,
	PRIMARY KEY(`bulk_award_id`, `position`),
	FOREIGN KEY (`bulk_award_id`,`position`) REFERENCES `bulk_award_item`(`bulk_award_id`,`position`) ON UPDATE no action ON DELETE no action
) STRICT;
