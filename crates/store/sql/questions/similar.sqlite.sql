-- The newest of the similar; how similar each is, is said by the domain.
from question_words w
cross join questions q on q.seller_id = $1 and q.place = w.rowid
left join products p on p.seller_id = q.seller_id and p.sku = q.sku
where question_words match $4 and q.sku = $2 and q.state = 'published' and q.answers > 0
order by w.rowid desc limit $3
