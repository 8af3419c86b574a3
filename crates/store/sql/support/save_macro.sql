insert into macros (macro_id, name, text, used, updated_at) values ($1, $2, $3, 0, $4)
on conflict (macro_id) do update set name = excluded.name, text = excluded.text, updated_at = excluded.updated_at
