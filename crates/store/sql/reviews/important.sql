  and (r.urgency, r.place) < ($14, $2)
order by r.urgency desc, r.place desc limit $3
