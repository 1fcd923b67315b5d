insert into organization (id, type, name, settings, created_at) values ('o-1', 'district', 'Lakeside', '{}', 1778770800000);
insert into organization_ancestor (organization_id, ancestor_id, distance) values ('o-1', 'o-1', 0);
insert into person (id, name, email, is_administrator, created_at)
values ('p-ada', 'Ada', 'ada@district.example', 0, 1778770800000), ('p-jo', 'Jo', 'jo@district.example', 0, 1778770800000);
insert into person_email (email, person_id, kind, created_at) values ('jo@home.example', 'p-jo', 'personal', 1778770800000), ('ada@district.example', 'p-jo', 'personal', 1778770800000);
insert into join_request (id, organization_id, person_id, created_at) values ('j-1', 'o-1', 'p-jo', 1778770800000);
insert into message (id, person_id, "to", kind, language, subject, content, created_at, due_at) values
('own', 'p-jo', 'jo@district.example', 'earned', 'en', 'A badge', '{"paragraphs":["Well done, Jo."]}', 1778770800000, 1778770800000),
('asked', 'p-ada', 'ada@district.example', 'join-request', 'en', 'Jo asks', '{"paragraphs":["Jo asks."],"button":{"label":"See","url":"https://badges.example/organizations/o-1/people"}}', 1778770800003, 1778770800003),
('asked-before', 'p-ada', 'ada@district.example', 'join-request', 'en', 'Jo asked', '{"paragraphs":["Jo asked."],"button":{"label":"See","url":"https://badges.example/organizations/o-1/people"}}', 1778770000000, 1778770000000),
('check', null, 'jo@home.example', 'email-check', 'en', 'Confirm', '{"paragraphs":["Jo wants this address."],"button":{"label":"Go on"}}', 1778770800000, 1778770800000),
('claimed', 'p-ada', 'ada@district.example', 'account-change', 'en', 'Claimed', '{"paragraphs":["Jo wants it."],"button":{"label":"Join","url":"https://badges.example/me/merge"}}', 1778770800000, 1778770800000),
('removed', null, 'former@home.example', 'account-change', 'en', 'Removed', '{"paragraphs":["An address was removed."]}', 1778770800000, 1778770800000);
