-- `cross join` keeps the order: the index gives its hits, newest first, and each is looked up. The other way round every
-- review of the seller would ask the index anew.
from review_words w
cross join reviews r on r.seller_id = $1 and r.place = w.rowid
left join products p on p.seller_id = r.seller_id and p.sku = r.sku
