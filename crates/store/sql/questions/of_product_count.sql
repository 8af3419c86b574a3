select questions from question_products where seller_id = $1 and sku = $2
