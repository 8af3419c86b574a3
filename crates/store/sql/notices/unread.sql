select topic, count(*) from (
  select topic from notices /*sqlite indexed by notices_unread*/
  where person_id = $1 and side = $2 and (seller_id = $3 or $3 = 0) and read_at is null
  limit $4
) unread
group by topic order by topic
