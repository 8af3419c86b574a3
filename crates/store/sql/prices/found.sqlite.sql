where sku in (select rowid from product_words where product_words match $1) and seller_id = $2
order by sku limit $3
