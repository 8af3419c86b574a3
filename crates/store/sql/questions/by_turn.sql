  and q.turn > $2 and q.turn < $11
order by q.turn limit $3
