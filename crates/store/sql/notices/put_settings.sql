insert into notice_settings (person_id, side, seller_id, settings, version, updated_at) values ($1, $2, $3, $4, 1, $5)
on conflict (person_id, side, seller_id) do update set settings = excluded.settings, version = notice_settings.version + 1,
  updated_at = excluded.updated_at
