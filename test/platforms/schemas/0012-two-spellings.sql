insert into person (id, name, email, is_administrator, created_at)
values ('p-ada', 'ada', 'ada@district.example', 0, 1778770800000);
insert into organisation (id, type, name, settings, created_at)
values ('o-1', 'district', 'Lakeside', '{"colour":"#0a5","timeZone":"America/Denver"}', 1778770800000);
insert into organisation (id, parent_id, type, name, created_at)
values ('o-2', 'o-1', 'school', 'Lakeside East', 1778770800000);
insert into issuer (id, did, name, url, email, created_at, colour, trust)
values ('o-1', 'did:web:badges.lakeside.example:issuers:o-1', 'Lakeside', 'https://www.lakeside.example', 'learning@lakeside.example', 1778770800000, '#0a5', 'recognised');
insert into organisation_ancestor (organisation_id, ancestor_id, distance)
values ('o-1', 'o-1', 0), ('o-2', 'o-2', 0), ('o-2', 'o-1', 1);
insert into role (person_id, organisation_id, name, created_at)
values ('p-ada', 'o-1', 'programme-manager', 1778770800000);
insert into invitation (id, organisation_id, email, name, roles, invited_by, created_at, sent_at, expires_at)
values ('i-1', 'o-1', 'lena@district.example', 'Lena', '["programme-manager","learner"]', 'p-ada', 1778770800000, 1778770800000, 1779375600000);
insert into erasure (id, person_id, requested_by, state, created_at)
values ('e-1', 'p-ada', 'p-ada', 'cancelled', 1778770800000);
