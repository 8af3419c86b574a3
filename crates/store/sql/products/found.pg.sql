where sku in (select sku from product_words where words @@ cast($1 as tsquery)) and archived = false and sku > $2
order by sku limit $3
