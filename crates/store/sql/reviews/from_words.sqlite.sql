from review_words w
join reviews r on r.seller_id = $1 and r.place = w.rowid
left join products p on p.seller_id = r.seller_id and p.sku = r.sku
