where sku in (select sku from product_words where words @@ cast($1 as tsquery)) and seller_id = $2
order by sku limit $3
