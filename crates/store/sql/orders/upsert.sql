insert into order_items (seller_id, order_id, sku, buyer_id, status, price, currency, ordered_at, delivered_at, scheme, paid_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
on conflict (seller_id, order_id, sku) do update set status = excluded.status, delivered_at = excluded.delivered_at,
  paid_at = excluded.paid_at
