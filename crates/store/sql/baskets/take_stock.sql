update products set stock = stock - $3 where seller_id = $1 and sku = $2 and stock >= $3
