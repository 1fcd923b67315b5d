-- One spelling, the American one, in names and in values. Tables whose checks bear the old word are written again under the old
-- name and renamed then: rows that refer to them find them again before the end, which is when D1 looks.
PRAGMA defer_foreign_keys = on;--> statement-breakpoint
DROP VIEW `held_role`;--> statement-breakpoint
DROP VIEW `inherited_setting`;--> statement-breakpoint
DROP TRIGGER `issuer_is_an_organisation`;--> statement-breakpoint
DROP TRIGGER `evidence_outlives_judgement`;--> statement-breakpoint
CREATE TABLE `__kept` AS SELECT * FROM `organisation`;--> statement-breakpoint
DROP TABLE `organisation`;--> statement-breakpoint
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
	CONSTRAINT "organization_type" CHECK("type" in ('state-agency', 'district', 'school', 'partner')),
	CONSTRAINT "organization_below_another" CHECK("parent_id" <> "id")
) STRICT;--> statement-breakpoint
INSERT INTO `organisation` (`id`, `parent_id`, `type`, `name`, `sourced_id`, `settings`, `created_at`, `closed_at`)
SELECT `id`, `parent_id`, `type`, `name`, `sourced_id`,
	CASE WHEN json_type(`settings`, '$.colour') IS NULL THEN `settings`
	ELSE json_remove(json_set(`settings`, '$.color', json_extract(`settings`, '$.colour')), '$.colour') END,
	`created_at`, `closed_at` FROM `__kept`;--> statement-breakpoint
