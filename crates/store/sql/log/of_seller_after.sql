select batch, seq, at, seller_id, by_whom, payload from events
where seller_id = $1 and (batch, seq) > ($2, $3)
/*pg and batch < cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint)*/
order by batch, seq limit $4
