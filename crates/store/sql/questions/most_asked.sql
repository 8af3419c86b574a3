  and (q.same, q.place) < ($11, $2)
order by q.same desc, q.place desc limit $3
