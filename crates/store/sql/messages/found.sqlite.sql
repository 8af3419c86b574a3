-- `cross join` keeps the order: the index gives its hits, newest first, and each is looked up.
from message_words w
cross join messages m on m.message_id = w.rowid
where message_words match $2 and w.rowid < $3 and m.seller_id = $1
  and (m.author = $5 or (m.kind <> 'note' and m.state <> 'held' and m.state <> 'blocked'))
order by w.rowid desc limit $4
