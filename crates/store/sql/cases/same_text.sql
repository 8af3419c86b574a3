where c.text_hash = $1 and c.subject = $2 and c.state = 'waiting' and c.stage = 'first'
  and (c.leased_until <= $3 or c.holder = $4)
order by c.order_at limit $5
