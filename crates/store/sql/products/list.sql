where seller_id = $1 and product_id > $2 order by product_id limit $3
