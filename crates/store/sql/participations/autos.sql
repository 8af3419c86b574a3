select seller_id, promotion_id, sku, price, quantity, mode, agreed_by, agreed_at from auto_adds
where seller_id = $1 and promotion_id = $2 and sku > $3 order by sku limit $4