DROP TABLE `__kept`;--> statement-breakpoint
ALTER TABLE `organisation` RENAME TO `organization`;--> statement-breakpoint
CREATE TABLE `organization_ancestor` (
	`organization_id` text NOT NULL,
	`ancestor_id` text NOT NULL,
	`distance` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `ancestor_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ancestor_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "organization_ancestor_distance" CHECK(("distance" = 0) = ("organization_id" = "ancestor_id") and "distance" >= 0)
) STRICT;--> statement-breakpoint
INSERT INTO `organization_ancestor` (`organization_id`, `ancestor_id`, `distance`) SELECT `organisation_id`, `ancestor_id`, `distance` FROM `organisation_ancestor`;--> statement-breakpoint
DROP TABLE `organisation_ancestor`;--> statement-breakpoint
CREATE TABLE `__kept` AS SELECT * FROM `erasure`;--> statement-breakpoint
DROP TABLE `erasure`;--> statement-breakpoint
CREATE TABLE `erasure` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`requested_by` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`due_at` integer,
	`ended_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "erasure_waits_for_a_day" CHECK("state" in ('asked', 'canceled') or "due_at" is not null)
) STRICT;--> statement-breakpoint
INSERT INTO `erasure` (`id`, `person_id`, `requested_by`, `state`, `created_at`, `due_at`, `ended_at`)
SELECT `id`, `person_id`, `requested_by`, replace(`state`, 'cancelled', 'canceled'), `created_at`, `due_at`, `ended_at` FROM `__kept`;--> statement-breakpoint
DROP TABLE `__kept`;--> statement-breakpoint
CREATE UNIQUE INDEX `erasure_one_open` ON `erasure` (`person_id`) WHERE "state" in ('asked', 'waiting');--> statement-breakpoint
ALTER TABLE `badge_share` RENAME COLUMN `organisation_id` TO `organization_id`;--> statement-breakpoint
ALTER TABLE `identity_provider` RENAME COLUMN `organisation_id` TO `organization_id`;--> statement-breakpoint
ALTER TABLE `invitation` RENAME COLUMN `organisation_id` TO `organization_id`;--> statement-breakpoint
ALTER TABLE `join_request` RENAME COLUMN `organisation_id` TO `organization_id`;--> statement-breakpoint
ALTER TABLE `known_as` RENAME COLUMN `organisation_id` TO `organization_id`;--> statement-breakpoint
ALTER TABLE `position` RENAME COLUMN `organisation_id` TO `organization_id`;--> statement-breakpoint
ALTER TABLE `role` RENAME COLUMN `organisation_id` TO `organization_id`;--> statement-breakpoint
ALTER TABLE `roster_import` RENAME COLUMN `organisation_id` TO `organization_id`;--> statement-breakpoint
ALTER TABLE `roster_person` RENAME COLUMN `organisation_id` TO `organization_id`;--> statement-breakpoint
ALTER TABLE `roster_row` RENAME COLUMN `organisation_id` TO `organization_id`;--> statement-breakpoint
ALTER TABLE `roster_row` RENAME COLUMN `organisation_key` TO `organization_key`;--> statement-breakpoint
ALTER TABLE `issuer` RENAME COLUMN `colour` TO `color`;--> statement-breakpoint
DROP INDEX `badge_share_organisation`;--> statement-breakpoint
CREATE INDEX `badge_share_organization` ON `badge_share` (`organization_id`,`mode`);--> statement-breakpoint
DROP INDEX `identity_provider_organisation`;--> statement-breakpoint
CREATE INDEX `identity_provider_organization` ON `identity_provider` (`organization_id`);--> statement-breakpoint
DROP INDEX `position_organisation`;--> statement-breakpoint
CREATE INDEX `position_organization` ON `position` (`organization_id`,`starts_on`);--> statement-breakpoint
DROP INDEX `role_organisation`;--> statement-breakpoint
CREATE INDEX `role_organization` ON `role` (`organization_id`);--> statement-breakpoint
DROP INDEX `roster_import_organisation`;--> statement-breakpoint
CREATE INDEX `roster_import_organization` ON `roster_import` (`organization_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `organization_parent` ON `organization` (`parent_id`,`name`);--> statement-breakpoint
CREATE INDEX `organization_sourced` ON `organization` (`sourced_id`);--> statement-breakpoint
CREATE INDEX `organization_ancestor_above` ON `organization_ancestor` (`ancestor_id`);--> statement-breakpoint
UPDATE `issuer` SET `trust` = 'recognized' WHERE `trust` = 'recognised';--> statement-breakpoint
UPDATE `role` SET `name` = 'program-manager' WHERE `name` = 'programme-manager';--> statement-breakpoint
UPDATE `invitation` SET `roles` = replace(`roles`, '"programme-manager"', '"program-manager"');--> statement-breakpoint
UPDATE `roster_import` SET `state` = 'canceled' WHERE `state` = 'cancelled';--> statement-breakpoint
UPDATE `bulk_award` SET `state` = 'canceled' WHERE `state` = 'cancelled';--> statement-breakpoint
UPDATE `roster_row` SET `kind` = replace(`kind`, 'organisation', 'organization'), `reason` = replace(`reason`, 'organisation', 'organization');--> statement-breakpoint
CREATE TRIGGER `issuer_is_an_organization` BEFORE INSERT ON `issuer`
WHEN NOT EXISTS (SELECT 1 FROM organization WHERE id = new.id)
BEGIN SELECT RAISE(ABORT, 'rule broken: issuer_is_an_organization'); END;--> statement-breakpoint
CREATE TRIGGER `organization_keeps_its_id` BEFORE UPDATE OF `id` ON `organization` WHEN new.id <> old.id
BEGIN SELECT RAISE(ABORT, 'rule broken: organization_keeps_its_id'); END;--> statement-breakpoint
CREATE TRIGGER `organization_no_delete` BEFORE DELETE ON `organization`
BEGIN SELECT RAISE(ABORT, 'rule broken: organization_no_delete'); END;--> statement-breakpoint
CREATE TRIGGER `evidence_outlives_judgment` BEFORE DELETE ON `evidence`
WHEN EXISTS (SELECT 1 FROM attempt WHERE submission_id = old.submission_id AND number >= old.attempt_number)
	AND EXISTS (SELECT 1 FROM submission WHERE id = old.submission_id AND state IN ('submitted', 'returned', 'approved'))
BEGIN SELECT RAISE(ABORT, 'rule broken: evidence_outlives_judgment'); END;--> statement-breakpoint
CREATE VIEW `held_role` AS
SELECT role.person_id AS person_id, below.organization_id AS issuer_id, role.organization_id AS organization_id, role.name AS name
FROM role
JOIN organization_ancestor AS below ON below.ancestor_id = role.organization_id
JOIN organization ON organization.id = below.organization_id
JOIN person ON person.id = role.person_id
WHERE role.suspended_at IS NULL AND organization.closed_at IS NULL
AND person.suspended_at IS NULL AND person.merged_into IS NULL AND person.erased_at IS NULL;--> statement-breakpoint
CREATE VIEW `inherited_setting` AS
SELECT person.id AS person_id, (
	SELECT json_extract(above.settings, '$.language') FROM role
	JOIN organization AS place ON place.id = role.organization_id
	JOIN organization_ancestor AS link ON link.organization_id = place.id
	JOIN organization AS above ON above.id = link.ancestor_id
	WHERE role.person_id = person.id AND role.suspended_at IS NULL AND place.closed_at IS NULL
	AND json_extract(above.settings, '$.language') IS NOT NULL
	ORDER BY role.created_at, role.organization_id, link.distance LIMIT 1
) AS language, (
	SELECT json_extract(above.settings, '$.timeZone') FROM role
	JOIN organization AS place ON place.id = role.organization_id
	JOIN organization_ancestor AS link ON link.organization_id = place.id
	JOIN organization AS above ON above.id = link.ancestor_id
	WHERE role.person_id = person.id AND role.suspended_at IS NULL AND place.closed_at IS NULL
	AND json_extract(above.settings, '$.timeZone') IS NOT NULL
	ORDER BY role.created_at, role.organization_id, link.distance LIMIT 1
) AS time_zone
FROM person;
