order by product_id limit $5
