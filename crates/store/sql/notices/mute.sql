insert into mutes (person_id, subject, until) values ($1, $2, $3)
on conflict (person_id, subject) do update set until = excluded.until
