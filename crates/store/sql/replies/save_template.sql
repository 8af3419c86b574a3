insert into templates (seller_id, template_id, name, text, used, updated_at) values ($1, $2, $3, $4, 0, $5)
on conflict (seller_id, template_id) do update set name = excluded.name, text = excluded.text,
  updated_at = excluded.updated_at
