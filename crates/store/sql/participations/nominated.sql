where a.promotion_id = $1 and a.state = 'nominated'
order by a.updated_at limit $2
