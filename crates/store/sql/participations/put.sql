insert into participations (seller_id, promotion_id, sku, state, price, quantity, sold, reserved, mode, reason, agreed_by,
  agreed_at, terms, version, updated_at)
values ($1, $2, $3, $4, $5, $6, 0, 0, $7, $8, $9, $10, $11, 1, $12)
on conflict (seller_id, promotion_id, sku) do update set state = excluded.state, price = excluded.price,
  quantity = excluded.quantity, mode = excluded.mode, reason = excluded.reason, agreed_by = excluded.agreed_by,
  agreed_at = excluded.agreed_at, terms = excluded.terms, version = participations.version + 1,
  updated_at = excluded.updated_at
