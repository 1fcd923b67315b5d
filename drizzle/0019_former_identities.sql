-- What an issuer was called at an address that this installation has left. Its badges name it for good.
CREATE TABLE `former_identity` (
	`did` text PRIMARY KEY NOT NULL,
	`issuer_id` text NOT NULL REFERENCES `issuer`(`id`),
	`origin` text NOT NULL,
	`replaced_at` integer NOT NULL
);--> statement-breakpoint
CREATE TRIGGER `former_identity_no_update` BEFORE UPDATE ON `former_identity`
BEGIN SELECT RAISE(ABORT, 'rule broken: former_identity_no_update'); END;--> statement-breakpoint
CREATE TRIGGER `former_identity_no_delete` BEFORE DELETE ON `former_identity`
BEGIN SELECT RAISE(ABORT, 'rule broken: former_identity_no_delete'); END;--> statement-breakpoint
DROP TRIGGER `issuer_keeps_its_did`;--> statement-breakpoint
CREATE TRIGGER `issuer_keeps_its_did` BEFORE UPDATE OF `did` ON `issuer`
WHEN new.did <> old.did AND NOT EXISTS (
	SELECT 1 FROM former_identity WHERE did = old.did AND issuer_id = old.id
)
BEGIN SELECT RAISE(ABORT, 'rule broken: issuer_keeps_its_did'); END;--> statement-breakpoint
-- Whose list it is: the address in it is that identity's.
ALTER TABLE `status_list` ADD COLUMN `issuer_did` text NOT NULL DEFAULT '';--> statement-breakpoint
UPDATE `status_list` SET `issuer_did` = (SELECT did FROM issuer WHERE issuer.id = status_list.issuer_id);
