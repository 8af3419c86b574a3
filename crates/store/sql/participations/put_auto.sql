insert into auto_adds (seller_id, promotion_id, sku, price, quantity, mode, agreed_by, agreed_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (seller_id, promotion_id, sku) do update set price = excluded.price, quantity = excluded.quantity,
  mode = excluded.mode, agreed_by = excluded.agreed_by, agreed_at = excluded.agreed_at
