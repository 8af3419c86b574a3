select count(*) from products where seller_id = $1 and archived = false and stock >= $2
