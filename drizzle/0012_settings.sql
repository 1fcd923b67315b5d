ALTER TABLE `issuer` ADD `revision` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE VIEW `inherited_setting` AS
SELECT person.id AS person_id, (
	SELECT json_extract(above.settings, '$.language') FROM role
	JOIN organisation AS place ON place.id = role.organisation_id
	JOIN organisation_ancestor AS link ON link.organisation_id = place.id
	JOIN organisation AS above ON above.id = link.ancestor_id
	WHERE role.person_id = person.id AND role.suspended_at IS NULL AND place.closed_at IS NULL
	AND json_extract(above.settings, '$.language') IS NOT NULL
	ORDER BY role.created_at, role.organisation_id, link.distance LIMIT 1
) AS language, (
	SELECT json_extract(above.settings, '$.timeZone') FROM role
	JOIN organisation AS place ON place.id = role.organisation_id
	JOIN organisation_ancestor AS link ON link.organisation_id = place.id
	JOIN organisation AS above ON above.id = link.ancestor_id
	WHERE role.person_id = person.id AND role.suspended_at IS NULL AND place.closed_at IS NULL
	AND json_extract(above.settings, '$.timeZone') IS NOT NULL
	ORDER BY role.created_at, role.organisation_id, link.distance LIMIT 1
) AS time_zone
FROM person;
