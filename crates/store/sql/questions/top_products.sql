select sku, questions from question_products where seller_id = $1 and questions > 0
order by questions desc, sku limit $2
