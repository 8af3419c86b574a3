where c.holder = $1 and c.state = 'waiting' and c.leased_until > $2
order by c.order_at limit $3
