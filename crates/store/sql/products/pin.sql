update products set pinned_review = $3 where seller_id = $1 and sku = $2
