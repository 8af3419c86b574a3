-- `cross join` keeps the order: the index gives its hits, newest first, and each is looked up.
from question_words w
cross join questions q on q.seller_id = $1 and q.place = w.rowid
left join products p on p.seller_id = q.seller_id and p.sku = q.sku
