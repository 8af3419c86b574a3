insert into desk_staff (person_id, role) values ($1, $2) on conflict (person_id) do update set role = excluded.role
