insert into contacts (person_id, email, language, confirmed_at, bounces, trouble, updated_at) values ($1, $2, $3, $4, 0, '', $5)
on conflict (person_id) do update set email = excluded.email, language = excluded.language, confirmed_at = excluded.confirmed_at,
  bounces = 0, trouble = '', updated_at = excluded.updated_at
