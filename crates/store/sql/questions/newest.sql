  and q.place < $2 and q.place > $11
order by q.place desc limit $3
