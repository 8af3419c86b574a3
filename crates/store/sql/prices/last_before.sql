select at, price, list_price, promotion_id from price_history
where seller_id = $1 and sku = $2 and at < $3 order by at desc limit 1
