insert into order_items (seller_id, order_id, sku, buyer_id, status, price, currency, ordered_at, scheme, quantity, list_price, why)
values ($1, $2, $3, $4, 'processing', $5, $6, $7, $8, $9, $10, $11)
on conflict (seller_id, order_id, sku) do nothing
