select seller_id from products where sku = $1
