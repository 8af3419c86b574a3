select count(*) from products where seller_id = $1 and category = $2 and archived = false and stock >= $3
