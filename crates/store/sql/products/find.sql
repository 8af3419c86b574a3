select sku, name from products where seller_id = $1 and category = $2 order by sku limit $3
