insert into basket_items (buyer_id, sku, seller_id, quantity, added_at) values ($1, $2, $3, $4, $5)
on conflict (buyer_id, sku) do update set quantity = excluded.quantity
