update products set price = $3, old_price = $4, updated_at = $5 where seller_id = $1 and sku = $2
