from reviews r left join products p on p.seller_id = r.seller_id and p.sku = r.sku
