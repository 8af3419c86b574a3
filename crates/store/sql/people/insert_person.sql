insert into persons (person_id, name, created_at) values ($1, $2, $3) on conflict (person_id) do nothing
