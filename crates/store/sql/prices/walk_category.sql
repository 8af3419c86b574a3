where seller_id = $1 and category = $2 and archived = false and sku > $3
order by sku limit $4
