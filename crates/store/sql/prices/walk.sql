where seller_id = $1 and archived = false and sku > $2
order by sku limit $3
