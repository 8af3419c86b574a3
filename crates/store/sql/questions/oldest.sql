  and q.place > $2 and q.place < $11
order by q.place limit $3
