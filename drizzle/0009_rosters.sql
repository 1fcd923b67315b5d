CREATE TABLE `roster_import` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`format` text NOT NULL,
	`mode` text NOT NULL,
	`state` text NOT NULL,
	`file_name` text NOT NULL,
	`file_key` text NOT NULL,
	`file_digest` text NOT NULL,
	`columns` text,
	`mapping` text,
	`problem` text,
	`read_rows` integer DEFAULT 0 NOT NULL,
	`applied_rows` integer DEFAULT 0 NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `roster_import_organisation` ON `roster_import` (`organisation_id`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `roster_import_one_open` ON `roster_import` (`organisation_id`) WHERE "roster_import"."state" in ('mapping', 'reading', 'ready', 'held', 'applying');--> statement-breakpoint
CREATE TABLE `roster_row` (
	`import_id` text NOT NULL,
	`number` integer NOT NULL,
	`kind` text NOT NULL,
	`file` text NOT NULL,
	`line` integer NOT NULL,
	`key` text NOT NULL,
	`person_key` text,
	`organisation_key` text,
	`parent_key` text,
	`type` text,
	`name` text,
	`sorting_name` text,
	`email` text,
	`title` text,
	`lane` text,
	`starts_on` text,
	`ends_on` text,
	`action` text NOT NULL,
	`reason` text,
	`note` text,
	`organisation_id` text,
	`person_id` text,
	`position_id` text,
	`applied_at` integer,
	PRIMARY KEY(`import_id`, `number`),
	FOREIGN KEY (`import_id`) REFERENCES `roster_import`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `roster_row_key` ON `roster_row` (`import_id`,`kind`,`key`);--> statement-breakpoint
CREATE INDEX `roster_row_person` ON `roster_row` (`import_id`,`person_key`);--> statement-breakpoint
CREATE INDEX `roster_row_email` ON `roster_row` (`import_id`,`email`);--> statement-breakpoint
CREATE INDEX `roster_row_action` ON `roster_row` (`import_id`,`action`,`number`);--> statement-breakpoint
CREATE TABLE `roster_person` (
	`organisation_id` text NOT NULL,
	`sourced_id` text NOT NULL,
	`person_id` text NOT NULL,
	`name` text NOT NULL,
	PRIMARY KEY(`organisation_id`, `sourced_id`),
	FOREIGN KEY (`organisation_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `roster_person_person` ON `roster_person` (`person_id`);
