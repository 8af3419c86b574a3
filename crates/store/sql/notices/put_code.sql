insert into telegram_codes (person_id, code_hash, side, language, made_at, until) values ($1, $2, $3, $4, $5, $6)
on conflict (person_id) do update set code_hash = excluded.code_hash, side = excluded.side, language = excluded.language,
  made_at = excluded.made_at, until = excluded.until
