insert into question_products (seller_id, sku, questions) values ($1, $2, $3)
on conflict (seller_id, sku) do update set questions = question_products.questions + excluded.questions
