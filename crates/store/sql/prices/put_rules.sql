insert into price_rules (seller_id, floor_percent, floor_margin, on_floor, request_percent, request_pieces, request_hours,
  version, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, 1, $8)
on conflict (seller_id) do update set floor_percent = excluded.floor_percent, floor_margin = excluded.floor_margin,
  on_floor = excluded.on_floor, request_percent = excluded.request_percent, request_pieces = excluded.request_pieces,
  request_hours = excluded.request_hours, version = price_rules.version + 1, updated_at = excluded.updated_at
