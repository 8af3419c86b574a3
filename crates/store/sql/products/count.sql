select count(*) from products
where seller_id = $1
