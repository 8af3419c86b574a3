  and q.place > $2 and q.place < $11
group by 1, 2 limit $3
