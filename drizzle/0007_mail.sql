CREATE TABLE `message` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text,
	`to` text NOT NULL,
	`kind` text NOT NULL,
	`language` text NOT NULL,
	`subject` text NOT NULL,
	`content` text NOT NULL,
	`state` text DEFAULT 'waiting' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	`created_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`sent_at` integer,
	`read_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `message_person` ON `message` (`person_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `message_state` ON `message` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `message_age` ON `message` (`created_at`);--> statement-breakpoint
CREATE TABLE `unwanted_mail` (
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `kind`)
) STRICT;
