from questions q left join products p on p.seller_id = q.seller_id and p.sku = q.sku
