-- Mail says by id whom its words name. Most name whoever reads them; of the others it is found out from what they were sent with.
ALTER TABLE `message` ADD `about_person_id` text;--> statement-breakpoint
UPDATE `message` SET `about_person_id` = `person_id`
WHERE `kind` <> 'join-request'
	AND NOT (`kind` = 'account-change' AND coalesce(json_extract(`content`, '$.button.url'), '') LIKE '%/me/merge');--> statement-breakpoint
UPDATE `message` SET `about_person_id` = (
	SELECT min(asked.`person_id`) FROM `join_request` asked
	WHERE json_extract(`message`.`content`, '$.button.url') LIKE '%/organizations/' || asked.`organization_id` || '/people'
		AND abs(asked.`created_at` - `message`.`created_at`) < 1000
	HAVING count(*) = 1)
WHERE `kind` = 'join-request';--> statement-breakpoint
UPDATE `message` SET `about_person_id` = (
	SELECT min(claimed.`person_id`) FROM `person_email` claimed
	WHERE claimed.`email` = `message`.`to` AND claimed.`person_id` IS NOT `message`.`person_id`
	HAVING count(*) = 1)
WHERE `about_person_id` IS NULL AND `kind` IN ('account-change', 'email-check', 'invitation', 'sign-in');--> statement-breakpoint
-- A copy that may name somebody whom nobody could find in it any more goes: what it told of is on the pages.
DELETE FROM `message` WHERE `about_person_id` IS NULL AND `kind` IN ('join-request', 'account-change', 'email-check');
