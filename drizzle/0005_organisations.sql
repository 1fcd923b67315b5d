CREATE TABLE `organisation` (
	`id` text PRIMARY KEY NOT NULL,
	`parent_id` text,
	`type` text NOT NULL,
	`name` text NOT NULL,
	`sourced_id` text,
	`settings` text DEFAULT '{}' NOT NULL,
	`created_at` integer NOT NULL,
	`closed_at` integer,
	FOREIGN KEY (`parent_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "organisation_type" CHECK("organisation"."type" in ('state-agency', 'district', 'school', 'partner')),
	CONSTRAINT "organisation_below_another" CHECK("organisation"."parent_id" <> "organisation"."id")
) STRICT;
--> statement-breakpoint
CREATE INDEX `organisation_parent` ON `organisation` (`parent_id`,`name`);--> statement-breakpoint
CREATE INDEX `organisation_sourced` ON `organisation` (`sourced_id`);--> statement-breakpoint
CREATE TABLE `organisation_ancestor` (
	`organisation_id` text NOT NULL,
	`ancestor_id` text NOT NULL,
	`distance` integer NOT NULL,
	PRIMARY KEY(`organisation_id`, `ancestor_id`),
	FOREIGN KEY (`organisation_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ancestor_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "organisation_ancestor_distance" CHECK(("organisation_ancestor"."distance" = 0) = ("organisation_ancestor"."organisation_id" = "organisation_ancestor"."ancestor_id") and "organisation_ancestor"."distance" >= 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `organisation_ancestor_above` ON `organisation_ancestor` (`ancestor_id`);--> statement-breakpoint
INSERT INTO `organisation` (`id`, `type`, `name`, `created_at`) SELECT `id`, 'district', `name`, `created_at` FROM `issuer`;--> statement-breakpoint
INSERT INTO `organisation_ancestor` (`organisation_id`, `ancestor_id`, `distance`) SELECT `id`, `id`, 0 FROM `organisation`;--> statement-breakpoint
CREATE TRIGGER `issuer_is_an_organisation` BEFORE INSERT ON `issuer`
WHEN NOT EXISTS (SELECT 1 FROM organisation WHERE id = new.id)
BEGIN SELECT RAISE(ABORT, 'rule broken: issuer_is_an_organisation'); END;--> statement-breakpoint
CREATE TRIGGER `organisation_keeps_its_id` BEFORE UPDATE OF `id` ON `organisation` WHEN new.id <> old.id
BEGIN SELECT RAISE(ABORT, 'rule broken: organisation_keeps_its_id'); END;--> statement-breakpoint
CREATE TRIGGER `organisation_no_delete` BEFORE DELETE ON `organisation`
BEGIN SELECT RAISE(ABORT, 'rule broken: organisation_no_delete'); END;--> statement-breakpoint
CREATE TABLE `__new_role` (
	`person_id` text NOT NULL,
	`organisation_id` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`suspended_at` integer,
	PRIMARY KEY(`person_id`, `organisation_id`, `name`),
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_role` (`person_id`, `organisation_id`, `name`, `created_at`) SELECT `person_id`, `issuer_id`, `name`, `created_at` FROM `role`;--> statement-breakpoint
DROP TABLE `role`;--> statement-breakpoint
ALTER TABLE `__new_role` RENAME TO `role`;--> statement-breakpoint
CREATE INDEX `role_organisation` ON `role` (`organisation_id`);--> statement-breakpoint
CREATE VIEW `held_role` AS
SELECT role.person_id AS person_id, below.organisation_id AS issuer_id, role.organisation_id AS organisation_id, role.name AS name
FROM role
JOIN organisation_ancestor AS below ON below.ancestor_id = role.organisation_id
JOIN organisation ON organisation.id = below.organisation_id
WHERE role.suspended_at IS NULL AND organisation.closed_at IS NULL;--> statement-breakpoint
CREATE TABLE `invitation` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`roles` text NOT NULL,
	`invited_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`sent_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`accepted_at` integer,
	`accepted_by` text,
	`withdrawn_at` integer,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`invited_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`accepted_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "invitation_email_folded" CHECK("invitation"."email" = lower("invitation"."email")),
	CONSTRAINT "invitation_ends_once" CHECK("invitation"."accepted_at" is null or "invitation"."withdrawn_at" is null)
) STRICT;
--> statement-breakpoint
CREATE INDEX `invitation_email` ON `invitation` (`email`);--> statement-breakpoint
CREATE UNIQUE INDEX `invitation_one_open` ON `invitation` (`organisation_id`,`email`) WHERE "invitation"."accepted_at" is null and "invitation"."withdrawn_at" is null;--> statement-breakpoint
CREATE TABLE `join_request` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`person_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`decision` text,
	`decided_by` text,
	`decided_at` integer,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "join_request_decided" CHECK(("join_request"."decision" is null) = ("join_request"."decided_at" is null))
) STRICT;
--> statement-breakpoint
CREATE INDEX `join_request_person` ON `join_request` (`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `join_request_one_open` ON `join_request` (`organisation_id`,`person_id`) WHERE "join_request"."decision" is null;--> statement-breakpoint
CREATE TABLE `badge_share` (
	`badge_id` text NOT NULL,
	`organisation_id` text NOT NULL,
	`mode` text NOT NULL,
	`shared_by` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`badge_id`, `organisation_id`, `mode`),
	FOREIGN KEY (`badge_id`) REFERENCES `badge`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`shared_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `badge_share_organisation` ON `badge_share` (`organisation_id`,`mode`);--> statement-breakpoint
ALTER TABLE `badge` ADD `copied_from` text REFERENCES badge_version(id);--> statement-breakpoint
ALTER TABLE `issuer` ADD `logo_key` text;--> statement-breakpoint
ALTER TABLE `issuer` ADD `colour` text;--> statement-breakpoint
ALTER TABLE `issuer` ADD `trust` text DEFAULT 'unconfirmed' NOT NULL;--> statement-breakpoint
UPDATE `issuer` SET `trust` = 'recognised';
